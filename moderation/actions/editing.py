"""Accept or decline an edit of a published post."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum import actions as forum_actions
from forum.actions import editing
from forum.models import InvalidTransition, PendingEdit
from forum.permissions import can_decide_edit
from moderation.actions.recording import locked, tell_editor
from moderation.actions.refusals import NotYours, StaleEdit
from moderation.awkward import circumstances_of_edit
from moderation.models import Decision
from moderation.wordings import message_for, wording_of


@transaction.atomic
def decide_edit(
    edit_id: int,
    *,
    moderator: User,
    version: int,
    base: int,
    outcome: str,
    reason: str = "",
    message: str = "",
    now: datetime | None = None,
) -> Decision:
    """Put the waiting `version` of an edit before the readers, or decline it.

    `base` is the version of the post that it was compared with. Raises StaleEdit where either
    moved on, NotYours on an edit of the moderator's own, InvalidTransition where an edit to
    accept belongs to a post that is not public any more, or to somebody who may not write.
    Nothing is written then.
    """
    seen = PendingEdit.objects.visible_to(moderator).get(pk=edit_id)
    post = locked(seen.post_id, moderator)
    # The lock of its post guards the edit too.
    edit = PendingEdit.objects.select_related("author").get(pk=edit_id)
    edit.post = post
    if not can_decide_edit(moderator, edit):
        raise NotYours
    if not edit.is_pending or edit.version != version or post.version != base:
        raise StaleEdit(edit, Decision.objects.on_edit(edit).last())
    told, wording = "", None
    if outcome == Decision.Outcome.PUBLISH:
        reason = ""  # picked on the way to another button
        if circumstances_of_edit(edit):
            raise InvalidTransition(f"Edit {edit.pk} cannot be published as things are.")
        editing.accept_edit(edit, actor=moderator, now=now)
    else:
        wording = wording_of(reason)
        told = message_for(wording, message, post)
        editing.decline_edit(edit, reason=wording.public, message=told, now=now)
    decision = Decision.objects.create(
        post=post,
        edit=edit,
        version=edit.version,
        moderator=moderator,
        outcome=outcome,
        reason=reason,
        reason_version=wording.version if wording else 0,
        public_reason=wording.public if wording else "",
        message=told,
        decided_at=now or timezone.now(),
    )
    forum_actions.tell_edit_decision(edit)
    tell_editor(decision)
    return decision
