"""Is this input well formed? Forms check and cook; they never write."""

from forum.forms.remarking import AnswerForm, AppealForm
from forum.forms.revising import EditForm, RevisionForm, edit_form, revision_form
from forum.forms.topics import preview_form, topic_form
from forum.forms.writing import SendFields, WritingFields, reply_form

__all__ = [
    "AnswerForm",
    "AppealForm",
    "EditForm",
    "RevisionForm",
    "SendFields",
    "WritingFields",
    "edit_form",
    "preview_form",
    "reply_form",
    "revision_form",
    "topic_form",
]
