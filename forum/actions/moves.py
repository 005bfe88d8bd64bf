"""The moves of a post: guarded verb, counters and record in one transaction.

Each function expects to run inside the caller's transaction with the post's row locked, or
opens one itself where the author acts. Rows are locked in the order post, topic, category,
waiting mail, link card, user, and without their keys (`no_key`): rows that point at them may be
written meanwhile.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from forum import limits, similar
from forum.actions import announcing, erasing, highlights, relating, texts
from forum.actions.uploading import release_uploads
from forum.models import Category, InvalidTransition, Move, Post, Topic
from forum.sanitize import Cooked


def publish(
    post: Post,
    *,
    by: str = Move.By.MODERATOR,
    actor: User | None = None,
    now: datetime | None = None,
) -> None:
    """Give a waiting post its place and count it; its topic becomes public with its first post."""
    now = now or timezone.now()
    topic = _locked_topic(post)
    if not (topic.is_public or post.opens_topic):
        raise InvalidTransition("The topic is no longer public.")
    before = _state_before(post)
    post.publish(position=topic.take_position(), now=now)
    _place(post, topic, now)
    record(post, before, by=by, actor=actor, now=now)
    texts.ask_for_cards(post)
    announcing.announce_soon(post)
    if post.opens_topic:
        similar.index(topic)
        relating.find_similar_soon(topic)
    # The last lock; see above.
    if post.author and post.author.first_published_at is None:
        post.author.first_published_at = now
        post.author.save(update_fields=["first_published_at"])


def return_to_author(
    post: Post, *, actor: User, reason: str, message: str = "", now: datetime | None = None
) -> None:
    before = post.state
    post.return_to_author()
    record(post, before, by=Move.By.MODERATOR, actor=actor, reason=reason, message=message, now=now)


def decline(
    post: Post, *, actor: User, reason: str, message: str = "", now: datetime | None = None
) -> None:
    before = post.state
    post.decline()
    record(post, before, by=Move.By.MODERATOR, actor=actor, reason=reason, message=message, now=now)


def hide(post: Post, *, actor: User, reason: str, now: datetime | None = None) -> None:
    """Replace a published post by a tombstone; hiding an opening post hides its topic."""
    topic = _locked_topic(post)
    before = post.state
    post.hide(reason=reason)
    _uncount(post, topic)
    if post.opens_topic:
        similar.index(topic)
    _count_helpful(post, topic, by=-1)
    highlights.refresh(topic)
    record(post, before, by=Move.By.MODERATOR, actor=actor, reason=reason, now=now)
    announcing.take_back(post)


def restore(post: Post, *, actor: User, reason: str = "", now: datetime | None = None) -> None:
    topic = _locked_topic(post)
    before = post.state
    post.restore()
    _recount_place(post, topic)
    if post.opens_topic:
        similar.index(topic)
    _count_helpful(post, topic, by=1)
    highlights.refresh(topic)
    record(post, before, by=Move.By.MODERATOR, actor=actor, reason=reason, now=now)
    announcing.take_back(post)
    announcing.announce_soon(post)


def purge(post: Post, *, actor: User, reason: str, now: datetime | None = None) -> None:
    """Erase a published or hidden post's text for good; its place stays as a tombstone.

    With an opening post go its topic's title and all mail that names it.
    """
    topic = _locked_topic(post)
    before = post.state
    traces = erasing.traces_of(post)
    post.purge(reason=reason)
    release_uploads(post)
    if before == Post.State.PUBLISHED:
        _uncount(post, topic)
        _count_helpful(post, topic, by=-1)
        highlights.refresh(topic)
    record(post, before, by=Move.By.MODERATOR, actor=actor, reason=reason, now=now)
    announcing.take_back(post)
    erasing.erase(traces)


@transaction.atomic
def withdraw(post_id: int, *, actor: User | None = None) -> Post:
    """The author takes a waiting or returned post back; the queue no longer has it."""
    post = Post.objects.select_for_update(no_key=True).get(pk=post_id)
    before = post.state
    post.withdraw()
    record(post, before, by=Move.By.AUTHOR, actor=actor)
    return post


@transaction.atomic
def resubmit(
    post_id: int,
    *,
    seen_version: int,
    writing: Cooked,
    title: str = "",
    details: dict[str, Any] | None = None,
    actor: User | None = None,
) -> Post:
    """A new version of a waiting or returned post; whoever judges the old one gets a conflict.

    Raises InvalidTransition where the post was decided meanwhile or another tab sent a newer
    version than `seen_version`, TooMany where the author must wait.
    """
    post = (
        Post.objects.select_for_update(of=("self",), no_key=True)
        .select_related("topic")
        .get(pk=post_id)
    )
    if post.version != seen_version:
        raise InvalidTransition(f"Post {post.pk} has a newer version than {seen_version}.")
    if actor:
        limits.check_edit(actor)
    before = post.state
    post.resubmit(
        source=writing.source,
        format=writing.format,
        html=writing.html,
        text=writing.text,
        now=timezone.now(),
    )
    if details is not None:
        keep_details(post, details)
    texts.settle(post, writing)
    if post.opens_topic and title and title != post.topic.title:
        post.topic.rename(title)
    record(post, before, by=Move.By.AUTHOR, actor=actor)
    return post


def keep_details(post: Post, details: dict[str, Any]) -> None:
    """What the fields of a case or a practice tip say now; its text says it in words already."""
    if details == post.details:
        return
    post.details = details
    post.save(update_fields=["details"])
    if post.opens_topic and details.get("kind") == Topic.Kind.CASE:
        day = details.get("follow_up_on", "")
        post.topic.follow_up_on = date.fromisoformat(day) if day else None
        post.topic.save(update_fields=["follow_up_on"])


def record(
    post: Post,
    before: str,
    *,
    by: str,
    actor: User | None = None,
    reason: str = "",
    message: str = "",
    now: datetime | None = None,
) -> Move:
    now = now or timezone.now()
    ended_a_wait = before == Post.State.PENDING and by == Move.By.MODERATOR
    return Move.objects.create(
        post=post,
        version=post.version,
        from_state=before,
        to_state=post.state,
        by=by,
        actor=actor,
        reason=reason,
        message=message,
        at=now,
        waited=max(now - post.held_at, timedelta(0)) if ended_a_wait else None,
    )


# --- places and counters ----------------------------------------------------------------------


def _state_before(post: Post) -> str:
    return "" if post._state.adding else post.state


def _locked_topic(post: Post) -> Topic:
    """The post's topic under lock; a topic the caller already locked is not read again."""
    if post.topic.holds_lock:
        return post.topic
    topic = Topic.objects.select_for_update(no_key=True).get(pk=post.topic_id)
    post.topic = topic
    return topic


