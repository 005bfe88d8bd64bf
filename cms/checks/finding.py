"""What a check reads and what it answers."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rule(TextChoices):
    """The house checks, each with its name for editors."""

    REFERENCE = "reference", _("Recommendation without a reference")
    DOSE = "dose", _("Dose without a unit")
    IMAGE = "image", _("Image without credit or alternative text")
    WORDING = "wording", _("Stigmatizing wording")
    REVIEW = "review", _("Review date has passed")
    RETRACTED = "retracted", _("Retracted source")
    CONSENT = "consent", _("Quotation without consent")
    TERM = "term", _("Glossary term that readers cannot open")


@dataclass(frozen=True)
class Piece:
    """One block or field of a page: where it is, what it holds, and its words as plain text."""

    anchor: str  # of its place in the editor, without "#"
    label: str
    kind: str  # the block's name; "" for a field
    value: Any
    texts: tuple[str, ...] = ()
    quoted: bool = False  # words of somebody else, which are left as they are


@dataclass(frozen=True)
class Finding:
    """One thing to look at."""

    rule: Rule
    text: str
    label: str
    anchor: str = ""
