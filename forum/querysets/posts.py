"""Which posts, and which of their earlier texts?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Max, Q

from accounts import roles
from accounts.models.user import Reader
from accounts.querysets import holds
from forum.querysets.readers import readable_visibilities

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models import Post, PostVersion


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
