"""Reports, claims, sanctions, reasons and the log of tools."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from accounts.models import User
from forum.querysets import AppendOnly

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from moderation.models import (  # noqa: F401
        CannedReason,
        Claim,
        Opening,
        Report,
        Sanction,
        ToolUse,
    )


class CannedReasonQuerySet(models.QuerySet["CannedReason"]):
    def offered(self) -> "CannedReasonQuerySet":
        return self.filter(is_active=True).order_by("order", "pk")


class ClaimQuerySet(models.QuerySet["Claim"]):
    def live(self, now: datetime | None = None) -> "ClaimQuerySet":
        return self.filter(until__gt=now or timezone.now()).select_related("moderator")


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(closed_at=None)


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def of(self, person: User) -> "SanctionQuerySet":
        """Newest first."""
        return self.filter(person=person).select_related("moderator").order_by("-pk")


class ToolUseQuerySet(models.QuerySet["ToolUse"]):
    def update(self, **changes: object) -> int:
        raise AppendOnly("What was done is recorded once and never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("What was done is recorded once and never deleted.")


class OpeningQuerySet(models.QuerySet["Opening"]):
    def unseen(self) -> "OpeningQuerySet":
        return self.filter(seen_at=None)
