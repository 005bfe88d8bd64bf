"""Pages drawn by a worker before a reader asks, so that no reader waits for the drawing.

A row counts only while the mark of the shelves, the day and the release are those that it was drawn
at; else the page is drawn in the request, as if there were no row. So late or lost work makes a
page slower and never wrong, and a visitor's request writes nothing.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone, translation
from wagtail.models import Page

from cms import parts
from cms.models import LibraryEntry, ReadyPage
from cms.shelf import shelf_mark

Drawn = dict[str, parts.Pieces]


def key_of(mark: str, page_id: int, language: str) -> str:
    """Under this the page is ready or kept. Review dates pass with the day."""
    return parts.key_of(mark, timezone.localdate().isoformat(), page_id, language, "parts")


def draw(page: Page, stranger: HttpRequest) -> Drawn:
    """What all readers share of `page`. No quotation is given to its templates: words of the
    forum's people stand in live partials alone, so they cannot be stored with the rest.
    """
    context = page.get_context(stranger) | {"quotations": {}}
    return parts.parts_of(page.get_template(stranger), context, stranger)


def ready(page_id: int, language: str, key: str) -> Drawn | None:
    """What a worker has drawn of the page, if it is still true. One query."""
    rows = ReadyPage.objects.filter(page=page_id, language=language, key=key)
    return rows.values_list("parts", flat=True).first()


def prepare(page_id: int) -> None:
    """Draw a page in each language, where that is not done, and store it. Safe to run twice."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            _prepare(page_id, language)


def unprepared() -> list[int]:
    """Numbers of public pages of which not every language is ready, the newest first."""
    mark = shelf_mark()
    known = set(ReadyPage.objects.values_list("page_id", "key"))
    return [
        page
        for page in LibraryEntry.objects.listed().newest_first().values_list("pk", flat=True)
        if any((page, key) not in known for key in _true_keys(mark, page))
    ]


def sweep() -> list[int]:
    """Delete what is not true any more, and give the pages that are to be drawn."""
    mark = shelf_mark()
    public = set(LibraryEntry.objects.listed().values_list("pk", flat=True))
    void = [
        number
        for number, page, key in ReadyPage.objects.values_list("pk", "page_id", "key")
        if page not in public or key not in _true_keys(mark, page)
    ]
    ReadyPage.objects.filter(pk__in=void).delete()
    return unprepared()[: settings.READY_BATCH]


def _true_keys(mark: str, page_id: int) -> list[str]:
    return [key_of(mark, page_id, language) for language, _name in settings.LANGUAGES]


def _prepare(page_id: int, language: str) -> None:
    # The mark is read before the text: what changes meanwhile makes the row void, never wrong.
    entry = LibraryEntry.objects.for_serving().filter(pk=page_id).first()
    if entry is None:
        ReadyPage.objects.filter(page=page_id).delete()
        return
    key = key_of(entry.mark, page_id, language)
    if ReadyPage.objects.filter(page=page_id, language=language, key=key).exists():
        return
    drawn = draw(entry.page.specific, _stranger(entry.address))
    told: dict[str, Any] = {"key": key, "parts": drawn, "made_at": timezone.now()}
    with transaction.atomic():
        # The lock stands between this and a page that is just being deleted.
        locked = LibraryEntry.objects.select_for_update(no_key=True).filter(pk=page_id)
        if locked.first() is not None:
            ReadyPage.objects.update_or_create(page_id=page_id, language=language, defaults=told)


def _stranger(address: str) -> HttpRequest:
    """A request of nobody at the site's own address."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = address
    site = urlsplit(settings.SITE_ADDRESS)
    request.META = {"HTTP_HOST": site.netloc, "SERVER_NAME": site.hostname or "localhost"}
    request.META["SERVER_PORT"] = str(site.port or (443 if site.scheme == "https" else 80))
    request.user = AnonymousUser()
    return parts.stranger_of(request, QueryDict())
