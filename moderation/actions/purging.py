"""A text is erased for good; on record stays that it happened, who did it and why."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from forum import actions as forum_actions
from forum.models import Post
from forum.permissions import can_decide
from moderation.actions.letters import write_to_author
from moderation.actions.recording import locked, record
from moderation.actions.refusals import NotYours, Stale
from moderation.models import Decision, Opening, Opinion, Report, ToolUse
from moderation.wordings import wording_of


@transaction.atomic
def purge(
    post_id: int,
    *,
    moderator: User,
    version: int,
    reason: str,
    message: str = "",
    now: datetime | None = None,
) -> Decision:
    """Erase a post in whatever state: rows, history, drafts, files, cards, mail, remarks, notes.

    A published one leaves a tombstone with the public reason; one that readers never saw leaves
    nothing but its state. `version` is the text that was read. `message` goes to the author by
    mail and is kept nowhere else. Raises Stale where the text is another one by now or gone
    already, NotYours on a moderator's own post; nothing is written then.
    """
    post = locked(post_id, moderator)
    if not can_decide(moderator, post):
        raise NotYours
    if post.is_erased or post.version != version:
        raise Stale(post, Decision.objects.on(post).last())
    wording = wording_of(reason)
    if post.state in Post.PLACED:
        forum_actions.purge(post, actor=moderator, reason=wording.public, now=now)
    else:
        forum_actions.erase_unpublished(post, actor=moderator, reason=wording.public, now=now)
    _forget_words(post)
    decision = record(post, moderator, Decision.Outcome.PURGE, reason, "", now, wording=wording)
    forum_actions.tell_decision(post)
    write_to_author(
        post,
        "purged",
        key=f"decision {decision.pk}",
        there=reverse("forum:notices"),
        context={"reason": wording.public, "message": message or wording.message},
    )
    return decision


def _forget_words(post: Post) -> None:
    """What people wrote about the text, and may have repeated of it. The rows stay."""
    Decision.objects.filter(post=post).forget_words()
    Report.objects.filter(post=post).update(note="")
    Opinion.objects.filter(post=post).update(question="", answer="")
    Opening.objects.filter(post=post).update(reason="")
    ToolUse.objects.filter(topic__in=_opened_by(post)).forget_words()


def _opened_by(post: Post) -> set[int]:
    """The discussions that had their title from it, those that were merged since included."""
    lines = [event for event in post.topic.events if event.get("post") == post.pk]
    return {event["topic"] for event in lines} | ({post.topic_id} if post.opens_topic else set())
