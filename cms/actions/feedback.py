"""A reader says whether a page helped; editors read why it did not."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User
from cms.models import LibraryEntry, PageFeedback

_SALT = "cms.feedback"


def member_key(person: User) -> str:
    """What stands for a member in what they answer: nobody reads the number out of it."""
    return _digest(f"member {person.pk}")


def guest_key(mark: str) -> str:
    """What stands for a guest, of the random mark in their browser."""
    return _digest(f"guest {mark}")


@transaction.atomic
def answer_helpful(
    entry: LibraryEntry, *, reader: str, helpful: bool, reason: str = ""
) -> PageFeedback:
    """Keep one answer per reader and published version; given again, it takes the old one's place.

    What an editor had dealt with is open again where it says something else.
    """
    answer, is_new = PageFeedback.objects.select_for_update(no_key=True).get_or_create(
        page_id=entry.pk,
        version=entry.version,
        reader=reader,
        defaults={"helpful": helpful, "reason": reason},
    )
    if not is_new and (answer.helpful, answer.reason) != (helpful, reason):
        answer.helpful, answer.reason, answer.given_at = helpful, reason, timezone.now()
        answer.handled_at = answer.handled_by = None
        answer.save()
    return answer


def mark_handled(page_id: int, *, upto: int, by: User) -> int:
    """Note that an editor dealt with what readers missed; returns how many answers.

    `upto` is the newest answer that the editor saw: what came since stays open.
    """
    seen = PageFeedback.objects.to_read().filter(page_id=page_id, pk__lte=upto)
    return seen.update(handled_at=timezone.now(), handled_by=by)


def _digest(of: str) -> str:
    return salted_hmac(_SALT, of, algorithm="sha256").hexdigest()
