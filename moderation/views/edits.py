"""One edit that waits: what it would change, and the decision on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.models import InvalidTransition, PendingEdit
from moderation import actions
from moderation.forms import EditDecisionForm
from moderation.models import Decision
from moderation.permissions import can_decide_edit, for_moderators, moderator_of
from moderation.reading import around_edit
from moderation.views.desk import desk, to_next
from moderation.wordings import message_for


@require_safe
@for_moderators
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A waiting edit beside the text that readers see, or what became of it."""
    found = _find(request, pk)
    if not found.is_pending:
        decisions = Decision.objects.on_edit(found)
        context = {"edit": found, "post": found.post, "decisions": decisions}
        return render(request, "moderation/edit_decided.html", context)
    form = EditDecisionForm(initial={"version": found.version, "base": found.post.version})
    return _edit_page(request, found, form)


@for_moderators
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out one decision; 409 with what happened where either text moved on."""
    if request.method != "POST":
        return redirect("moderation:edit", pk)
    form = EditDecisionForm(request.POST)
    if not form.is_valid():
        return _refused(request, _find(request, pk), form)
    try:
        decision = actions.decide_edit(
            pk,
            moderator=moderator_of(request),
            version=form.cleaned_data["version"],
            base=form.cleaned_data["base"],
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
            message=form.cleaned_data["message"],
        )
    except PendingEdit.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as own:
        raise PermissionDenied from own
    except actions.StaleEdit as stale:
        return _moved_on(request, stale.edit, stale.decision, form.cleaned_data["message"])
    except InvalidTransition:
        form.add_error("outcome", _("As things are, this cannot be approved; the page says why."))
        return _refused(request, _find(request, pk), form)
    messages.success(
        request,
        _("%(outcome)s: edit in “%(title)s”, by %(author)s.")
        % {
            "outcome": decision.get_outcome_display(),
            "title": decision.post.topic.title,
            "author": decision.post.author_name,
        },
    )
    return to_next(request)


# --- parts -------------------------------------------------------------------------------------


def _find(request: HttpRequest, pk: int) -> PendingEdit:
    """The edit the moderator may look at, or 404."""
    edits = PendingEdit.objects.visible_to(request.user).for_desk()
    return get_object_or_404(edits.select_related("post__receipt"), pk=pk)


def _refused(request: HttpRequest, edit: PendingEdit, form: EditDecisionForm) -> HttpResponse:
    """The edit again with what is missing, or what happened to it meanwhile."""
    if not can_decide_edit(request.user, edit):
        raise PermissionDenied
    if not edit.is_pending:
        typed = str(form.data.get("message", ""))
        return _moved_on(request, edit, Decision.objects.on_edit(edit).last(), typed)
    return _edit_page(request, edit, form, status=422)


def _edit_page(
    request: HttpRequest, edit: PendingEdit, form: EditDecisionForm, status: int = 200
) -> HttpResponse:
    post, moderator = edit.post, moderator_of(request)
    may = can_decide_edit(moderator, edit)
    context = {
        **desk(request, edit),
        "edit": edit,
        "post": post,
        "receipt": getattr(post, "receipt", None),
        "form": form,
        "beside": around_edit(edit, moderator),
        "wordings": [
            (one, message_for(one, "", post)) for one in (form.wordings.values() if may else ())
        ],
        "can_decide": may,
        "why_not": "" if may else _("You wrote this yourself, so another moderator decides."),
    }
    return render(request, "moderation/edit.html", context, status=status)


def _moved_on(
    request: HttpRequest, edit: PendingEdit, decision: Decision | None, typed: str = ""
) -> HttpResponse:
    """What happened meanwhile, who decided, and the words the moderator had typed."""
    context = {"edit": edit, "post": edit.post, "decision": decision, "typed": typed}
    return render(request, "moderation/edit_moved_on.html", context, status=409)
