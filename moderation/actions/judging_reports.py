"""A moderator answers all reports on one post with one decision."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import User
from forum import actions as forum_actions
from forum.models import Post
from forum.permissions import can_decide
from moderation.actions.recording import locked, record, tell_author, tell_shown_again
from moderation.actions.refusals import NotYours, StaleReports
from moderation.models import Decision, Report
from moderation.wordings import message_for, wording_of

Outcome = Decision.Outcome


@transaction.atomic
def judge_reports(
    post_id: int,
    *,
    moderator: User,
    version: int,
    seen: Collection[int],
    outcome: str,
    reason: str = "",
    message: str = "",
    now: datetime | None = None,
) -> Decision:
    """Leave the reported post to the readers ("keep") or take it from them ("hide").

    Names what was read: the post's `version` and the numbers of the reports (`seen`). Raises
    StaleReports where either moved on, NotYours on a moderator's own post. Nothing is written
    then.
    """
    post = locked(post_id, moderator)
    if not can_decide(moderator, post):
        raise NotYours
    waiting = Report.objects.open().filter(post=post).numbers()
    if not waiting or set(waiting) != set(seen) or post.version != version:
        raise StaleReports(post, Decision.objects.on(post).last())
    if outcome == Outcome.KEEP:
        return _keep(post, moderator, now)
    return _hide(post, moderator, reason, message, now)


def _keep(post: Post, moderator: User, now: datetime | None) -> Decision:
    if post.is_published:
        return record(post, moderator, Outcome.KEEP, "", "", now)
    forum_actions.restore(post, actor=moderator, now=now)
    decision = record(post, moderator, Outcome.RESTORE, "", "", now)
    tell_shown_again(decision)
    return decision


def _hide(post: Post, moderator: User, reason: str, message: str, now: datetime | None) -> Decision:
    wording = wording_of(reason)
    told = message_for(wording, message, post)
    if post.is_published:
        forum_actions.hide(post, actor=moderator, reason=wording.public, now=now)
    else:
        forum_actions.keep_hidden(post, actor=moderator, reason=wording.public, now=now)
    decision = record(post, moderator, Outcome.HIDE, reason, told, now, wording=wording)
    tell_author(decision)
    return decision
