"""Suggesting a change of a page, and what became of one's suggestions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from cms import limits
from cms.actions import suggesting
from cms.forms.readers import SuggestionForm
from cms.models import LibraryEntry, Suggestion
from cms.views.pages import public_page

MOST = 100  # suggestions on a member's list


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, path: str) -> HttpResponse:
    """The form and its destination; `?passage=` fills in the passage, also through signing in."""
    entry = public_page(request, path)
    person = request.user
    if not isinstance(person, User):
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        names = ("passage", "proposal", "source")
        typed = "\n\n".join(filter(None, (request.POST.get(name, "") for name in names)))
        return render(request, "forum/signed_out.html", {"typed": typed}, status=403)
    if not person.may_write:
        raise PermissionDenied(_sanction())
    if request.method != "POST":
        passage = request.GET.get("passage", "").replace("\0", "")[:2000]
        return _page(request, entry, SuggestionForm(initial={"passage": passage}))
    form = SuggestionForm(request.POST)
    if not form.is_valid():
        return _page(request, entry, form, status=422)
    try:
        suggesting.suggest(entry, person=person, **form.cleaned_data)
    except suggesting.Silenced:
        raise PermissionDenied(_sanction()) from None
    except limits.TooMany as limit:
        form.add_error(None, _("That is enough for one day. Please send the rest tomorrow."))
        response = _page(request, entry, form, status=429)
        response["Retry-After"] = str(int(limit.wait.total_seconds()) + 1)
        return response
    messages.success(request, _("Thank you. An editor reads it and you hear what becomes of it."))
    return redirect("cms:suggestions")


@login_required
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What the member proposed, and what became of it."""
    person = request.user
    if not isinstance(person, User):
        raise Http404
    mine = Suggestion.objects.of(person).select_related("page__library_entry")[:MOST]
    return render(request, "cms/suggestions.html", {"suggestions": mine})


def _sanction() -> str:
    return _("A sanction keeps your account from suggesting changes.")


def _page(
    request: HttpRequest, entry: LibraryEntry, form: SuggestionForm, status: int = 200
) -> HttpResponse:
    return render(request, "cms/suggest.html", {"entry": entry, "form": form}, status=status)
