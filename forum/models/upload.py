"""An image that a member put into a text."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from forum.models.post import Post
from forum.querysets import UploadQuerySet


class Upload(models.Model):
    """A re-encoded image. Visible exactly as far as its post; without one, to its owner alone.

    `token` is random and part of its address; `file` has a generated name.
    """

    token = models.CharField(max_length=40, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="uploads"
    )
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="uploads")
    file = models.FileField(upload_to="posts/")
    content_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="bytes")
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["uploaded_at"], name="upload_orphans", condition=models.Q(post=None)
            ),
        ]

    def __str__(self) -> str:
        return f"image {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("forum:file", args=[self.token])
