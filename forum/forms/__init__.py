"""Is this input well formed? Forms check and cook; they never write."""

from forum.forms.revising import EditForm, RevisionForm, edit_form, revision_form
from forum.forms.topics import preview_form, topic_form
from forum.forms.writing import SendFields, reply_form

__all__ = [
    "EditForm",
    "RevisionForm",
    "SendFields",
    "edit_form",
    "preview_form",
    "reply_form",
    "revision_form",
    "topic_form",
]
