"""A reminder by age: what waits longer than was promised, rolled up into one mail a day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.actions import owe_mail
from accounts.models import User
from moderation.querysets.backlog import backlog


def remind_moderators(now: datetime | None = None) -> int:
    """Owe every moderator one mail about what is past the goal in their categories.

    Never empty, and never twice on a day: the mail's key names person and date. Returns to how
    many people something was owed.
    """
    moment = now or timezone.now()
    day = timezone.localdate(moment)
    goal = moment - timedelta(hours=settings.MODERATION_GOAL_HOURS)
    told = 0
    for moderator in User.objects.moderators():
        waiting = backlog(moderator, goal=goal)
        if not waiting.late or waiting.oldest is None:
            continue
        owe_mail(
            "queue reminder",
            to=moderator.email,
            key=f"queue reminder {moderator.pk} {day.isoformat()}",
            template="moderation/email/reminder",
            context={
                "late": waiting.late,
                "count": waiting.count,
                "goal_hours": settings.MODERATION_GOAL_HOURS,
                "oldest_hours": _hours(moment - waiting.oldest),
                "address": settings.SITE_ADDRESS + reverse("moderation:queue"),
            },
        )
        told += 1
    return told


def _hours(age: timedelta) -> int:
    return int(age.total_seconds() // 3600)
