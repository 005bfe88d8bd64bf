"""A guest who has an account by now takes over what they wrote, post by post."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum.actions.consenting import carry_over
from forum.actions.following import follow
from forum.forgetting import forget
from forum.models import Follow, GuestFollow, Post, Receipt
from forum.querysets import ReceiptQuerySet


class NotClaimable(Exception):
    """No guest wrote this under an address that the member confirmed, or it was claimed."""


def claimable_by(member: User) -> ReceiptQuerySet:
    """Receipts of guest posts whose confirmed address is one that `member` confirmed as well."""
    addresses = EmailAddress.objects.filter(user=member, verified=True)
    own = addresses.values_list("email", flat=True)
    return Receipt.objects.claimable([email.lower() for email in own])


@transaction.atomic
def claim(post_id: int, *, member: User) -> Post:
    """Make a guest's post, and the topic it opened, the member's; time and place stay.

    What identified the guest is erased, and what the guest followed the member follows. Raises
    NotClaimable for a post of anybody else, and for all but the first who ask.
    """
    posts = Post.objects.select_related("topic__category").filter(pk=post_id)
    post = posts.select_for_update(of=("self",), no_key=True).first()
    # Asked under the lock: whoever waited for it finds nothing left to claim.
    receipt = claimable_by(member).filter(post=post_id).first()
    if post is None or receipt is None:
        raise NotClaimable
    post.author, post.guest_name, post.guest_says = member, "", ""
    post.claimed_at = timezone.now()
    post.save(update_fields=["author", "guest_name", "guest_says", "claimed_at"])
    # What the guest sent after publication and a moderator still reads.
    post.edits.pending().update(author=member)
    if post.opens_topic:
        post.topic.author, post.topic.guest_name = member, ""
        post.topic.save(update_fields=["author", "guest_name"])
    _follow_on(receipt, member)
    carry_over(post, member)
    forget(Receipt.objects.filter(pk=receipt.pk))
    _count_as_read(post, member)
    return post


def _follow_on(receipt: Receipt, member: User) -> None:
    followed = GuestFollow.objects.active().filter(receipt=receipt).select_related("topic").first()
    if followed and not Follow.objects.of(member).filter(topic=followed.topic).exists():
        follow(member, topic=followed.topic, level=Follow.Level.ALL)


def _count_as_read(post: Post, member: User) -> None:
    """A moderator has read and published something of theirs: no first post is to wait for."""
    if post.published_at and member.first_published_at is None:
        # The last lock; see forum.actions.moves.
        person = User.objects.select_for_update(no_key=True).get(pk=member.pk)
        if person.first_published_at is None:
            person.first_published_at = post.published_at
            person.save(update_fields=["first_published_at"])
