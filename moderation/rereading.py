"""A sample of decisions is read again by somebody else, who is not told what was decided."""

import random
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from moderation.models import Decision, Rereview
from moderation.querysets.rereviews import RereviewQuerySet

DAY = timedelta(days=1)


@transaction.atomic
def draw(now: datetime | None = None) -> int:
    """Draw a share of yesterday's judgements, at least one where there are any; returns how many.

    Run twice on a day it draws once. A text that was erased meanwhile is not drawn.
    """
    until = now or timezone.now()
    since = until - DAY
    if Rereview.objects.drawn_since(since).exists():
        return 0
    judged = Decision.objects.between(since, until).to_reread()
    numbers = list(judged.values_list("pk", flat=True))
    if not numbers:
        return 0
    size = max(1, round(len(numbers) * settings.REREAD_PERCENT / 100))
    chosen = random.sample(numbers, size)
    Rereview.objects.bulk_create(
        [Rereview(decision_id=pk, drawn_at=until) for pk in sorted(chosen)], ignore_conflicts=True
    )
    return size


def waiting_for(moderator: User) -> RereviewQuerySet:
    """What `moderator` may read again: decided by others, written by others, oldest first."""
    return Rereview.objects.waiting_for(moderator)


def answer(number: int, moderator: User, outcome: str) -> bool:
    """Note what `moderator` would have decided; False where another was faster or it is not theirs.

    Changes nothing about the post: an opinion on the sample, not a decision.
    """
    open_rows = waiting_for(moderator).filter(pk=number).order_by()
    rows = Rereview.objects.filter(pk__in=open_rows.values("pk"), at=None)
    return bool(rows.update(moderator=moderator, outcome=outcome, at=timezone.now()))
