"""The glossary: all terms from A to Z, and one with what points at it."""

from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby
from typing import Any
from unicodedata import combining, normalize

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.models import GlossaryTerm
from cms.structured import as_script, full

LONGEST_SEARCH = 80  # characters
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = "#"  # where a term begins with a digit or a sign


@require_safe
def glossary(request: HttpRequest) -> HttpResponseBase:
    """All published terms, or those that `?q=` finds. One query."""
    words = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_SEARCH]
    terms = GlossaryTerm.objects.published()
    found = sorted(terms.matching(words) if words else terms, key=_place)
    letters = {letter: list(those) for letter, those in groupby(found, key=_letter)}
    shown = {
        "words": words,
        "count": len(found),
        "letters": letters,
        "jumps": [(letter, letter in letters) for letter in (OTHER, *ALPHABET)],
        "structured": as_script(_set(found)),
    }
    return _answer(request, render(request, "cms/glossary.html", shown))


@require_safe
def term(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One published term; a draft is not found. Four queries."""
    term = get_object_or_404(GlossaryTerm.objects.published(), slug=slug)
    shown = term.reading_context() | {"structured": as_script(_node(term))}
    return _answer(request, render(request, "cms/term.html", shown))


def _letter(term: GlossaryTerm) -> str:
    first = _plain(term)[:1]
    return first if first in ALPHABET else OTHER


def _place(term: GlossaryTerm) -> tuple[bool, str]:
    """Digits and signs first, then A to Z; databases disagree on where É belongs."""
    return (_letter(term) != OTHER, _plain(term))


def _plain(term: GlossaryTerm) -> str:
    """The term in capitals without accents."""
    return "".join(one for one in normalize("NFD", term.term) if not combining(one)).upper()


def _answer(request: HttpRequest, page: HttpResponse) -> HttpResponseBase:
    """`page`, or 304 for a visitor who has it. What a member sees carries their own header."""
    page["Cache-Control"] = "no-cache" if request.user.is_anonymous else "private, no-cache"
    if not request.user.is_anonymous:
        return page
    page["ETag"] = etag = quote_etag(sha256(page.content).hexdigest()[:32])
    conditional = get_conditional_response(request, etag, None, page)
    return conditional if conditional is not None else page


# --- schema.org -------------------------------------------------------------------------------


def _set(terms: Iterable[GlossaryTerm]) -> dict[str, Any]:
    return _this_set() | {
        "@context": "https://schema.org",
        "hasDefinedTerm": [
            {"@type": "DefinedTerm", "name": one.term, "url": full(one.get_absolute_url())}
            for one in terms
        ],
    }


def _node(term: GlossaryTerm) -> dict[str, Any]:
    node = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": full(term.get_absolute_url()),
        "url": full(term.get_absolute_url()),
        "name": term.term,
        "description": term.definition,
        "inDefinedTermSet": _this_set(),
    }
    others = [*term.abbreviation_lines, *term.synonym_lines]
    return node | ({"alternateName": others} if others else {})


def _this_set() -> dict[str, Any]:
    address = full(reverse("cms:glossary"))
    return {"@type": "DefinedTermSet", "@id": address, "url": address, "name": _("Glossary")}
