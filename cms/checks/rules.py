"""The checks themselves: pure functions of a page's pieces and of what is known about them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.blocks.anchors import TERM, pointed_at
from cms.checks.doses import amounts_without_unit
from cms.checks.finding import Finding, Piece, Rule
from cms.checks.wording import Wording, found_in
from cms.models.citing import cited_in, rich_text_in

UNITS_APART = ("dose_table", "code_table")  # a field of its own holds the unit, or there is none


def recommendation_without_reference(pieces: Iterable[Piece]) -> Iterator[Finding]:
    for piece in pieces:
        if piece.kind == "recommendation" and not any(cited_in(piece.value)):
            yield _found(Rule.REFERENCE, piece, _("Name the source that recommends it."))


def dose_without_unit(pieces: Iterable[Piece]) -> Iterator[Finding]:
    for piece in pieces:
        if piece.kind in UNITS_APART or piece.quoted:
            continue
        for text in piece.texts:
            for words in amounts_without_unit(text):
                yield _found(Rule.DOSE, piece, _("“…%(words)s…” has no unit.") % {"words": words})


def image_without_credit_or_text(pieces: Iterable[Piece]) -> Iterator[Finding]:
    for piece in pieces:
        if piece.kind != "figure" or not (image := piece.value.get("image")):
            continue
        if not image.credit_line:
            yield _found(Rule.IMAGE, piece, _("Say who made it, in the image's own form."))
        if not image.decorative and not image.contextual_alt_text:
            yield _found(Rule.IMAGE, piece, _("Describe it for readers who do not see it."))


def stigmatizing_wording(pieces: Iterable[Piece], listed: Sequence[Wording]) -> Iterator[Finding]:
    for piece in pieces:
        if piece.quoted:
            continue
        for text in piece.texts:
            for hit in found_in(text, listed):
                told = {"words": hit.words, "instead": hit.instead}
                yield _found(
                    Rule.WORDING, piece, _("“%(words)s”. Colleagues write: %(instead)s.") % told
                )


def review_date_passed(next_review: date | None, today: date) -> Iterator[Finding]:
    if next_review is not None and next_review <= today:
        day = {"day": date_format(next_review, "M j, Y")}
        text = _("A review was promised by %(day)s. Readers see a banner from that day on.") % day
        yield Finding(Rule.REVIEW, text, _("Review"))


def retracted_source(pieces: Iterable[Piece], retracted: Mapping[int, str]) -> Iterator[Finding]:
    """`retracted` names the retracted sources among those that the page cites."""
    for piece in pieces:
        for key in dict.fromkeys(source.pk for source in cited_in(piece.value)):
            if key in retracted:
                told = {"source": retracted[key]}
                yield _found(
                    Rule.RETRACTED, piece, _("%(source)s was retracted. Take it out.") % told
                )


def quotation_without_consent(pieces: Iterable[Piece], shown: Iterable[int]) -> Iterator[Finding]:
    """`shown` are the numbers of the quotations that readers may see."""
    allowed = set(shown)
    for piece in pieces:
        if piece.kind == "quoted_post" and piece.value.get("quotation") not in allowed:
            text = _("Its author has not agreed, or the post is hidden. Readers do not see it.")
            yield _found(Rule.CONSENT, piece, text)


def term_not_published(pieces: Iterable[Piece], published: Iterable[int]) -> Iterator[Finding]:
    """`published` are the numbers of the glossary terms that readers may open."""
    known = set(published)
    for piece in pieces:
        keys = (key for text in rich_text_in(piece.value) for key in pointed_at(text.source, TERM))
        if any(key not in known for key in keys):
            yield _found(Rule.TERM, piece, _("Publish the term, or choose another."))


def _found(rule: Rule, piece: Piece, text: str) -> Finding:
    return Finding(rule, text, piece.label, piece.anchor)
