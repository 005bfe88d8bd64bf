"""Plays: plans that a team can run as they stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import PROSE_FEATURES, ArticleBody
from cms.blocks.play import PrinciplesStream, ResourcesStream, StepsStream, TipsStream
from cms.models.clinical import ClinicalPage, stream
from cms.models.listing import Kind


class PlayPage(ClinicalPage):
    """A goal, a few steps with questions and things to do, tips and resources.

    The strip at a glance and the numbers of the steps are made from the steps' order.
    """

    kind = Kind.PLAY
    prose_fields = ("body", "principles", "steps", "tips")

    goal = RichTextField(_("goal"), features=PROSE_FEATURES)
    who_runs = models.CharField(_("who runs it"), max_length=120)
    time_to_run = models.CharField(_("time to run"), max_length=120)
    body = stream(ArticleBody(), _("background"))
    principles_title = models.CharField(_("title of the principles"), max_length=120, blank=True)
    principles = stream(PrinciplesStream(), _("principles"))
    steps = stream(StepsStream(), _("steps"), max_num=8)
    tips = stream(TipsStream(), _("tips and traps"))
    resources = stream(ResourcesStream(), _("resources"))
    related_post = models.ForeignKey(
        "cms.BlogPage",
        verbose_name=_("related blog post"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    about = RichTextField(_("about this play"), features=PROSE_FEATURES, blank=True)

    template = "cms/play.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("goal"),
        FieldRowPanel([FieldPanel("who_runs"), FieldPanel("time_to_run")]),
        FieldPanel("body"),
        FieldPanel("principles_title"),
        FieldPanel("principles"),
        FieldPanel("steps"),
        FieldPanel("tips"),
        FieldPanel("resources"),
        FieldPanel("related_post"),
        InlinePanel("partners", heading=_("Partners and funders"), label=_("organization")),
        FieldPanel("about"),
        *ClinicalPage.evidence_panels,
    ]
    search_fields = [
        *ClinicalPage.search_fields,
        index.SearchField("goal"),
        index.SearchField("body"),
        index.SearchField("steps"),
        index.SearchField("tips"),
    ]

    class Meta:
        verbose_name = _("play")
        verbose_name_plural = _("plays")
