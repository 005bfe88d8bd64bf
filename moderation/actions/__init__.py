"""What happens when a moderator decides, one file per subject."""

from moderation.actions.asking import answer_opinion, ask_opinion, write_to_author_of
from moderation.actions.deciding import decide, publish_edited
from moderation.actions.editing import decide_edit
from moderation.actions.hiding import hide, restore
from moderation.actions.judging_reports import judge_reports
from moderation.actions.opening import NobodyThere, Opened, acknowledge, open_name
from moderation.actions.purging import purge
from moderation.actions.refusals import (
    AlreadyAsked,
    NotYours,
    Stale,
    StaleEdit,
    StaleReports,
    TooLate,
)
from moderation.actions.reporting import Filed, report
from moderation.actions.sanctions import (
    NotAllowed,
    StaleRecord,
    impose,
    lift,
    note_member,
    read_warnings,
)
from moderation.actions.tools import lock, move, newer_page, pin, slow
from moderation.actions.tools_checks import Refused, StaleTopic
from moderation.actions.tools_of_posts import merge, split
from moderation.actions.undoing import undo
from moderation.actions.wording import reorder_reason, retire_reason, write_reason

__all__ = [
    "AlreadyAsked",
    "Filed",
    "NobodyThere",
    "NotAllowed",
    "NotYours",
    "Opened",
    "Refused",
    "Stale",
    "StaleEdit",
    "StaleRecord",
    "StaleReports",
    "StaleTopic",
    "TooLate",
    "acknowledge",
    "answer_opinion",
    "ask_opinion",
    "decide",
    "decide_edit",
    "hide",
    "impose",
    "judge_reports",
    "lift",
    "lock",
    "merge",
    "move",
    "newer_page",
    "note_member",
    "open_name",
    "pin",
    "publish_edited",
    "purge",
    "read_warnings",
    "reorder_reason",
    "report",
    "restore",
    "retire_reason",
    "slow",
    "split",
    "undo",
    "write_reason",
    "write_to_author_of",
]
