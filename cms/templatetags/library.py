"""How library text shows its sources, its terms, its links and its evidence grade."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html
from wagtail.rich_text.rewriters import extract_attrs

from cms import structured
from cms.blocks import Grade
from cms.blocks.anchors import PAGE, REFERENCE, TERM
from cms.models import (
    CalculatorPage,
    ClinicalPage,
    CreditedImage,
    CreditedRendition,
    LibraryEntry,
    Quotation,
    Reference,
)
from cms.models.around import Around
from cms.models.image import KINDS, Size

register = template.Library()

# The closing tags at the end of a passage; a number belongs before them, at the last word.
CLOSING_TAGS = re.compile(r"(?:\s*</(?:p|li|ul|ol)>)+\s*\Z")
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)  # as rich text is stored; they do not nest
COLUMN = "(min-width: 64rem) 44rem, 100vw"  # the width of the text


# --- text -------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def citations(context: template.Context, sources: Iterable[Reference | None]) -> SafeString:
    """The numbers of `sources` as links to the page's reference list."""
    return _marks(context, {source.pk for source in sources if source is not None})


@register.simple_tag(takes_context=True)
def cited(
    context: template.Context, text: RichText, sources: Iterable[Reference | None]
) -> SafeString:
    """Rich text with its terms and links, and the numbers of its sources at its last word."""
    html = words(context, text)
    marks = citations(context, sources)
    ending = CLOSING_TAGS.search(html)
    place = ending.start() if ending else len(html)
    # Both parts are safe where they are made.
    return mark_safe(html[:place] + marks + html[place:])  # noqa: S308


@register.simple_tag(takes_context=True)
def words(context: template.Context, text: RichText | str) -> SafeString:
    """Rich text with its terms as links to their explanation, its sources as numbers.

    What it points at and is no longer there, or not yet public, leaves its words alone.
    """
    stored = text.source if isinstance(text, RichText) else str(text or "")

    def drawn(link: re.Match[str]) -> str:
        attrs, inside = extract_attrs(link[1]), link[2]
        key = int(attrs["id"]) if attrs.get("id", "").isdecimal() else 0
        if attrs.get("linktype") == TERM:
            return _term(context, key, inside)
        if attrs.get("linktype") == REFERENCE:
            return inside + _marks(context, {key})
        if attrs.get("linktype") == PAGE:
            return _page_link(context, key, inside)
        return link[0]

    # Wagtail's editor and cms.actions clean rich text before it is stored.
    return mark_safe(expand_db_html(LINK.sub(drawn, stored)))  # noqa: S308


def _marks(context: template.Context, keys: set[int]) -> SafeString:
    listed: list[Reference] = context.get("references") or []
    links = format_html_join(
        ", ",
        '<a href="#{}" aria-label="{}"{}>{}</a>',
        (
            (source.anchor, _name_of(number, source), _struck(source), number)
            for number, source in enumerate(listed, start=1)
            if source.pk in keys
        ),
    )
    return format_html('<sup class="ref">{}</sup>', links) if links else SafeString("")


def _name_of(number: int, source: Reference) -> str:
    if source.is_retracted:
        return gettext("Reference %(n)s, retracted") % {"n": number}
    return gettext("Reference %(n)s") % {"n": number}


def _struck(source: Reference) -> SafeString:
    return mark_safe(' class="retracted"') if source.is_retracted else SafeString("")


def _term(context: template.Context, key: int, inside: str) -> str:
    term = (context.get("terms") or {}).get(key)
    if term is None:
        return inside
    # `inside` is rich text that was cleaned when it was stored.
    return format_html(
        '<a class="term" href="{}" aria-describedby="term-{}">{}</a>',
        term.get_absolute_url(),
        term.slug,
        mark_safe(inside),  # noqa: S308
    )


def _page_link(context: template.Context, key: int, inside: str) -> str:
    around: Around | None = context.get("around")
    address = around.address_of(key) if around else ""
    if not address:
        return inside
    # As above: cleaned when it was stored.
    return format_html('<a href="{}">{}</a>', address, mark_safe(inside))  # noqa: S308


# --- evidence ---------------------------------------------------------------------------------


