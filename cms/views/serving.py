"""Published pages, fast: shared parts from the cache, what is personal or of the moment live.

One query finds the page, whether everybody may read it, and the mark of everything it shows
(cms.shelf). What is kept is kept under that mark, so a change is seen with the next request and
nothing that was taken away is shown again. Previews, drafts, pages for some readers only, and
every method but GET and HEAD are Wagtail's, untouched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.http import quote_etag
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from cms import parts, ready
from cms.compiled import Compiled
from cms.models import LibraryEntry, LibraryIndexPage, Quotation, SectionIndexPage
from cms.querysets import HOUSE_WORDS
from cms.shelf import telling

ASKED = {"page": 4, "status": 14, "subject": 60}  # of a section; longer words ask nothing

DEPTH = 4  # of pages in the tree: below the root, the library and their section
TOLD = "kind summary evidence_grade status last_reviewed next_review minutes_to_read".split()

# Each is the one query that finds a page of its kind.
ENTRY = Compiled(
    lambda address: LibraryEntry.objects.for_serving().filter(address=address)[:1], address=str
)
SECTION = Compiled(
    lambda slug: SectionIndexPage.objects.for_serving().filter(slug=slug).order_by("pk")[:1],
    slug=str,
)
FRONT = Compiled(lambda: LibraryIndexPage.objects.for_serving().order_by("pk")[:1])


@dataclass(frozen=True)
class Above:
    """A page above the one that is served, as far as its crumbs need it."""

    title: str
    url: str


@dataclass(frozen=True)
class Found:
    """A page that everybody may read. `asked` is the part of the query that changes it."""

    page: Page
    mark: str
    entry: LibraryEntry | None = None
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def seconds(self) -> int:
        """How long to keep it. A page that grew from a discussion may quote who spoke there."""
        return parts.KEEP_OF_PEOPLE if self.entry and self.entry.is_grown else parts.KEEP

    @property
    def house_words(self) -> dict[str, str | None] | None:
        """Where they came along; see `LibraryEntry.objects.for_serving`."""
        return {name: getattr(self.entry, name) for name in HOUSE_WORDS} if self.entry else None

    @cached_property
    def quotations(self) -> dict[int, Quotation]:
        """Colleagues' words on the page that readers may see, by their numbers."""
        shown = Quotation.objects.shown().filter(page=self.page.pk)
        return {quotation.pk: quotation for quotation in shown}

    @property
    def ancestors(self) -> list[Above] | None:
        """The library and the section, where the page stands in a section as all do."""
        names = self.entry.address.strip("/").split("/") if self.entry else []
        if self.entry is None or self.page.depth != DEPTH or len(names) != DEPTH - 1:
            return None
        return [
            Above(self.entry.library_title, f"/{names[0]}/"),
            Above(self.entry.section_title, f"/{names[0]}/{names[1]}/"),
        ]


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page at /library/`path`: at most two queries for a visitor, where it is kept."""
    found = _find(request, path) if request.method in ("GET", "HEAD") else None
    if found is None:
        return wagtail_serve(request, path)
    with telling(mark=found.mark, house_words=found.house_words, ancestors=found.ancestors):
        if not _is_visitor(request):
            return HttpResponse(_filled(_in_shell(found, request), found, request))
        return _answer(request, _filled(_for_visitors(found, request), found, request))


def _find(request: HttpRequest, path: str) -> Found | None:
    """One query."""
    names = path.strip("/").split("/")
    if len(names) > 1:
        entry = next(iter(ENTRY.ask(address=f"/library/{path}")), None)
        return Found(_bare_page(entry), entry.mark, entry) if entry else None
    if names[0]:
        section = next(iter(SECTION.ask(slug=names[0])), None)
        return Found(section, section.mark, asked=_asked(request)) if section else None
    front = next(iter(FRONT.ask()), None)
    return Found(front, front.mark) if front else None


def _bare_page(entry: LibraryEntry) -> Page:
    """The row of the tree with what the lists know of the page: enough for live partials."""
    page = entry.page
    page.library_entry = entry
    for name in TOLD:
        setattr(page, name, getattr(entry, name))
    return page


def _asked(request: HttpRequest) -> dict[str, str]:
    given = {name: request.GET.get(name, "") for name in ASKED}
    return {name: word for name, word in given.items() if 0 < len(word) <= ASKED[name]}


def _is_visitor(request: HttpRequest) -> bool:
    """Without session, and with no message that waits in a cookie to be shown."""
    return not {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()


# --- rendering --------------------------------------------------------------------------------


def _for_visitors(found: Found, request: HttpRequest) -> parts.Pieces:
    """The whole page as all visitors with this language and theme get it."""
    if any(name not in found.asked for name in request.GET):
        return _in_shell(found, request)
    theme = request.COOKIES.get("theme")
    key = _key(found, request, "whole", theme if theme in ("light", "dark") else "")
    pieces = parts.kept(key)
    if pieces is None:
        pieces = parts.with_marked_ones(_in_shell(found, request), _context(found), request)
        parts.keep(key, pieces, found.seconds)
    return pieces


def _in_shell(found: Found, request: HttpRequest) -> parts.Pieces:
    return parts.in_shell(_shared(found, request), request)


def _shared(found: Found, request: HttpRequest) -> ready.Drawn:
    """What all readers share of the page: kept, drawn ahead by a worker, or drawn now."""
    language = get_language() or settings.LANGUAGE_CODE
    if found.entry:
        key = ready.key_of(found.mark, found.page.pk, language)
    else:
        key = _key(found, request, "parts")
    known: ready.Drawn | None = parts.kept(key)
    if known is None:
        known = ready.ready(found.page.pk, language, key) if found.entry else None
        known = known or _drawn(found, request)
        parts.keep(key, known, found.seconds)
    return known


def _drawn(found: Found, request: HttpRequest) -> ready.Drawn:
    query = QueryDict(mutable=True)
    query.update(found.asked)
    return ready.draw(found.page.specific, parts.stranger_of(request, query))


def _filled(pieces: parts.Pieces, found: Found, request: HttpRequest) -> str:
    return parts.filled(pieces, _context(found), request)


def _context(found: Found) -> dict[str, Any]:
    quotations = SimpleLazyObject(lambda: found.quotations)
    return {"page": found.page, "entry": found.entry, "quotations": quotations}


def _key(found: Found, request: HttpRequest, *more: str) -> str:
    """Review dates pass with the day; addresses in full name the host."""
    day = timezone.localdate().isoformat()
    asked = [f"{name}={word}" for name, word in found.asked.items()]
    place = (request.scheme, request.get_host(), get_language())
    return parts.key_of(found.mark, day, found.page.pk, *place, *more, *asked)


# --- answering --------------------------------------------------------------------------------


def _answer(request: HttpRequest, html: str) -> HttpResponseBase:
    """The page, or 304 for who has just this one. No cache may show it again without asking.

    The tag is a digest of the whole page, so it is right whatever the page was made of.
    """
    body = html.encode()
    etag = quote_etag(sha256(body).hexdigest()[:32])
    response = HttpResponse(body, headers={"ETag": etag, "Cache-Control": "no-cache"})
    patch_vary_headers(response, ["Cookie"])
    conditional = get_conditional_response(request, etag, None, response)
    return conditional if conditional is not None else response
