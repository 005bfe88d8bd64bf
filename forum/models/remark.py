"""What author and moderators say to each other about a post, unseen by readers."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from forum.models.post import Post
from forum.querysets import RemarkQuerySet


class Remark(models.Model):
    """`person` is empty where a guest wrote, and is never shown to the author of the post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="remarks")
    by_author = models.BooleanField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["post", "id"], name="remark_of_post")]

    def __str__(self) -> str:
        return f"Remark {self.pk} on post {self.post_id}"
