"""What tests of edits share: sending one, a guest's post with its receipt, a post of old."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from forum.models import Post, Receipt
from moderation import actions
from tests.factories import make_held_reply, moderator


def send(client: Client, post: Post, body: str = "Give 16 mg.", **fields: Any) -> Any:
    """Sends the edit form of `post` as it was opened just now; gives the answer."""
    form = {"body": body, "version": post.version, "edit_version": 0}
    return client.post(f"/posts/{post.pk}/edit/", form | fields)


def guests_post() -> Post:
    """A guest's reply that a moderator published."""
    held = make_held_reply()
    actions.decide(held.pk, moderator=moderator(), version=1, outcome="publish")
    return Post.objects.get(pk=held.pk)


def receipt_address(post: Post) -> str:
    return Receipt.objects.get(post=post).get_absolute_url()


def grow_old(post: Post, hours: int) -> None:
    """`post` was published so many hours ago."""
    Post.objects.filter(pk=post.pk).update(published_at=timezone.now() - timedelta(hours=hours))
