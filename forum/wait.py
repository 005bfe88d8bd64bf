"""How long does a held post usually wait? Computed from what moderators really did."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import ngettext

from forum.models import Move

ENOUGH = 5  # decisions below which the promised time is the better answer
KEEP = 60  # seconds for which pages that are only read repeat the last answer


def usual_wait() -> timedelta:
    """The time within which four of five recent decisions were made.

    Looks at the last `USUAL_WAIT_DECISIONS` decisions; with too few of them it answers with the
    goal of the settings. One query.
    """
    waits = sorted(Move.objects.recent_waits(settings.USUAL_WAIT_DECISIONS))
    if len(waits) < ENOUGH:
        return timedelta(hours=settings.MODERATION_GOAL_HOURS)
    return waits[(len(waits) * 4 - 1) // 5]


def in_words(wait: timedelta) -> str:
    """ "within 4 hours": rounded up, so that the promise errs on the safe side."""
    hours = max(1, -(-int(wait.total_seconds()) // 3600))
    if hours < 24:
        return ngettext("within %(n)s hour", "within %(n)s hours", hours) % {"n": hours}
    days = -(-hours // 24)
    return ngettext("within %(n)s day", "within %(n)s days", days) % {"n": days}


def in_minutes(wait: timedelta) -> str:
    """ "12 minutes", rounded up: how long a sender must wait."""
    minutes = int(wait.total_seconds()) // 60 + 1
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def in_units(wait: timedelta) -> str:
    """ "30 seconds", "5 minutes", "4 hours": a settled time that is whole in one of them."""
    seconds = int(wait.total_seconds())
    if seconds % 3600 == 0:
        return ngettext("%(n)s hour", "%(n)s hours", seconds // 3600) % {"n": seconds // 3600}
    if seconds % 60 == 0:
        return ngettext("%(n)s minute", "%(n)s minutes", seconds // 60) % {"n": seconds // 60}
    return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}


def usual_wait_in_words() -> str:
    return in_words(usual_wait())


def kept_usual_wait_in_words() -> str:
    """The usual wait as it was within the last minute; no query while the cache is warm."""
    wait = cache.get("forum:usual-wait")
    if wait is None:
        wait = usual_wait()
        cache.set("forum:usual-wait", wait, KEEP)
    return in_words(wait)
