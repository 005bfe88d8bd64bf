"""A moderator asks another one, or the author, before deciding."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from forum.models import Post, Remark
from forum.permissions import can_decide
from moderation.actions.letters import write_to_author
from moderation.actions.recording import locked
from moderation.actions.refusals import AlreadyAsked, NotYours, Stale
from moderation.models import Decision, Opinion


@transaction.atomic
def ask_opinion(post_id: int, *, moderator: User, version: int, question: str) -> Opinion:
    """Ask the other moderators about the waiting `version` of a post; once per version.

    Raises Stale where it moved on, AlreadyAsked where somebody was faster, NotYours on one's own.
    """
    post = _waiting(post_id, moderator, version)
    try:
        with transaction.atomic():
            return Opinion.objects.create(
                post=post, version=version, asked_by=moderator, question=question
            )
    except IntegrityError as taken:
        raise AlreadyAsked from taken


@transaction.atomic
def answer_opinion(post_id: int, *, moderator: User, version: int, answer: str) -> Opinion:
    """Answer what another moderator asked about the waiting `version`; decides nothing.

    Raises Stale and NotYours as `ask_opinion`, NotYours on one's own question too, AlreadyAsked
    where it is answered, Opinion.DoesNotExist where nobody asked.
    """
    post = _waiting(post_id, moderator, version)
    opinion = Opinion.objects.select_for_update(no_key=True).get(post=post, version=version)
    if opinion.asked_by_id == moderator.pk:
        raise NotYours
    if opinion.answered_at:
        raise AlreadyAsked
    opinion.answered_by, opinion.answer = moderator, answer
    opinion.answered_at = timezone.now()
    opinion.save(update_fields=["answered_by", "answer", "answered_at"])
    return opinion


@transaction.atomic
def write_to_author_of(post_id: int, *, moderator: User, text: str) -> Remark:
    """Say something to the author of a post that is not public; no decision, no name shown.

    Raises NotYours on one's own post, Stale where the author has nothing left to answer to.
    """
    post = locked(post_id, moderator)
    if not can_decide(moderator, post):
        raise NotYours
    if post.state not in (Post.State.PENDING, Post.State.RETURNED, Post.State.DECLINED):
        raise Stale(post, Decision.objects.on(post).last())
    remark = Remark.objects.create(post=post, by_author=False, person=moderator, text=text)
    there = f"{post.topic.get_absolute_url()}?page=last#post-{post.pk}"
    if post.may_be_resubmitted:
        there = f"{post.get_absolute_url()}edit/"
    write_to_author(
        post, "remark", key=f"remark {remark.pk}", there=there, context={"topic": post.topic}
    )
    return remark


def _waiting(post_id: int, moderator: User, version: int) -> Post:
    post = locked(post_id, moderator)
    if not can_decide(moderator, post):
        raise NotYours
    if not post.is_pending or post.version != version:
        raise Stale(post, Decision.objects.on(post).last())
    return post
