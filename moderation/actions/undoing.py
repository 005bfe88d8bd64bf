"""A decision is taken back by another one; nothing on record changes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions import withdraw_mail
from accounts.models import OutboxMessage, User
from forum import actions as forum_actions
from forum.models import InvalidTransition, Post
from forum.permissions import can_decide, refused_before_appeal
from moderation.actions.closing import reopen_reports
from moderation.actions.letters import write_to_author
from moderation.actions.recording import locked, mail_key, record
from moderation.actions.refusals import NotYours, Stale, TooLate
from moderation.models import Decision
from moderation.wordings import UNDONE, Wording, wording_of

Outcome = Decision.Outcome


@transaction.atomic
def undo(decision_id: int, *, moderator: User, now: datetime | None = None) -> Decision:
    """Take back the newest decision on a post, once, with a decision that names it.

    What was published is hidden while a moderator reads it again, what was removed comes back,
    what came back is removed as before, and what was returned or declined waits again as a new
    version. Reports that it answered wait again; what a report had hidden stays hidden till then.
    A mail that was not sent is withdrawn; where it was, the author gets an honest one.
    Within `UNDO_MINUTES` the same moderator may, later only another one (TooLate). Raises Stale
    where something happened to the post since, NotYours on a moderator's own post, and of what
    was decided on an appeal from their own refusal.
    """
    now = now or timezone.now()
    first = Decision.objects.select_related("moderator").get(pk=decision_id)
    post = locked(first.post_id, moderator)
    if not can_decide(moderator, post) or _was_appeal_from(moderator, first, post):
        raise NotYours
    latest = Decision.objects.last_on(post)
    if latest != first or not first.may_be_undone or first.version != post.version:
        raise Stale(post, latest)
    if first.moderator_id == moderator.pk and now - first.decided_at > timedelta(
        minutes=settings.UNDO_MINUTES
    ):
        raise TooLate
    first.post = post
    try:
        outcome, wording = _take_back(first, moderator, now)
    except InvalidTransition as error:
        raise Stale(post, latest) from error
    reason = wording.code if wording else ""
    decision = record(post, moderator, outcome, reason, "", now, wording=wording, undoes=first)
    reopen_reports(first)
    _mend_mail(first, decision)
    return decision


def _was_appeal_from(moderator: User, first: Decision, post: Post) -> bool:
    """Whether `first` judged what `moderator` had refused before."""
    return first.outcome in Decision.JUDGEMENTS and refused_before_appeal(moderator, post)


def _take_back(first: Decision, moderator: User, now: datetime) -> tuple[str, Wording | None]:
    """Move the post back; which outcome that is, and the reason it has."""
    post = first.post
    if first.outcome in (Outcome.RETURN, Outcome.DECLINE):
        forum_actions.reopen(post, actor=moderator, now=now)
        return Outcome.REOPEN, None
    if first.outcome == Outcome.HIDE and (why_before := _hidden_before(post)) is not None:
        forum_actions.keep_hidden(post, actor=moderator, reason=why_before, now=now)
        return Outcome.REOPEN, None
    if first.outcome == Outcome.HIDE:
        forum_actions.restore(post, actor=moderator, now=now)
        return Outcome.RESTORE, None
    wording = _reason_before(post) if first.outcome == Outcome.RESTORE else wording_of(UNDONE)
    forum_actions.hide(post, actor=moderator, reason=wording.public, now=now)
    return Outcome.HIDE, wording


def _hidden_before(post: Post) -> str | None:
    """Why a rule had hidden it before a moderator said that it stays so; None where none had."""
    newest, *earlier = post.moves.newest_first()[:2]
    return earlier[0].reason if earlier and newest.from_state == Post.State.HIDDEN else None


def _reason_before(post: Post) -> Wording:
    """Why it was hidden before it came back, in the words of then."""
    hidden = Decision.objects.on(post).filter(outcome=Outcome.HIDE).last()
    if hidden is None:
        # A rule of the site had hidden it.
        return wording_of(UNDONE)
    return Wording(
        hidden.reason, hidden.reason_version, hidden.reason_name, hidden.reason_for_public
    )


def _mend_mail(first: Decision, decision: Decision) -> None:
    """Withdraw what was not sent; tell of the change where it was, or where nothing else does."""
    mails = OutboxMessage.objects.filter(key=mail_key(first))
    was_sent = mails.filter(sent_at__isnull=False).exists()
    withdraw_mail(mails.waiting())
    if decision.outcome == Outcome.HIDE:
        forum_actions.tell_decision(decision.post)
    if was_sent:
        there = f"{decision.post.topic.get_absolute_url()}?page=last#post-{decision.post_id}"
        write_to_author(
            decision.post,
            "decision_undone",
            key=mail_key(decision),
            there=there,
            context={
                "decision": decision,
                "topic": decision.post.topic,
                "reason": decision.reason_for_public,
            },
        )
