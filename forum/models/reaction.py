"""What readers say about a post with one press. The set is fixed and defined here, once."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.post import Post


class Reaction(models.Model):
    """One person, one post, one kind; `Post.reaction_counts` counts them."""

    class Kind(models.TextChoices):
        HELPFUL = "helpful", _("Helpful")
        SAME = "same", _("Same here")
        THANKS = "thanks", _("Thanks")
        SOURCE = "source", _("Needs a source")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=8, choices=Kind)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person", "kind"], name="one_reaction_each"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["helpful", "same", "thanks", "source"]),
                name="reaction_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.post_id}"
