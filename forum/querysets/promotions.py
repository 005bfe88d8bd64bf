"""What became a page of the library, and who was asked for their words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When

from accounts.models.user import Reader
from forum.querysets.readers import readable_visibilities

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from cms.querysets import LibraryEntryQuerySet
    from forum.models import Consent, Promotion, Topic  # noqa: F401


class PromotionQuerySet(models.QuerySet["Promotion"]):
    def entries_of(self, topic: "Topic") -> "LibraryEntryQuerySet":
        """The public pages that grew out of `topic`, as anybody finds them; oldest first."""
        entries: LibraryEntryQuerySet = apps.get_model("cms", "LibraryEntry").objects.listed()
        grown = entries.filter(pk__in=self.filter(topic=topic).values("page"))
        return grown.order_by("first_published_at", "pk")

    def seen_by(self, reader: Reader) -> "PromotionQuerySet":
        """Those whose topic `reader` finds in lists, with topic and category."""
        return self.filter(
            topic__is_public=True, topic__category__visibility__in=readable_visibilities(reader)
        ).select_related("topic__category")

    def pages(self) -> list[int]:
        return list(self.order_by("page").values_list("page", flat=True).distinct())


class ConsentQuerySet(models.QuerySet["Consent"]):
    def of_writer(self, reader: Reader) -> "ConsentQuerySet":
        """Those that are `reader`'s to answer: of posts they wrote, by name or anonymously."""
        if not reader.is_authenticated:
            return self.none()
        return self.filter(Q(post__author=reader) | Q(post__peer__person=reader))

    def of_posts(self, posts: Iterable[int]) -> "ConsentQuerySet":
        return self.filter(post__in=list(posts))

    def of_topic(self, topic_id: int) -> "ConsentQuerySet":
        return self.filter(post__topic=topic_id)

    def of_category(self, category_id: int) -> "ConsentQuerySet":
        return self.filter(post__topic__category=category_id)

    def waiting(self) -> "ConsentQuerySet":
        return self.filter(answer="")

    def still_open(self) -> "ConsentQuerySet":
        """Those with words that may be agreed to or taken back."""
        return self.filter(quotation__state__in=["asked", "granted"])

    def left_behind(self) -> "ConsentQuerySet":
        """Open ones of members whose account is gone or closed: nobody stands for the words."""
        gone = Q(post__author=None, post__peer=None, post__guest_name="")
        closed = Q(post__author__is_active=False) | Q(post__peer__person__is_active=False)
        return self.still_open().filter(gone | closed)

    def newest_first(self) -> "ConsentQuerySet":
        return self.order_by("-asked_at", "-pk")

    def for_page(self) -> "ConsentQuerySet":
        """With the words, the page they would stand on and the post they are from."""
        return self.select_related(
            "quotation__page", "post__topic__category", "post__author", "post__peer__person"
        )

    def by_publicness(self) -> dict[bool, list[int]]:
        """The numbers of the quotations whose post everybody may read, and of the others."""
        public = Q(
            post__state="published",
            post__topic__is_public=True,
            post__topic__category__visibility="public",
        )
        told = self.annotate(
            is_public=Case(
                When(public, then=True), default=Value(False), output_field=BooleanField()
            )
        )
        found: dict[bool, list[int]] = {True: [], False: []}
        for number, is_public in told.values_list("quotation", "is_public"):
            found[is_public].append(number)
        return found


def was_promoted() -> Exists:
    """Whether a page was begun from a topic; for a query of topics."""
    promotions = apps.get_model("forum", "Promotion").objects
    return Exists(promotions.filter(topic=OuterRef("pk")))