@register.inclusion_tag("cms/_grade.html")
def grade(letter: str) -> dict[str, Any]:
    """Four squares, as many filled as the grade deserves."""
    filled = "DCBA".find(letter) + 1
    return {"letter": letter, "squares": [place < filled for place in range(4)]}


@register.filter
def grade_words(letter: str) -> str:
    """What the grade `letter` stands for."""
    return str(Grade(letter).label)


@register.filter
def has_grades(page: ClinicalPage) -> bool:
    """Whether a recommendation on `page` bears a grade of its own."""
    return any(
        block.block_type == "recommendation" for stream in page.streams() for block in stream
    )


# --- pictures ---------------------------------------------------------------------------------


@register.inclusion_tag("cms/_picture.html")
def library_picture(
    image: CreditedImage, sizes: str = "", *, first: bool = False
) -> dict[str, Any]:
    """`image` in modern formats and several widths; loaded late unless it is the `first` seen.

    No query and no encoding: what a worker has not made yet is left out, the picture as it was
    uploaded stands in for it.
    """
    jpegs = image.files_of("jpeg")
    middle = jpegs[len(jpegs) // 2] if jpegs else None
    kinds = {kind: image.files_of(name) for name, kind in KINDS.items()}
    return {
        "image": image,
        "sizes": sizes or COLUMN,
        "is_first": first,
        "sources": [(kind, _srcset(files)) for kind, files in kinds.items() if files],
        "src": _file_address(middle) if middle else image.file.url,
        "width": middle["width"] if middle else image.width,
        "height": middle["height"] if middle else image.height,
    }


def _srcset(files: Iterable[Size]) -> str:
    return ", ".join(f"{_file_address(one)} {one['width']}w" for one in files)


def _file_address(size: Size) -> str:
    return CreditedRendition._meta.get_field("file").storage.url(size["name"])


@register.simple_tag
def social_picture(image: CreditedImage) -> dict[str, Any]:
    """`image` as cards of other sites show it; as it was uploaded until a worker has cut it."""
    made = next(iter(image.files_of("social")), None)
    address = _file_address(made) if made else image.file.url
    size = made or {"width": image.width, "height": image.height}
    full = structured.full(address) if address.startswith("/") else address
    return {"full_url": full, "width": size["width"], "height": size["height"]}


# --- quoted posts and calculators -------------------------------------------------------------


@register.simple_tag(takes_context=True)
def quotation(context: template.Context, number: int) -> Quotation | None:
    """The quotation numbered `number`, if readers of this page may see it."""
    found: Quotation | None = (context.get("quotations") or {}).get(number)
    return found


@register.simple_tag
def calculator_entry(key: str) -> LibraryEntry | None:
    """The page of the calculator `key`, if it is published and open to everybody."""
    pages = CalculatorPage.objects.filter(calculator=key).values("pk")
    return LibraryEntry.objects.listed().filter(pk__in=pages).first()


@register.filter
def minutes(entries: Iterable[LibraryEntry]) -> int:
    """How long reading all `entries` takes."""
    return sum(entry.minutes_to_read for entry in entries)


# --- the head of a page -----------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def canonical(context: template.Context, page: Page) -> str:
    """The one full address of `page`, whatever the question in the request's."""
    entry: LibraryEntry | None = context.get("entry")
    own = entry.address if entry and entry.pk == page.pk else None
    return structured.full(own or page.url or page.url_path)


@register.filter
def pdf_address(address: str) -> str:
    """Where the PDF of the page at `address` stands."""
    return f"{address.rstrip('/')}.pdf"


@register.simple_tag(takes_context=True)
def structured_page(context: template.Context) -> SafeString:
    """The page as JSON-LD, ready for its data block."""
    flat: dict[str, Any] = dict(context.flatten())  # type: ignore[arg-type]
    return structured.as_script(structured.graph_of(flat["page"], flat))


@register.simple_tag(takes_context=True)
def structured_list(context: template.Context, entries: Iterable[LibraryEntry]) -> SafeString:
    """A list of pages as JSON-LD, ready for its data block."""
    page, ancestors = context["page"], context.get("ancestors") or []
    return structured.as_script(structured.list_graph(page, entries, ancestors))
