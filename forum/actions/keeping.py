"""A member keeps a post to find it again. Nobody else is told."""

from django.db import transaction

from accounts.models import User
from forum.actions.reacting import seen_post
from forum.models import Bookmark, Post


@transaction.atomic
def keep(post_id: int, *, person: User, on: bool | None = None) -> tuple[Post, bool]:
    """Keep a post (`on`) or let it go; None turns it over. The post, and whether it is kept now.

    Raises Post.DoesNotExist where readers do not see the post.
    """
    post = seen_post(post_id, person)
    mine = Bookmark.objects.of(person).filter(post=post)
    wanted = not mine.exists() if on is None else on
    if wanted:
        Bookmark.objects.get_or_create(person=person, post=post)
    else:
        mine.delete()
    return post, wanted
