"""Which posts of a page have an edit that waits? Only their author is told."""

from collections.abc import Sequence

from accounts.models import User
from accounts.models.user import Reader
from forum.holds import edit_waits
from forum.models import PendingEdit, Post


def edited_and_waiting(posts: Sequence[Post], reader: Reader) -> set[int]:
    """The numbers of the reader's own `posts` whose edit waits for a moderator.

    One query where the reader has a post whose edits wait at all, and none for everybody else.
    """
    if not isinstance(reader, User):
        return set()
    own = [
        post
        for post in posts
        if post.author_id == reader.pk and post.is_published and edit_waits(post, reader)
    ]
    if not own:
        return set()
    waiting = PendingEdit.objects.pending().filter(post__in=own)
    return set(waiting.values_list("post", flat=True))
