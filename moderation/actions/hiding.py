"""Remove a published post from the readers' sight, and bring it back."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from forum import actions as forum_actions
from forum.models import InvalidTransition
from forum.permissions import can_decide
from moderation.actions.recording import locked, record, tell_author, tell_shown_again
from moderation.actions.refusals import NotYours, Stale
from moderation.models import Decision
from moderation.wordings import message_for, wording_of

Outcome = Decision.Outcome


@transaction.atomic
def hide(
    post_id: int,
    *,
    moderator: User,
    reason: str,
    message: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Decision:
    """Put a tombstone with the public reason in a published post's place.

    `version` is the text that was read; raises Stale where readers have another one by now, or
    none. NotYours on a moderator's own post.
    """
    post = locked(post_id, moderator)
    if not can_decide(moderator, post):
        raise NotYours
    if not post.is_published or version not in (None, post.version):
        raise Stale(post, Decision.objects.on(post).last())
    wording = wording_of(reason)
    told = message_for(wording, message, post)
    forum_actions.hide(post, actor=moderator, reason=wording.public, now=now)
    decision = record(post, moderator, Outcome.HIDE, reason, told, now, wording=wording)
    tell_author(decision)
    return decision


@transaction.atomic
def restore(
    post_id: int,
    *,
    moderator: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Decision:
    """Bring a hidden post back to its place; a new decision, the old one stays on record.

    The author was told of the removal, so they are told of this. Raises as `hide` does.
    """
    post = locked(post_id, moderator)
    if not can_decide(moderator, post):
        raise NotYours
    if version not in (None, post.version):
        raise Stale(post, Decision.objects.on(post).last())
    try:
        forum_actions.restore(post, actor=moderator, now=now)
    except InvalidTransition as error:
        raise Stale(post, Decision.objects.on(post).last()) from error
    decision = record(post, moderator, Outcome.RESTORE, "", "", now)
    tell_shown_again(decision)
    return decision
