"""Which categories, tags and topics? `visible_to(reader)` starts every look-up of a page."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models.user import Reader
from forum.querysets.readers import readable_visibilities

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import Category, Tag, Topic  # noqa: F401


class CategoryQuerySet(models.QuerySet["Category"]):
    def visible_to(self, reader: Reader) -> "CategoryQuerySet":
        return self.filter(visibility__in=readable_visibilities(reader))

    def open_to_guests(self) -> "CategoryQuerySet":
        return self.filter(guest_policy="topic", posting="members")

    def open_to_members(self) -> "CategoryQuerySet":
        return self.filter(posting="members")

    def in_order(self) -> "CategoryQuerySet":
        return self.order_by("order", "name")


class TagQuerySet(models.QuerySet["Tag"]):
    def named(self, words: list[str]) -> tuple[list["Tag"], list[str]]:
        """The tags that `words` name by slug or name, and the words that name none."""
        by_word: dict[str, Tag] = {}
        if words:
            wanted = Q(slug__in=[word.lower() for word in words])
            for word in words:
                wanted |= Q(name__iexact=word)
            for tag in self.filter(wanted):
                by_word[tag.slug] = by_word[tag.name.lower()] = tag
        found = [by_word[word.lower()] for word in words if word.lower() in by_word]
        return list(dict.fromkeys(found)), [w for w in words if w.lower() not in by_word]

    def in_order(self) -> "TagQuerySet":
        return self.order_by("name")


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, reader: Reader) -> "TopicQuerySet":
        """Public topics of the categories the reader may read, and the reader's own held ones.

        A topic that was public once and is hidden now is hidden from its author as well.
        """
        readable = Q(category__visibility__in=readable_visibilities(reader))
        if reader.is_authenticated and reader.is_moderator:
            return self.filter(readable)
        seen = Q(is_public=True)
        if reader.is_authenticated:
            seen |= Q(author=reader, last_position=0)
        return self.filter(readable & seen)

    def listed_for(self, reader: Reader) -> "TopicQuerySet":
        """What lists show: public topics of the categories the reader may read."""
        return self.filter(is_public=True, category__visibility__in=readable_visibilities(reader))

    def tagged(self, slug: str) -> "TopicQuerySet":
        return self.filter(tags__slug=slug)

    def unanswered(self) -> "TopicQuerySet":
        return self.filter(reply_count=0)

    def latest_first(self) -> "TopicQuerySet":
        return self.order_by("-last_activity_at", "-id")

    def older_than(self, moment: datetime, pk: int) -> "TopicQuerySet":
        """Topics that come after (`moment`, `pk`) in `latest_first()`."""
        return self.filter(Q(last_activity_at__lt=moment) | Q(last_activity_at=moment, pk__lt=pk))

    def for_list(self) -> "TopicQuerySet":
        return self.select_related("category", "author", "last_post__author")
