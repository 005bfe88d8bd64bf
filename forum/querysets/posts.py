"""Which posts, and which of their earlier texts?"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from accounts import roles
from accounts.models.user import Reader
from accounts.querysets import holds
from forum.querysets.readers import readable_visibilities
from forum.querysets.reading import Kinds

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models import Post, PostVersion, Topic


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> "PostQuerySet":
        return self.filter(state=self.model.State.PUBLISHED)

    def pending(self) -> "PostQuerySet":
        return self.filter(state=self.model.State.PENDING)

    def to_announce(self) -> "PostQuerySet":
        """Public posts whose readers' notices were not written yet."""
        return self.published().filter(announced_at=None, topic__is_public=True)

    def to_follow_up(self, today: date, *, within: timedelta) -> "PostQuerySet":
        """Opening posts whose follow-up date came in the last days; their authors wait for it."""
        dated = Q(topic__follow_up_on__lte=today, topic__follow_up_on__gt=today - within)
        cases = self.published().filter(dated, opens_topic=True, topic__is_public=True)
        told = apps.get_model("forum", "Notice").objects.filter(post=OuterRef("pk"))
        return cases.exclude(Exists(told.filter(kind="follow_up"))).order_by("pk")

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

    def listed_for(self, reader: Reader) -> "PostQuerySet":
        """What readers find: published posts of public topics they may read, moderators too."""
        return self.filter(
            state=self.model.State.PUBLISHED,
            topic__is_public=True,
            topic__category__visibility__in=readable_visibilities(reader),
        )

    def after(self, position: int) -> "PostQuerySet":
        """Published posts that follow `position`, in reading order."""
        return self.published().filter(position__gt=position).order_by("position")

    def for_list(self) -> "PostQuerySet":
        """With author, topic and category; without the texts that no list shows."""
        return self.select_related("author", "topic__category").defer(
            "body_source", "body_html", "cards", "author__bio"
        )

    def in_reading_order(self) -> "PostQuerySet":
        return self.order_by("position")

    def between(self, first: int, last: int) -> "PostQuerySet":
        """The posts that hold the places `first` to `last`, tombstones among them."""
        return self.filter(position__range=(first, last))

    def of_page(
        self, topic: "Topic", first: int, last: int, *, waiting_of: Reader | None = None
    ) -> "PostQuerySet":
        """What one page of `topic` is made of, in one query and in reading order.

        The places `first` to `last`, the posts that the topic highlights wherever they are, and
        after all others those of `waiting_of` that are not published.
        """
        wanted = Q(topic=topic, position__range=(first, last))
        if topic.highlighted:
            wanted |= Q(topic=topic, pk__in=topic.highlighted)
        if waiting_of is not None and waiting_of.is_authenticated:
            mine = Q(topic=topic, author=waiting_of)
            wanted |= mine & ~Q(state__in=["published", "hidden", "purged"])
        return self.filter(wanted).order_by(F("position").asc(nulls_last=True), "written_at", "pk")

    def for_reader(self, reader: Reader) -> "PostQuerySet":
        """Adds what `reader` did with each post: `my_reactions`, kinds with commas, `is_kept`.

        Nothing is added, and nothing asked of the database, for a visitor.
        """
        if not reader.is_authenticated:
            return self
        pressed = apps.get_model("forum", "Reaction").objects.filter(post=OuterRef("pk"))
        kept = apps.get_model("forum", "Bookmark").objects.filter(post=OuterRef("pk"))
        mine = pressed.filter(person=reader).order_by().values("post").annotate(all=Kinds("kind"))
        return self.annotate(
            my_reactions=Coalesce(Subquery(mine.values("all")), Value("")),
            is_kept=Exists(kept.filter(person=reader)),
        )

    def accepted(self) -> "PostQuerySet":
        """Published answers that were accepted, the first one first."""
        return self.published().filter(accepted_at__isnull=False).order_by("accepted_at", "pk")

    def recommended(self) -> "PostQuerySet":
        """Published posts that a moderator picked or enough readers found helpful; in order."""
        enough = Q(reaction_counts__helpful__gte=settings.RECOMMENDED_FROM_VOTES)
        picked = Q(recommended_at__isnull=False)
        return self.published().filter(picked | enough).in_reading_order()

    def first_after(self, position: int) -> "Post | None":
        """The published post that follows `position`."""
        return self.published().filter(position__gt=position).in_reading_order().first()

    def written_by(self, author: "User") -> "PostQuerySet":
        return self.filter(author=author)

    def oldest_of_latest(self, number: int, since: datetime) -> datetime | None:
        """When the oldest of the latest `number` was written; None where fewer are that new."""
        latest = self.filter(written_at__gt=since).order_by("-written_at")
        return next(iter(latest.values_list("written_at", flat=True)[number - 1 : number]), None)

    def oldest_waiting_first(self) -> "PostQuerySet":
        return self.order_by("held_at", "pk")

    def newest_first(self) -> "PostQuerySet":
        """By publication, as feeds tell of them."""
        return self.order_by("-published_at", "-pk")

    def for_feed(self) -> "PostQuerySet":
        """With author, topic and category; without what no feed tells."""
        return self.select_related("author", "topic__category").defer(
            "body_source", "body_text", "cards", "details", "author__bio"
        )

    def with_authors(self) -> "PostQuerySet":
        """Authors and the roles that their block shows, in the same query."""
        return self.select_related("author", "reply_to__author").annotate(
            by_prescriber=holds(roles.PRESCRIBER, "author"),
            by_moderator=holds(roles.MODERATOR, "author"),
            by_editor=holds(roles.EDITOR, "author"),
        )

    def for_page(self) -> "PostQuerySet":
        """Authors and who accepted an answer; without the texts that no page shows."""
        return (
            self.with_authors()
            .select_related("accepted_by")
            .defer(
                "body_source",
                "reply_to__body_source",
                "reply_to__body_html",
                "reply_to__body_text",
                "reply_to__cards",
                "reply_to__author__bio",
                "author__bio",
                "accepted_by__bio",
            )
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

    def public(self) -> "PostVersionQuerySet":
        """Texts that readers saw, with who replaced them."""
        return self.filter(was_public=True).select_related("replaced_by")

    def of_history(self) -> "PostVersionQuerySet":
        """The public ones, and those of which readers are told only that they were withdrawn."""
        return self.filter(Q(was_public=True) | Q(withdrawn=True)).select_related("replaced_by")

    def withdraw(self) -> int:
        """Take every public text out of the history for good; moderators still have it."""
        return self.filter(was_public=True).update(was_public=False, withdrawn=True)

    def before(self, version: int) -> "PostVersionQuerySet":
        return self.filter(version__lt=version)

    def changed_by_author(self, author: "User", since: datetime, most: int) -> list[datetime]:
        """When `author` gave own posts another text after `since`, the latest `most`."""
        theirs = self.filter(post__author=author, by_moderator=False, replaced_at__gt=since)
        latest = theirs.order_by("-replaced_at").values_list("replaced_at", flat=True)
        return list(latest[:most])

    def create_from(self, post: "Post", **replaced: Any) -> "PostVersion":
        """Keep the text that `post` is about to lose; `replaced` says how it came to that."""
        return self.create(
            post=post,
            version=post.version,
            title=post.topic.title if post.opens_topic else "",
            body_source=post.body_source,
            body_format=post.body_format,
            body_html=post.body_html,
            **replaced,
        )
