"""Somebody sends a reply or a new topic."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import Exists, Value
from django.utils import timezone

from accounts.models import User
from accounts.models.user import Reader
from accounts.network import network_of
from forum import checks, holds, limits
from forum.actions import anonymity, moves, texts
from forum.actions.confirming import ask_to_confirm
from forum.actions.doubting import ask_akismet_soon
from forum.actions.drafting import forget_sent_draft
from forum.actions.following import follow
from forum.checks import Reading
from forum.guests import Guest
from forum.models import Category, Follow, Move, Post, Receipt, Tag, Topic
from forum.permissions import can_reply, can_start_topic, moderates
from forum.sanitize import Cooked
from forum.screening.spam import Signals, score


class NotOpen(Exception):
    """The topic or category was closed to this writer between reading and sending."""


class Elsewhere(Exception):
    """The topic went to a category with more readers than the sender wrote for."""


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
    category: str = "",
    reply_to: Post | None = None,
    wants_to_follow: bool = False,
    anonymous: bool = False,
    reading: Reading | None = None,
    signals: Signals | None = None,
    draft: int | None = None,
    now: datetime | None = None,
) -> Submission:
    """Save a reply: published at once, or waiting with every reason why.

    `category` is the slug at the address where it was written: Elsewhere is raised where the
    topic went to more readers meanwhile.
    `reading` is what screening found in `writing`, where the caller has read it already, and
    `signals` what is known about the sending beside its text.
    The same `submission_key` twice gives one post. Raises Topic.DoesNotExist where the sender may
    not see the topic and NotOpen where it takes no reply of theirs (both checked under the
    topic's lock), NotOffered where it takes none that is `anonymous`, TooMany where they
    must wait, KeyTaken where the key is another's.
    """

    def write() -> Submission:
        topic = (
            Topic.objects.visible_to(_reader(sender))
            .select_related("category")
            # As it is now: the sender may have been suspended since the request began.
            .annotate(sender_is_silenced=_is_silenced(sender))
            .locked(topic_id)
        )
        topic.holds_lock = True
        if getattr(topic, "sender_is_silenced", False) or not can_reply(_reader(sender), topic):
            raise NotOpen
        if category and category != topic.category.slug and _was_narrower(category, topic):
            raise Elsewhere
        if topic.slow_mode and isinstance(sender, User) and not moderates(sender, topic.category):
            limits.check_slow_mode(sender, topic)
        post = _draft(topic, sender, writing, submission_key, now)
        post.reply_to = reply_to
        if anonymous and isinstance(sender, User):
            anonymity.hide_writer(post, sender)
        _forget_draft(sender, f"topic:{topic_id}", draft)
        if wants_to_follow:
            _follow(topic, sender)
        found = reading or checks.read(writing)
        _note_screening(post, found, signals)
        return _send(post, sender, writing, found, now)

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
    anonymous: bool = False,
    reading: Reading | None = None,
    signals: Signals | None = None,
    draft: int | None = None,
    now: datetime | None = None,
) -> Submission:
    """Save a topic with its opening post as one submission; see `submit_reply`.

    `details` are the fields of a case or a practice tip, which `writing` says in words already.
    """

    def write() -> Submission:
        silenced = isinstance(sender, User) and sender.is_silenced_now()
        if silenced or not can_start_topic(_reader(sender), category):
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
        if anonymous and isinstance(sender, User):
            anonymity.hide_writer(post, sender)
        _forget_draft(sender, "new", draft)
        post.details = details or {}
        if wants_to_follow:
            _follow(topic, sender)
        found = reading or checks.read(writing, title=title)
        _note_screening(post, found, signals)
        return _send(post, sender, writing, found, now)

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
        same = post.is_by(sender)
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


def _was_narrower(category: str, topic: Topic) -> bool:
    """Whether fewer people read the category at the address that the sender wrote at."""
    known = Category.objects.filter(slug=category).first()
    return known is not None and known.readers < topic.category.readers


def _is_silenced(sender: User | Guest) -> Exists | Value:
    """An expression that says whether a sanction keeps the sender from writing at this moment."""
    if isinstance(sender, User):
        return Exists(User.objects.kept_from_writing().filter(pk=sender.pk))
    return Value(value=False)


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


def _note_screening(post: Post, reading: Reading, signals: Signals | None) -> None:
    """What the checks say goes with the post, and no word of its text with it."""
    spam = score(signals or Signals()).as_stored()
    post.screening = {**reading.as_stored(), "spam": spam}
    post.is_urgent = reading.is_urgent


def _send(
    post: Post,
    sender: User | Guest,
    writing: Cooked,
    reading: Reading,
    now: datetime | None,
) -> Submission:
    author = sender if isinstance(sender, User) else None
    post.hold_reasons = holds.reasons_to_hold(
        holds.Text(author, post.topic.category, reading, is_anonymous=post.is_anonymous)
    )
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
    ask_akismet_soon(post)
    return Submission(post, receipt=receipt)
