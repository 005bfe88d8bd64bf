"""Plays: plans that a team can run as they stand."""

from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.blocks import PROSE_FEATURES, ArticleBody
from cms.blocks.play import PrinciplesStream, ResourcesStream, StepsStream, TipsStream
from cms.models.around import Around
from cms.models.clinical import ClinicalPage, stream
from cms.models.house import HouseWords
from cms.models.listing import Kind, LibraryEntry


class PlayPage(ClinicalPage):
    """A goal, a few steps with questions and things to do, tips and resources.

    The strip at a glance and the numbers of the steps are made from the steps' order.
    """

    kind = Kind.PLAY
    prose_fields = ("body", "principles", "steps", "tips")
    opening_text = ("goal",)
    closing_text = ("about",)

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
        *ClinicalPage.opening_panels,
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

    @property
    def outline(self) -> list[list[str]]:
        """The sections of the background, then the steps with their numbers."""
        steps = (
            [f"{number} {block.value['title']}", f"s-{block.id}"]
            for number, block in enumerate(self.steps, start=1)
        )
        return [*super().outline, *steps]

    def sections(self) -> list[list[str]]:
        """The goal, the outline, and what follows the steps; then what every page has."""
        rows, told = super().sections(), len(self.outline)
        after = [
            [gettext("Tips and traps"), "tips"] if self.tips else None,
            [gettext("Resources"), "resources"] if self.resources else None,
            [gettext("About this play"), "about"] if self.about else None,
        ]
        opening = [[gettext("Goal"), "goal"]]
        return [*opening, *rows[:told], *filter(None, after), *rows[told:]]

    def around(self, *, fresh: bool = False) -> Around:
        """The pages around this one, those among its resources too."""
        around = super().around(fresh=fresh)
        around.linked.extend(key for block in self.resources if (key := _page_key(block)))
        if self.related_post_id:
            around.linked.append(self.related_post_id)
        return around

    def reading_context(self, *, is_preview: bool = False) -> dict[str, Any]:
        context = super().reading_context(is_preview=is_preview)
        around: Around = context["around"]
        return context | {
            "action_count": sum(len(block.value["actions"]) for block in self.steps),
            "partners": self.partners.select_related("organization"),
            "related_post": around.open_entry(self.related_post_id),
            "resources": self._resources(around),
            "what_a_play_is": HouseWords.current().what_a_play_is,
        }

    def _resources(self, around: Around) -> list[tuple[Any, LibraryEntry | None]]:
        """The resources with the rows of those that are pages of ours; closed ones fall out."""
        known = [(block, around.open_entry(_page_key(block))) for block in self.resources]
        return [(block, entry) for block, entry in known if entry or block.value["address"]]


def _page_key(resource: Any) -> int | None:
    page = resource.value["page"]
    return page.pk if page else None
