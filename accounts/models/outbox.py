"""Mail owed to somebody. A row first, so that a broken broker or mail server loses nothing."""

from django.db import models
from django.utils import timezone

from accounts.querysets import OutboxQuerySet


class OutboxMessage(models.Model):
    """One message to one address, written in the transaction of what it tells about.

    `key` names the event ("decision 12"), so that an event asked twice is written once.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    # Further headers, as List-Unsubscribe.
    headers = models.JSONField(default=dict, db_default={}, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(given_up_at=None),
                name="outbox_sent_or_given_up_not_both",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="outbox_waiting",
                condition=models.Q(sent_at=None, given_up_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.key})"
