"""A new text for a published post that waits for a moderator."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.post import Post
from forum.models.states import InvalidTransition
from forum.querysets import PendingEditQuerySet
from forum.sanitize import Cooked


class PendingEdit(models.Model):
    """The old text stays public until somebody decides; one edit waits per post.

    `base_version` is the post's version it was written against. `version` counts the texts of
    this edit, and whoever judges names the one they read.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Awaiting approval")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Not accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    post = models.ForeignKey(Post, models.CASCADE, related_name="edits")
    # Empty where a guest edits through the receipt.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    base_version = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING, editable=False)
    title = models.CharField(max_length=settings.TITLE_MAX, blank=True)
    body_source = models.TextField()
    body_format = models.CharField(max_length=4, choices=Post.Format)
    body_html = models.TextField()
    body_text = models.TextField()
    # Fields of a case or a practice tip, as `Post.details` keeps them.
    details = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=140, blank=True)
    # As `Post.hold_reasons` and `Post.screening` have them, of this text.
    hold_reasons = models.JSONField(default=list, db_default=[], blank=True, editable=False)
    screening = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    # What the author is told where it was not accepted.
    reason = models.CharField(max_length=200, blank=True)
    message = models.TextField(blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = PendingEditQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(state="pending"), name="one_edit_waits_per_post"
            ),
        ]
        indexes = [
            models.Index(fields=["sent_at", "id"], name="edit_queue", condition=Q(state="pending")),
        ]

    def __str__(self) -> str:
        return f"edit of {self.post_id} ({self.state})"

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING

    @property
    def is_outdated(self) -> bool:
        """Whether the post got another text after this edit was written."""
        return self.base_version != self.post.version

    @property
    def held_at(self) -> datetime:
        """When the waiting began, by the name it has on a post: the queue lists both."""
        return self.sent_at

    @property
    def hold_reason_names(self) -> list[str]:
        """Why it waits, by the names that a post's reasons have."""
        # An edit from before its reasons were kept waits for one of these.
        usual = Post.HoldReason.GUEST if self.post.is_by_guest else Post.HoldReason.EDIT_WINDOW
        reasons = self.hold_reasons or [usual]
        return [str(Post.HoldReason(reason).label) for reason in reasons]

    @property
    def writing(self) -> Cooked:
        """The text as it was read by whoever judges it; it is not cooked again."""
        return Cooked(
            source=self.body_source,
            format=self.body_format,
            html=self.body_html,
            text=self.body_text,
        )

    def put(
        self, writing: Cooked, *, title: str, details: dict[str, Any], note: str, now: datetime
    ) -> None:
        """Another text, written against the post's present one; review begins again."""
        if not self._state.adding:
            self._must_wait()
            self.version += 1
        self.base_version = self.post.version
        self.body_source, self.body_format = writing.source, writing.format
        self.body_html, self.body_text = writing.html, writing.text
        self.title, self.details, self.note, self.sent_at = title, details, note, now
        self.save()

    def accept(self, *, now: datetime) -> None:
        self._decide(self.State.ACCEPTED, now)

    def decline(self, *, reason: str, message: str, now: datetime) -> None:
        self.reason, self.message = reason, message
        self._decide(self.State.DECLINED, now)

    def withdraw(self) -> None:
        self._must_wait()
        self.state = self.State.WITHDRAWN
        self.save(update_fields=["state"])

    def _decide(self, state: str, now: datetime) -> None:
        self._must_wait()
        self.state, self.decided_at = state, now
        self.save(update_fields=["state", "decided_at", "reason", "message"])

    def _must_wait(self) -> None:
        if not self.is_pending:
            raise InvalidTransition(f"Edit {self.pk} is {self.state} and waits no more.")
