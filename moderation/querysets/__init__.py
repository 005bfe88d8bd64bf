"""Which items wait, what was decided, and what else is on record; one file per subject."""

from moderation.querysets.decisions import DecisionQuerySet
from moderation.querysets.records import (
    CannedReasonQuerySet,
    ClaimQuerySet,
    OpeningQuerySet,
    ReportQuerySet,
    SanctionQuerySet,
    ToolUseQuerySet,
)

__all__ = [
    "CannedReasonQuerySet",
    "ClaimQuerySet",
    "DecisionQuerySet",
    "OpeningQuerySet",
    "ReportQuerySet",
    "SanctionQuerySet",
    "ToolUseQuerySet",
]
