""" "Was this page helpful?": the question as a page, and where its answer goes."""

import secrets

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.network import client_address
from cms import limits
from cms.actions import feedback
from cms.forms.readers import HelpfulForm
from cms.models import LibraryEntry, PageFeedback
from cms.views.pages import public_page

MARK = "helpful_mark"  # the cookie that tells one guest from the next; answering alone sets it
YEAR = 365 * 24 * 3600  # seconds


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def helpful(request: HttpRequest, path: str) -> HttpResponse:
    """Ask, or keep what was answered; who answered already sees it and may change it."""
    entry = public_page(request, path)
    person = request.user if isinstance(request.user, User) else None
    if person and not person.may_write:
        raise PermissionDenied(_("A sanction keeps your account from answering."))
    mark = "" if person else _mark(request)
    if request.method != "POST":
        said = _said(entry, person, mark)
        return _page(request, entry, HelpfulForm(initial=_initial(request, said)), said)
    form = HelpfulForm(request.POST)
    if form.by_machine:
        return redirect(entry.address)
    if not form.is_valid():
        return _page(request, entry, form, status=422)
    if person:
        feedback.answer_helpful(entry, reader=feedback.member_key(person), **form.answer())
        return redirect(request.path)
    try:
        limits.check_feedback(client_address(request))
    except limits.TooMany as limit:
        return _wait(request, entry, form, limit)
    mark = mark or secrets.token_urlsafe(16)
    feedback.answer_helpful(entry, reader=feedback.guest_key(mark), **form.answer())
    response = redirect(request.path)
    response.set_signed_cookie(
        MARK,
        mark,
        salt=MARK,
        max_age=YEAR,
        path="/library/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


# --- parts ------------------------------------------------------------------------------------


def _mark(request: HttpRequest) -> str:
    return request.get_signed_cookie(MARK, default="", salt=MARK, max_age=YEAR) or ""


def _said(entry: LibraryEntry, person: User | None, mark: str) -> PageFeedback | None:
    if person is None and not mark:
        return None
    reader = feedback.member_key(person) if person else feedback.guest_key(mark)
    return PageFeedback.objects.of_reader(entry, reader).first()


def _initial(request: HttpRequest, said: PageFeedback | None) -> dict[str, str]:
    if said:
        return {"helpful": "yes" if said.helpful else "no", "reason": said.reason}
    asked = request.GET.get("answer", "")
    return {"helpful": asked} if asked in ("yes", "no") else {}


def _wait(
    request: HttpRequest, entry: LibraryEntry, form: HelpfulForm, limit: limits.TooMany
) -> HttpResponse:
    minutes = int(limit.wait.total_seconds()) // 60 + 1
    words = ngettext(
        "Many answers came from your network. Please wait %(n)s minute.",
        "Many answers came from your network. Please wait %(n)s minutes.",
        minutes,
    )
    form.add_error(None, words % {"n": minutes})
    response = _page(request, entry, form, status=429)
    response["Retry-After"] = str(int(limit.wait.total_seconds()) + 1)
    return response


def _page(
    request: HttpRequest,
    entry: LibraryEntry,
    form: HelpfulForm,
    said: PageFeedback | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"entry": entry, "form": form, "said": said}
    return render(request, "cms/helpful.html", context, status=status)
