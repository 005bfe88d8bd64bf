"""Series: pages to be read one after the other."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable

from cms.blocks import ArticleBody
from cms.models.clinical import ClinicalPage, stream
from cms.models.listing import Kind


class SeriesPage(ClinicalPage):
    """An ordered path through pages of the library."""

    kind = Kind.SERIES
    needs_clinical_review = False

    body = stream(ArticleBody(), _("introduction"))

    template = "cms/series.html"
    content_panels = [
        *ClinicalPage.opening_panels,
        FieldPanel("body"),
        InlinePanel("parts", heading=_("Pages in order"), label=_("page"), min_num=2),
        *ClinicalPage.evidence_panels,
    ]

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")


class SeriesPart(Orderable):
    """One page's place in a series."""

    series = ParentalKey(SeriesPage, on_delete=models.CASCADE, related_name="parts")
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="parts_of_series",
    )

    panels = [PageChooserPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = _("part of a series")
        verbose_name_plural = _("parts of a series")

    def __str__(self) -> str:
        return f"{self.page} in {self.series}"
