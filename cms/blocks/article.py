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


class DoseUnit(models.TextChoices):
    MG = "mg", "mg"
    MCG = "mcg", "mcg"
    MCG_PER_HOUR = "mcg/hour", "mcg/hour"
    MG_PER_HOUR = "mg/hour", "mg/hour"
    ML = "mL", "mL"


class DoseRowBlock(blocks.StructBlock):
    """What one study or guideline did; an amount never stands without its unit."""

    who = blocks.CharBlock(max_length=160, label=_("Who, or which source"))
    amount = blocks.RegexBlock(
        r"^[0-9][0-9.,]*(?: to [0-9][0-9.,]*)?\Z",
        max_length=20,
        label=_("Amount"),
        error_messages={"invalid": _("Write a number, or two with “to” between: 2 to 4.")},
    )
    unit = blocks.ChoiceBlock(choices=DoseUnit.choices, label=_("Unit"))
    form = blocks.CharBlock(max_length=80, label=_("Drug and form"))
    timing = blocks.CharBlock(max_length=160, required=False, label=_("When"))
    note = blocks.CharBlock(max_length=240, required=False, label=_("Note"))
    citations = citations(min_num=1)


class DoseTableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(max_length=200, label=_("Caption"))
    note = blocks.CharBlock(max_length=300, required=False, label=_("Note under the table"))
    rows = blocks.ListBlock(DoseRowBlock(), min_num=1, label=_("Rows"))
    needs_check = needs_check()

    class Meta:
        icon = "table"
        label = _("Dose table")
        template = "cms/blocks/_dose_table.html"


class CodeRowBlock(blocks.StructBlock):
    code = blocks.CharBlock(max_length=20, label=_("Code"))
    meaning = blocks.CharBlock(
        max_length=240, label=_("In our words"), help_text=_("Never the owner's description.")
    )
    note = blocks.CharBlock(max_length=300, required=False, label=_("Note"))
    citations = citations()


class CodeTableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(max_length=200, label=_("Caption"))
    system = blocks.ChoiceBlock(
        choices=[(name, name) for name in ("CPT", "HCPCS", "ICD-10-CM", "modifier")],
        label=_("Code set"),
    )
    checked_on = blocks.DateBlock(label=_("Checked on"))
    payer = blocks.CharBlock(max_length=80, required=False, label=_("Payer"))
    rows = blocks.ListBlock(CodeRowBlock(), min_num=1, label=_("Rows"))

    class Meta:
        icon = "code"
        label = _("Code table")
        template = "cms/blocks/_code_table.html"


class QuotedPostBlock(blocks.StructBlock):
    """A colleague's words by their number; they are kept in `Quotation` alone."""

    quotation = blocks.IntegerBlock(label=_("Quotation"))

    class Meta:
        icon = "openquote"
        label = _("Quoted post")
        template = "cms/blocks/_quoted_post.html"


class CalculatorBlock(blocks.StructBlock):
    key = blocks.ChoiceBlock(
        choices=[("cows", _("Clinical Opiate Withdrawal Scale (COWS)"))], label=_("Calculator")
    )

    class Meta:
        icon = "order"
        label = _("Calculator")
        template = "cms/blocks/_calculator.html"


class ArticleBody(blocks.StreamBlock):
    heading = HeadingBlock()
    prose = ProseBlock()
    key_points = KeyPointsBlock()
    callout = CalloutBlock()
    recommendation = RecommendationBlock()
    table = TableBlock()
    figure = FigureBlock()
    quote = QuoteBlock()
    steps = ProcedureBlock()
    dose_table = DoseTableBlock()
    code_table = CodeTableBlock()
    quoted_post = QuotedPostBlock()
    calculator = CalculatorBlock()
