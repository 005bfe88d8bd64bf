"""Pages on paper: the print view, and the PDF."""

from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from cms import actions, handouts
from cms.models import Handout, LibraryEntry
from cms.views.pages import public_page

WAIT = 5  # seconds until a browser looks again for a PDF that is being made


@require_safe
def print_view(request: HttpRequest, path: str) -> HttpResponse:
    """A page without its surroundings: questions open, links and terms written out."""
    entry = public_page(request, path)
    answer = HttpResponse(handouts.printed(entry))
    answer["Cache-Control"] = _asked_anew(request)
    return answer


# Some browsers show a PDF as an object of its own page. The decorator's types know no path.
@csp_replace({"object-src": ["'self'"]})  # type: ignore[arg-type]
@require_safe
def pdf(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page's PDF if it is made; else a page that waits for it, or says why there is none."""
    entry = public_page(request, path)
    order = actions.order_handout(entry)
    if order is None:
        raise Http404("No such page.")
    if order.is_made and (answer := _file(request, entry, order.handout)):
        return answer
    is_coming = order.has_worker and not order.has_failed
    answer = render(
        request,
        "cms/handout.html",
        {"entry": entry, "is_coming": is_coming, "wait": WAIT},
        status=202 if is_coming else 503,
    )
    answer["Cache-Control"] = "no-store"
    answer["Retry-After"] = str(WAIT if is_coming else WAIT * 60)
    return answer


def _file(request: HttpRequest, entry: LibraryEntry, handout: Handout) -> HttpResponseBase | None:
    """The stored file, or 304 to who has it; None if somebody removed it from the storage."""
    answer: HttpResponseBase | None = get_conditional_response(request, etag=handout.etag)
    if answer is None:
        try:
            stored = handout.file.open("rb")
        except FileNotFoundError:
            actions.drop_handouts(entry.pk)
            return None
        name = entry.address.strip("/").split("/")[-1]
        answer = FileResponse(stored, content_type="application/pdf", filename=f"{name}.pdf")
    answer["ETag"] = handout.etag
    answer["Cache-Control"] = _asked_anew(request)
    return answer


def _asked_anew(request: HttpRequest) -> str:
    """Words that were taken back must leave the caches as well."""
    return "private, no-store" if request.user.is_authenticated else "no-cache"
