"""Which library pages, which wordings?"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from django.apps import apps
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Cast, Left, Lower
from wagtail.models import Page, PageManager, PageViewRestriction, ReferenceIndex
from wagtail.query import PageQuerySet

from cms.shelf import ShelfQuerySet, mark_expression, renew_shelf_mark

if TYPE_CHECKING:
    from accounts.models import User

    # Ruff does not see the second name in the string below.
    from cms.models import (  # noqa: F401
        GlossaryTerm,
        Handout,
        LanguageEntry,
        LibraryEntry,
        PageChange,
        PageFeedback,
        Quotation,
        Reference,
        SignOff,
        Suggestion,
    )
    from cms.models.clinical import ClinicalPage

HOUSE_WORDS = ("what_a_play_is", "comment_policy")


class LibraryPageQuerySet(PageQuerySet):
    def listed(self) -> "LibraryPageQuerySet":
        """Published and open to everybody: what lists, feeds and counts may show."""
        return self.live().public()

    def listed_at_once(self) -> "LibraryPageQuerySet":
        """The same as `listed`, which asks for the restrictions in a query of its own."""
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        restricted = PageViewRestriction.objects.annotate(path=path).filter(
            path__startswith=F("page__path")
        )
        return self.live().filter(~Exists(restricted))

    def for_serving(self) -> "LibraryPageQuerySet":
        """Pages that everybody may read, each with the `mark` of now; see cms.shelf."""
        return self.listed_at_once().annotate(mark=mark_expression())

    def under(self, page: Page) -> "LibraryPageQuerySet":
        return self.descendant_of(page)

    def newest_first(self) -> "LibraryPageQuerySet":
        return self.order_by("-first_published_at", "-pk")


LibraryPageManager: type[PageManager] = PageManager.from_queryset(LibraryPageQuerySet)


class LanguageEntryQuerySet(QuerySet["LanguageEntry"]):
    def published(self) -> "LanguageEntryQuerySet":
        """What acts, in the order in which it was written down."""
        return self.filter(live=True).order_by("pk")


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


class GlossaryTermQuerySet(ShelfQuerySet["GlossaryTerm"]):
    def published(self) -> "GlossaryTermQuerySet":
        """What readers see, from A to Z."""
        return self.filter(live=True).order_by(Lower("term"), "pk")

    def matching(self, words: str) -> "GlossaryTermQuerySet":
        """Those whose name, abbreviations, other names or words for search hold `words`."""
        return self.filter(
            Q(term__icontains=words)
            | Q(abbreviations__icontains=words)
            | Q(synonyms__icontains=words)
            | Q(search_only__icontains=words)
        )


class ReferenceQuerySet(ShelfQuerySet["Reference"]):
    def retracted(self) -> "ReferenceQuerySet":
        """Sources that their publisher took back, by their short names."""
        return self.filter(is_retracted=True).order_by("slug")


class QuotationQuerySet(ShelfQuerySet["Quotation"]):
    def shown(self) -> "QuotationQuerySet":
        """What readers may see: consented, and its post still public."""
        return self.filter(state="granted", is_hidden=False)

    def awaited_on(self, page_id: int) -> "QuotationQuerySet":
        """Those of a page whose authors have not answered yet."""
        return self.filter(page_id=page_id, state="asked")


class HandoutQuerySet(QuerySet["Handout"]):
    def of(self, entry: "LibraryEntry") -> "HandoutQuerySet":
        """The one of what readers see at present."""
        return self.filter(page_id=entry.pk, revision_id=entry.revision_id or 0)

    def lost(self, *, wanted_before: datetime) -> "HandoutQuerySet":
        """Orders that no worker answered, with a file or with a failure."""
        return self.filter(made_at=None, failed_at=None, wanted_at__lt=wanted_before)

    def outdated(
        self, *, readable: "LibraryEntryQuerySet", made_before: datetime, failed_before: datetime
    ) -> "HandoutQuerySet":
        """Those of older revisions, of pages that are not `readable` any more, and the old ones."""
        current = self.filter(
            page__library_entry__in=readable.values("pk"),
            page__library_entry__revision_id=F("revision_id"),
        )
        kept = current.filter(
            Q(made_at__gte=made_before)
            | Q(failed_at__gte=failed_before)
            | Q(made_at=None, failed_at=None)
        )
        return self.exclude(pk__in=kept.values("pk"))


class AppendOnly(Exception):
    """A row that records what happened was to be changed or erased."""


class SignOffQuerySet(QuerySet["SignOff"]):
    """Sign-offs are added; a page that is deleted takes its own with it, nothing else does."""

    def update(self, **values: object) -> NoReturn:
        raise AppendOnly("A sign-off is never changed.")

    def bulk_update(self, *args: object, **options: object) -> NoReturn:
        raise AppendOnly("A sign-off is never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("A sign-off is never erased on its own.")

    def approvals(self) -> "SignOffQuerySet":
        return self.filter(decision="approved")

    def of_text(self, page_id: int, fingerprint: str) -> "SignOffQuerySet":
        """Approvals of just these words of a page, newest first."""
        return self.approvals().filter(page_id=page_id, fingerprint=fingerprint).order_by("-id")


class PageChangeQuerySet(ShelfQuerySet["PageChange"]):
    def of(self, page_id: int) -> "PageChangeQuerySet":
        """The published versions of a page, newest first."""
        return self.filter(page_id=page_id).order_by("-number")


class PageFeedbackQuerySet(QuerySet["PageFeedback"]):
    def of_reader(self, entry: "LibraryEntry", reader: str) -> "PageFeedbackQuerySet":
        """What `reader` said about the version that is published now; none or one."""
        return self.filter(page_id=entry.pk, version=entry.version, reader=reader)

    def to_read(self) -> "PageFeedbackQuerySet":
        """Readers who were not helped, and whom no editor has dealt with yet."""
        return self.filter(helpful=False, handled_at=None)

    def unhelpful(self) -> "QuerySet[PageFeedback, dict[str, Any]]":
        """Pages that did not help: `page_id`, `title`, `no` (unhandled), `all`, `share` of no.

        Those where it weighs most come first: many readers, and a large part of them.
        """
        pages = self.values("page_id", title=F("page__title")).order_by()
        counted = pages.annotate(
            no=Count("pk", filter=Q(helpful=False, handled_at=None)),
            all=Count("pk", filter=Q(helpful=True) | Q(handled_at=None)),
        )
        share = F("no") * 100 / F("all")
        found = counted.filter(no__gt=0).annotate(share=share)
        return found.annotate(weight=F("no") * F("share")).order_by("-weight", "title")


class SuggestionQuerySet(QuerySet["Suggestion"]):
    def open(self) -> "SuggestionQuerySet":
        """Those that wait for an editor, the oldest first."""
        return self.filter(state="open").order_by("pk")

    def decided(self) -> "SuggestionQuerySet":
        """The others, the newest decision first."""
        return self.exclude(state="open").order_by("-decided_at", "-pk")

    def of(self, person: "User") -> "SuggestionQuerySet":
        """What `person` proposed, newest first."""
        return self.filter(person=person).order_by("-pk")
