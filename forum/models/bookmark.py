"""A post that a member wants to find again."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from forum.models.post import Post
from forum.querysets import BookmarkQuerySet


class Bookmark(models.Model):
    """Seen by its owner alone."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    post = models.ForeignKey(Post, models.CASCADE, related_name="bookmarks")
    made_at = models.DateTimeField(default=timezone.now)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "post"], name="one_bookmark_each"),
        ]
        indexes = [models.Index(fields=["person", "-made_at"], name="bookmark_latest")]

    def __str__(self) -> str:
        return f"{self.person_id} keeps {self.post_id}"
