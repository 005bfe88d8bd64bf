"""A reader who says that a post should be looked at."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models import Post
from moderation.models.decision import Decision
from moderation.querysets import ReportQuerySet


class Report(models.Model):
    """Names the version that was read. One per member and post waits at a time.

    Who reported is told to nobody but moderators. A decision on the post closes all that wait.
    """

    class Why(models.TextChoices):
        PATIENT = "patient", _("It may identify a patient")
        UNSAFE = "unsafe", _("It may be unsafe")
        DISRESPECT = "disrespect", _("It is disrespectful")
        SPAM = "spam", _("It is spam or promotion")
        OTHER = "other", _("Something else")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    version = models.PositiveIntegerField()
    # Empty for a visitor; `network` counts those, and is erased with guests' data.
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    network = models.CharField(max_length=50, blank=True)
    why = models.CharField(max_length=12, choices=Why)
    note = models.TextField(max_length=1000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "reporter"],
                condition=models.Q(closed_at=None, reporter__isnull=False),
                name="one_open_report_each",
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at", "id"],
                name="report_queue",
                condition=models.Q(closed_at=None),
            ),
            models.Index(fields=["network", "made_at"], name="report_by_network"),
        ]

    def __str__(self) -> str:
        return f"Report {self.pk} on post {self.post_id}"
