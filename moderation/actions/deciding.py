"""Publish, return or decline what waits: state, record and mail in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum import actions as forum_actions
from forum.models import InvalidTransition, Post
from forum.permissions import can_decide
from forum.sanitize import Cooked
from moderation.actions.recording import locked, record, tell_author
from moderation.actions.refusals import NotYours, Stale
from moderation.awkward import blocks_approval
from moderation.models import Decision
from moderation.wordings import message_for, wording_of

Outcome = Decision.Outcome


@transaction.atomic
def decide(
    post_id: int,
    *,
    moderator: User,
    version: int,
    outcome: str,
    reason: str = "",
    message: str = "",
    marks: Sequence[dict[str, Any]] = (),
    now: datetime | None = None,
) -> Decision:
    """Publish, return or decline the waiting `version` of a post; one decision per version.

    With a return go the passages that are meant (`marks`). Raises Stale where the post moved on
    meanwhile, NotYours on a moderator's own post or an appeal from their own refusal, and
    InvalidTransition where it cannot be published as things are. Nothing is written then.
    """
    post = _waiting(post_id, moderator, version)
    if outcome == Outcome.PUBLISH:
        _publish(post, moderator, now)
        decision = record(post, moderator, outcome, "", "", now)
    else:
        marks = marks if outcome == Outcome.RETURN else ()
        wording = wording_of(reason)
        told = message_for(wording, message, post, passages=len(marks))
        if outcome == Outcome.RETURN:
            forum_actions.return_to_author(
                post,
                actor=moderator,
                reason=wording.public,
                message=told,
                marks=list(marks),
                now=now,
            )
        else:
            forum_actions.decline(
                post, actor=moderator, reason=wording.public, message=told, now=now
            )
        decision = record(post, moderator, outcome, reason, told, now, wording=wording, marks=marks)
    tell_author(decision)
    return decision


@transaction.atomic
def publish_edited(
    post_id: int,
    *,
    moderator: User,
    version: int,
    writing: Cooked,
    title: str = "",
    details: dict[str, Any] | None = None,
    note: str = "",
    message: str = "",
    now: datetime | None = None,
) -> Decision:
    """Publish the moderator's wording of a waiting post: that text and no other reaches readers.

    It is a version of its own, so whoever judges the author's gets a conflict. `note` says what
    was changed, to readers and author; `message` is for the author. Raises as `decide` does.
    """
    now = now or timezone.now()
    post = _waiting(post_id, moderator, version)
    forum_actions.rework(
        post, writing, editor=moderator, title=title, details=details, note=note, now=now
    )
    _publish(post, moderator, now)
    decision = record(post, moderator, Outcome.EDITED, "", message, now)
    tell_author(decision)
    return decision


def _waiting(post_id: int, moderator: User, version: int) -> Post:
    """The post under lock, where it waits in the version that was read."""
    post = locked(post_id, moderator)
    if not can_decide(moderator, post):
        raise NotYours
    if post.version != version or not post.is_pending:
        raise Stale(post, Decision.objects.on(post).last())
    return post


def _publish(post: Post, moderator: User, now: datetime | None) -> None:
    if blocks_approval(post):
        raise InvalidTransition(f"Post {post.pk} cannot be published as things are.")
    forum_actions.publish(post, actor=moderator, now=now)
