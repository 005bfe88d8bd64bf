"""Must it wait for a human? A set of reasons, empty when it need not."""

from accounts.models import User
from forum.models import Post


def reasons_to_hold(author: User | None) -> list[str]:
    """Why a text of `author` (None: a guest) waits; moderators' own posts never do."""
    if author is None:
        return [Post.HoldReason.GUEST]
    if author.waits_for_first_post:
        return [Post.HoldReason.FIRST_POST]
    return []


def edit_waits(post: Post, editor: User | None) -> bool:
    """Whether a new text for the published `post` waits: who waits for one waits for the other.

    Beside them whoever comes after the time for edits (`EDIT_WINDOW_HOURS`); moderators never.
    """
    if editor is not None and editor.is_moderator:
        return False
    return bool(reasons_to_hold(editor)) or post.edit_window_is_over
