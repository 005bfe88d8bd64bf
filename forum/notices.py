"""Writes what people are owed to hear, the mail about it and the number in their header.

Everything here is written in one transaction with what it tells about, or not at all. People's
rows are locked last and in the order of their keys.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import BigIntegerField, Case, Exists, OuterRef, When
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from accounts.actions import Owed, owe_letters, rewrite_letters, withdraw_mail
from accounts.emails import Letter
from accounts.models import OutboxMessage, User
from forum.emails import addressed_to, notice_letter
from forum.models import Notice, NoticeKind, NoticeSetting, Post, Topic
from forum.querysets import NoticeQuerySet, PostQuerySet, reads_prescribers
from forum.recipients import Cause, Causes, everyone

T = TypeVar("T")
MAIL = "notice"  # the kind of these messages in the outbox


def announce(post_id: int, *, now: datetime | None = None) -> int:
    """Tell everybody whom a published post concerns, once; returns how many.

    `NOTICE_BATCH` people at a time, each batch with a commit of its own, so that nobody waits
    long for the locks and who begins again goes on. A second call finds nothing to do; two at
    once take turns. Who may see the post is asked here, not when it was written. What is older
    than a day makes no mail, what is older than a month nothing: nobody is flooded by an import
    or after a long breakdown.
    """
    now = now or timezone.now()
    causes: Causes = {}
    left: list[int] = []
    version = told = 0
    while True:
        with transaction.atomic():
            post = _locked(Post.objects.to_announce(), post_id)
            if post is None or post.published_at is None:
                return told
            age = now - post.published_at
            concerns = age <= timedelta(days=settings.NOTICE_DAYS)
            if concerns and post.version != version:
                # The first batch, or another text since the last one. Who heard is not told again.
                version, causes = post.version, everyone(post)
                left = sorted(causes)
            some, left = left[: settings.NOTICE_BATCH], left[settings.NOTICE_BATCH :]
            fresh = age <= timedelta(hours=settings.NOTICE_MAIL_HOURS)
            told += tell(post, {one: causes[one] for one in some}, by_mail=fresh, now=now)
            if not left:
                if concerns and post.hold_reasons:
                    note_decision(post)
                post.announced_at = now
                post.save(update_fields=["announced_at"])
                return told


@transaction.atomic
def remind(post_id: int) -> int:
    """Tell the author of a public case, once, that its follow-up date came; returns how many."""
    case = _locked(Post.objects.published(), post_id)
    if case is None or (writer := case.writer_id) is None:
        return 0
    told = Notice.objects.about(case).of_kinds([NoticeKind.FOLLOW_UP])
    return tell(case, {writer: [Cause(NoticeKind.FOLLOW_UP)]}, told=told)


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
    The caller holds the post's lock and brings at most a batch of people.
    """
    told = Notice.objects.about(post).announcing() if told is None else told
    addresses = dict(_readers(post, causes, told))
    chosen = _choose(addresses, causes)
    if not chosen:
        return 0
    notices = Notice.objects.bulk_create(
        Notice(
            person_id=person, post=post, kind=cause.kind, actor=actor, made_at=now or timezone.now()
        )
        for person, (cause, _way) in chosen.items()
    )
    due = []
    for notice in notices:
        cause, way = chosen[notice.person_id]
        if by_mail and way == NoticeSetting.Way.MAIL:
            due.append((notice, cause, addresses[notice.person_id]))
    if due:
        owe_letters(MAIL, _letters(post, due))
    refresh_unread(chosen)
    return len(chosen)


def note_decision(post: Post, *, made_at: datetime | None = None) -> None:
    """Tell a post's author in their list that a moderator decided. Names no moderator.

    What it says follows from the post's state, so that an older decision on the same post has
    nothing left to say and goes; made when an edit was decided on, it speaks of the edit. Call it
    in a transaction.
    """
    author = post.writer
    if author is None or way_of(author, NoticeKind.DECISION) == NoticeSetting.Way.OFF:
        return
    Notice.objects.of(author).about(post).of_kinds([NoticeKind.DECISION]).delete()
    Notice.objects.create(
        person=author, post=post, kind=NoticeKind.DECISION, made_at=made_at or timezone.now()
    )
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


