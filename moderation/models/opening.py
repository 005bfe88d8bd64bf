"""A moderator opened the name behind a label. Rows are only ever added, but for who saw them."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from forum.models import Post
from moderation.querysets import OpeningQuerySet


class Opening(models.Model):
    """Says that it happened and why, never whose name it was; told to a second moderator."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="openings")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=1000)
    at = models.DateTimeField(default=timezone.now)
    told = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(moderator=models.F("told")),
                name="a_second_moderator_is_told",
            ),
        ]

    def __str__(self) -> str:
        return f"Name behind post {self.post_id} opened"
