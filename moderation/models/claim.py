"""Who is looking at what waits."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from moderation.querysets import ClaimQuerySet


class Claim(models.Model):
    """One moderator per item, for `CLAIM_MINUTES` from the last look. It advises, no more: whoever
    decides names a version, and that alone says whose decision stands.

    `item` is "post:<id>", "edit:<id>" or "report:<post id>"; or "desk:<person id>", the seat of a
    moderator who reads the list.
    """

    item = models.CharField(max_length=30, unique=True)
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["until"], name="claim_until")]

    def __str__(self) -> str:
        return f"{self.item} by {self.moderator_id}"