@transaction.atomic
def withdraw_unseen_mail(notices: NoticeQuerySet | None = None) -> int:
    """Take back waiting mail of those `notices` that their person may not see any more.

    Without `notices` of all; people who left get nothing either. Returns how many messages.
    """
    seen = Notice.objects.visible().filter(person__is_active=True)
    waiting = OutboxMessage.objects.filter(kind=MAIL)
    if notices is not None:
        unseen = notices.exclude(Exists(seen.filter(pk=OuterRef("pk"))))
        return withdraw_mail(waiting.filter(key__in=unseen.mail_keys()))
    # Of these messages alone: the keys of others end in something else than a notice's number.
    number = Cast(Substr("key", len(mail_key("")) + 1), BigIntegerField())
    numbered = waiting.alias(notice=Case(When(kind=MAIL, then=number)))
    return withdraw_mail(numbered.exclude(Exists(seen.filter(pk=OuterRef("notice")))))


def mail_again(notices: NoticeQuerySet) -> None:
    """Owe the mail of unread `notices` that was taken back before it was sent.

    For what may be seen again, with the announcement's limit: never about what is a day old.
    """
    since = timezone.now() - timedelta(hours=settings.NOTICE_MAIL_HOURS)
    for _some, letters in _written_anew(notices.to_mail(since)):
        # What was sent, or still waits, has its row and is not written again.
        owe_letters(MAIL, letters)


def rewrite_mail(notices: NoticeQuerySet) -> None:
    """Waiting mail of `notices` says what is true now, or goes where nobody wants it any more."""
    waiting = OutboxMessage.objects.waiting().filter(key__in=notices.mail_keys())
    due = [int(key.removeprefix(mail_key(""))) for key in waiting.values_list("key", flat=True)]
    for some, letters in _written_anew(notices.filter(pk__in=due)):
        rewrite_letters([mail_key(notice.pk) for notice in some], letters)


def mail_key(notice_id: int | str) -> str:
    """The event that a notice's mail tells about; `mail_keys` says it in SQL."""
    return f"notice {notice_id}"


def way_of(person: User, kind: str) -> str:
    """How `person` wants to hear of `kind`."""
    ways = NoticeSetting.objects.of(person).filter(kind=kind).ways()
    return ways.get((person.pk, kind), NoticeSetting.DEFAULT[kind])


def _locked(posts: PostQuerySet, post_id: int) -> Post | None:
    """One of `posts` and its topic under lock; None where readers may not see it."""
    rows = posts.select_related("author", "reply_to").filter(pk=post_id)
    post = rows.select_for_update(of=("self",), no_key=True).first()
    if post is None:
        return None
    # Whoever hides the topic waits until these notices can be seen, and then takes them back.
    post.topic = Topic.objects.select_related("category").locked(post.topic_id)
    return post if post.topic.is_public else None


def _letters(post: Post, due: Iterable[tuple[Notice, Cause, str]]) -> list[Owed]:
    """The mail to each address about its notice, written once for all with the same cause."""
    written: dict[tuple[Cause, int | None], Letter] = {}
    owed = []
    for notice, cause, address in due:
        same = (cause, notice.actor_id)
        if same not in written:
            written[same] = notice_letter(post, cause, actor=notice.actor)
        letter = addressed_to(notice.person_id, cause, written[same])
        owed.append(Owed(mail_key(notice.pk), address, letter))
    return owed


def _written_anew(notices: NoticeQuerySet) -> Iterator[tuple[list[Notice], list[Owed]]]:
    """`notices` in batches, with the letters of those whose people still see and want them."""
    posts = Post.objects.filter(pk__in=notices.values("post")).order_by("pk")
    for post in posts.select_related("topic__category", "author", "reply_to"):
        causes = everyone(post)
        about = notices.about(post).order_by("pk")
        seen = set(about.visible().filter(person__is_active=True).values_list("pk", flat=True))
        for some in _batches(list(about.select_related("person", "actor"))):
            people = [notice.person_id for notice in some]
            ways = NoticeSetting.objects.filter(person__in=people).ways()
            due = []
            for notice in some:
                cause = _cause_of(notice, causes)
                way = ways.get((notice.person_id, notice.kind), NoticeSetting.DEFAULT[notice.kind])
                if cause and notice.pk in seen and way == NoticeSetting.Way.MAIL:
                    due.append((notice, cause, notice.person.email))
            yield some, _letters(post, due)


def _cause_of(notice: Notice, causes: Causes) -> Cause | None:
    """Why `notice` was written; None where the reason is gone, or is none that is mailed."""
    if notice.kind in (NoticeKind.ACCEPTED, NoticeKind.FOLLOW_UP, NoticeKind.CONSENT):
        return Cause(notice.kind)
    theirs = causes.get(notice.person_id, [])
    return next((cause for cause in theirs if cause.kind == notice.kind), None)


def _readers(
    post: Post, people: Collection[int], told: NoticeQuerySet
) -> Iterator[tuple[int, str]]:
    """(number, address) of those among `people` who may see `post` and were not told yet."""
    readers = User.objects.filter(pk__in=list(people), is_active=True)
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
