"""Which posts of a page have an edit that waits? Only their author is told."""

from collections.abc import Sequence

from accounts.models.user import Reader
from forum.models import Post


def edited_and_waiting(posts: Sequence[Post], reader: Reader) -> set[int]:
    """The numbers of the reader's own `posts` whose edit waits for a moderator. No query.

    `posts` come with what `PostQuerySet.for_reader` adds.
    """
    return {
        post.pk
        for post in posts
        if post.is_by(reader) and post.is_published and getattr(post, "edit_waits", False)
    }
