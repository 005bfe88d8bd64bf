"""Must it wait for a human? A set of reasons, empty when it need not."""

from accounts.models import User
from forum.models import Post


def reasons_to_hold(author: User | None) -> list[str]:
    """Why a text of `author` (None: a guest) waits; moderators' own posts never do."""
    if author is None:
        return [Post.HoldReason.GUEST]
    if author.first_published_at is None and not (author.is_moderator or author.is_editor):
        return [Post.HoldReason.FIRST_POST]
    return []
