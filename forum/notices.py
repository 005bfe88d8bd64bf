"""Writes what people are owed to hear, the mail about it and the number in their header.

Everything here is written in one transaction with what it tells about, or not at all. People's
rows are locked last and in the order of their keys.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.actions import Owed, owe_letters, withdraw_mail
from accounts.emails import Letter
from accounts.models import OutboxMessage, User
from forum.emails import addressed_to, notice_letter
from forum.models import Notice, NoticeKind, NoticeSetting, Post, Topic
from forum.querysets import NoticeQuerySet, reads_prescribers
from forum.recipients import Cause, Causes, everyone

T = TypeVar("T")
MAIL = "notice"  # the kind of these messages in the outbox


@transaction.atomic
def announce(post_id: int, *, now: datetime | None = None) -> int:
    """Tell everybody whom a published post concerns, once; returns how many.

    A second call finds nothing to do; two at once wait for each other. Who may see the post is
    asked here, not when it was written. What is older than a day makes no mail, what is older
    than a month nothing: nobody is flooded by an import or after a long breakdown.
    """
    now = now or timezone.now()
    posts = Post.objects.to_announce().select_related("author", "reply_to")
    post = posts.select_for_update(of=("self",), no_key=True).filter(pk=post_id).first()
    if post is None or post.published_at is None:
        return 0
    # Whoever hides the topic waits until these notices can be seen, and then takes them back.
    topic = Topic.objects.select_for_update(of=("self",), no_key=True).select_related("category")
    post.topic = topic.get(pk=post.topic_id)
    if not post.topic.is_public:
        return 0
    age = now - post.published_at
    told = 0
    if age <= timedelta(days=settings.NOTICE_DAYS):
        fresh = age <= timedelta(hours=settings.NOTICE_MAIL_HOURS)
        told = tell(post, everyone(post), by_mail=fresh, now=now)
        if post.hold_reasons:
            note_decision(post)
    post.announced_at = now
    post.save(update_fields=["announced_at"])
    return told


def tell(
    post: Post,
    causes: Causes,
    *,
    told: NoticeQuerySet | None = None,
    actor: User | None = None,
    by_mail: bool = True,
    now: datetime | None = None,
) -> int:
    """Write one notice for each who may see `post` and wants to hear; returns how many.

    Everybody is told of their strongest cause that they did not switch off. `told` are the
    notices whose people heard already; where it is not given, any announcement of this post.
    """
    now = now or timezone.now()
    told = Notice.objects.about(post).announcing() if told is None else told
    letters: dict[Cause, Letter] = {}
    written: list[int] = []
    for some in _batches(sorted(causes)):
        addresses = dict(_readers(post, some, told))
        chosen = _choose(addresses, causes)
        if not chosen:
            continue
        notices = Notice.objects.bulk_create(
            Notice(person_id=person, post=post, kind=cause.kind, actor=actor, made_at=now)
            for person, (cause, _way) in chosen.items()
        )
        owed = []
        for notice in notices:
            cause, way = chosen[notice.person_id]
            if by_mail and way == NoticeSetting.Way.MAIL:
                if cause not in letters:
                    letters[cause] = notice_letter(post, cause, actor=actor)
                letter = addressed_to(notice.person_id, cause, letters[cause])
                owed.append(Owed(mail_key(notice.pk), addresses[notice.person_id], letter))
        if owed:
            owe_letters(MAIL, owed)
        written += chosen
    refresh_unread(written)
    return len(written)


def note_decision(post: Post) -> None:
    """Tell a post's author in their list that a moderator decided. Names no moderator.

    What it says follows from the post's state, so that an older decision on the same post has
    nothing left to say and goes. Call it in a transaction.
    """
    author = post.author
    if author is None or way_of(author, NoticeKind.DECISION) == NoticeSetting.Way.OFF:
        return
    Notice.objects.of(author).about(post).of_kinds([NoticeKind.DECISION]).delete()
    Notice.objects.create(person=author, post=post, kind=NoticeKind.DECISION)
    refresh_unread([author.pk])


@transaction.atomic
def refresh_unread(people: Iterable[int]) -> None:
    """Set everybody's number of unread notices to what a count of visible ones gives.

    The rows are locked by a statement of its own: the count must begin after whoever else is
    writing to the same person has finished, or it would miss their notice.
    """
    unread = Notice.objects.unread().visible()
    for some in _batches(sorted(set(people))):
        rows = User.objects.filter(pk__in=some)
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        rows.update(unread_notices=unread.count_of("pk"))


def withdraw_unseen_mail(notices: NoticeQuerySet | None = None) -> int:
    """Take back waiting mail of those `notices` that their person may not see any more.

    Without `notices` of all; people who left get nothing either. Returns how many messages.
    """
    notices = Notice.objects.all() if notices is None else notices
    waiting = OutboxMessage.objects.waiting().filter(kind=MAIL).values_list("key", flat=True)
    withdrawn = 0
    for keys in _batches(list(waiting)):
        of_these = notices.filter(pk__in=[int(key.rsplit(" ", 1)[1]) for key in keys])
        due = set(of_these.values_list("pk", flat=True))
        due -= set(of_these.visible().filter(person__is_active=True).values_list("pk", flat=True))
        withdrawn += withdraw_mail([mail_key(pk) for pk in due]) if due else 0
    return withdrawn


def mail_key(notice_id: int) -> str:
    return f"notice {notice_id}"


def way_of(person: User, kind: str) -> str:
    """How `person` wants to hear of `kind`."""
    ways = NoticeSetting.objects.of(person).filter(kind=kind).ways()
    return ways.get((person.pk, kind), NoticeSetting.DEFAULT[kind])


def _readers(post: Post, people: list[int], told: NoticeQuerySet) -> Iterator[tuple[int, str]]:
    """(number, address) of those among `people` who may see `post` and were not told yet."""
    readers = User.objects.filter(pk__in=people, is_active=True)
    if post.topic.category.visibility == "prescribers":
        readers = readers.filter(reads_prescribers())
    readers = readers.exclude(Exists(told.filter(person=OuterRef("pk"))))
    yield from readers.order_by("pk").values_list("pk", "email")


def _choose(people: Iterable[int], causes: Causes) -> dict[int, tuple[Cause, str]]:
    """The strongest cause of each person that they did not switch off, and the way of it."""
    ways = NoticeSetting.objects.filter(person__in=list(people)).ways()
    chosen = {}
    for person in people:
        for cause in causes[person]:
            way = ways.get((person, cause.kind), NoticeSetting.DEFAULT[NoticeKind(cause.kind)])
            if way != NoticeSetting.Way.OFF:
                chosen[person] = (cause, way)
                break
    return chosen


def _batches(rows: Sequence[T]) -> Iterator[list[T]]:
    size = settings.NOTICE_BATCH
    for start in range(0, len(rows), size):
        yield list(rows[start : start + size])
