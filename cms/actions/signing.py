"""What happens when a text is submitted, signed, sent back or goes live after its review."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page, Revision, TaskState, WorkflowState

from accounts.models import User
from cms import emails
from cms.actions.publishing import is_signed
from cms.models import ClinicalPage, ClinicalReviewTask, Contribution, Person, SignOff
from cms.models.authorship import may_sign
from cms.models.rights import NEEDS_SIGNATURE
from cms.models.versions import changed_fields, fingerprint
from cms.models.workflow import LibraryTask


class Refused(PermissionDenied):
    """An answer to a review that is not taken; its words say why."""


def ask(task_state: TaskState, by: User | None = None) -> None:
    """Tell those who may take a step that a text waits for them; in the caller's transaction."""
    emails.owe_request(task_state, by=by)


@transaction.atomic
def answer(task_state: TaskState, user: User, action: str, data: Mapping[str, Any]) -> None:
    """Take a step of the workflow for `user`: "approve" or "reject", with what the form said.

    The page is locked, so of two who answer at once the second is refused. Everything that was
    checked when the form was shown is checked again here, where no view can be passed by.
    """
    Page.objects.select_for_update(no_key=True).get(pk=task_state.workflow_state.object_id)
    state = TaskState.objects.select_related("workflow_state", "revision").get(pk=task_state.pk)
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise Refused(gettext("Somebody else has already answered this review."))
    task = state.task.specific
    page = state.revision.content_object
    _check_right(task, page, user, action)
    form = task.get_form_for_action(action)(dict(data))
    if not form.is_valid():
        raise Refused(in_words(form))
    if action == "approve":
        if isinstance(task, ClinicalReviewTask):
            check_still_the_same(page, state.revision)
        _take_newest(state, page)
    if isinstance(task, ClinicalReviewTask):
        _sign(page, state.revision, user, action, form.cleaned_data)
    comment = form.cleaned_data.get("comment", "")
    if action == "approve":
        state.approve(user=user, comment=comment)
    else:
        state.reject(user=user, comment=comment)
        emails.owe_changes_asked(state, by=user)


def in_words(form: forms.Form) -> str:
    """What is wrong with a form, in one line."""
    return " ".join(str(line) for lines in form.errors.values() for line in lines)


def _check_right(task: LibraryTask, page: ClinicalPage, user: User, action: str) -> None:
    if isinstance(task, ClinicalReviewTask) and not may_sign(page, user):
        raise Refused(
            gettext(
                "A clinical reviewer who wrote or changed this text cannot sign it. "
                "Somebody else must."
            )
        )
    if action not in {name for name, _label, _modal in task.get_actions(page, user)}:
        raise Refused(gettext("This step is not yours to take."))


def _take_newest(state: TaskState, page: ClinicalPage) -> None:
    """Let the step stand for the newest revision: the one the editor has open and approves.

    A clinical reviewer's says the same as the one that was sent, or we are not here. Wagtail
    would otherwise begin the step anew for it.
    """
    latest = page.get_latest_revision()
    if latest.pk != state.revision_id:
        approved = state.workflow_state.task_states.filter(revision_id=state.revision_id)
        approved.update(revision=latest)
        state.revision = latest


def check_still_the_same(page: ClinicalPage, revision: Revision) -> None:
    """Refuse if the page's newest text differs from the one that is answered, and say where."""
    latest = page.get_latest_revision()
    if latest.pk == revision.pk:
        return
    changed = changed_fields(type(page), revision.content, latest.content)
    if changed:
        raise Refused(
            gettext(
                "The text was changed after it was sent to you: %(what)s. "
                "Ask for changes, so that the new text is submitted for review."
            )
            % {"what": ", ".join(changed)}
        )


def _sign(
    page: ClinicalPage, revision: Revision, user: User, action: str, said: Mapping[str, Any]
) -> None:
    """Store the reviewer's word, and with an approval the dates and the name in the text."""
    approved = action == "approve"
    next_review = said.get("next_review")
    if approved:
        months = revision.content.get("review_months") or page.review_months
        next_review = next_review or months_after(timezone.localdate(), months)
        note_review(revision, page, user, next_review)
    keep_sign_off(
        page,
        revision,
        user,
        said,
        kind=SignOff.Kind.REVIEW,
        decision=SignOff.Decision.APPROVED if approved else SignOff.Decision.CHANGES,
        next_review=next_review,
    )


def keep_sign_off(
    page: ClinicalPage,
    revision: Revision,
    user: User,
    said: Mapping[str, Any],
    *,
    kind: str,
    decision: str,
    next_review: date | None,
) -> SignOff:
    """Add the row that says who answered for which words, with names as they are today."""
    person = Person.objects.filter(user=user).first()
    return SignOff.objects.create(
        page_id=page.pk,
        kind=kind,
        decision=decision,
        revision_id=revision.pk,
        fingerprint=fingerprint(type(page), revision.content),
        reviewer=user,
        name=person.name if person else user.display_name,
        credentials=person.credentials if person else user.credentials,
        no_conflict=said.get("conflict") == "none",
        interests=said.get("interests", ""),
        comment=said.get("comment", ""),
        next_review=next_review,
    )


def note_review(revision: Revision, page: ClinicalPage, user: User, next_review: date) -> None:
    """Write the review's dates and the reviewer's name into a revision.

    They stand around the text, not in it: the words that were signed stay as they are.
    """
    content = revision.content
    content["last_reviewed"] = timezone.localdate().isoformat()
    content["next_review"] = next_review.isoformat()
    person = Person.objects.filter(user=user).first()
    role = Contribution.Role.CLINICAL_REVIEWER
    rows = content.setdefault("contributions", [])
    named = any(
        person is not None and row["person"] == person.pk and row["role"] == role for row in rows
    )
    if person is not None and not named:
        rows.append(
            {
                "pk": None,
                "sort_order": len(rows),
                "page": page.pk,
                "person": person.pk,
                "role": role,
            }
        )
    Revision.objects.filter(pk=revision.pk).update(content=content)


def finish(workflow_state: WorkflowState, user: User | None = None) -> None:
    """Publish the text that was approved, with no regard to the approver's own rights.

    The text is the one that the last step was taken for, never just the newest. Wagtail calls
    this as `WAGTAIL_FINISH_WORKFLOW_ACTION`, in the transaction of that step.
    """
    state = workflow_state.current_task_state
    revision = state.revision
    page = revision.content_object
    check_still_the_same(page, revision)
    if page.needs_clinical_review and not is_signed(page, revision):
        raise Refused(NEEDS_SIGNATURE)
    revision.publish(user=user, skip_permission_checks=True)
    emails.owe_approved(state, by=user)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)
