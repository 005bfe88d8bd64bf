"""Why a decision was not carried out."""

from forum.models import PendingEdit, Post
from moderation.models import Decision


class Stale(Exception):
    """The version that was judged is no longer the one that waits.

    `decision` is who was faster, or None where the author changed or withdrew the text.
    """

    def __init__(self, post: Post, decision: Decision | None) -> None:
        super().__init__(f"Post {post.pk} is {post.state} in version {post.version}.")
        self.post = post
        self.decision = decision


class StaleEdit(Exception):
    """Either text that was compared is another one by now, or the edit waits no more.

    `decision` is who was faster, or None where the author acted or the post was edited.
    """

    def __init__(self, edit: PendingEdit, decision: Decision | None) -> None:
        super().__init__(f"Edit {edit.pk} is {edit.state} in version {edit.version}.")
        self.edit = edit
        self.decision = decision


class StaleReports(Exception):
    """Other reports wait by now, none does any more, or the reported text is another one.

    `decision` is the latest on the post, if there is one.
    """

    def __init__(self, post: Post, decision: Decision | None) -> None:
        super().__init__(f"The reports on post {post.pk} moved on.")
        self.post = post
        self.decision = decision


class NotYours(Exception):
    """Not for this moderator: their own text, an appeal from their refusal, another's category."""


class TooLate(Exception):
    """The time to take back one's own decision is over; another moderator still may."""


class AlreadyAsked(Exception):
    """Somebody asked about this version before, or answered meanwhile."""
