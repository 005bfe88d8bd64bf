"""What happens when a page is reviewed and nothing needs to change."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from accounts.models import User
from cms.actions.publishing import announce
from cms.actions.signing import Refused, in_words, keep_sign_off, months_after, note_review
from cms.models import ClinicalPage, Contribution, LibraryEntry, PageChange, Person, SignOff, Status
from cms.models.authorship import may_sign
from cms.models.signing_form import SigningForm
from cms.models.versions import as_published


@transaction.atomic
def confirm_unchanged(page_id: int, user: User, data: Mapping[str, Any]) -> PageChange:
    """Sign what readers see of a page once more, as it stands; returns the entry in its history.

    A newer draft is not touched. Refused to whoever wrote that text, and where the page is not
    live.
    """
    # The page first, as whoever publishes it does: versions are numbered under its lock.
    Page.objects.select_for_update(no_key=True).filter(pk=page_id).first()
    found = LibraryEntry.objects.select_related("page").filter(pk=page_id).first()
    page = found.page.specific if found else None
    if (
        found is None
        or not isinstance(page, ClinicalPage)
        or page.live_revision is None
        or page.alias_of_id
    ):
        raise Refused(gettext("This page is not published, so there is nothing to confirm."))
    if not may_sign(page, user, live=True):
        raise Refused(gettext("Only a clinical reviewer who did not write this text can sign it."))
    form = SigningForm(dict(data))
    if not form.is_valid():
        raise Refused(in_words(form))
    said = form.cleaned_data
    next_review = said["next_review"] or months_after(timezone.localdate(), page.review_months)
    status = Status.CURRENT if page.status == Status.UNDER_REVIEW else page.status
    revision = page.live_revision
    revision.content["status"] = status
    note_review(revision, page, user, next_review)
    keep_sign_off(
        page,
        revision,
        user,
        said,
        kind=SignOff.Kind.UNCHANGED,
        decision=SignOff.Decision.APPROVED,
        next_review=next_review,
    )
    dates = {"last_reviewed": timezone.localdate(), "next_review": next_review, "status": status}
    # The row alone: saving the page would publish whatever else stands in this copy of it.
    type(page).objects.filter(pk=page.pk).update(**dates)
    _name_reviewer(page, user)
    change = PageChange.objects.create(
        page_id=page.pk,
        number=found.version + 1,
        revision_id=revision.pk,
        content=as_published(revision.content),
        significance=PageChange.Significance.REVIEWED,
        by=user,
    )
    LibraryEntry.objects.filter(pk=page.pk).update(version=change.number, **dates)
    announce(page.pk)
    return change


def _name_reviewer(page: ClinicalPage, user: User) -> None:
    person = Person.objects.filter(user=user).first()
    role = Contribution.Role.CLINICAL_REVIEWER
    if person is None or Contribution.objects.filter(page=page, person=person, role=role).exists():
        return
    last = Contribution.objects.filter(page=page).count()
    Contribution.objects.create(page=page, person=person, role=role, sort_order=last)
