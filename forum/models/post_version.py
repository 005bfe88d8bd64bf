"""What a post said before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from forum.models.post import Post
from forum.querysets import PostVersionQuerySet


class PostVersion(models.Model):
    """A text that a post no longer has.

    Never changed, but taken out of the public history by `withdraw`; erased with the post's text.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=settings.TITLE_MAX, blank=True)
    body_source = models.TextField()
    body_format = models.CharField(max_length=4, choices=Post.Format)
    body_html = models.TextField()
    # Whether readers saw it; a text from before the publication never enters the history.
    was_public = models.BooleanField(default=False, db_default=False)
    # The edit that replaced it: what was said about it, when, and by whom (empty for a guest).
    note = models.CharField(max_length=140, blank=True, db_default="")
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    by_moderator = models.BooleanField(default=False, db_default=False)
    # Readers saw it, and a moderator took it out of the history since; never `was_public` as well.
    withdrawn = models.BooleanField(default=False, db_default=False)

    objects = PostVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "version"], name="one_text_per_version"),
        ]
        indexes = [
            models.Index(
                fields=["replaced_by"],
                name="version_replaced_by",
                condition=Q(replaced_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} v{self.version}"
