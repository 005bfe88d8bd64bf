"""What a moderator can do with one topic, and what was done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forum.models import Topic
from forum.permissions import moderates
from forum.reading import kept_pages, pages_about
from moderation import actions
from moderation.forms import LockForm, MoveForm, NewerPageForm, PinForm, SlowForm, ToolForm
from moderation.models import ToolUse
from moderation.permissions import for_moderators, moderator_of

USES = 20  # of the latest that are listed


@require_safe
@for_moderators
def tools(request: HttpRequest, pk: int) -> HttpResponse:
    """Every tool for one topic."""
    return tools_page(request, find(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a topic to replies or open it."""

    def carry_out(form: ToolForm) -> str:
        closed = form.cleaned_data["closed"]
        actions.lock(pk, **_common(request, form), closed=closed, word=form.cleaned_data["word"])
        if closed:
            return _("The discussion is closed to replies. What waits may still be approved.")
        return _("The discussion is open to replies.")

    return _use(request, pk, "lock", carry_out)


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def pin(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a topic first in the lists, or back."""

    def carry_out(form: ToolForm) -> str:
        pinned = form.cleaned_data["pinned"]
        actions.pin(pk, **_common(request, form), pinned=pinned)
        if pinned:
            return _("The discussion comes first in the lists now.")
        return _("The discussion is no longer pinned.")

    return _use(request, pk, "pin", carry_out)


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def slow(request: HttpRequest, pk: int) -> HttpResponse:
    """Let members wait between two posts in a topic."""

    def carry_out(form: ToolForm) -> str:
        seconds = form.cleaned_data["seconds"]
        actions.slow(pk, **_common(request, form), seconds=seconds)
        return _("Slow mode is on.") if seconds else _("Slow mode is off.")

    return _use(request, pk, "slow", carry_out)


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a topic into another category."""

    def carry_out(form: ToolForm) -> str:
        category = form.cleaned_data["category"]
        actions.move(pk, **_common(request, form), category_id=category.pk)
        return _("The discussion is in “%(category)s” now. Old addresses lead there.") % {
            "category": category.name
        }

    return _use(request, pk, "move", carry_out)


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def newer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Point from a topic to a page of the library that is newer."""

    def carry_out(form: ToolForm) -> str:
        page = form.cleaned_data["page"]
        actions.newer_page(pk, **_common(request, form), page_id=page)
        return _("Readers are led to the newer page.") if page else _("The pointer is gone.")

    return _use(request, pk, "newer_page", carry_out)


# --- parts, some of them shared with merging and splitting ----------------------------------------


@dataclass(frozen=True)
class Happened:
    """Why a form was not carried out: what somebody else did, or a sentence."""

    use: ToolUse | None = None
    words: str = ""


def find(request: HttpRequest, pk: int) -> Topic:
    """The topic, or 404 where the moderator may not see it and 403 outside their categories."""
    topics = Topic.objects.visible_to(request.user)
    topic = get_object_or_404(
        topics.select_related("category", "author", "merged_into__category", "newer_page"), pk=pk
    )
    if not moderates(request.user, topic.category):
        raise PermissionDenied
    return topic


def seen_of(topic: Topic) -> int:
    """What a form about `topic` carries, so that a later one is not carried out unawares."""
    return ToolUse.objects.number_of_latest(topic)


def tools_page(
    request: HttpRequest,
    topic: Topic,
    *,
    bound: dict[str, ToolForm] | None = None,
    happened: Happened | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of all tools. What was typed into a form that was refused is in it still."""
    latest = seen_of(topic)
    forms = {**_forms(request, topic, latest), **(bound or {})}
    context = {
        "topic": topic,
        "forms": forms,
        "happened": happened,
        "uses": ToolUse.objects.concerning(topic)[:USES],
        "pointed": next((one for one in kept_pages() if one.pk == topic.newer_page_id), None),
        "waiting": topic.posts.pending().filter(opens_topic=False).count(),
    }
    return render(request, "moderation/tools.html", context, status=status)


def _forms(
    request: HttpRequest, topic: Topic, latest: int, data: Any = None
) -> dict[str, ToolForm]:
    """A form for each tool; with `data` the one of them that was sent reads it."""
    seen = {"seen": latest}
    moderator = moderator_of(request)
    near = [page.pk for page in pages_about(topic)]
    return {
        "lock": LockForm(data, initial={**seen, "closed": not topic.is_locked}),
        "pin": PinForm(data, initial={**seen, "pinned": not topic.is_pinned}),
        "slow": SlowForm(data, initial={**seen, "seconds": topic.slow_mode}),
        "move": MoveForm(data, initial=seen, moderator=moderator),
        "newer_page": NewerPageForm(
            data, initial={**seen, "page": topic.newer_page_id}, first=near
        ),
    }


def _common(request: HttpRequest, form: ToolForm) -> dict[str, Any]:
    return {
        "moderator": moderator_of(request),
        "seen": form.cleaned_data["seen"],
        "reason": form.cleaned_data["reason"],
    }


def _use(
    request: HttpRequest, pk: int, name: str, carry_out: Callable[[ToolForm], str]
) -> HttpResponse:
    """Carry one form out, or show the page again with what stands in the way."""
    if request.method != "POST":
        return redirect("moderation:tools", pk)
    topic = find(request, pk)
    form = _forms(request, topic, seen_of(topic), request.POST)[name]
    if not form.is_valid():
        return tools_page(request, topic, bound={name: form}, status=422)
    try:
        words = carry_out(form)
    except Topic.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as outside:
        raise PermissionDenied from outside
    except actions.StaleTopic as stale:
        return _again(request, pk, name, Happened(use=stale.use))
    except actions.Refused as refused:
        return _again(request, pk, name, Happened(words=refused.words))
    messages.success(request, words)
    return redirect("moderation:tools", pk)


def _again(request: HttpRequest, pk: int, name: str, happened: Happened) -> HttpResponse:
    """The page as things are now; the form keeps its words and may be sent once more."""
    topic = find(request, pk)
    typed = request.POST.copy()
    typed["seen"] = str(seen_of(topic))
    form = _forms(request, topic, 0, typed)[name]
    return tools_page(request, topic, bound={name: form}, happened=happened, status=409)
