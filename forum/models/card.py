"""What a card says about a page of another site."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.querysets import LinkCardQuerySet


class LinkCard(models.Model):
    """One per address. Fetched by a worker, never by a reader's browser; failed means plain link."""

    class State(models.TextChoices):
        WAITING = "waiting", _("To be fetched")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    address = models.URLField(max_length=500, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    title = models.CharField(max_length=200, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    site = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    fetched_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = LinkCardQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"], name="card_waiting", condition=models.Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.address}"
