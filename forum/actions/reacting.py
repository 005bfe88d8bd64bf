"""A reader says something about a post with one press."""

from django.conf import settings
from django.db import transaction

from accounts.models import User
from forum.actions import highlights
from forum.models import Post, Reaction, Topic
from forum.permissions import can_react


class NotYours(Exception):
    """The person may see the post, but this is not theirs to do."""


@transaction.atomic
def react(post_id: int, *, person: User, kind: str, on: bool | None = None) -> Post:
    """Put (`on`) or take back one reaction of `person`; None turns it over.

    Asking twice for the same changes nothing. The post's counts, and the topic's where the kind
    is "helpful", follow under their locks. Raises Post.DoesNotExist where readers do not see the
    post, NotYours on the person's own.
    """
    post = seen_post(post_id, person)
    if person.is_silenced_now() or not can_react(person, post):
        raise NotYours
    if step := _put(post, person, kind, on):
        _count(post, kind, step)
    return post


def seen_post(post_id: int, person: User) -> Post:
    """The post under lock, as long as readers see it. Raises Post.DoesNotExist otherwise."""
    posts = Post.objects.listed_for(person).select_related("topic__category")
    return posts.locked(post_id)


def topic_of(post: Post) -> Topic:
    """The topic of a locked post under lock; the row is read again, since it may have changed."""
    topic = Topic.objects.select_related("category").locked(post.topic_id)
    topic.holds_lock = True
    post.topic = topic
    return topic


def _put(post: Post, person: User, kind: str, on: bool | None) -> int:
    """By how much the number of such reactions changed: 1, 0 or -1."""
    mine = post.reactions.filter(person=person, kind=kind)
    there = mine.exists()
    wanted = not there if on is None else on
    if wanted == there:
        return 0
    if wanted:
        Reaction.objects.create(post=post, person=person, kind=kind)
        return 1
    mine.delete()
    return -1


def _count(post: Post, kind: str, step: int) -> None:
    before = post.reaction_counts.get(kind, 0)
    after = before + step
    post.reaction_counts = {**post.reaction_counts, kind: after}
    if not after:
        del post.reaction_counts[kind]
    post.save(update_fields=["reaction_counts"])
    if kind != Reaction.Kind.HELPFUL:
        return
    topic = topic_of(post)
    topic.helpful_count += step
    topic.save(update_fields=["helpful_count"])
    enough = settings.RECOMMENDED_FROM_VOTES
    if (before >= enough) != (after >= enough):
        highlights.refresh(topic)
