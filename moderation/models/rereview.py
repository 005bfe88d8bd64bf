"""A sample of decisions read again by somebody else: do moderators agree?"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from moderation.models.decision import Decision
from moderation.querysets.rereviews import RereviewQuerySet


class Rereview(models.Model):
    """`outcome` is what the second reader would have decided, without seeing the first."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="rereview")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=8, choices=Decision.Outcome, blank=True)
    drawn_at = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField(null=True, blank=True)

    objects = RereviewQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Second reading of decision {self.decision_id}"
