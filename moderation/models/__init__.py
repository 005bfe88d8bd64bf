"""Models of human judgment, one file per noun."""

from moderation.models.claim import Claim
from moderation.models.decision import Decision
from moderation.models.opening import Opening
from moderation.models.opinion import Opinion
from moderation.models.reason import CannedReason, CannedReasonVersion
from moderation.models.report import Report
from moderation.models.rereview import Rereview
from moderation.models.sanction import MemberNote, Sanction
from moderation.models.tool_use import ToolUse

__all__ = [
    "CannedReason",
    "CannedReasonVersion",
    "Claim",
    "Decision",
    "MemberNote",
    "Opening",
    "Opinion",
    "Report",
    "Rereview",
    "Sanction",
    "ToolUse",
]
