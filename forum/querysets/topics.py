"""Which categories, tags and topics? `visible_to(reader)` starts every look-up of a page."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import (
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Cast, Concat
from django.utils import timezone

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

    def with_my_follow(self, reader: Reader) -> "CategoryQuerySet":
        """Adds `my_follow`, the level at which `reader` follows each, or None."""
        if not reader.is_authenticated:
            return self
        mine = FilteredRelation("followers", condition=Q(followers__person=reader))
        return self.annotate(mine=mine, my_follow=F("mine__level"))

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

    def with_my_follow(self, reader: Reader) -> "TagQuerySet":
        """Adds `my_follow`, the level at which `reader` follows each, or None."""
        if not reader.is_authenticated:
            return self
        mine = FilteredRelation("followers", condition=Q(followers__person=reader))
        return self.annotate(mine=mine, my_follow=F("mine__level"))

    def with_counts_for(self, reader: Reader) -> "TagQuerySet":
        """Adds `seen_topics`, how many topics of each `reader` finds in lists."""
        listed = Q(
            topics__is_public=True, topics__category__visibility__in=readable_visibilities(reader)
        )
        return self.annotate(seen_topics=Count("topics", filter=listed, distinct=True))

    def used_for(self, reader: Reader) -> "TagQuerySet":
        """Tags of topics that `reader` finds in lists."""
        topics = apps.get_model("forum", "Topic").objects.listed_for(reader)
        return self.filter(Exists(topics.filter(tags=OuterRef("pk"))))

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

    def public(self) -> "TopicQuerySet":
        """Public topics of every category, whoever may read it; the caller checks who asks."""
        return self.filter(is_public=True).select_related("category")

    def as_open_as(self, topic: "Topic") -> "TopicQuerySet":
        """Public topics that everybody who may read `topic` may read as well."""
        opening = ["public", "members", "prescribers"]
        reach = opening.index(topic.category.visibility) + 1
        return self.filter(is_public=True, category__visibility__in=opening[:reach])

    def without_words(self) -> "TopicQuerySet":
        """Public topics that `forum.similar` has not read yet; see `TopicWord`."""
        return self.filter(is_public=True, words=None)

    def tagged(self, slug: str) -> "TopicQuerySet":
        return self.filter(tags__slug=slug)

    def unanswered(self) -> "TopicQuerySet":
        return self.filter(reply_count=0)

    def answered(self, yes: bool = True) -> "TopicQuerySet":
        """Topics with an accepted answer, or those without one."""
        return self.filter(accepted_count__gt=0) if yes else self.filter(accepted_count=0)

    def of_kind(self, kind: str) -> "TopicQuerySet":
        return self.filter(kind=kind)

    def active_since(self, moment: datetime) -> "TopicQuerySet":
        return self.filter(last_activity_at__gte=moment)

    def with_my_reading(self, reader: Reader) -> "TopicQuerySet":
        """Adds `my_position`, the last place that `reader` saw of each topic, and `is_unread`.

        Unread is what has posts after that place. Older news than "mark all as read" or
        `UNREAD_DAYS` count as read, so that nobody comes back to a mountain.
        """
        if not reader.is_authenticated:
            return self
        mine = FilteredRelation("read_marks", condition=Q(read_marks__person=reader))
        since = max(reader.read_until, timezone.now() - timedelta(days=settings.UNREAD_DAYS))
        behind = Q(mine__position=None) | Q(mine__position__lt=F("last_position"))
        return self.annotate(mine=mine).annotate(
            my_position=F("mine__position"),
            is_unread=ExpressionWrapper(
                Q(last_activity_at__gt=since) & behind, output_field=models.BooleanField()
            ),
        )

    def for_reading(self, reader: Reader) -> "TopicQuerySet":
        """What the page of one topic needs to know.

        Of a member also `my_position`, `my_follow`, and whether a draft of theirs waits here.
        """
        topics = self.select_related("category", "author")
        if not reader.is_authenticated:
            return topics
        followed = FilteredRelation("followers", condition=Q(followers__person=reader))
        target = Concat(Value("topic:"), Cast(OuterRef("pk"), models.CharField()))
        drafts = apps.get_model("forum", "Draft").objects.of(reader).filter(target=target)
        return topics.with_my_reading(reader).annotate(
            my_own_follow=followed, my_follow=F("my_own_follow__level"), has_draft=Exists(drafts)
        )

    def unread_by(self, reader: Reader) -> "TopicQuerySet":
        """The topics of a list `with_my_reading` that `reader` has not read to the end."""
        return self.filter(is_unread=True) if reader.is_authenticated else self.none()

    def followed_by(self, reader: Reader) -> "TopicQuerySet":
        """Topics that `reader` follows, or whose category or tag they do; muted ones never."""
        if not reader.is_authenticated:
            return self.none()
        mine = apps.get_model("forum", "Follow").objects.of(reader)
        loud = mine.exclude(level="muted")
        return self.filter(
            Exists(loud.filter(topic=OuterRef("pk")))
            | Exists(loud.filter(category=OuterRef("category")))
            | Exists(loud.filter(tag__topics=OuterRef("pk")))
        ).exclude(Exists(mine.filter(topic=OuterRef("pk"), level="muted")))

    def most_helpful_first(self) -> "TopicQuerySet":
        return self.order_by("-helpful_count", "-id")

    def less_helpful_than(self, votes: int, pk: int) -> "TopicQuerySet":
        """Topics that come after (`votes`, `pk`) in `most_helpful_first()`."""
        return self.filter(Q(helpful_count__lt=votes) | Q(helpful_count=votes, pk__lt=pk))

    def latest_first(self) -> "TopicQuerySet":
        return self.order_by("-last_activity_at", "-id")

    def older_than(self, moment: datetime, pk: int) -> "TopicQuerySet":
        """Topics that come after (`moment`, `pk`) in `latest_first()`."""
        return self.filter(Q(last_activity_at__lt=moment) | Q(last_activity_at=moment, pk__lt=pk))

    def for_list(self) -> "TopicQuerySet":
        return self.select_related("category", "author", "last_post__author")
