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
