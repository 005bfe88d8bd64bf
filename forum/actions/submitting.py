"""Somebody sends a reply or a new topic."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.models.user import Reader
from accounts.network import network_of
from forum import holds, limits
from forum.actions import moves, texts
from forum.actions.confirming import ask_to_confirm
from forum.actions.drafting import forget_sent_draft
from forum.actions.following import follow
from forum.guests import Guest
from forum.models import Category, Follow, Move, Post, Receipt, Tag, Topic
from forum.permissions import can_reply, can_start_topic
from forum.sanitize import Cooked


class NotOpen(Exception):
    """The topic or category was closed to this writer between reading and sending."""


class KeyTaken(Exception):
    """The form's key already belongs to somebody else's post."""


@dataclass(frozen=True)
class Submission:
    """What came of sending: the post, a guest's receipt, and whether it had been sent before."""

    post: Post
    receipt: Receipt | None = None
    repeated: bool = False


def submit_reply(
    *,
    topic_id: int,
    sender: User | Guest,
    writing: Cooked,
    submission_key: uuid.UUID,
    reply_to: Post | None = None,
    wants_to_follow: bool = False,
    draft: int | None = None,
    now: datetime | None = None,
) -> Submission:
    """Save a reply: published at once, or waiting with every reason why.

    The same `submission_key` twice gives one post. Raises Topic.DoesNotExist where the sender may
    not see the topic and NotOpen where it takes no reply of theirs (both checked under the
    topic's lock), TooMany where they must wait, KeyTaken where the key is another's.
    """

    def write() -> Submission:
        topic = (
            Topic.objects.visible_to(_reader(sender))
            .select_for_update(of=("self",), no_key=True)
            .select_related("category")
            .get(pk=topic_id)
        )
        topic.holds_lock = True
        if not can_reply(_reader(sender), topic):
            raise NotOpen
        post = _draft(topic, sender, writing, submission_key, now)
        post.reply_to = reply_to
        _forget_draft(sender, f"topic:{topic_id}", draft)
        if wants_to_follow:
            _follow(topic, sender)
        return _send(post, sender, writing, now)

    return _once(write, submission_key, sender, writing)


def submit_topic(
    *,
    category: Category,
    title: str,
    kind: str,
    tags: Sequence[Tag],
    sender: User | Guest,
    writing: Cooked,
    submission_key: uuid.UUID,
    details: dict[str, str] | None = None,
    follow_up_on: date | None = None,
    wants_to_follow: bool = False,
    draft: int | None = None,
    now: datetime | None = None,
) -> Submission:
    """Save a topic with its opening post as one submission; see `submit_reply`.

    `details` are the fields of a case or a practice tip, which `writing` says in words already.
    """

    def write() -> Submission:
        if not can_start_topic(_reader(sender), category):
            raise NotOpen
        when = now or timezone.now()
        topic = Topic.objects.create(
            category=category,
            title=title,
            kind=kind,
            tag_line=[[tag.slug, tag.name] for tag in tags],
            author=sender if isinstance(sender, User) else None,
            guest_name="" if isinstance(sender, User) else sender.name,
            created_at=when,
            last_activity_at=when,
            follow_up_on=follow_up_on,
        )
        topic.holds_lock = True
        topic.tags.set(tags)
        post = _draft(topic, sender, writing, submission_key, now)
        post.opens_topic = True
        _forget_draft(sender, "new", draft)
        post.details = details or {}
        if wants_to_follow:
            _follow(topic, sender)
        return _send(post, sender, writing, now)

    return _once(write, submission_key, sender, writing)


def earlier_submission(
    submission_key: uuid.UUID, *, sender: User | Guest, writing: Cooked
) -> Submission | None:
    """What the same form gave when it was sent before, if it was.

    Raises KeyTaken where the key belongs to somebody else's post: a guest is who gives the same
    name and text.
    """
    posts = Post.objects.select_related("topic__category", "receipt", "author")
    post = posts.filter(submission_key=submission_key).first()
    if post is None:
        return None
    if isinstance(sender, User):
        same = post.author_id == sender.pk
    else:
        same = post.guest_name == sender.name and post.body_source == writing.source
    if not same:
        raise KeyTaken
    return Submission(post, receipt=getattr(post, "receipt", None), repeated=True)


def _once(
    write: Callable[[], Submission], key: uuid.UUID, sender: User | Guest, writing: Cooked
) -> Submission:
    """Run `write` in a transaction; where its key is taken, answer with what the key gave."""
    try:
        with transaction.atomic():
            limits.check(sender)
            return write()
    except IntegrityError:
        earlier = earlier_submission(key, sender=sender, writing=writing)
        if earlier is None:
            raise
        return earlier


def _forget_draft(sender: User | Guest, target: str, version: int | None) -> None:
    """What was sent is no draft any more; goes with the sending or not at all."""
    if isinstance(sender, User) and version is not None:
        forget_sent_draft(sender, target, version)


def _follow(topic: Topic, sender: User | Guest) -> None:
    if isinstance(sender, User):
        follow(sender, topic=topic, level=Follow.Level.ALL)


def _reader(sender: User | Guest) -> Reader:
    return sender if isinstance(sender, User) else AnonymousUser()


def _draft(
    topic: Topic,
    sender: User | Guest,
    writing: Cooked,
    submission_key: uuid.UUID,
    now: datetime | None,
) -> Post:
    when = now or timezone.now()
    guest = sender if isinstance(sender, Guest) else None
    return Post(
        topic=topic,
        author=sender if isinstance(sender, User) else None,
        guest_name=guest.name if guest else "",
        guest_says=guest.says if guest else "",
        body_source=writing.source,
        body_format=writing.format,
        body_html=writing.html,
        body_text=writing.text,
        submission_key=submission_key,
        written_at=when,
        held_at=when,
    )


def _send(post: Post, sender: User | Guest, writing: Cooked, now: datetime | None) -> Submission:
    author = sender if isinstance(sender, User) else None
    post.hold_reasons = holds.reasons_to_hold(author)
    if not post.hold_reasons:
        moves.publish(post, by=Move.By.RULE, actor=author, now=now)
        texts.settle(post, writing)
        return Submission(post)
    post.save()
    texts.settle(post, writing)
    moves.record(post, "", by=Move.By.AUTHOR, actor=author, now=now)
    if isinstance(sender, User):
        return Submission(post)
    receipt = Receipt.objects.create(
        post=post,
        email=sender.email,
        address=sender.address,
        network=network_of(sender.address),
        browser=sender.browser[:200],
        created_at=post.written_at,
    )
    if receipt.email:
        ask_to_confirm(receipt)
    return Submission(post, receipt=receipt)
