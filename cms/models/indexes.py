"""The library's front page and its sections."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.models.listing import Kind, LibraryEntry

NEWEST_ON_FRONT_PAGE = 6  # pages per section
PAGES_PER_LIST = 20


class LibraryIndexPage(Page):
    """The front page of the library and the root of its site."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    template = "cms/library_index.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.SectionIndexPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("library front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        sections = SectionIndexPage.objects.child_of(self).live().public().order_by("path")
        shelves = [(section, section.listed()[:NEWEST_ON_FRONT_PAGE]) for section in sections]
        return super().get_context(request, *args, **kwargs) | {"shelves": shelves}


class SectionIndexPage(Page):
    """A list of pages of one kind, at /library/articles/ or /library/plays/."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)
    holds = models.CharField(
        _("holds"),
        max_length=10,
        choices=Kind.choices,
        default=Kind.ARTICLE,
        db_default=Kind.ARTICLE,
    )

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

    def listed(self) -> models.QuerySet[LibraryEntry]:
        """What this section shows to everybody, newest first."""
        return LibraryEntry.objects.listed().of_kind(self.holds).newest_first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        pages = Paginator(self.listed(), PAGES_PER_LIST).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {
            "ancestors": self.get_ancestors()[1:],  # without the tree's invisible root
            "pages": pages,
        }
