"""How far a member has read a topic."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from forum.models.topic import Topic
from forum.querysets import ReadMarkQuerySet


class ReadMark(models.Model):
    """`position` is the highest place the member has seen; later ones are unread.

    Places follow publication, so a reply that was approved late is unread exactly once.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="read_marks")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="read_marks")
    position = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(default=timezone.now)

    objects = ReadMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="one_read_mark_each"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.topic_id} to {self.position}"
