"""What stands on a page about its versions and its review."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext

from cms.models import ClinicalPage, Contribution, LibraryEntry

register = template.Library()


@register.filter
def library_path(address: str) -> str:
    """ "articles/low-dose-starts", as the addresses below a page want it."""
    return address.removeprefix("/library/").strip("/")


@register.simple_tag
def superseding(page: ClinicalPage) -> LibraryEntry | None:
    """The page that took this one's place, if readers may see it."""
    if page.superseded_by_id is None:
        return None
    return LibraryEntry.objects.listed().filter(pk=page.superseded_by_id).first()


@register.simple_tag
def citation(
    page: ClinicalPage, entry: LibraryEntry | None, contributions: Iterable[Contribution]
) -> str:
    """A line that can be pasted into a list of references."""
    authors = [
        contribution.person.name
        for contribution in contributions
        if contribution.role == Contribution.Role.AUTHOR
    ]
    parts: list[Any] = [", ".join(authors), page.title, settings.WAGTAIL_SITE_NAME]
    if entry and entry.version:
        parts.append(gettext("Version %(number)s") % {"number": entry.version})
    if page.last_reviewed:
        day = date_format(page.last_reviewed, "M j, Y")
        parts.append(gettext("Reviewed %(day)s") % {"day": day})
    elif page.last_published_at:
        day = date_format(page.last_published_at, "M j, Y")
        parts.append(gettext("Published %(day)s") % {"day": day})
    address = entry.address if entry else page.url or ""
    return ". ".join(part for part in parts if part) + f". {settings.SITE_ADDRESS}{address}"
