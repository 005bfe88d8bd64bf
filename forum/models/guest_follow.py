"""A guest who wants to hear of new replies in the topic they wrote in."""

from django.db import models
from django.utils import timezone

from forum.models.receipt import Receipt, new_token
from forum.querysets import GuestFollowQuerySet


class GuestFollow(models.Model):
    """Mailed to the receipt's address once that is confirmed; ends with a stop or its erasure.

    Holds no address of its own: what identifies a guest lives in the receipt alone.
    """

    receipt = models.OneToOneField(Receipt, models.CASCADE, related_name="follow")
    topic = models.ForeignKey("forum.Topic", models.CASCADE, related_name="guest_followers")
    # In the address that stops it, with one press and without signing in.
    token = models.CharField(max_length=64, unique=True, default=new_token)
    since = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True, blank=True)
    # The last place in the topic that a mail told about, so that none is told twice, and when.
    told_until = models.PositiveBigIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = GuestFollowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["topic"],
                name="guest_follow_on",
                condition=models.Q(stopped_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"Follow of topic {self.topic_id} through receipt {self.receipt_id}"
