"""Which items wait, what was decided, and what else is on record; one file per subject."""

from moderation.querysets.decisions import DecisionQuerySet
from moderation.querysets.records import (
    CannedReasonQuerySet,
    ClaimQuerySet,
    OpeningQuerySet,
    OpinionQuerySet,
    ToolUseQuerySet,
)
from moderation.querysets.reports import ReportQuerySet
from moderation.querysets.sanctions import MemberNoteQuerySet, SanctionQuerySet

__all__ = [
    "CannedReasonQuerySet",
    "ClaimQuerySet",
    "DecisionQuerySet",
    "MemberNoteQuerySet",
    "OpeningQuerySet",
    "OpinionQuerySet",
    "ReportQuerySet",
    "SanctionQuerySet",
    "ToolUseQuerySet",
]
