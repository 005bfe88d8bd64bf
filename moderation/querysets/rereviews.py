"""Which decisions are read a second time?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from accounts.models import User
from forum.querysets.readers import moderated

if TYPE_CHECKING:
    # Ruff does not see the name in the string below.
    from moderation.models import Rereview  # noqa: F401


class RereviewQuerySet(models.QuerySet["Rereview"]):
    def drawn_since(self, moment: datetime) -> "RereviewQuerySet":
        return self.filter(drawn_at__gt=moment)

    def answered(self, since: datetime, until: datetime) -> "RereviewQuerySet":
        return self.filter(at__gte=since, at__lt=until).select_related("decision")

    def waiting_for(self, moderator: User) -> "RereviewQuerySet":
        """Not read yet, decided and written by others, whose text is still the one judged."""
        rows = self.filter(
            moderated(moderator, "decision__post__topic__category"),
            at=None,
            decision__version=models.F("decision__post__version"),
        )
        # Erased for good; see `Post.is_erased`.
        rows = rows.exclude(decision__post__body_source="")
        theirs = models.Q(decision__moderator=moderator) | models.Q(
            decision__post__author=moderator
        )
        theirs |= models.Q(decision__post__peer__person=moderator)
        return (
            rows.exclude(theirs)
            .select_related("decision__post__topic__category", "decision__post__author")
            .order_by("drawn_at", "pk")
        )
