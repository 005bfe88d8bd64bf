"""The library's letters to editors and reviewers. None holds the text of a page."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page, Revision, TaskState

from accounts import emails, roles
from accounts.actions import Owed, owe_letters
from accounts.models import User
from cms.models import ClinicalPage, ClinicalReviewTask, LibraryEntry
from cms.models.authorship import writers


def owe_request(task_state: TaskState, *, by: User | None) -> None:
    """Tell the people who may take a step, except whoever asked and whoever wrote the text."""
    task = task_state.task.specific
    page = task_state.revision.content_object
    people = User.objects.active().filter(groups__in=task.groups.all()).distinct()
    clinical = isinstance(task, ClinicalReviewTask)
    not_asked = {by.pk} if by else set()
    if clinical:
        not_asked |= writers(page)
    letter = emails.letter(
        "cms/email/review_asked",
        {**_about(page, task_state.revision), "clinical": clinical, "by": by},
    )
    _owe("review asked", people.exclude(pk__in=not_asked), f"task {task_state.pk}", letter)


def owe_changes_asked(task_state: TaskState, *, by: User) -> None:
    """Tell the submitter, and the page's owner, what should change."""
    page = task_state.revision.content_object
    letter = emails.letter(
        "cms/email/changes_asked",
        {**_about(page, task_state.revision), "by": by, "comment": task_state.comment},
    )
    _owe("changes asked", _concerned(task_state, page, by), f"task {task_state.pk}", letter)


def owe_approved(task_state: TaskState, *, by: User | None) -> None:
    """Tell the submitter, and the page's owner, that the text is live or when it will be."""
    page = Page.objects.get(pk=task_state.workflow_state.object_id).specific
    scheduled = task_state.revision.__class__.objects.filter(
        pk=task_state.revision_id, approved_go_live_at__isnull=False
    ).first()
    letter = emails.letter(
        "cms/email/approved",
        {
            **_about(page, task_state.revision),
            "by": by,
            "comment": task_state.comment,
            "goes_live_at": scheduled.approved_go_live_at if scheduled else None,
            "address": settings.SITE_ADDRESS + (page.url or ""),
        },
    )
    _owe("approved", _concerned(task_state, page, by), f"task {task_state.pk}", letter)


def owe_refused_schedule(page: ClinicalPage, revision: Revision, reasons: Sequence[str]) -> None:
    """Tell the page's owner, else the editors, that it did not go live and why."""
    letter = emails.letter(
        "cms/email/schedule_refused", {**_about(page, revision), "reasons": reasons}
    )
    _owe("schedule refused", caretakers(page.owner), f"revision {revision.pk}", letter)


def owe_due_reviews(person: User, due: Sequence[tuple[LibraryEntry, str]], key: str) -> None:
    """One letter about all reviews of which `person` is told today: entries with their step."""
    rows = [
        {
            "title": entry.title,
            "day": entry.next_review,
            "is_late": step != "before",
            "address": settings.SITE_ADDRESS + reverse("wagtailadmin_pages:edit", args=[entry.pk]),
        }
        for entry, step in due
    ]
    report = settings.SITE_ADDRESS + reverse("review_dates")
    letter = emails.letter("cms/email/reviews_due", {"rows": rows, "report": report})
    _owe("reviews due", [person], key, letter)


def caretakers(owner: User | None) -> list[User]:
    """The owner of a page where that is an active editor, else all editors."""
    if owner is not None and owner.is_active and owner.is_editor:
        return [owner]
    return list(User.objects.active().filter(groups__name=roles.EDITOR.group).order_by("pk"))


def _concerned(task_state: TaskState, page: ClinicalPage, by: User | None) -> list[User]:
    """Who submitted the text and who owns the page, each once and never who acted."""
    people = {
        person.pk: person
        for person in (task_state.workflow_state.requested_by, page.owner)
        if person is not None and person.is_active and person != by
    }
    return list(people.values())


def _about(page: ClinicalPage, revision: Revision) -> dict[str, Any]:
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return {
        "title": revision.content.get("title", page.title),
        "edit_address": settings.SITE_ADDRESS + edit,
    }


def _owe(kind: str, people: Iterable[User], event: str, letter: emails.Letter) -> None:
    owed = [Owed(f"{kind} {event} {person.pk}", person.email, letter) for person in people]
    if owed:
        owe_letters(kind, owed)
