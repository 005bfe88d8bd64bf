"""Is this input well formed? Forms check and cook; they never write."""

from forum.forms.revising import RevisionForm
from forum.forms.topics import topic_form
from forum.forms.writing import SendFields, reply_form

__all__ = ["RevisionForm", "SendFields", "reply_form", "topic_form"]
