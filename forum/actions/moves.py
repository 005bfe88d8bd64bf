"""The moves of a post: guarded verb, counters and record in one transaction.

Each function expects to run inside the caller's transaction with the post's row locked, or
opens one itself where the author acts. Rows are locked in the order post, topic, category,
waiting mail, link card, user, and without their keys (`no_key`): rows that point at them may be
written meanwhile.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum import checks, holds, limits, quotations, similar
from forum.actions import announcing, counting, erasing, highlights, relating, texts
from forum.actions.quotes import refresh_quotes_of
from forum.actions.uploading import release_uploads
from forum.checks import Reading
from forum.models import InvalidTransition, Move, Post, Topic
from forum.requoting import lock_quoting
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
    topic = counting.locked_topic(post)
    if not (topic.is_public or post.opens_topic):
        raise InvalidTransition("The topic is no longer public.")
    before = _state_before(post)
    post.publish(position=topic.take_position(), now=now)
    counting.count(post, topic, now)
    if post.opens_topic and post.is_anonymous:
        # Readers learn when it appeared, never when it was written.
        topic.created_at = now
        topic.save(update_fields=["created_at"])
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
    post: Post,
    *,
    actor: User,
    reason: str,
    message: str = "",
    marks: list[dict[str, Any]] | None = None,
    now: datetime | None = None,
) -> None:
    """Ask its author for changes; `marks` are the passages meant, as `Move.marks` has them."""
    before = post.state
    post.return_to_author()
    record(
        post,
        before,
        by=Move.By.MODERATOR,
        actor=actor,
        reason=reason,
        message=message,
        marks=marks,
        now=now,
    )


def decline(
    post: Post, *, actor: User, reason: str, message: str = "", now: datetime | None = None
) -> None:
    before = post.state
    post.decline()
    record(post, before, by=Move.By.MODERATOR, actor=actor, reason=reason, message=message, now=now)


def reopen(post: Post, *, actor: User, now: datetime | None = None) -> None:
    """A return or refusal was taken back: the text waits again, as long as it has so far."""
    before = post.state
    post.reopen()
    record(post, before, by=Move.By.MODERATOR, actor=actor, now=now)
    announcing.forget_decision(post)


def hide(
    post: Post,
    *,
    actor: User | None,
    reason: str,
    by: str = Move.By.MODERATOR,
    now: datetime | None = None,
) -> None:
    """Replace a published post by a tombstone; hiding an opening post hides its topic.

    `by` a rule of the site where no human decided yet.
    """
    quoting = lock_quoting(post)
    topic = counting.locked_topic(post)
    before = post.state
    post.hide(reason=reason)
    counting.uncount(post, topic)
    if post.opens_topic:
        similar.index(topic)
    counting.count_helpful(post, topic, by=-1)
    highlights.refresh(topic)
    record(post, before, by=by, actor=actor, reason=reason, now=now)
    announcing.take_back(post)
    refresh_quotes_of(post, quoting)
    quotations.follow_post(post, topic)


def keep_hidden(post: Post, *, actor: User, reason: str, now: datetime | None = None) -> None:
    """What a rule hid stays hidden, for the reason of the moderator who has looked."""
    post.keep_hidden(reason=reason)
    record(post, post.state, by=Move.By.MODERATOR, actor=actor, reason=reason, now=now)


def restore(
    post: Post,
    *,
    actor: User | None,
    reason: str = "",
    by: str = Move.By.MODERATOR,
    now: datetime | None = None,
) -> None:
    quoting = lock_quoting(post)
    topic = counting.locked_topic(post)
    before = post.state
    post.restore()
    counting.count_again(post, topic)
    if post.opens_topic:
        similar.index(topic)
    counting.count_helpful(post, topic, by=1)
    highlights.refresh(topic)
    record(post, before, by=by, actor=actor, reason=reason, now=now)
    announcing.take_back(post)
    announcing.announce_soon(post)
    refresh_quotes_of(post, quoting)
    quotations.follow_post(post, topic)


def purge(post: Post, *, actor: User, reason: str, now: datetime | None = None) -> None:
    """Erase a published or hidden post's text for good; its place stays as a tombstone.

    With an opening post go its topic's title and all mail that names it.
    """
    quoting = lock_quoting(post)
    topic = counting.locked_topic(post)
    before = post.state
    traces = erasing.traces_of(post)
    post.purge(reason=reason)
    release_uploads(post)
    if before == Post.State.PUBLISHED:
        counting.uncount(post, topic)
        counting.count_helpful(post, topic, by=-1)
        highlights.refresh(topic)
    record(post, before, by=Move.By.MODERATOR, actor=actor, reason=reason, now=now)
    announcing.take_back(post)
    erasing.erase(traces)
    refresh_quotes_of(post, quoting)
    quotations.follow_post(post, topic)


def erase_unpublished(post: Post, *, actor: User, reason: str, now: datetime | None = None) -> None:
    """Erase a text that readers never saw, for good.

    It holds no place, so it leaves no tombstone: what waited is declined, what was returned
    expires, everything else stays what it became.
    """
    counting.locked_topic(post)
    before = post.state
    traces = erasing.traces_of(post)
    if post.is_pending:
        post.decline()
    elif post.may_be_resubmitted:
        post.expire()
    post.erase_unpublished()
    release_uploads(post)
    record(post, before, by=Move.By.MODERATOR, actor=actor, reason=reason, now=now)
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
    reading: Reading | None = None,
) -> Post:
    """A new version of a waiting or returned post; whoever judges the old one gets a conflict.

    `reading` is what screening found in `writing`, where the caller has read it already.
    Raises InvalidTransition where the post was decided meanwhile or another tab sent a newer
    version than `seen_version`, TooMany where the author must wait.
    """
    post = Post.objects.select_related("topic__category", "author").locked(post_id)
    if post.version != seen_version:
        raise InvalidTransition(f"Post {post.pk} has a newer version than {seen_version}.")
    if actor:
        if actor.is_silenced_now():
            raise InvalidTransition(f"Post {post.pk} takes no text of its author now.")
        limits.check_edit(actor)
    before = post.state
    judged = title or post.topic.title if post.opens_topic else ""
    found = reading or checks.read(writing, title=judged)
    now_waits = holds.reasons_to_hold(
        holds.Text(post.writer, post.topic.category, found, is_anonymous=post.is_anonymous)
    )
    post.hold_reasons = holds.kept(post.hold_reasons, now_waits)
    # What was known about the first sending stays.
    post.screening = {**post.screening, **found.as_stored()}
    post.is_urgent = found.is_urgent
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
    marks: list[dict[str, Any]] | None = None,
    now: datetime | None = None,
) -> Move:
    now = now or timezone.now()
    if by == Move.By.AUTHOR and post.is_anonymous:
        actor = None  # moderators read these rows
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
        marks=marks or [],
        at=now,
        waited=max(now - post.held_at, timedelta(0)) if ended_a_wait else None,
    )


def _state_before(post: Post) -> str:
    return "" if post._state.adding else post.state
