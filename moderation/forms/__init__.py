"""Is what a moderator or a reader sent well formed? One file per subject."""

from moderation.forms.asking import OpinionForm, RemarkForm
from moderation.forms.deciding import (
    DecisionForm,
    EditDecisionForm,
    EditedForm,
    ReasonForm,
    RemovalForm,
    RestoreForm,
)
from moderation.forms.opening import OpeningForm
from moderation.forms.people import AcknowledgeForm, LiftForm, NoteForm, SanctionForm
from moderation.forms.purging import PurgeForm
from moderation.forms.reporting import ReportForm, ReportsForm
from moderation.forms.rereading import RereadingForm
from moderation.forms.tools import (
    LockForm,
    MergeForm,
    MoveForm,
    NewerPageForm,
    PinForm,
    SlowForm,
    SplitForm,
    ToolForm,
)
from moderation.forms.wording import WordingForm

__all__ = [
    "AcknowledgeForm",
    "DecisionForm",
    "EditDecisionForm",
    "EditedForm",
    "LiftForm",
    "LockForm",
    "MergeForm",
    "MoveForm",
    "NewerPageForm",
    "NoteForm",
    "OpeningForm",
    "OpinionForm",
    "PinForm",
    "PurgeForm",
    "ReasonForm",
    "RemarkForm",
    "RemovalForm",
    "ReportForm",
    "ReportsForm",
    "RereadingForm",
    "RestoreForm",
    "SanctionForm",
    "SlowForm",
    "SplitForm",
    "ToolForm",
    "WordingForm",
]
