"""An image that a member put into a text."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils import timezone

from forum.models.category import Category
from forum.models.post import Post
from forum.querysets import UploadQuerySet


def post_files() -> Storage:
    """Where images in posts are kept: apart from the library's, which anybody may fetch."""
    return storages["posts"]


class Upload(models.Model):
    """A re-encoded image. Visible exactly as far as its post; without one, to its owner alone.

    `token` is random and part of its address; `file` has a generated name. A row is written
    before its file and goes after it, so no file is ever without a row. Without an owner and a
    post nobody sees it: it is being stored, or is about to be erased.
    """

    token = models.CharField(max_length=40, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="uploads"
    )
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="uploads")
    file = models.FileField(storage=post_files, upload_to="")
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

    def erase(self) -> None:
        """The file first: a row without its file is found again, a file without a row is not."""
        self.erase_file()
        self.delete()

    def erase_file(self) -> None:
        self.file.storage.delete(str(self.file.name))

    @property
    def is_public(self) -> bool:
        """Whether strangers may see it, so that caches may keep it."""
        post = self.post
        return (
            post is not None
            and post.is_published
            and post.topic.is_public
            and post.topic.category.visibility == Category.Visibility.PUBLIC
        )