def _place(post: Post, topic: Topic, now: datetime) -> None:
    topic.last_post = post
    topic.last_activity_at = now
    topics = 0
    if post.opens_topic:
        topic.is_public = True
        topics = 1
    else:
        topic.reply_count += 1
    _save_counters(topic)
    _count_in_category(topic, topics=topics, posts=1)


def _uncount(post: Post, topic: Topic) -> None:
    """Take a post that was published out of every count."""
    if post.opens_topic:
        topic.is_public = False
        _count_in_category(topic, topics=-1, posts=-1 - topic.reply_count)
    else:
        topic.reply_count -= 1
        if topic.is_public:
            _count_in_category(topic, topics=0, posts=-1)
    _refresh_last(topic)


def _recount_place(post: Post, topic: Topic) -> None:
    """Put a restored post back into every count."""
    if post.opens_topic:
        topic.is_public = True
        _count_in_category(topic, topics=1, posts=1 + topic.reply_count)
    else:
        topic.reply_count += 1
        if topic.is_public:
            _count_in_category(topic, topics=0, posts=1)
    _refresh_last(topic)


def _count_helpful(post: Post, topic: Topic, *, by: int) -> None:
    """Readers' votes count for a topic while their post is published."""
    if votes := post.reaction_counts.get("helpful", 0):
        changed = F("helpful_count") + by * votes
        Topic.objects.filter(pk=topic.pk).update(helpful_count=changed)


def _refresh_last(topic: Topic) -> None:
    last = topic.posts.published().order_by("-published_at", "-position").first()
    topic.last_post = last
    if last and last.published_at:
        topic.last_activity_at = last.published_at
    _save_counters(topic)


def _save_counters(topic: Topic) -> None:
    topic.save(
        update_fields=[
            "is_public",
            "last_activity_at",
            "last_post",
            "last_position",
            "reply_count",
        ]
    )


def _count_in_category(topic: Topic, *, topics: int, posts: int) -> None:
    Category.objects.filter(pk=topic.category_id).update(
        topic_count=F("topic_count") + topics, post_count=F("post_count") + posts
    )
