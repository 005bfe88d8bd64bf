"""The library's front page and its sections."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester

from cms.models.glossary import GlossaryTerm
from cms.models.listing import Kind, LibraryEntry, Status
from cms.models.rights import ReviewedSectionPermissions
from cms.models.subject import Subject
from cms.querysets import LibraryEntryQuerySet, LibraryPageManager
from cms.shelf import Shelved

HIGHLIGHTED = (Kind.ARTICLE, Kind.PLAY, Kind.BLOG)
PAGES_PER_SHELF = 5
PAGES_PER_LIST = 20


@dataclass(frozen=True)
class Shelf:
    """A section on the front page, with its newest pages."""

    section: "SectionIndexPage"
    count: int
    entries: list[LibraryEntry]


@dataclass(frozen=True)
class Filters:
    """What a reader asked a section for, and what can be asked; unknown values are left out."""

    subject: str
    status: str
    subjects: list[Subject]
    statuses: list[tuple[str, str]]

    @property
    def is_set(self) -> bool:
        return bool(self.subject or self.status)


class LibraryIndexPage(Shelved, Page):
    """The front page of the library and the root of its site."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    objects = LibraryPageManager()

    template = "cms/library_index.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.SectionIndexPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("library front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        entries = list(LibraryEntry.objects.listed().not_retired().newest_first())
        sections = SectionIndexPage.objects.child_of(self).live().public().order_by("path")
        return super().get_context(request, *args, **kwargs) | {
            "highlights": highlights_of(entries),
            "shelves": [shelf_of(section, entries) for section in sections],
            "term_count": GlossaryTerm.objects.published().count(),
        }


def highlights_of(entries: list[LibraryEntry]) -> list[LibraryEntry]:
    """What was published or reviewed last and is to be relied on, of each kind of text one."""
    newest: dict[str, LibraryEntry] = {}
    for entry in sorted(entries, key=lambda one: one.freshness, reverse=True):
        if entry.status == Status.CURRENT and entry.kind in HIGHLIGHTED:
            newest.setdefault(entry.kind, entry)
    return list(newest.values())


def shelf_of(section: "SectionIndexPage", entries: list[LibraryEntry]) -> Shelf:
    held = [entry for entry in entries if entry.kind == section.holds]
    return Shelf(section, len(held), held[:PAGES_PER_SHELF])


class SectionIndexPage(Shelved, Page):
    """A list of pages of one kind, at /library/articles/ or /library/plays/."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)
    holds = models.CharField(
        _("holds"),
        max_length=10,
        choices=Kind.choices,
        default=Kind.ARTICLE,
        db_default=Kind.ARTICLE,
    )

    objects = LibraryPageManager()

    template = "cms/section_index.html"
    parent_page_types = ["cms.LibraryIndexPage"]
    subpage_types = [
        "cms.ArticlePage",
        "cms.PlayPage",
        "cms.BlogPage",
        "cms.SeriesPage",
        "cms.CalculatorPage",
    ]
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("holds")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        LibraryEntry.objects.readdress(self)

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """What `user` may do here; see `ReviewedSectionPermissions`."""
        if self.holds_reviewed_pages:
            return ReviewedSectionPermissions(user, self)
        return super().permissions_for_user(user)

    @property
    def holds_reviewed_pages(self) -> bool:
        models_here = [
            model for model in self.creatable_subpage_models() if model.kind == self.holds
        ]
        return any(model.needs_clinical_review for model in models_here)

    def listed(self) -> LibraryEntryQuerySet:
        """What this section shows to everybody, newest first."""
        return LibraryEntry.objects.listed().of_kind(self.holds).newest_first()

    def filters(self, subject: str, status: str) -> Filters:
        """What may be asked of this section, with how many pages each subject has."""
        used = models.Count("tagged_pages")
        held = LibraryEntry.objects.listed().of_kind(self.holds).values("pk")
        subjects = list(
            Subject.objects.filter(tagged_pages__content_object__in=held)
            .annotate(used=used)
            .order_by("name")
        )
        return Filters(
            subject=subject if subject in {one.slug for one in subjects} else "",
            status=status if status in Status.values else "",
            subjects=subjects,
            statuses=[(value, str(name)) for value, name in Status.choices],
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        filters = self.filters(request.GET.get("subject", ""), request.GET.get("status", ""))
        entries = self.listed()
        entries = entries.of_status(filters.status) if filters.status else entries.not_retired()
        if filters.subject:
            entries = entries.on_subject(filters.subject)
        pages = Paginator(entries, PAGES_PER_LIST).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {
            "ancestors": list(self.get_ancestors()[1:]),  # without the tree's invisible root
            "filters": filters,
            "pages": pages,
        }
