"""A subject that topics of any category share."""

from django.db import models
from django.urls import reverse

from forum.querysets import TagQuerySet


class Tag(models.Model):
    slug = models.SlugField(unique=True, max_length=50)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=200, blank=True)

    objects = TagQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("forum:tag", args=[self.slug])

    def get_feed_url(self) -> str:
        return f"/feeds/tag/{self.slug}.atom"
