"""Readers are shown which replies answer the question, and which are worth their time."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum.actions import announcing, highlights
from forum.actions.reacting import NotYours, seen_post, topic_of
from forum.models import Post
from forum.permissions import can_accept, can_recommend


@transaction.atomic
def accept(post_id: int, *, actor: User, on: bool | None = None) -> Post:
    """Mark a reply as an answer (`on`) or take that back; None turns it over.

    A topic may have several. Asking twice for the same changes nothing: who accepted first, and
    when, stays. The author is told once, however often it changes. Raises Post.DoesNotExist where readers do not see the post and NotYours where
    `actor` may not choose; see `can_accept`.
    """
    post = seen_post(post_id, actor)
    if not can_accept(actor, post):
        raise NotYours
    wanted = not post.accepted_at if on is None else on
    if wanted == bool(post.accepted_at):
        return post
    post.accepted_at = timezone.now() if wanted else None
    # Who asked anonymously does not answer for the choice by name.
    hidden = post.topic.peer_label and post.topic.is_by(actor)
    post.accepted_by = actor if wanted and not hidden else None
    post.save(update_fields=["accepted_at", "accepted_by"])
    highlights.refresh(topic_of(post))
    if wanted:
        announcing.tell_accepted(post, actor=actor)
    return post


@transaction.atomic
def recommend(post_id: int, *, moderator: User, on: bool | None = None) -> Post:
    """Pick a reply for the top of its topic (`on`) or take that back; see `accept`."""
    post = seen_post(post_id, moderator)
    if not can_recommend(moderator, post):
        raise NotYours
    wanted = not post.recommended_at if on is None else on
    if wanted == bool(post.recommended_at):
        return post
    post.recommended_at = timezone.now() if wanted else None
    post.save(update_fields=["recommended_at"])
    highlights.refresh(topic_of(post))
    return post
