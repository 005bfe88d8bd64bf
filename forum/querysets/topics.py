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
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models.user import Reader
from forum.querysets.promotions import was_promoted
from forum.querysets.readers import moderated, moderates_everything, readable_visibilities

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models import Category, Tag, Topic  # noqa: F401


class CategoryQuerySet(models.QuerySet["Category"]):
    def visible_to(self, reader: Reader) -> "CategoryQuerySet":
        return self.filter(visibility__in=readable_visibilities(reader))

    def moderated_by(self, moderator: Reader) -> "CategoryQuerySet":
        return self.filter(moderated(moderator, "pk"))

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
        if moderates_everything(reader):
            return self.filter(readable)
        seen = Q(is_public=True)
        if reader.is_authenticated:
            # Before publication only who opened a topic has a label in it.
            peers = apps.get_model("forum", "Peer").objects.filter(topic=OuterRef("pk"))
            own = Q(author=reader) | Q(Exists(peers.filter(person=reader)))
            seen |= own & Q(last_position=0)
            seen |= moderated(reader, "category")
        return self.filter(readable & seen)

    def moderated_by(self, moderator: Reader) -> "TopicQuerySet":
        """Topics in the categories that `moderator` moderates, public or not."""
        return self.filter(moderated(moderator, "category"))

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

    def started_by(self, person: "User") -> "TopicQuerySet":
        """By name; without discussions that a library page opened in their name."""
        return self.filter(author=person, page=None)

    def begun(self) -> "TopicQuerySet":
        """Without the discussions of library pages in which nobody has said anything yet."""
        return self.filter(Q(page=None) | Q(reply_count__gt=0))

    def tagged(self, slug: str) -> "TopicQuerySet":
        return self.filter(tags__slug=slug)

    def titled(self, words: str) -> "TopicQuerySet":
        """Topics whose title has `words` in it; reads every title, so for staff alone."""
        return self.filter(title__icontains=words)

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

        Of a member also `my_position`, `my_follow`, whether a draft of theirs waits here, and
        `my_label`, by which peers know them here. `is_promoted` says whether a page of the
        library was begun from it.
        """
        topics = self.select_related("category", "author").annotate(is_promoted=was_promoted())
        if not reader.is_authenticated:
            return topics
        followed = FilteredRelation("followers", condition=Q(followers__person=reader))
        target = Concat(Value("topic:"), Cast(OuterRef("pk"), models.CharField()))
        drafts = apps.get_model("forum", "Draft").objects.of(reader).filter(target=target)
        here = apps.get_model("forum", "Peer").objects.filter(topic=OuterRef("pk"))
        opening = here.filter(posts__opens_topic=True)
        return topics.with_my_reading(reader).annotate(
            my_own_follow=followed,
            my_follow=F("my_own_follow__level"),
            has_draft=Exists(drafts),
            my_label=Subquery(here.filter(person=reader).values("label")[:1]),
            anonymous_writer=Subquery(opening.values("person")[:1]),
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

    def pinned_first(self) -> "TopicQuerySet":
        """The pinned ones, then all others, each with the latest activity first."""
        return self.order_by("-is_pinned", "-last_activity_at", "-id")

    def after_pinned(self, moment: datetime, pk: int) -> "TopicQuerySet":
        """Topics that come after the pinned (`moment`, `pk`) in `pinned_first()`."""
        older = Q(last_activity_at__lt=moment) | Q(last_activity_at=moment, pk__lt=pk)
        return self.filter(Q(is_pinned=False) | older)

    def pinned(self) -> "TopicQuerySet":
        return self.filter(is_pinned=True)

    def unpinned(self) -> "TopicQuerySet":
        return self.filter(is_pinned=False)

    def older_than(self, moment: datetime, pk: int) -> "TopicQuerySet":
        """Topics that come after (`moment`, `pk`) in `latest_first()`."""
        # Said as one limit as well, so that an index is entered where the page begins.
        rest = self.filter(last_activity_at__lte=moment)
        return rest.filter(Q(last_activity_at__lt=moment) | Q(pk__lt=pk))

    def for_list(self) -> "TopicQuerySet":
        return self.select_related("category", "author", "last_post__author")

    def locked(self, pk: int) -> "Topic":
        """The topic `pk` of these under lock; raises DoesNotExist where it is none of them.

        Who waited for the lock while a category or a flag changed is told of no row by
        PostgreSQL, though the row is there: asked once more, it is found as it is now.
        """
        rows = self.select_for_update(of=("self",), no_key=True)
        try:
            return rows.get(pk=pk)
        except self.model.DoesNotExist:
            return rows.get(pk=pk)
