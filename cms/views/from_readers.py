"""What readers gave back, for editors, in Wagtail's admin."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from cms.actions import feedback, suggesting
from cms.forms.readers import ReasonForm
from cms.models import PageFeedback, Suggestion

MOST = 200  # rows of one list
DECIDED = 30  # of them that are decided
FEEDBACK = "cms.change_pagefeedback"
SUGGESTIONS = "cms.change_suggestion"

View = Callable[..., HttpResponse]


def needs(right: str) -> Callable[[View], View]:
    """403 without `right`; Wagtail has asked for the right to open its admin before."""

    def guard(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return guard


@needs(FEEDBACK)
@require_safe
def unhelpful(request: HttpRequest) -> HttpResponse:
    """Pages that did not help, where it weighs most first, with what readers missed."""
    rows = list(PageFeedback.objects.unhelpful()[:MOST])
    said: dict[int, list[PageFeedback]] = {row["page_id"]: [] for row in rows}
    for answer in PageFeedback.objects.to_read().filter(page__in=said).order_by("-pk"):
        said[answer.page_id].append(answer)
    pages = [{**row, "answers": said[row["page_id"]]} for row in rows]
    context = {"pages": pages, "page_title": _("Not helpful"), "header_icon": "warning"}
    return render(request, "cms/admin/unhelpful.html", context)


@needs(FEEDBACK)
@require_POST
def handled(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take what was read off the list."""
    upto = request.POST.get("upto", "")
    number = int(upto) if upto.isascii() and upto.isdigit() and len(upto) < 19 else 0
    count = feedback.mark_handled(page_id, upto=number, by=_editor(request))
    words = ngettext("%(n)s answer marked as handled.", "%(n)s answers marked as handled.", count)
    messages.success(request, words % {"n": count})
    return redirect("cms_unhelpful")


@needs(SUGGESTIONS)
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What members propose: what waits, then what was decided lately."""
    return _suggestions(request)


@needs(SUGGESTIONS)
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft with the suggestion in it and go on in the page's editor."""
    get_object_or_404(Suggestion, pk=pk)
    try:
        taken = suggesting.take_suggestion(pk, editor=_editor(request))
    except suggesting.Decided:
        return _already_decided(request)
    except suggesting.Locked as lock:
        messages.error(request, lock.words)
        return redirect("cms_suggestions")
    messages.success(request, _("A draft was saved; the suggestion is in it as a comment."))
    return redirect("wagtailadmin_pages:edit", taken.page_id)


@needs(SUGGESTIONS)
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not take it, and tell the member why."""
    get_object_or_404(Suggestion, pk=pk)
    form = ReasonForm(request.POST, prefix=str(pk))
    if not form.is_valid():
        return _suggestions(request, refused=(pk, form), status=422)
    try:
        suggesting.decline_suggestion(
            pk, editor=_editor(request), answer=form.cleaned_data["answer"]
        )
    except suggesting.Decided:
        return _already_decided(request)
    messages.success(request, _("The member is told why it was not taken."))
    return redirect("cms_suggestions")


# --- parts ------------------------------------------------------------------------------------


def _editor(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _already_decided(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Another editor decided on this suggestion meanwhile."))
    return redirect("cms_suggestions")


def _suggestions(
    request: HttpRequest, refused: tuple[int, ReasonForm] | None = None, status: int = 200
) -> HttpResponse:
    found = Suggestion.objects.select_related("page__library_entry", "person", "decided_by")
    waiting = [
        {
            "suggestion": one,
            "form": refused[1]
            if refused and refused[0] == one.pk
            else ReasonForm(prefix=str(one.pk)),
        }
        for one in found.open()[:MOST]
    ]
    context = {
        "waiting": waiting,
        "decided": found.decided()[:DECIDED],
        "page_title": _("Suggested changes"),
        "header_icon": "comment",
    }
    return render(request, "cms/admin/suggestions.html", context, status=status)
