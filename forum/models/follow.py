"""What a member wants to hear about: one topic, a category or a tag."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.category import Category
from forum.models.tag import Tag
from forum.models.topic import Topic
from forum.querysets import FollowQuerySet


class Follow(models.Model):
    """Exactly one of topic, category and tag is set. The narrower one wins over the wider."""

    class Level(models.TextChoices):
        ALL = "all", _("Every post")
        TOPICS = "topics", _("New discussions only")
        MUTED = "muted", _("Nothing")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    topic = models.ForeignKey(
        Topic, models.CASCADE, null=True, blank=True, related_name="followers"
    )
    category = models.ForeignKey(
        Category, models.CASCADE, null=True, blank=True, related_name="followers"
    )
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, blank=True, related_name="followers")
    level = models.CharField(max_length=8, choices=Level, default=Level.ALL)
    since = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=False, category=None, tag=None)
                | Q(topic=None, category__isnull=False, tag=None)
                | Q(topic=None, category=None, tag__isnull=False),
                name="follow_names_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(topic=None) | ~Q(level="topics"),
                name="a_topic_has_no_new_discussions",
            ),
            models.UniqueConstraint(
                fields=["person", "topic"],
                condition=Q(topic__isnull=False),
                name="follow_topic_once",
            ),
            models.UniqueConstraint(
                fields=["person", "category"],
                condition=Q(category__isnull=False),
                name="follow_category_once",
            ),
            models.UniqueConstraint(
                fields=["person", "tag"], condition=Q(tag__isnull=False), name="follow_tag_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows at level {self.level}"

    @property
    def what(self) -> str:
        """ "topic", "category" or "tag", as the form that changes it names it."""
        return "topic" if self.topic_id else "category" if self.category_id else "tag"

    @property
    def thing(self) -> Topic | Category | Tag:
        """What is followed."""
        thing = self.topic or self.category or self.tag
        if thing is None:
            raise ValueError("This follow names nothing.")
        return thing
