"""The lock a decision holds, its row on record, and what its author is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.actions import owe_mail
from accounts.models import User
from forum import actions as forum_actions
from forum.models import Post, Receipt
from moderation.actions.closing import close_reports
from moderation.actions.letters import write_to_author
from moderation.models import Decision
from moderation.wordings import Wording, wording_of


def locked(post_id: int, moderator: User) -> Post:
    """The post under lock. Raises Post.DoesNotExist where the moderator may not see it."""
    seen = Post.objects.moderated_by(moderator)
    posts = seen.select_related("author", "topic__category", "receipt")
    post = posts.locked(post_id)
    if post.author_id and post.author is None:
        # Claimed while we waited: PostgreSQL reads the locked row anew, not who is joined to it.
        post.refresh_from_db(fields=["author"])
    return post


def record(
    post: Post,
    moderator: User,
    outcome: str,
    reason: str,
    message: str,
    now: datetime | None,
    *,
    wording: Wording | None = None,
    marks: Sequence[dict[str, Any]] = (),
    undoes: Decision | None = None,
) -> Decision:
    """One row about the version the post has now, with the words its reason has now.

    `wording` where the caller has it at hand; otherwise a reason costs one query.
    """
    if reason and wording is None:
        wording = wording_of(reason)
    decision = Decision.objects.create(
        post=post,
        version=post.version,
        moderator=moderator,
        outcome=outcome,
        reason=reason,
        reason_version=wording.version if wording else 0,
        public_reason=wording.public if wording else "",
        message=message,
        marks=list(marks),
        undoes=undoes,
        decided_at=now or timezone.now(),
    )
    close_reports(decision)
    return decision


def tell_author(decision: Decision) -> None:
    """Owe one mail about this decision, and a line in a member's list, which names no moderator."""
    post = decision.post
    forum_actions.tell_decision(post)
    there = post.get_absolute_url()
    if not post.is_published:
        there = f"{post.topic.get_absolute_url()}?page=last#post-{post.pk}"
    _owe(decision, f"decision {decision.outcome}", "decision", there=there)


def tell_editor(decision: Decision) -> None:
    """Owe one mail about the decision on an edit, as about any other; never any text of it."""
    post = decision.post
    there = post.get_absolute_url()
    if decision.outcome != Decision.Outcome.PUBLISH:
        there = reverse("forum:edit", args=[post.pk])
    _owe(decision, f"decision on edit: {decision.outcome}", "edit_decision", there=there)


def tell_shown_again(decision: Decision) -> None:
    """Owe the mail that says that a hidden post is back in its place."""
    there = decision.post.get_absolute_url()
    write_to_author(decision.post, "shown_again", key=mail_key(decision), there=there)


def mail_key(decision: Decision) -> str:
    """The event that the mail to the author tells about."""
    return f"decision {decision.pk}"


def _owe(decision: Decision, kind: str, letter: str, *, there: str) -> None:
    """A mail to the member who wrote, leading `there`, or to a confirmed guest's receipt."""
    post = decision.post
    if writer := post.writer:
        to = writer.email
    else:
        receipt: Receipt | None = getattr(post, "receipt", None)
        if receipt is None or not receipt.may_be_mailed:
            return
        to, there = receipt.email, receipt.get_absolute_url()
    owe_mail(
        kind,
        to=to,
        key=mail_key(decision),
        template=f"moderation/email/{letter}",
        context={
            "decision": decision,
            "topic": post.topic,
            "address": settings.SITE_ADDRESS + there,
            "reason": decision.reason_for_public,
            "note": post.edit_note,
        },
    )
