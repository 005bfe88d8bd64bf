"""The words of the field, each explained once and linked from every page that uses it."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

from cms.models.language import lines_of
from cms.models.listing import LibraryEntry
from cms.models.panels import UsesPanel
from cms.models.reference import Reference
from cms.querysets import GlossaryTermQuerySet
from cms.shelf import Shelved


class GlossaryTerm(
    Shelved,
    PreviewableMixin,
    LockableMixin,
    DraftStateMixin,
    RevisionMixin,
    index.Indexed,
    ClusterableModel,
):
    """A term with its plain definition. A draft is seen by editors alone.

    `abbreviations`, `synonyms` and `search_only` hold one wording per line; the last are words
    that people search for and that we do not use ourselves.
    """

    term = models.CharField(_("term"), max_length=120)
    slug = models.SlugField(
        _("short name"), max_length=80, unique=True, help_text=_("The last part of its address.")
    )
    definition = models.TextField(
        _("definition"),
        max_length=700,
        help_text=_("Two or three plain sentences. It is read in a small card over the text."),
    )
    abbreviations = models.TextField(_("abbreviations"), blank=True, help_text=_("One per line."))
    synonyms = models.TextField(_("other names"), blank=True, help_text=_("One per line."))
    search_only = models.TextField(
        _("words for search alone"),
        blank=True,
        help_text=_("One per line. They find this term and are never shown."),
    )
    see_also = ParentalManyToManyField(
        "self", symmetrical=False, blank=True, related_name="seen_from", verbose_name=_("see also")
    )
    references = ParentalManyToManyField(
        Reference, blank=True, related_name="glossary_terms", verbose_name=_("sources")
    )
    needs_check = models.BooleanField(
        _("needs a clinician's check"),
        default=False,
        help_text=_("No source was read for it yet; the page says so."),
    )

    objects = GlossaryTermQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("term"), FieldPanel("slug")]),
        FieldPanel("definition"),
        MultiFieldPanel(
            [FieldPanel("abbreviations"), FieldPanel("synonyms"), FieldPanel("search_only")],
            heading=_("Other wordings"),
        ),
        FieldPanel("see_also"),
        FieldPanel("references"),
        FieldPanel("needs_check"),
        UsesPanel(),
    ]
    search_fields = [
        index.SearchField("term", boost=4),
        index.AutocompleteField("term"),
        index.SearchField("abbreviations", boost=2),
        index.AutocompleteField("abbreviations"),
        index.SearchField("synonyms"),
        index.SearchField("definition"),
    ]

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def __str__(self) -> str:
        return self.term

    def get_absolute_url(self) -> str:
        return reverse("cms:term", args=[self.slug])

    @property
    def abbreviation_lines(self) -> list[str]:
        """Its short forms; one that is the term itself is not said twice."""
        return [line for line in lines_of(self.abbreviations) if line != self.term]

    @property
    def synonym_lines(self) -> list[str]:
        return lines_of(self.synonyms)

    def reading_context(self) -> dict[str, Any]:
        """What its page shows: other terms, sources, and the pages that use it."""
        return {
            "term": self,
            "see_also": [other for other in self.see_also.all() if other.live],
            "sources": list(self.references.all()),
            "entries": LibraryEntry.objects.listed().pointing_at(self).newest_first(),
        }

    # --- preview -----------------------------------------------------------------------------

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "cms/term.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return super().get_preview_context(request, mode_name) | self.reading_context()
