"""What happens when a moderator decides: state, record and mail in one transaction."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import owe_mail
from accounts.models import User
from forum import actions as forum_actions
from forum.actions import editing
from forum.models import InvalidTransition, PendingEdit, Post, Receipt
from forum.permissions import can_decide, can_decide_edit
from moderation.models import Decision
from moderation.reasons import BY_CODE


class Stale(Exception):
    """The version that was judged is no longer the one that waits.

    `decision` is who was faster, or None where the author changed or withdrew the text.
    """

    def __init__(self, post: Post, decision: Decision | None) -> None:
        super().__init__(f"Post {post.pk} is {post.state} in version {post.version}.")
        self.post = post
        self.decision = decision


class StaleEdit(Exception):
    """Either text that was compared is another one by now, or the edit waits no more.

    `decision` is who was faster, or None where the author acted or the post was edited.
    """

    def __init__(self, edit: PendingEdit, decision: Decision | None) -> None:
        super().__init__(f"Edit {edit.pk} is {edit.state} in version {edit.version}.")
        self.edit = edit
        self.decision = decision


class NotYours(Exception):
    """A moderator tried to decide on what they wrote themselves."""


@transaction.atomic
def decide(
    post_id: int,
    *,
    moderator: User,
    version: int,
    outcome: str,
    reason: str = "",
    message: str = "",
    now: datetime | None = None,
) -> Decision:
    """Publish, return or decline the waiting `version` of a post; one decision per version.

    Raises Stale where the post moved on meanwhile, NotYours on a moderator's own post, and
    InvalidTransition where the topic is no longer public. Nothing is written then.
    """
    post = _locked(post_id, moderator)
    if not can_decide(moderator, post):
        raise NotYours
    if post.version != version or not post.is_pending:
        raise Stale(post, Decision.objects.on(post).last())
    if outcome == Decision.Outcome.PUBLISH:
        reason = message = ""  # picked on the way to another button
    public = str(BY_CODE[reason].public) if reason else ""
    told = message or (str(BY_CODE[reason].message) if reason else "")
    if outcome == Decision.Outcome.PUBLISH:
        forum_actions.publish(post, actor=moderator, now=now)
    elif outcome == Decision.Outcome.RETURN:
        forum_actions.return_to_author(post, actor=moderator, reason=public, message=told, now=now)
    else:
        forum_actions.decline(post, actor=moderator, reason=public, message=told, now=now)
    decision = _record(post, moderator, outcome, reason, told, now)
    _tell_author(decision)
    return decision


@transaction.atomic
def hide(
    post_id: int,
    *,
    moderator: User,
    reason: str,
    message: str = "",
    now: datetime | None = None,
) -> Decision:
    """Put a tombstone with the public reason in a published post's place."""
    post = _locked(post_id, moderator)
    if not can_decide(moderator, post):
        raise NotYours
    if not post.is_published:
        raise Stale(post, Decision.objects.on(post).last())
    forum_actions.hide(post, actor=moderator, reason=str(BY_CODE[reason].public), now=now)
    told = message or str(BY_CODE[reason].message)
    decision = _record(post, moderator, Decision.Outcome.HIDE, reason, told, now)
    _tell_author(decision)
    return decision


@transaction.atomic
def restore(post_id: int, *, moderator: User, now: datetime | None = None) -> Decision:
    """Bring a hidden post back to its place; a new decision, the old one stays on record."""
    post = _locked(post_id, moderator)
    if not can_decide(moderator, post):
        raise NotYours
    try:
        forum_actions.restore(post, actor=moderator, now=now)
    except InvalidTransition as error:
        raise Stale(post, Decision.objects.on(post).last()) from error
    return _record(post, moderator, Decision.Outcome.RESTORE, "", "", now)


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
    accept belongs to a post that is not public any more. Nothing is written then.
    """
    seen = PendingEdit.objects.visible_to(moderator).get(pk=edit_id)
    post = _locked(seen.post_id, moderator)
    # The lock of its post guards the edit too.
    edit = PendingEdit.objects.select_related("author").get(pk=edit_id)
    edit.post = post
    if not can_decide_edit(moderator, edit):
        raise NotYours
    if not edit.is_pending or edit.version != version or post.version != base:
        raise StaleEdit(edit, Decision.objects.on_edit(edit).last())
    told = ""
    if outcome == Decision.Outcome.PUBLISH:
        reason = ""  # picked on the way to another button
        editing.accept_edit(edit, actor=moderator, now=now)
    else:
        told = message or str(BY_CODE[reason].message)
        public = str(BY_CODE[reason].public)
        editing.decline_edit(edit, reason=public, message=told, now=now)
    decision = Decision.objects.create(
        post=post,
        edit=edit,
        version=edit.version,
        moderator=moderator,
        outcome=outcome,
        reason=reason,
        message=told,
        decided_at=now or timezone.now(),
    )
    _tell_editor(decision)
    return decision


def _locked(post_id: int, moderator: User) -> Post:
    """The post under lock. Raises Post.DoesNotExist where the moderator may not see it."""
    seen = Post.objects.visible_to(moderator)
    posts = seen.select_related("author", "topic__category", "receipt")
    return posts.select_for_update(of=("self",), no_key=True).get(pk=post_id)


def _record(
    post: Post, moderator: User, outcome: str, reason: str, message: str, now: datetime | None
) -> Decision:
    return Decision.objects.create(
        post=post,
        version=post.version,
        moderator=moderator,
        outcome=outcome,
        reason=reason,
        message=message,
        decided_at=now or timezone.now(),
    )


def _tell_author(decision: Decision) -> None:
    """Owe one mail about this decision, and a line in a member's list, which names no moderator."""
    post = decision.post
    forum_actions.tell_decision(post)
    there = post.get_absolute_url()
    if not post.is_published:
        there = f"{post.topic.get_absolute_url()}?page=last#post-{post.pk}"
    _owe(decision, f"decision {decision.outcome}", "decision", there=there)


def _tell_editor(decision: Decision) -> None:
    """Owe one mail about the decision on an edit, as about any other; never any text of it."""
    post = decision.post
    there = post.get_absolute_url()
    if decision.outcome != Decision.Outcome.PUBLISH:
        there = reverse("forum:edit", args=[post.pk])
    _owe(decision, f"decision on edit: {decision.outcome}", "edit_decision", there=there)


def _owe(decision: Decision, kind: str, letter: str, *, there: str) -> None:
    """A mail to the member who wrote, leading `there`, or to a confirmed guest's receipt."""
    post = decision.post
    if post.author:
        to = post.author.email
    else:
        receipt: Receipt | None = getattr(post, "receipt", None)
        if receipt is None or not receipt.may_be_mailed:
            return
        to, there = receipt.email, receipt.get_absolute_url()
    owe_mail(
        kind,
        to=to,
        key=f"decision {decision.pk}",
        template=f"moderation/email/{letter}",
        context={
            "decision": decision,
            "topic": post.topic,
            "address": settings.SITE_ADDRESS + there,
            "reason": decision.reason_for_public,
        },
    )
