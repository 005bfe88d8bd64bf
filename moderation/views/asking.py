"""A question to another moderator, an answer to one, a word to the author."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from forum.models import Post
from moderation import actions
from moderation.forms import OpinionForm, RemarkForm
from moderation.models import Opinion
from moderation.permissions import for_moderators, moderator_of
from moderation.views.items import decided, find, item_page, moved_on, why_not


@for_moderators
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask about the waiting text, or answer what another moderator asked about it."""
    if request.method != "POST":
        return redirect("moderation:item", pk)
    form = OpinionForm(request.POST)
    answers = "answer" in request.POST
    if not form.is_valid():
        post = find(request, pk)
        if not post.is_pending:
            return moved_on(request, post, None, typed=request.POST.get("text", ""))
        return item_page(request, post, opinion_form=form, status=422)
    said = form.cleaned_data
    moderator = moderator_of(request)

    def act() -> Opinion:
        if answers:
            return actions.answer_opinion(
                pk, moderator=moderator, version=said["version"], answer=said["text"]
            )
        return actions.ask_opinion(
            pk, moderator=moderator, version=said["version"], question=said["text"]
        )

    try:
        refusal = _tried(request, pk, act, typed=said["text"])
    except (actions.AlreadyAsked, Opinion.DoesNotExist):
        form.add_error("text", _("Another moderator was faster; what was said is on this page."))
        return item_page(request, find(request, pk), opinion_form=form, status=409)
    if refusal is not None:
        return refusal
    words = _("Your answer is on the item.") if answers else _("The other moderators see it now.")
    messages.success(request, words)
    return redirect("moderation:item", pk)


@for_moderators
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the author of a post that is not public."""
    if request.method != "POST":
        return redirect("moderation:item", pk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        post = find(request, pk)
        if not post.is_pending:
            return decided(request, post, status=422)
        return item_page(request, post, remark_form=form, status=422)
    text = form.cleaned_data["text"]

    def act() -> Any:
        return actions.write_to_author_of(pk, moderator=moderator_of(request), text=text)

    refusal = _tried(request, pk, act, typed=text)
    if refusal is not None:
        return refusal
    messages.success(request, _("The author can read it beside the text."))
    return redirect("moderation:item", pk)


def _tried(
    request: HttpRequest, pk: int, act: Callable[[], object], *, typed: str
) -> HttpResponse | None:
    """Do it; the page that says why it was not done otherwise."""
    try:
        act()
    except Post.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as own:
        raise PermissionDenied(why_not(request, pk)) from own
    except actions.Stale as stale:
        return moved_on(request, stale.post, stale.decision, typed=typed)
    return None
