"""Which sanctions, and which notes about members?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from moderation.models import MemberNote, Sanction  # noqa: F401


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def of(self, person: User) -> "SanctionQuerySet":
        """Newest first."""
        return self.filter(person=person).select_related("moderator").order_by("-pk")

    def in_force(self, now: datetime | None = None) -> "SanctionQuerySet":
        """Neither lifted nor over; a warning is in force until it is acknowledged."""
        moment = now or timezone.now()
        going_on = (
            Q(kind="warning", acknowledged_at=None)
            | Q(kind="ban")
            | Q(kind__in=["probation", "suspension"], until__gt=moment)
        )
        return self.filter(going_on, lifted_at=None)

    def of_kinds(self, *kinds: str) -> "SanctionQuerySet":
        return self.filter(kind__in=kinds)

    def for_record(self) -> "SanctionQuerySet":
        """With all that a list of them says."""
        return self.select_related("moderator", "lifted_by", "post__topic__category")


class MemberNoteQuerySet(models.QuerySet["MemberNote"]):
    def about(self, person: User) -> "MemberNoteQuerySet":
        """Newest first, with who wrote them."""
        return self.filter(person=person).select_related("by").order_by("-pk")
