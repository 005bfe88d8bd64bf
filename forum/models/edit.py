"""A new text for a published post that waits for a moderator."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.post import Post
from forum.querysets import PendingEditQuerySet


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
    note = models.CharField(max_length=140, blank=True)
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
