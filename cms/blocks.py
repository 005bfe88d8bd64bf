"""The pieces an article is built from; each has its own template and cites its own sources."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

PROSE_FEATURES = ["bold", "italic", "ol", "ul", "link"]


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
    return blocks.ListBlock(SourceBlock("cms.Reference"), default=[], label=_("Sources"), **options)


def needs_check() -> blocks.BooleanBlock:
    return blocks.BooleanBlock(
        required=False,
        label=_("Needs a clinician's check"),
        help_text=_("Rests on practice experience; the page says so beside the text."),
    )


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=120, label=_("Heading"))
    level = blocks.ChoiceBlock(
        choices=[("2", _("Section")), ("3", _("Part of a section"))], default="2", label=_("Level")
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/_heading.html"


class ProseBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(features=PROSE_FEATURES, label=_("Text"))
    citations = citations()

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "cms/blocks/_prose.html"


class PointBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300, label=_("Point"))
    citations = citations()


class KeyPointsBlock(blocks.StructBlock):
    points = blocks.ListBlock(PointBlock(), min_num=1, max_num=6, label=_("Points"))

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        template = "cms/blocks/_key_points.html"


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(choices=CalloutKind.choices, default=CalloutKind.NOTE)
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=PROSE_FEATURES, label=_("Text"))
    needs_check = needs_check()
    citations = citations()

    class Meta:
        icon = "warning"
        label = _("Call-out")
        template = "cms/blocks/_callout.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(max_length=160, required=False, label=_("Who said it"))
    citations = citations()

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "cms/blocks/_quote.html"


class RowBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=160, label=_("Row name"))
    cells = blocks.ListBlock(blocks.TextBlock(required=False), label=_("Cells"))
    citations = citations()


class TableBlock(blocks.StructBlock):
    """A table whose rows cite their own sources; the first cell names the row."""

    caption = blocks.CharBlock(max_length=200, label=_("Caption"))
    columns = blocks.ListBlock(
        blocks.CharBlock(max_length=80),
        min_num=2,
        max_num=6,
        label=_("Columns"),
        help_text=_("The first one heads the row names."),
    )
    rows = blocks.ListBlock(RowBlock(), min_num=1, label=_("Rows"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "cms/blocks/_table.html"


class FigureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(max_length=300, required=False, label=_("Caption"))
    citations = citations()

    class Meta:
        icon = "image"
        label = _("Figure")
        template = "cms/blocks/_figure.html"


class RecommendationBlock(blocks.StructBlock):
    """What a named source recommends and how strong its ground is; it never states a dose."""

    text = blocks.RichTextBlock(features=["bold", "italic", "link"], label=_("Recommendation"))
    grade = blocks.ChoiceBlock(choices=Grade.choices, label=_("Evidence grade"))
    citations = citations(min_num=1)

    class Meta:
        icon = "tick-inverse"
        label = _("Recommendation")
        template = "cms/blocks/_recommendation.html"


class ArticleBody(blocks.StreamBlock):
    heading = HeadingBlock()
    prose = ProseBlock()
    key_points = KeyPointsBlock()
    callout = CalloutBlock()
    recommendation = RecommendationBlock()
    table = TableBlock()
    figure = FigureBlock()
    quote = QuoteBlock()
