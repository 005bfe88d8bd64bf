"""Small words of the forum's templates."""

from datetime import datetime
from functools import cache
from zlib import crc32

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models.user import Reader
from forum.models import Post, Topic

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """What `components/icon.html` draws, for templates that a page repeats many times."""
    sprite = static("icons.svg")
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#i-{}"/></svg>', sprite, name
    )


@register.filter
def tint(number: int | None) -> str:
    """One of six avatar tints, always the same for the same person."""
    return f"a{(number or 0) % 6 + 1}"


@register.filter
def tint_of(written: Post | Topic) -> str:
    """The class of the circle for who wrote it; of an anonymous one by the label alone."""
    if written.guest_name:
        return "guest"
    if written.peer_label:
        return tint(crc32(written.peer_label.encode()))
    return tint(written.author_id)


@register.filter
def initials_of(written: Post | Topic) -> str:
    """Initials of who wrote it; a label's are its word and its number: "P2"."""
    if written.peer_label:
        return initials(written.peer_label.partition(",")[0])
    return initials(written.author_name)


@register.filter
def is_by(written: Post | Topic, reader: Reader) -> bool:
    """Whether `reader` wrote it, by name or anonymously."""
    return written.is_by(reader)


@register.filter
def initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


@register.filter
def short_age(moment: datetime | None) -> str:
    """How long ago, in the fewest characters: "8 min", "5 h", "3 d", then the date."""
    if moment is None:
        return ""
    minutes = max(0, int((timezone.now() - moment).total_seconds()) // 60)
    if minutes < 60:
        return _("%(n)s min") % {"n": minutes}
    if minutes < 24 * 60:
        return _("%(n)s h") % {"n": minutes // 60}
    if minutes < 7 * 24 * 60:
        return _("%(n)s d") % {"n": minutes // 1440}
    return date_format(timezone.localtime(moment), "M j, Y")
