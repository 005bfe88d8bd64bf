"""How library text shows its sources and its evidence grade."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.rich_text import RichText

from cms.models import Reference

register = template.Library()

# The closing tags at the end of a passage; a number belongs before them, at the last word.
CLOSING_TAGS = re.compile(r"(?:\s*</(?:p|li|ul|ol)>)+\s*\Z")


@register.simple_tag(takes_context=True)
def citations(context: template.Context, sources: Iterable[Reference | None]) -> SafeString:
    """The numbers of `sources` as links to the page's reference list."""
    listed: list[Reference] = context.get("references") or []
    cited_here = {source.pk for source in sources if source is not None}
    known = [(n, source) for n, source in enumerate(listed, start=1) if source.pk in cited_here]
    if not known:
        return SafeString("")
    links = format_html_join(
        ", ",
        '<a href="#{}" aria-label="{}">{}</a>',
        (
            (source.anchor, gettext("Reference %(n)s") % {"n": number}, number)
            for number, source in known
        ),
    )
    return format_html('<sup class="ref">{}</sup>', links)


@register.simple_tag(takes_context=True)
def cited(
    context: template.Context, text: RichText, sources: Iterable[Reference | None]
) -> SafeString:
    """Rich text with the numbers of its sources set at its last word."""
    html = str(text.__html__() if hasattr(text, "__html__") else text)
    marks = citations(context, sources)
    ending = CLOSING_TAGS.search(html)
    place = ending.start() if ending else len(html)
    # Wagtail's editor and write_article() clean rich text; `marks` is escaped where it is made.
    return mark_safe(html[:place] + marks + html[place:])  # noqa: S308


@register.inclusion_tag("cms/_grade.html")
def grade(letter: str) -> dict[str, Any]:
    """Four squares, as many filled as the grade deserves."""
    filled = "DCBA".find(letter) + 1
    return {"letter": letter, "squares": [place < filled for place in range(4)]}
