"""Members are told what concerns them, and what they may no longer see is taken back."""

import logging
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from forum.guest_news import withdraw_unseen
from forum.models import Category, Notice, NoticeKind, PendingEdit, Post, Topic
from forum.notices import (
    mail_again,
    note_decision,
    refresh_unread,
    rewrite_mail,
    tell,
    withdraw_unseen_mail,
)
from forum.querysets import NoticeQuerySet
from forum.recipients import Cause, willing
from forum.tasks import announce_post

log = logging.getLogger(__name__)


def announce_soon(post: Post) -> None:
    """Ask a worker, after the commit, to tell whom a published post concerns.

    Told once, so a post that comes back is not told again. Where the broker is away the post
    waits for the sweep, and so does an old one, which nobody is in a hurry to hear of.
    """
    if post.announced_at or post.published_at is None:
        return
    if timezone.now() - post.published_at < timedelta(hours=settings.NOTICE_MAIL_HOURS):
        transaction.on_commit(partial(_ask_a_worker, post.pk), robust=True)


@transaction.atomic
def tell_accepted(post: Post, *, actor: User) -> None:
    """Tell the author, once, that their answer was accepted; not who accepts their own."""
    if (writer := post.writer_id) and writer != actor.pk:
        told = Notice.objects.about(post).of_kinds([NoticeKind.ACCEPTED])
        causes = willing(post, {writer: [Cause(NoticeKind.ACCEPTED)]})
        # Whose anonymous question it answers is not told with a name either.
        shown = None if post.topic.peer_label and post.topic.is_by(actor) else actor
        tell(post, causes, told=told, actor=shown)


@transaction.atomic
def tell_mentioned(post: Post) -> None:
    """After an edit: tell people who are mentioned now and heard nothing of this post so far.

    A post that was not announced yet tells them with all others. However often it is edited, it
    calls no more than `MENTIONS_MAX` people.
    """
    now = Post.objects.select_related("author", "topic__category").locked(post.pk)
    if not (now.is_published and now.announced_at and now.topic.is_public):
        return
    told = Notice.objects.about(now).announcing()
    room = settings.MENTIONS_MAX - told.of_kinds([NoticeKind.MENTION]).count()
    heard = [now.writer_id or 0, *told.people()]
    new = now.mentions.exclude(pk__in=heard).order_by("pk").values_list("pk", flat=True)
    causes = {person: [Cause(NoticeKind.MENTION)] for person in new[: max(room, 0)]}
    tell(now, willing(now, causes))


def tell_decision(post: Post) -> None:
    """A line in the list of the member whose post was decided on; its mail is moderation's.

    An approval is told with the announcement of the post. Runs in the decision's transaction.
    """
    if not post.is_published:
        note_decision(post)


def tell_edit_decision(edit: PendingEdit) -> None:
    """A line in the list of the member whose edit was decided on; a guest has the receipt."""
    if edit.author_id or edit.post.is_anonymous:
        note_decision(edit.post, made_at=edit.decided_at)


def forget_decision(post: Post) -> None:
    """A decision was taken back, so its line in the author's list has nothing left to say."""
    told = Notice.objects.about(post).of_kinds([NoticeKind.DECISION])
    people = list(told.unread().people())
    told.delete()
    refresh_unread(people)


def take_back(post: Post) -> None:
    """A post was hidden, restored or erased: mail about it that waits goes, numbers are set anew.

    With an opening post goes, or comes back, its whole topic, and with what comes back the mail
    that was taken from the unread. Runs in the move's transaction.
    """
    notices = Notice.objects.in_topic(post.topic_id)
    notices = notices if post.opens_topic else notices.about(post)
    _settle(notices)
    if post.opens_topic:
        withdraw_unseen()
    if post.is_published:
        mail_again(notices)


def tell_new_title(topic: Topic) -> None:
    """A topic was renamed: mail about it that waits has the new title. In the same transaction."""
    rewrite_mail(Notice.objects.in_topic(topic.pk))


def tell_new_home(topic: Topic) -> None:
    """Posts came here, or all went to another category: nobody is told anew of a post.

    Mail that waits goes where its reader may not follow, comes back where they may again, and
    says the title and address of today. In the same transaction.
    """
    notices = Notice.objects.in_topic(topic.pk)
    _settle(notices)
    withdraw_unseen()
    rewrite_mail(notices)
    mail_again(notices)


@transaction.atomic
def withdraw_mail_of(category: Category) -> None:
    """A category has other readers now: see `take_back`."""
    _settle(Notice.objects.filter(post__topic__category=category))
    withdraw_unseen()


# --- reading them -----------------------------------------------------------------------------


def read_notices(person: User, topic: Topic, upto: int, *, first: int = 1) -> None:
    """Note that `person` has seen the posts of `topic` from place `first` to `upto`.

    Free of queries for whoever has nothing unread, one query where it is about other topics.
    """
    if person.unread_notices:
        # A request to be quoted wants an answer; seeing the post gives none.
        mine = Notice.objects.of(person).in_topic(topic.pk).exclude(kind=NoticeKind.CONSENT)
        # The member's own posts that wait, or were returned, are shown at the end.
        at_the_end = upto >= topic.last_position
        _mark(person, mine.on_places(first, upto, waiting_of=person if at_the_end else None))


def read_notice(person: User, notice_id: int) -> None:
    _mark(person, Notice.objects.of(person).filter(pk=notice_id))


def read_all_notices(person: User, *, upto: int) -> None:
    """Mark as read what `person` had before them: everything up to notice number `upto`."""
    _mark(person, Notice.objects.of(person).filter(pk__lte=upto))


def mend_count(person: User) -> None:
    """Set the number in the header anew, after a role came or went without being told here."""
    refresh_unread([person.pk])
    person.refresh_from_db(fields=["unread_notices"])


@transaction.atomic
def _mark(person: User, notices: NoticeQuerySet) -> None:
    if notices.unread().update(read_at=timezone.now()):
        mend_count(person)


def _settle(notices: NoticeQuerySet) -> None:
    withdraw_unseen_mail(notices)
    refresh_unread(notices.unread().people())


def _ask_a_worker(post_id: int) -> None:
    try:
        announce_post.delay(post_id)
    except OperationalError:
        log.warning("The broker is away; the news of post %s waits for the sweep.", post_id)
