"""Blog posts: an editor or member answers what a colleague asked in the discussions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.blocks import ArticleBody
from cms.models.clinical import ClinicalPage, stream
from cms.models.listing import Kind


class BlogPage(ClinicalPage):
    """A shorter, signed piece. It passes the editorial check alone and says so."""

    kind = Kind.BLOG
    needs_clinical_review = False

    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # The comment it answers, a number of `Quotation`; it opens the page.
    answers = models.ForeignKey(
        "cms.Quotation",
        verbose_name=_("comment it answers"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answered_by",
    )
    body = stream(ArticleBody(), _("body"))

    template = "cms/blog_post.html"
    content_panels = [
        *ClinicalPage.opening_panels,
        FieldPanel("image"),
        FieldPanel("body"),
        *ClinicalPage.evidence_panels,
    ]
    search_fields = [*ClinicalPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("blog post")
        verbose_name_plural = _("blog posts")
