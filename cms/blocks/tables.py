"""Tables: plain ones, what sources did with doses, and codes of billing. Rows cite their sources."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import previews
from cms.blocks.article import citations, needs_check


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
        description = _("Rows that cite their own sources.")
        preview_value = previews.TABLE


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
        description = _("What studies or guidelines did, each amount with its unit and its source.")
        preview_value = previews.DOSE_TABLE
        form_layout = blocks.BlockGroup(["caption", "rows", "note"], settings=["needs_check"])


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
        description = _("Billing codes in our own words, with the day they were checked.")
        preview_value = previews.CODE_TABLE
        form_layout = blocks.BlockGroup(
            ["caption", "system", "rows"], settings=["checked_on", "payer"]
        )
