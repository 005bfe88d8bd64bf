"""The pieces an article is built from; each has its own template and cites its own sources."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks import previews
from cms.blocks.quoting import QuotationBlock

PROSE_FEATURES = ["bold", "italic", "ol", "ul", "link", "term", "reference"]
LINE_FEATURES = ["bold", "italic", "link", "term", "reference"]


class Grade(models.TextChoices):
    """How strong the evidence is, in the words of the legend beside an article."""

    A = "A", _("Consistent trials")
    B = "B", _("Trial or good cohorts")
    C = "C", _("Small or mixed studies")
    D = "D", _("Practice experience")


class CalloutKind(models.TextChoices):
    NOTE = "note", _("Note")
    WARNING = "warn", _("Warning")
    DANGER = "bad", _("Danger")
    ASIDE = "line", _("Aside")


class SourceBlock(SnippetChooserBlock):
    """A source known by its key alone, so that reading a page costs no query per kind of block.

    `ArticlePage.references` loads all sources of a page at once; templates get theirs from it.
    """

    def bulk_to_python(self, values: list[int]) -> list[models.Model]:
        return [self.model_class.from_db(None, ["id"], [key]) for key in values]

    def get_form_state(self, value: models.Model | None) -> Any:
        known = value and self.model_class.objects.filter(pk=value.pk).first()
        return super().get_form_state(known)


def citations(**options: Any) -> blocks.ListBlock:
    """Sources of one passage; their numbers are given when the page is shown."""
    return blocks.ListBlock(
        SourceBlock("cms.Reference"),
        default=[],
        label=_("Sources"),
        help_text=_(
            "Choose each once, or make a new one while choosing. Numbers come by themselves."
        ),
        **options,
    )


def needs_check() -> blocks.BooleanBlock:
    return blocks.BooleanBlock(
        required=False,
        label=_("Needs a clinician's check"),
        help_text=_("Rests on practice experience; the page says so beside the text."),
    )


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        max_length=120, label=_("Heading"), help_text=_("Short, in sentence case.")
    )
    level = blocks.ChoiceBlock(
        choices=[("2", _("Section")), ("3", _("Part of a section"))], default="2", label=_("Level")
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/_heading.html"
        description = _("Opens a section; sections make the table of contents.")
        preview_value = previews.HEADING


class ProseBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(features=PROSE_FEATURES, label=_("Text"))
    citations = citations()

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "cms/blocks/_prose.html"
        description = _("Running text. Its sources are numbered at its last word.")
        preview_value = previews.PROSE


class PointBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300, label=_("Point"))
    citations = citations()


class KeyPointsBlock(blocks.StructBlock):
    points = blocks.ListBlock(PointBlock(), min_num=1, max_num=6, label=_("Points"))

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        template = "cms/blocks/_key_points.html"
        description = _("Three to six sentences for a reader who has one minute.")
        preview_value = previews.KEY_POINTS


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=CalloutKind.choices, default=CalloutKind.NOTE, label=_("Kind")
    )
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=PROSE_FEATURES, label=_("Text"))
    needs_check = needs_check()
    citations = citations()

    class Meta:
        icon = "warning"
        label = _("Call-out")
        template = "cms/blocks/_callout.html"
        description = _("A box beside the text: a note, a warning, an aside.")
        preview_value = previews.CALLOUT
        form_layout = blocks.BlockGroup(
            ["kind", "title", "text", "citations"], settings=["needs_check"]
        )


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(max_length=160, required=False, label=_("Who said it"))
    citations = citations()

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "cms/blocks/_quote.html"
        description = _("Words of somebody outside this site, with their source.")
        preview_value = previews.QUOTE


class FigureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(max_length=300, required=False, label=_("Caption"))
    citations = citations()

    class Meta:
        icon = "image"
        label = _("Figure")
        template = "cms/blocks/_figure.html"
        description = _("An image with its caption; credit and license come from the image.")


class RecommendationBlock(blocks.StructBlock):
    """What a named source recommends and how strong its ground is; it never states a dose."""

    text = blocks.RichTextBlock(features=LINE_FEATURES, label=_("Recommendation"))
    grade = blocks.ChoiceBlock(choices=Grade.choices, label=_("Evidence grade"))
    citations = citations(min_num=1)

    class Meta:
        icon = "tick-inverse"
        label = _("Recommendation")
        template = "cms/blocks/_recommendation.html"
        description = _(
            "What a named source recommends, its grade and at least one reference. Never a dose."
        )
        preview_value = previews.RECOMMENDATION


class ProcedureStepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=PROSE_FEATURES, required=False, label=_("Text"))
    citations = citations()


class ProcedureBlock(blocks.StructBlock):
    """Steps in their order, numbered by their place."""

    title = blocks.CharBlock(max_length=120, required=False, label=_("Title"))
    steps = blocks.ListBlock(ProcedureStepBlock(), min_num=2, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "cms/blocks/_steps.html"
        description = _("A procedure in numbered steps.")
        preview_value = previews.STEPS


class QuotedPostBlock(blocks.StructBlock):
    """A colleague's words by their number; they are kept in `Quotation` alone."""

    quotation = QuotationBlock(label=_("Quotation"))

    class Meta:
        icon = "openquote"
        label = _("Quoted post")
        template = "cms/blocks/_quoted_post.html"
        description = _("A colleague’s words from the discussions, shown once they agreed.")


class CalculatorBlock(blocks.StructBlock):
    key = blocks.ChoiceBlock(
        choices=[("cows", _("Clinical Opiate Withdrawal Scale (COWS)"))], label=_("Calculator")
    )

    class Meta:
        icon = "order"
        label = _("Calculator")
        template = "cms/blocks/_calculator.html"
        description = _("A scale to fill in; nothing is stored or sent.")
        preview_value = previews.CALCULATOR
