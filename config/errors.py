"""Pages for what went wrong: what happened, where the text is, one next step."""

from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

SHOWN_TEXT_MAX = 100_000  # characters of a refused form that are shown again


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; a form larger than `DATA_UPLOAD_MAX_MEMORY_SIZE` gets the page that says so, 413."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"why": str(exception)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither a database nor a session: one of them may be what broke."""
    page = loader.get_template("500.html").render({"stylesheet": _stylesheet()})
    return HttpResponse(page, status=500)


def _stylesheet() -> str:
    try:
        return staticfiles_storage.url("css/open-rounds.css")
    except ValueError:  # the manifest lacks it; the page is readable without
        return ""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An expired form. What was typed into it is shown again, so that nothing is lost."""
    typed = {
        "heading_text": request.POST.get("title", "")[:SHOWN_TEXT_MAX],
        "text": request.POST.get("body", "")[:SHOWN_TEXT_MAX],
    }
    return render(request, "403_csrf.html", typed, status=403)


def too_many(
    request: HttpRequest, wait_seconds: int = 0, context: dict[str, Any] | None = None
) -> HttpResponse:
    """429. `wait_seconds` is said in words and in the Retry-After header; `text` is shown."""
    known = {"wait_seconds": wait_seconds, "wait_minutes": -(-wait_seconds // 60)}
    response = render(request, "429.html", {**(context or {}), **known}, status=429)
    response["Retry-After"] = str(wait_seconds or 60)
    return response
