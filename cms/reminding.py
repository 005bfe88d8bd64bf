"""Who is told which review date, and when: 30 days before, on the day, then every week."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cms import emails
from cms.models import LibraryEntry, ReviewReminder

DAYS_BEFORE = 30
DAYS_BETWEEN = 7


def remind(today: date | None = None) -> int:
    """Tell each owner of the reviews that are due, once for each step; returns how many letters.

    One letter per person, however many pages. A day that was missed is made up for by the next
    run: what counts is the step a page is at, not the day it began.
    """
    today = today or timezone.localdate()
    due: dict[int, list[tuple[LibraryEntry, str]]] = {}
    people: dict[int, User] = {}
    editors = emails.caretakers(None)
    for entry in LibraryEntry.objects.in_review_by(today, DAYS_BEFORE).select_related(
        "page__owner"
    ):
        step = step_at(entry.next_review, today)
        owner = entry.page.owner
        for person in emails.caretakers(owner) if owner else editors:
            people[person.pk] = person
            due.setdefault(person.pk, []).append((entry, step))
    return sum(_tell(people[key], rows) for key, rows in due.items())


def step_at(due: date | None, today: date) -> str:
    """ "before", "due", or "late-1", "late-2", … by weeks."""
    late = (today - due).days if due else -1
    if late < 0:
        return "before"
    weeks = late // DAYS_BETWEEN
    return f"late-{weeks}" if weeks else "due"


@transaction.atomic
def _tell(person: User, rows: list[tuple[LibraryEntry, str]]) -> bool:
    """Write to one person about what they were not told yet; of two workers only one does."""
    untold = []
    last = 0
    for entry, step in rows:
        if entry.next_review is None:
            continue
        reminder, is_new = ReviewReminder.objects.get_or_create(
            page_id=entry.pk, due=entry.next_review, step=step, person=person
        )
        if is_new:
            untold.append((entry, step))
            last = reminder.pk
    if untold:
        emails.owe_due_reviews(person, untold, f"reminder {last}")
    return bool(untold)
