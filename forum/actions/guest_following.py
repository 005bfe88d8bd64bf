"""A guest follows the discussion they wrote in, by mail to an address that they confirmed."""

from django.db import transaction
from django.utils import timezone

from forum.guest_news import withdraw_mail_of
from forum.models import GuestFollow, Receipt, Topic


class NotConfirmed(Exception):
    """There is no confirmed address, or no discussion that everybody may read."""


@transaction.atomic
def follow_as_guest(receipt_id: int) -> GuestFollow:
    """Tell the guest of replies from now on; asked twice, followed once. Raises NotConfirmed."""
    receipts = Receipt.objects.select_related("post__topic__category")
    receipt = receipts.select_for_update(of=("self",), no_key=True).get(pk=receipt_id)
    if not may_follow(receipt):
        raise NotConfirmed
    topic = receipt.post.topic
    follow, made = GuestFollow.objects.get_or_create(
        receipt=receipt, defaults={"topic": topic, "told_until": topic.last_position}
    )
    if not made and follow.stopped_at:
        follow.topic, follow.since, follow.stopped_at = topic, timezone.now(), None
        follow.told_until = topic.last_position
        follow.save(update_fields=["topic", "since", "stopped_at", "told_until"])
    return follow


@transaction.atomic
def stop_as_guest(token: str) -> GuestFollow:
    """No more of this mail, what waits included. Raises GuestFollow.DoesNotExist for no token."""
    follow = GuestFollow.objects.select_for_update(no_key=True).get(token=token)
    if follow.stopped_at is None:
        follow.stopped_at = timezone.now()
        follow.save(update_fields=["stopped_at"])
        withdraw_mail_of([follow.pk])
    return follow


def may_follow(receipt: Receipt) -> bool:
    """Whether a guest may be told of replies: by a confirmed address, of what a stranger reads."""
    return receipt.may_be_mailed and is_open(receipt.post.topic)


def is_open(topic: Topic) -> bool:
    """Whether a stranger may read `topic`, its title included; who holds a receipt is one."""
    return topic.is_public and topic.category.visibility == "public"
