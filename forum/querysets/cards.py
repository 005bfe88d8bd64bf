"""Which link cards?"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import LinkCard  # noqa: F401


class LinkCardQuerySet(models.QuerySet["LinkCard"]):
    def at(self, addresses: Iterable[str]) -> "LinkCardQuerySet":
        return self.filter(address__in=list(addresses))

    def ready(self) -> "LinkCardQuerySet":
        return self.filter(state=self.model.State.READY)

    def due(self, now: datetime) -> "LinkCardQuerySet":
        """What a worker should fetch now, the longest wait first."""
        waiting = self.filter(state=self.model.State.WAITING, next_try_at__lte=now)
        return waiting.order_by("next_try_at", "pk")

    def owed_to_posts(self) -> "LinkCardQuerySet":
        """Cards that no longer wait while posts still wait for them."""
        done = self.exclude(state=self.model.State.WAITING)
        return done.filter(posts__isnull=False).distinct().order_by("pk")
