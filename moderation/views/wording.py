"""The reasons that moderators pick from, and their words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation import actions
from moderation.actions.wording import Reworded
from moderation.forms import WordingForm
from moderation.models import CannedReason
from moderation.permissions import can_word_reasons, for_moderators, moderator_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def reasons(request: HttpRequest) -> HttpResponse:
    """Every reason in its order; a POST makes a new one, moves one, retires one or brings it back."""
    if request.method != "POST":
        return _list(request, WordingForm(initial={"version": 0}))
    _must_be_allowed(request)
    code = request.POST.get("code", "").replace("\0", "")
    if code:
        return _change(request, code)
    form = WordingForm(request.POST)
    if not form.is_valid():
        return _list(request, form, status=422)
    said = form.cleaned_data
    actions.write_reason(
        "",
        by=moderator_of(request),
        name=said["name"],
        public=said["public"],
        message=said["message"],
        rule=said["rule"],
    )
    messages.success(request, _("The new reason is offered at the end of the list."))
    return redirect("moderation:reasons")


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def reason(request: HttpRequest, code: str) -> HttpResponse:
    """One reason with all of its wordings; a POST saves the next one."""
    found = get_object_or_404(CannedReason, code=code)
    if request.method != "POST":
        return _one(request, found, None)
    _must_be_allowed(request)
    form = WordingForm(request.POST)
    if not form.is_valid():
        return _one(request, found, form, status=422)
    said = form.cleaned_data
    try:
        actions.write_reason(
            code,
            by=moderator_of(request),
            name=said["name"],
            public=said["public"],
            message=said["message"],
            rule=said["rule"],
            seen_version=said["version"],
        )
    except Reworded:
        form.add_error(
            None, _("Somebody saved other words meanwhile; they are below. Yours are in the form.")
        )
        return _one(request, found, form, status=409)
    messages.success(request, _("Saved. Decisions made so far keep the words they were made with."))
    return redirect("moderation:reasons")


# --- parts ------------------------------------------------------------------------------------


def _must_be_allowed(request: HttpRequest) -> None:
    if not can_word_reasons(request.user):
        raise PermissionDenied(
            _(
                "These words hold for every category, so its moderators ask you to"
                " propose a change to them."
            )
        )


def _change(request: HttpRequest, code: str) -> HttpResponse:
    to = request.POST.get("to", "")
    try:
        if to in ("up", "down"):
            actions.reorder_reason(code, up=to == "up")
        elif to in ("retire", "offer"):
            actions.retire_reason(code, retire=to == "retire")
    except CannedReason.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("moderation:reasons")


def _list(request: HttpRequest, form: WordingForm, status: int = 200) -> HttpResponse:
    rows = list(CannedReason.objects.order_by("order", "pk").worded())
    context = {
        "offered": [row for row in rows if row.is_active],
        "retired": [row for row in rows if not row.is_active],
        "form": form,
        "may_word": can_word_reasons(request.user),
    }
    return render(request, "moderation/reasons.html", context, status=status)


def _one(
    request: HttpRequest, found: CannedReason, form: WordingForm | None, status: int = 200
) -> HttpResponse:
    versions = list(found.versions.select_related("by").order_by("-version"))
    if form is None:
        now = versions[0]
        form = WordingForm(
            initial={
                "version": now.version,
                "name": now.name,
                "public": now.public,
                "message": now.message,
                "rule": found.rule,
            }
        )
    elif status == 409:
        # What is typed now is begun on the newest words.
        typed = request.POST.copy()
        typed["version"] = str(versions[0].version)
        form.data = typed
    context = {
        "reason": found,
        "versions": versions,
        "form": form,
        "may_word": can_word_reasons(request.user),
    }
    return render(request, "moderation/reason.html", context, status=status)
