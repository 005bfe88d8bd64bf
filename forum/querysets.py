"""Which categories, topics and posts? `visible_to(reader)` starts every look-up of a page."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Max, Q

from accounts import roles
from accounts.models.user import Reader
from accounts.querysets import holds

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models import Category, Move, Post, PostVersion, Receipt, Tag, Topic  # noqa: F401


def readable_visibilities(reader: Reader) -> list[str]:
    """The kinds of category `reader` may read. One rule for pages, lists, feeds and search."""
    kinds = ["public"]
    if reader.is_authenticated:
        kinds.append("members")
        if reader.is_prescriber or reader.is_moderator:
            kinds.append("prescribers")
    return kinds


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


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> "PostQuerySet":
        return self.filter(state=self.model.State.PUBLISHED)

    def pending(self) -> "PostQuerySet":
        return self.filter(state=self.model.State.PENDING)

    def visible_to(self, reader: Reader) -> "PostQuerySet":
        """Posts whose text the reader may see: published ones, their own, all for moderators."""
        seen = self.filter(topic__category__visibility__in=readable_visibilities(reader))
        if reader.is_authenticated and reader.is_moderator:
            return seen
        public = Q(state=self.model.State.PUBLISHED, topic__is_public=True)
        if reader.is_authenticated:
            own = Q(author=reader) & ~Q(state__in=["hidden", "purged"])
            own &= Q(topic__is_public=True) | Q(topic__last_position=0)
            return seen.filter(public | own)
        return seen.filter(public)

    def in_reading_order(self) -> "PostQuerySet":
        return self.order_by("position")

    def between(self, first: int, last: int) -> "PostQuerySet":
        """The posts that hold the places `first` to `last`, tombstones among them."""
        return self.filter(position__range=(first, last))

    def waiting_of(self, reader: Reader) -> "PostQuerySet":
        """The reader's own posts that no one else sees yet, oldest first."""
        if not reader.is_authenticated:
            return self.none()
        return self.filter(author=reader, state__in=["pending", "returned", "declined"]).order_by(
            "written_at", "pk"
        )

    def written_by(self, author: "User") -> "PostQuerySet":
        return self.filter(author=author)

    def oldest_of_latest(self, number: int, since: datetime) -> datetime | None:
        """When the oldest of the latest `number` was written; None where fewer are that new."""
        latest = self.filter(written_at__gt=since).order_by("-written_at")
        return next(iter(latest.values_list("written_at", flat=True)[number - 1 : number]), None)

    def oldest_waiting_first(self) -> "PostQuerySet":
        return self.order_by("held_at", "pk")

    def with_authors(self) -> "PostQuerySet":
        """Authors and the roles that their block shows, in the same query."""
        return self.select_related("author", "reply_to__author").annotate(
            by_prescriber=holds(roles.PRESCRIBER, "author"),
            by_moderator=holds(roles.MODERATOR, "author"),
            by_editor=holds(roles.EDITOR, "author"),
        )

    def recount(self) -> dict[str, int | datetime | None]:
        """What a topic's counters should say, from its rows."""
        return self.aggregate(
            replies=Count("pk", filter=Q(state="published", opens_topic=False)),
            places=Max("position"),
            last_activity=Max("published_at", filter=Q(state="published")),
        )


class PostVersionQuerySet(models.QuerySet["PostVersion"]):
    def newest_first(self) -> "PostVersionQuerySet":
        return self.order_by("-version")

    def create_from(self, post: "Post") -> "PostVersion":
        """Keep the text that `post` is about to lose."""
        return self.create(
            post=post,
            version=post.version,
            title=post.topic.title if post.opens_topic else "",
            body_source=post.body_source,
            body_format=post.body_format,
            body_html=post.body_html,
        )


class AppendOnly(Exception):
    """A record of the past was asked to change."""


class MoveQuerySet(models.QuerySet["Move"]):
    def update(self, **changes: object) -> int:
        raise AppendOnly("Moves are recorded once and never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Moves are recorded once and never deleted.")

    def recent_waits(self, number: int) -> list[timedelta]:
        """How long the posts of the latest `number` decisions had waited."""
        decided = self.filter(by="moderator", waited__isnull=False).order_by("-pk")
        return list(decided.values_list("waited", flat=True)[:number])

    def latest_by_moderator(self) -> "Move | None":
        return self.filter(by="moderator").order_by("-pk").first()

    def told(self) -> "MoveQuerySet":
        return self.select_related("actor").order_by("pk")


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def with_post(self) -> "ReceiptQuerySet":
        return self.select_related("post__topic__category")

    def older_than(self, moment: datetime) -> "ReceiptQuerySet":
        return self.filter(created_at__lt=moment)

    def erase(self) -> int:
        """Forget e-mail, network address and browser; returns how many rows had any."""
        known = ~Q(email="") | Q(address__isnull=False) | ~Q(browser="")
        return self.filter(known).update(
            email="", email_confirmed_at=None, address=None, network="", browser=""
        )

    def since(self, moment: datetime) -> "ReceiptQuerySet":
        return self.filter(created_at__gt=moment)

    def from_address(self, address: str | None) -> "ReceiptQuerySet":
        return self.filter(address=address)

    def oldest_of_latest(self, number: int) -> datetime | None:
        """When the oldest of the latest `number` was made; None where there are fewer."""
        latest = self.order_by("-created_at").values_list("created_at", flat=True)
        return next(iter(latest[number - 1 : number]), None)

    def from_network(self, network: str) -> "ReceiptQuerySet":
        return self.filter(network=network)

    def asked_to_confirm(self, email: str, since: datetime) -> "ReceiptQuerySet":
        """Receipts for which `email` got a confirmation mail after `since`."""
        return self.filter(email=email, confirmation_asked_at__gt=since)
