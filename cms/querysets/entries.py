"""Which pages, as lists and servers of all kinds ask for them?"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Subquery,
    When,
)
from django.db.models.functions import Cast, Left
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from cms.shelf import ShelfQuerySet, mark_expression, renew_shelf_mark

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from cms.models import LibraryEntry  # noqa: F401
    from cms.models.clinical import ClinicalPage

HOUSE_WORDS = ("what_a_play_is", "comment_policy")


def _title_above(path: str, *, depth: int) -> Subquery:
    """The title of the page that stands above the one at `path`, so deep in the tree."""
    above = Left(OuterRef(path), depth * Page.steplen)
    return Subquery(Page.objects.filter(path=above).values("title")[:1])


def house_words() -> dict[str, Subquery]:
    """The words of the house as columns of any query."""
    words = apps.get_model("cms", "HouseWords").objects.order_by("pk")
    return {name: Subquery(words.values(name)[:1]) for name in HOUSE_WORDS}


class LibraryEntryQuerySet(ShelfQuerySet["LibraryEntry"]):
    def listed(self) -> "LibraryEntryQuerySet":
        """What lists, feeds and counts may show to everybody. Asked in the same query."""
        return self.filter(~_restricted())

    def with_openness(self) -> "LibraryEntryQuerySet":
        """Each row with `is_open`: whether everybody may read its page."""
        columns: dict[str, Any] = {"is_open": ~_restricted()}
        return self.annotate(**columns)

    def for_serving(self) -> "LibraryEntryQuerySet":
        """Rows that everybody may read, each with its page, the `mark` of now (see cms.shelf) and
        the words of the house.
        """
        readable = self.listed().filter(page__live=True)
        # The forum's relation, by its name: the discussion comes along for what stands under it.
        whole = readable.select_related("page__discussion__category")
        grown = Page.objects.filter(pk=OuterRef("pk"), promotions__isnull=False)
        columns: dict[str, Any] = {
            "mark": mark_expression(),
            "library_title": _title_above("page__path", depth=2),
            "section_title": _title_above("page__path", depth=3),
            "is_grown": Exists(grown),
        }
        return whole.annotate(**columns, **house_words())

    def of_kind(self, *kinds: str) -> "LibraryEntryQuerySet":
        return self.filter(kind__in=kinds)

    def of_status(self, status: str) -> "LibraryEntryQuerySet":
        return self.filter(status=status)

    def not_retired(self) -> "LibraryEntryQuerySet":
        return self.exclude(status="retired")

    def on_subject(self, slug: str) -> "LibraryEntryQuerySet":
        return self.filter(page__tagged_subjects__tag__slug=slug)

    def to_rely_on_first(self, today: date) -> "LibraryEntryQuerySet":
        """Newest first, but overdue pages after the others, then replaced ones, then retired."""
        rank = Case(
            When(status="retired", then=3),
            When(status="superseded", then=2),
            When(next_review__lte=today, then=1),
            default=0,
        )
        return self.order_by(rank, "-first_published_at", "-pk")

    def newest_first(self) -> "LibraryEntryQuerySet":
        return self.order_by("-first_published_at", "-pk")

    def pointing_at(self, snippet: Model) -> "LibraryEntryQuerySet":
        """Pages whose text, sources or people point at `snippet`; none for one not yet saved."""
        points = ReferenceIndex.get_references_to(snippet).filter(
            base_content_type=ReferenceIndex._get_base_content_type(Page)
        )
        return self.filter(pk__in=points.values(page=Cast("object_id", BigIntegerField())))

    def overdue(self, today: date) -> "LibraryEntryQuerySet":
        """Whose promised review date has come, and which still claim to be current."""
        return self.filter(next_review__lte=today, status__in=["current", "under-review"])

    def in_review_by(self, today: date, days: int) -> "LibraryEntryQuerySet":
        """Whose review is overdue or due within so many days, the longest overdue first."""
        edge = today + timedelta(days=days)
        claiming = self.filter(status__in=["current", "under-review"], next_review__lte=edge)
        return claiming.order_by("next_review", "pk")

    def follow(self, page: "ClinicalPage") -> None:
        """Write, renew or remove the row of `page` as it stands; in the caller's transaction."""
        renew_shelf_mark()
        if not page.live:
            self.filter(pk=page.pk).delete()
            return
        self.update_or_create(
            page_id=page.pk,
            defaults={
                "kind": page.kind,
                "title": page.title,
                "address": page.url or page.url_path,
                "summary": page.summary,
                "evidence_grade": page.evidence_grade,
                "status": page.status,
                "last_reviewed": page.last_reviewed,
                "next_review": page.next_review,
                "minutes_to_read": page.minutes_to_read,
                "reference_ids": page.reference_ids,
                "term_ids": page.term_ids,
                "tag_names": sorted(page.subjects.names()),
                "outline": page.outline,
                "revision_id": page.live_revision_id,
                "first_published_at": page.first_published_at,
                "last_published_at": page.last_published_at,
            },
        )

    def readdress(self, section: Page) -> None:
        """Renew the addresses of what stands below `section` after it was renamed or moved."""
        for entry in self.filter(page__path__startswith=section.path).select_related("page"):
            self.filter(pk=entry.pk).update(address=entry.page.url or entry.page.url_path)


def is_restricted(tree_path: str) -> Exists:
    """Whether not everybody may read the page whose place in the tree is in `tree_path`."""
    path = ExpressionWrapper(OuterRef(tree_path), output_field=CharField())
    return Exists(
        PageViewRestriction.objects.annotate(path=path).filter(path__startswith=F("page__path"))
    )


def _restricted() -> Exists:
    return is_restricted("page__path")
