"""Which posts, and which of their earlier texts?"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Left

from accounts import roles
from accounts.models.user import Reader
from accounts.querysets import holds
from forum.querysets.readers import moderated, moderates_everything, readable_visibilities
from forum.querysets.reading import Kinds

BEGINNING = 90  # characters of a text that a list of the desk shows

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models import Post, PostVersion, Topic


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> "PostQuerySet":
        return self.filter(state=self.model.State.PUBLISHED)

    def pending(self) -> "PostQuerySet":
        return self.filter(state=self.model.State.PENDING)

    def quoting(self, posts: Collection[int]) -> "PostQuerySet":
        """Posts whose text, an earlier one or an edit, names one of `posts` as its source.

        Reads the texts of all posts: for what happens seldom.
        """
        named = Q(pk=None)
        for number in posts:
            address = f"/posts/{number}/"
            for text in ("body_source", "versions__body_source", "edits__body_source"):
                named |= Q(**{f"{text}__contains": address})
        return self.filter(pk__in=self.model._default_manager.filter(named).values("pk"))

    def gone(self, posts: Collection[int]) -> set[int]:
        """Those of the post numbers `posts` that readers may not see."""
        public = Q(state=self.model.State.PUBLISHED, topic__is_public=True)
        rows = self.filter(pk__in=list(posts)).exclude(public) if posts else self.none()
        return set(rows.values_list("pk", flat=True))

    def erased(self, posts: Collection[int]) -> set[int]:
        """Those of the post numbers `posts` whose text is gone for good."""
        rows = self.filter(pk__in=list(posts), state="purged") if posts else self.none()
        return set(rows.values_list("pk", flat=True))

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
        """Posts whose text the reader may see: published ones and their own.

        Moderators see all in the categories they moderate.
        """
        seen = self.filter(topic__category__visibility__in=readable_visibilities(reader))
        if moderates_everything(reader):
            return seen
        public = Q(state=self.model.State.PUBLISHED, topic__is_public=True)
        if reader.is_authenticated:
            own = Q(author=reader) | Q(peer__person=reader)
            own &= ~Q(state__in=["hidden", "purged"])
            own &= Q(topic__is_public=True) | Q(topic__last_position=0)
            return seen.filter(public | own | moderated(reader, "topic__category"))
        return seen.filter(public)

    def moderated_by(self, moderator: Reader) -> "PostQuerySet":
        """Posts of any state in the categories that `moderator` moderates; the desk's look-up."""
        return self.filter(moderated(moderator, "topic__category"))

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
            peers = apps.get_model("forum", "Peer").objects.filter(topic=topic, person=waiting_of)
            # One label per person and topic, so that the index of labels serves.
            anonymous = Q(topic=topic, peer=Subquery(peers.values("pk")[:1]))
            mine = Q(topic=topic, author=waiting_of) | anonymous
            wanted |= mine & ~Q(state__in=["published", "hidden", "purged"])
        return self.filter(wanted).order_by(F("position").asc(nulls_last=True), "written_at", "pk")

    def for_reader(self, reader: Reader) -> "PostQuerySet":
        """Adds what `reader` did with each post: `my_reactions`, kinds with commas, `is_kept`.

        And `edit_waits`: whether a new text for it waits for a moderator. Nothing is added, and
        nothing asked of the database, for a visitor.
        """
        if not reader.is_authenticated:
            return self
        edits = apps.get_model("forum", "PendingEdit").objects.pending()
        pressed = apps.get_model("forum", "Reaction").objects.filter(post=OuterRef("pk"))
        kept = apps.get_model("forum", "Bookmark").objects.filter(post=OuterRef("pk"))
        mine = pressed.filter(person=reader).order_by().values("post").annotate(all=Kinds("kind"))
        return self.annotate(
            my_reactions=Coalesce(Subquery(mine.values("all")), Value("")),
            is_kept=Exists(kept.filter(person=reader)),
            edit_waits=Exists(edits.filter(post=OuterRef("pk"))),
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

    def said_by_people(self) -> "PostQuerySet":
        """Without the posts that open the discussion of a library page: nobody wrote those."""
        return self.exclude(opens_topic=True, topic__page__isnull=False)

    def opening_page(self, page_id: int) -> "PostQuerySet":
        """The post that opens the discussion of a library page, whatever its state."""
        return self.filter(opens_topic=True, topic__page=page_id)

    def written_by(self, author: "User") -> "PostQuerySet":
        """By name; what anybody may be told that `author` wrote."""
        return self.said_by_people().filter(author=author)

    def of_writer(self, writer: "User") -> "PostQuerySet":
        """By name and anonymously to peers; for the writer's own eyes, and for rules."""
        return self.filter(Q(author=writer) | Q(peer__person=writer))

    def writers(self) -> dict[int, int]:
        """The member who wrote each post, by name or anonymously; for rules, never to be shown."""
        known = self.annotate(writer_key=Coalesce("author", "peer__person"))
        return dict(known.filter(writer_key__isnull=False).values_list("pk", "writer_key"))

    def oldest_of_latest(self, number: int, since: datetime, writer: "User") -> datetime | None:
        """When the oldest of the latest `number` of `writer` was written; None if fewer are new."""
        new = self.filter(written_at__gt=since).values_list("written_at", flat=True)
        # Two ranges of two indexes; an OR would use neither.
        both = new.filter(author=writer).union(new.filter(peer__person=writer), all=True)
        return next(iter(both.order_by("-written_at")[number - 1 : number]), None)

    def by_state(self) -> dict[str, int]:
        """How many there are in each state that occurs."""
        counted = self.order_by().values_list("state").annotate(all=Count("pk"))
        return dict(counted)

    def latest_written(self) -> datetime | None:
        """When the newest of these was written."""
        return self.aggregate(latest=Max("written_at"))["latest"]

    def oldest_waiting_first(self) -> "PostQuerySet":
        return self.order_by("held_at", "pk")

    def reported(self) -> "PostQuerySet":
        """Posts with readers' reports that wait; one may be hidden until somebody decides."""
        return self.filter(open_reports__gt=0, state__in=["published", "hidden"])

    def published_by(self, authors: Iterable[int]) -> dict[int, int]:
        """How many published posts each of `authors` has under their name. One query."""
        theirs = self.published().said_by_people().filter(author__in=authors).order_by()
        return dict(theirs.values_list("author").annotate(Count("pk")))

    def for_desk(self) -> "PostQuerySet":
        """What a list of the desk names: author, topic, category, receipt, and how it begins."""
        return (
            self.select_related("author", "topic__category", "receipt")
            .defer("body_source", "body_html", "body_text", "cards", "details", "author__bio")
            .annotate(beginning=Left("body_text", BEGINNING))
        )

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
            # Of the label only whose it is: what is the reader's own is marked for them.
            .select_related("accepted_by", "peer")
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

    def anonymous_writers(self) -> set[int]:
        """The numbers of members who wrote these by a label; for rules, never to be shown."""
        return set(self.filter(peer__isnull=False).values_list("peer__person", flat=True))

    def first_place(self) -> int | None:
        """The lowest place that one of these has."""
        return self.aggregate(first=Min("position"))["first"]

    def last_place(self) -> int | None:
        """The highest place that one of these has."""
        return self.aggregate(last=Max("position"))["last"]

    def placed_after(self, position: int) -> "PostQuerySet":
        """Those with a later place, tombstones among them."""
        return self.filter(position__gt=position)

    def locked(self, pk: int) -> "Post":
        """The post `pk` of these under lock; raises DoesNotExist where it is none of them.

        Who waited for the lock while the post went to another topic is told of no row by
        PostgreSQL, though the row is there: asked once more, it is found as it is now.
        """
        rows = self.select_for_update(of=("self",), no_key=True)
        try:
            return rows.get(pk=pk)
        except self.model.DoesNotExist:
            return rows.get(pk=pk)

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
        own = Q(post__author=author) | Q(post__peer__person=author)
        theirs = self.filter(own, by_moderator=False, replaced_at__gt=since)
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
