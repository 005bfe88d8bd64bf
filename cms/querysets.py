"""Which library pages, which wordings?"""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.db.models.functions import Lower
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    # Ruff does not see the second name in the string below.
    from cms.models import (  # noqa: F401
        GlossaryTerm,
        LanguageEntry,
        LibraryEntry,
        Quotation,
    )
    from cms.models.clinical import ClinicalPage


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

    def under(self, page: Page) -> "LibraryPageQuerySet":
        return self.descendant_of(page)

    def newest_first(self) -> "LibraryPageQuerySet":
        return self.order_by("-first_published_at", "-pk")


LibraryPageManager: type[PageManager] = PageManager.from_queryset(LibraryPageQuerySet)


class LanguageEntryQuerySet(QuerySet["LanguageEntry"]):
    def published(self) -> "LanguageEntryQuerySet":
        """What acts, in the order in which it was written down."""
        return self.filter(live=True).order_by("pk")


class LibraryEntryQuerySet(QuerySet["LibraryEntry"]):
    def listed(self) -> "LibraryEntryQuerySet":
        """What lists, feeds and counts may show to everybody. Asked in the same query."""
        path = ExpressionWrapper(OuterRef("page__path"), output_field=CharField())
        restricted = PageViewRestriction.objects.annotate(path=path).filter(
            path__startswith=F("page__path")
        )
        return self.filter(~Exists(restricted))

    def of_kind(self, *kinds: str) -> "LibraryEntryQuerySet":
        return self.filter(kind__in=kinds)

    def newest_first(self) -> "LibraryEntryQuerySet":
        return self.order_by("-first_published_at", "-pk")

    def overdue(self, today: date) -> "LibraryEntryQuerySet":
        """Whose promised review date has come, and which still claim to be current."""
        return self.filter(next_review__lte=today, status__in=["current", "under-review"])

    def follow(self, page: "ClinicalPage") -> None:
        """Write, renew or remove the row of `page` as it stands; in the caller's transaction."""
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


class GlossaryTermQuerySet(QuerySet["GlossaryTerm"]):
    def published(self) -> "GlossaryTermQuerySet":
        """What readers see, from A to Z."""
        return self.filter(live=True).order_by(Lower("term"), "pk")


class QuotationQuerySet(QuerySet["Quotation"]):
    def shown(self) -> "QuotationQuerySet":
        """What readers may see: consented, and its post still public."""
        return self.filter(state="granted", is_hidden=False)

    def awaited_on(self, page_id: int) -> "QuotationQuerySet":
        """Those of a page whose authors have not answered yet."""
        return self.filter(page_id=page_id, state="asked")
