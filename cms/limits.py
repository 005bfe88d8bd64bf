"""How often may one reader answer or propose?"""

from datetime import timedelta
from time import time

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from accounts.network import network_of
from cms.models import Suggestion

HOUR = 3600  # seconds


class TooMany(Exception):
    """The reader must wait; `wait` says how long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"Wait {wait}.")
        self.wait = wait


def check_feedback(address: str | None) -> None:
    """Raise TooMany where guests of a network answered too often this hour. Kept in the cache."""
    key = f"page-feedback:{network_of(address)}:{int(time() // HOUR)}"
    cache.add(key, 0, timeout=2 * HOUR)
    try:
        counted = cache.incr(key)
    except ValueError:  # the cache forgot in between
        return
    if counted > settings.FEEDBACK_PER_HOUR_NETWORK:
        raise TooMany(timedelta(seconds=HOUR - time() % HOUR))


def check_suggestion(person: User) -> None:
    """Raise TooMany where a member proposed as much as one may on one day."""
    day = timedelta(days=1)
    most = settings.SUGGESTIONS_PER_DAY
    since = timezone.now() - day
    made = Suggestion.objects.of(person).filter(made_at__gt=since).order_by("-made_at")
    oldest = made.values_list("made_at", flat=True)[most - 1 : most].first()
    if oldest is not None:
        raise TooMany(oldest - since)
