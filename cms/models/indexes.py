"""The library's front page and its sections."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.models.article import ArticlePage

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

    template = "cms/section_index.html"
    parent_page_types = ["cms.LibraryIndexPage"]
    subpage_types = ["cms.ArticlePage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def listed(self) -> models.QuerySet[ArticlePage]:
        """What this section shows to everybody, newest first."""
        return ArticlePage.objects.listed().under(self).newest_first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        pages = Paginator(self.listed(), PAGES_PER_LIST).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {
            "ancestors": self.get_ancestors()[1:],  # without the tree's invisible root
            "pages": pages,
        }
