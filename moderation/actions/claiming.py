"""Who is looking at what. A claim tells other moderators; it never keeps them from deciding."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Case, F, When
from django.utils import timezone

from accounts.models import User
from moderation.models import Claim


def claim(item: str, *, moderator: User, take: bool = False, now: datetime | None = None) -> Claim:
    """Who looks at `item` from now on: `moderator` where it is free, or with `take` in any case.

    Of several who come at once exactly one gets it, and all are told the same one. A claim that
    is one's own already is prolonged.
    """
    now = now or timezone.now()
    wish = Claim(
        item=item,
        moderator=moderator,
        since=now,
        until=now + timedelta(minutes=settings.CLAIM_MINUTES),
    )
    known = Claim.objects.filter(item=item)
    free = known if take else Claim.objects.takeable(item, moderator, now)
    still = When(moderator=moderator, until__gt=now, then=F("since"))
    while True:
        # The row decides: who comes second finds the first one's moments in it.
        since = Case(still, default=now)
        if free.update(moderator=moderator, since=since, until=wish.until):
            return wish
        Claim.objects.bulk_create([wish], ignore_conflicts=True)
        # Empty only where its holder left in this very moment: then it is free.
        if holder := known.select_related("moderator").first():
            return holder


def release(item: str, *, moderator: User, until: datetime) -> bool:
    """End the claim that a page of `moderator` held `until` then; whether there was one.

    A page that was opened since holds it until later, and keeps it.
    """
    gone, _rows = Claim.objects.filter(item=item, moderator=moderator, until=until).delete()
    return bool(gone)


def seat(moderator: User) -> str:
    """What a moderator claims who reads the list."""
    return f"desk:{moderator.pk}"
