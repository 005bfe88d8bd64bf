"""What happens when a page is published or taken down."""

import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import PageLogEntry, Revision

from accounts.models import User
from cms.models import ClinicalPage, LibraryEntry, PageChange, SignOff
from cms.models.rights import NEEDS_SIGNATURE, UNREVIEWED, NotSigned
from cms.models.versions import as_published, as_stored, fingerprint

# What the editor says of a publication, once it was told.
UNTOLD = {"change_note": "", "change_significance": "minor"}

logger = logging.getLogger(__name__)


def allow(page: ClinicalPage, revision: Revision, *, by_clock: bool = False) -> None:
    """Let `revision` be published, or raise `NotSigned`.

    What needs a clinical review goes live when its words were signed. Of the people in the admin
    an administrator alone may pass without, and leaves an entry in the page's log; a text they
    passed may also be published by the clock. Code that brings in finished pages has nobody
    behind it and is trusted; no click leads there.
    """
    if not page.needs_clinical_review or is_signed(page, revision) or _was_passed(revision):
        return
    person = get_active_log_context().user
    if person is None and not by_clock:
        return
    if person is None or not person.is_administrator:
        raise NotSigned(NEEDS_SIGNATURE)
    log(instance=page, action=UNREVIEWED, user=person, revision=revision)


def begin(page: ClinicalPage) -> None:
    """A page that somebody makes in the admin is a draft at first, a copy of a live one too."""
    if page.needs_clinical_review and get_active_log_context().user is not None:
        page.live = False
        page.has_unpublished_changes = True


def is_signed(page: ClinicalPage, revision: Revision) -> bool:
    """Whether a clinical reviewer signed just these words."""
    words = fingerprint(type(page), revision.content)
    return SignOff.objects.of_text(page.pk, words).exists()


def _was_passed(revision: Revision) -> bool:
    return PageLogEntry.objects.filter(action=UNREVIEWED, revision_id=revision.pk).exists()


def follow_up(page: ClinicalPage, *, was_live: bool, had_revision: int | None) -> None:
    """Keep what depends on a page's publication true, in the transaction that saved the page.

    Called whenever the row of a page was written, so in whatever way it was published, taken
    down or changed. A new text that readers see gets its number and its note.
    """
    LibraryEntry.objects.follow(page)
    if page.live and page.live_revision_id:
        if page.live_revision_id != had_revision:
            allow(page, page.live_revision)  # however it came here
            _record(page, page.live_revision)
        number = _last_number(page.pk)
        LibraryEntry.objects.filter(pk=page.pk).update(version=number)
    if page.live or was_live:
        announce(page.pk)


def _record(page: ClinicalPage, revision: Revision) -> None:
    """The published version of `revision`, unless readers are given the last one once more."""
    last = PageChange.objects.of(page.pk).first()
    note = revision.content.get("change_note", "")
    if last is not None and not note and _says_the_same(page, last.content, revision.content):
        return
    weight = revision.content.get("change_significance") or PageChange.Significance.MINOR
    revision.content |= UNTOLD
    PageChange.objects.create(
        page_id=page.pk,
        number=_last_number(page.pk) + 1,
        revision_id=revision.pk,
        content=as_published(revision.content),
        significance=PageChange.Significance.FIRST if last is None else weight,
        note=note,
        by=_publisher(page, revision),
    )
    # Told once. The editor opens the revision, so it is emptied there as well.
    Revision.objects.filter(pk=revision.pk).update(content=as_stored(revision.content))
    type(page).objects.filter(pk=page.pk).update(**UNTOLD)
    page.change_note, page.change_significance = UNTOLD.values()


def _says_the_same(page: ClinicalPage, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether readers get the same words under the same status."""
    status = ("status", "superseded_by")
    if any(old.get(name) != new.get(name) for name in status):
        return False
    return fingerprint(type(page), old) == fingerprint(type(page), new)


def _publisher(page: ClinicalPage, revision: Revision) -> User | None:
    """Who is at work in the admin, else who signed the text, else who wrote it."""
    person = get_active_log_context().user
    if person is None:
        signed = SignOff.objects.of_text(page.pk, fingerprint(type(page), revision.content))
        person = next((row.reviewer for row in signed.select_related("reviewer")[:1]), None)
    return person or revision.user


def _last_number(page_id: int) -> int:
    found = PageChange.objects.of(page_id).values_list("number", flat=True).first()
    return found or 0


def announce(page_id: int) -> None:
    """Tell the workers, after the commit, that readers see something else of a page.

    Tasks of other apps are called by their names from the settings. Where the broker is away
    nothing is lost: each of them has a sweep that catches up.
    """
    transaction.on_commit(partial(_send, page_id), robust=True)


def _send(page_id: int) -> None:
    for name in settings.LIBRARY_CHANGED_TASKS:
        try:
            current_app.send_task(name, [page_id], ignore_result=True)
        except OperationalError:
            logger.warning("The broker is away; what follows page %s waits for a sweep.", page_id)
            return
