"""What members follow and are told."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from accounts.models.user import Reader
from forum.querysets.readers import readable_visibilities, reads_prescribers

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models import Follow, Notice, Post, Topic  # noqa: F401

ANNOUNCING = ("mention", "quote", "reply", "followed")  # one of these per person and post


class FollowQuerySet(models.QuerySet["Follow"]):
    def of(self, reader: Reader) -> "FollowQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()

    def about(self, topic: "Topic") -> "FollowQuerySet":
        """Who follows or muted `topic`, its category or one of its tags."""
        return self.filter(
            Q(topic=topic) | Q(category=topic.category_id) | Q(tag__in=topic.tags.values("pk"))
        )

    def still_seen(self, reader: Reader) -> "FollowQuerySet":
        """Without topics and categories that `reader` may not see any more."""
        readable = readable_visibilities(reader)
        return self.filter(
            Q(topic__is_public=True, topic__category__visibility__in=readable)
            | Q(category__visibility__in=readable)
            | Q(tag__isnull=False)
        )

    def for_settings(self) -> "FollowQuerySet":
        """With what is followed."""
        return self.select_related("topic__category", "category", "tag")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, reader: Reader) -> "NoticeQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def visible(self) -> "NoticeQuerySet":
        """Notices whose person may see, at this moment, what they are about.

        Rooms of prescribers are for prescribers. The post must be public, but a decision is told
        about one's own post in whatever state. The list, the number in the header and the mail
        that waits all ask this.
        """
        room = ~Q(post__topic__category__visibility="prescribers") | reads_prescribers("person")
        public = Q(post__state="published", post__topic__is_public=True)
        by_name, by_label = Q(post__author=F("person")), Q(post__peer__person=F("person"))
        own = Q(kind="decision") & (by_name | by_label)
        return self.filter(room & (public | own))

    def announcing(self) -> "NoticeQuerySet":
        return self.filter(kind__in=ANNOUNCING)

    def of_kinds(self, kinds: Iterable[str]) -> "NoticeQuerySet":
        return self.filter(kind__in=list(kinds))

    def about(self, post: "Post") -> "NoticeQuerySet":
        return self.filter(post=post)

    def in_topic(self, topic_id: int) -> "NoticeQuerySet":
        return self.filter(post__topic=topic_id)

    def in_room(self, visibility: str) -> "NoticeQuerySet":
        return self.filter(post__topic__category__visibility=visibility)

    def on_places(
        self, first: int, last: int, *, waiting_of: "User | None" = None
    ) -> "NoticeQuerySet":
        """About posts with places `first` to `last`, or those of `waiting_of` without a place."""
        seen = Q(post__position__range=(first, last))
        if waiting_of is not None:
            own = Q(post__author=waiting_of) | Q(post__peer__person=waiting_of)
            seen |= own & Q(post__position=None)
        return self.filter(seen)

    def to_mail(self, since: datetime) -> "NoticeQuerySet":
        """Unread ones that are newer than `since`, as is the post that they announce."""
        late = Q(kind__in=ANNOUNCING, post__published_at__lte=since)
        return self.unread().filter(made_at__gt=since).exclude(late)

    def mail_keys(self) -> "models.QuerySet[Notice, Any]":
        """The keys that their mail has in the outbox, for a query about mail."""
        key = Concat(Value("notice "), Cast("pk", CharField()))
        return self.values_list(key)

    def latest_first(self) -> "NoticeQuerySet":
        return self.order_by("-pk")

    def for_list(self) -> "NoticeQuerySet":
        """With all that a line of the list says, without texts."""
        edits = apps.get_model("forum", "PendingEdit").objects
        decided = edits.filter(post=OuterRef("post"), decided_at=OuterRef("made_at"))
        edit = Subquery(decided.values("state")[:1])
        told = self.select_related("post__topic__category", "post__author", "actor")
        return told.annotate(of_edit=edit).defer(
            "post__body_source", "post__body_html", "post__body_text", "post__author__bio"
        )

    def people(self) -> list[int]:
        return list(self.order_by("person").values_list("person", flat=True).distinct())

    def count_of(self, person: str = "pk") -> Coalesce:
        """How many of these notices belong to the person at path `person`, as an expression."""
        theirs = self.filter(person=OuterRef(person)).order_by().values("person")
        return Coalesce(Subquery(theirs.annotate(number=Count("pk")).values("number")), 0)


class NoticeSettingQuerySet(models.QuerySet[Any]):
    def of(self, reader: Reader) -> "NoticeSettingQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()

    def ways(self) -> dict[tuple[int, str], str]:
        """The way of each (person, kind) that has one."""
        rows = self.values_list("person", "kind", "way")
        return {(person, kind): way for person, kind, way in rows}
