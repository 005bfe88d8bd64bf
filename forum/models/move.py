"""The record of every move a post made. Rows are only ever added."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from forum.models.post import Post
from forum.models.states import State
from forum.querysets import AppendOnly, MoveQuerySet


class Move(models.Model):
    """`actor` is empty where a guest or a rule of the site acted; `by` says which."""

    class By(models.TextChoices):
        AUTHOR = "author"
        RULE = "rule"
        MODERATOR = "moderator"

    post = models.ForeignKey(Post, models.PROTECT, related_name="moves")
    version = models.PositiveIntegerField()
    from_state = models.CharField(max_length=10, choices=State, blank=True)
    to_state = models.CharField(max_length=10, choices=State)
    by = models.CharField(max_length=10, choices=By)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)
    # What the author is told beside the reason.
    message = models.TextField(blank=True)
    # Passages the author is asked to change: [{"start", "end", "note"}], offsets in the text.
    marks = models.JSONField(default=list, db_default=[], blank=True)
    # How long the post had waited, for moves that ended a wait.
    waited = models.DurationField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = MoveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_state__in=State.values), name="move_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], name="move_decisions", condition=models.Q(by="moderator")),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.from_state or 'new'} → {self.to_state}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("A move is recorded once and never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("A move is recorded once and never deleted.")
