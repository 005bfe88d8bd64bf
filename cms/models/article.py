"""Articles: reviewed, dated, with their sources."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.blocks import ArticleBody
from cms.models.clinical import ClinicalPage, stream
from cms.models.listing import Kind


class ArticlePage(ClinicalPage):
    """A reviewed article that cites its sources."""

    kind = Kind.ARTICLE

    body = stream(ArticleBody(), _("body"))

    template = "cms/article.html"
    content_panels = [
        *ClinicalPage.opening_panels,
        FieldPanel("body"),
        *ClinicalPage.evidence_panels,
    ]
    search_fields = [*ClinicalPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
