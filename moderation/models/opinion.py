"""A moderator asks another one before deciding."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from forum.models import Post
from moderation.querysets import OpinionQuerySet


class Opinion(models.Model):
    """Asked about one version of a post that waits; whoever answers is not the one who asked."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="opinions")
    version = models.PositiveIntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    question = models.TextField(max_length=2000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "version"], name="one_second_opinion_per_version"
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("answered_by")),
                name="nobody_answers_their_own_question",
            ),
        ]

    def __str__(self) -> str:
        return f"Second opinion on post {self.post_id} v{self.version}"
