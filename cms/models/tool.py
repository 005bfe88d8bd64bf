"""Calculators and scales that work on the reader's device alone."""

from itertools import takewhile
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.blocks import ArticleBody
from cms.models.clinical import ClinicalPage, stream
from cms.models.listing import Kind


class Calculator(models.TextChoices):
    """The calculators there are; each is data in cms/content and a template."""

    COWS = "cows", _("Clinical Opiate Withdrawal Scale (COWS)")


class CalculatorPage(ClinicalPage):
    """A calculator with its explanation. Nothing that is entered is stored or sent."""

    kind = Kind.TOOL

    calculator = models.CharField(_("calculator"), max_length=20, choices=Calculator.choices)
    body = stream(ArticleBody(), _("explanation"))

    template = "cms/calculator.html"
    content_panels = [
        *ClinicalPage.opening_panels,
        FieldPanel("calculator"),
        FieldPanel("body"),
        *ClinicalPage.evidence_panels,
    ]
    search_fields = [*ClinicalPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("calculator")
        verbose_name_plural = _("calculators")

    def reading_context(self, *, is_preview: bool = False) -> dict[str, Any]:
        """What stands before the scale is the text above the first heading."""
        blocks = list(self.body)
        opening = list(takewhile(lambda block: block.block_type != "heading", blocks))
        return super().reading_context(is_preview=is_preview) | {
            "opening": opening,
            "explanation": blocks[len(opening) :],
        }

    def sections(self) -> list[list[str]]:
        scale, examples = [gettext("The scale"), "scale"], [gettext("Worked examples"), "examples"]
        told = len(self.outline)
        rows = super().sections()
        return [scale, *rows[:told], examples, *rows[told:]]
