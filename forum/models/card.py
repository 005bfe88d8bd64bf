"""What a card says about a page of another site."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.querysets import LinkCardQuerySet


class LinkCard(models.Model):
    """One per address. Fetched by a worker, never by a reader's browser; failed means plain link.

    What it says is copied into the posts that hold the address, so that reading asks nothing.
    `posts` are those that still wait for it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("To be fetched")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    ADDRESS_MAX = 500
    address = models.URLField(max_length=ADDRESS_MAX, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    title = models.CharField(max_length=200, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    site = models.CharField(max_length=80, blank=True)
    # Not before then; a worker that takes it moves this ahead, so that no other does.
    next_try_at = models.DateTimeField(default=timezone.now)
    fetched_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    posts = models.ManyToManyField("forum.Post", related_name="cards_to_come", blank=True)

    objects = LinkCardQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"], name="card_waiting", condition=models.Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.address}"

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def has_failed(self) -> bool:
        return self.state == self.State.FAILED

    @property
    def words(self) -> dict[str, str]:
        """What a post keeps of it."""
        return {"title": self.title, "summary": self.summary, "site": self.site}

    def take(self, now: datetime) -> None:
        """Into one worker's hands for `CARD_LEASE_SECONDS`; the caller holds the row's lock."""
        self.tries += 1
        self.next_try_at = now + timedelta(seconds=settings.CARD_LEASE_SECONDS)
        self.save(update_fields=["tries", "next_try_at"])

    def say(self, *, title: str, summary: str, site: str, now: datetime) -> None:
        """What the page says of itself, cut to what a card holds."""
        self.state = self.State.READY
        self.title, self.summary, self.site = title[:200], summary[:300], site[:80]
        self.fetched_at = now
        self.save(update_fields=["state", "title", "summary", "site", "fetched_at"])

    def fail(self, now: datetime) -> None:
        """For good: the link stays a plain one."""
        self.state = self.State.FAILED
        self.fetched_at = now
        self.save(update_fields=["state", "fetched_at"])

    def postpone(self, now: datetime) -> None:
        """Another try after a wait that grows, until `CARD_TRIES` were made."""
        if self.tries >= settings.CARD_TRIES:
            self.fail(now)
            return
        self.next_try_at = now + timedelta(minutes=settings.CARD_RETRY_MINUTES**self.tries)
        self.save(update_fields=["next_try_at"])

    def ask_again(self, now: datetime) -> None:
        """A page that failed long ago may be there by now."""
        self.state, self.tries, self.next_try_at = self.State.WAITING, 0, now
        self.save(update_fields=["state", "tries", "next_try_at"])
