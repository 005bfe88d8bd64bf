"""What moderators did with a topic. Rows are only ever added."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models import Topic
from moderation.querysets import ToolUseQuerySet


class ToolUse(models.Model):
    """`other` is the second topic of a merge or a split; `details` says what was before."""

    class Verb(models.TextChoices):
        LOCK = "lock", _("Closed to replies")
        UNLOCK = "unlock", _("Opened to replies")
        PIN = "pin", _("Pinned")
        UNPIN = "unpin", _("Unpinned")
        MOVE = "move", _("Moved to another category")
        MERGE = "merge", _("Merged into another discussion")
        SPLIT = "split", _("Split into a new discussion")
        SLOW = "slow", _("Slow mode")
        NEWER_PAGE = "newer_page", _("Pointer to a page of the library")

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="tool_uses")
    other = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=10, choices=Verb)
    details = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ToolUseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["topic", "-id"], name="tool_use_on_topic")]

    def __str__(self) -> str:
        return f"{self.verb} on topic {self.topic_id}"
