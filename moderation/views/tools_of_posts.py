"""Merging a topic into another one, and splitting posts off into a new one."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from forum.models import Post, Topic
from forum.permissions import moderates
from moderation import actions
from moderation.actions.tools import opens
from moderation.forms import MergeForm, SplitForm
from moderation.forms.tools import number_in, targets
from moderation.permissions import for_moderators, moderator_of
from moderation.views.tools import Happened, find, seen_of

WINDOW = 50  # posts to choose from at once


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Find the other discussion, look at what would happen, and merge."""
    source = find(request, pk)
    if request.method != "POST":
        return _merge_page(request, source, request.GET.get("into", ""))
    form = MergeForm(request.POST)
    into = str(request.POST.get("into", ""))
    if not form.is_valid():
        return _merge_page(request, source, into, form=form, status=422)
    try:
        use = actions.merge(
            pk,
            form.cleaned_data["into"],
            moderator=moderator_of(request),
            seen=form.cleaned_data["seen"],
            seen_target=form.cleaned_data["seen_target"],
            reason=form.cleaned_data["reason"],
        )
    except Topic.DoesNotExist:
        happened = Happened(words=_("The other discussion is not there. Choose another one."))
        return _merge_page(request, find(request, pk), "", happened=happened, status=409)
    except actions.NotYours as outside:
        raise PermissionDenied from outside
    except actions.StaleTopic as stale:
        happened = Happened(use=stale.use)
        return _merge_page(request, find(request, pk), into, happened=happened, status=409)
    except actions.Refused as refused:
        happened = Happened(words=refused.words)
        return _merge_page(request, find(request, pk), into, happened=happened, status=409)
    messages.success(request, _("Merged. Old addresses lead to the new place."))
    # The lasting way to the first of the posts that came.
    return redirect(use.topic.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose replies and make them a discussion of their own."""
    source = find(request, pk)
    moderator = moderator_of(request)
    if request.method != "POST":
        initial = {"seen": seen_of(source), "category": source.category_id}
        chosen = [post.pk for post in [_asked_for(request, source)] if post]
        form = SplitForm(initial=initial, moderator=moderator)
        return _split_page(request, source, form, chosen)
    form = SplitForm(request.POST, moderator=moderator)
    if not form.is_valid():
        return _split_page(request, source, form, form.chosen, status=422)
    try:
        use = actions.split(
            pk,
            form.chosen,
            moderator=moderator,
            seen=form.cleaned_data["seen"],
            title=form.cleaned_data["title"],
            category_id=form.cleaned_data["category"].pk,
            and_later=form.cleaned_data["and_later"],
            reason=form.cleaned_data["reason"],
        )
    except Topic.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as outside:
        raise PermissionDenied from outside
    except actions.StaleTopic as stale:
        return _split_again(request, pk, form, Happened(use=stale.use))
    except actions.Refused as refused:
        return _split_again(request, pk, form, Happened(words=refused.words))
    count = use.details["count"]
    words = ngettext(
        "%(n)s post is a discussion of its own now.",
        "%(n)s posts are a discussion of their own now.",
        count,
    )
    messages.success(request, words % {"n": count})
    return redirect(use.other or "moderation:tools")


# --- merging ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outlook:
    """What a merge would do, said before it is done."""

    target: Topic
    posts: int
    waiting: int
    more_readers: bool
    fewer_readers: bool
    known_in_both: int


def _merge_page(
    request: HttpRequest,
    source: Topic,
    typed: str,
    *,
    form: MergeForm | None = None,
    happened: Happened | None = None,
    status: int = 200,
) -> HttpResponse:
    typed = typed.replace("\0", "").strip()[:300]
    outlook, obstacle = None, ""
    number = number_in(typed)
    if number is not None:
        outlook, obstacle = _outlook(request, source, number)
    if outlook and form is None:
        seen = {"seen": seen_of(source), "seen_target": seen_of(outlook.target)}
        sent = {"reason": request.POST.get("reason", "")}
        form = MergeForm(initial={**seen, **sent, "into": outlook.target.pk})
    context = {
        "topic": source,
        "typed": typed,
        "found": targets(typed, moderator_of(request)) if typed and number is None else [],
        "searched": bool(typed) and number is None,
        "outlook": outlook,
        "obstacle": obstacle,
        "form": form,
        "happened": happened,
    }
    return render(request, "moderation/tools_merge.html", context, status=status)


def _outlook(request: HttpRequest, source: Topic, number: int) -> tuple[Outlook | None, str]:
    """What merging `source` into topic `number` would do, or why it cannot be."""
    topics = Topic.objects.visible_to(request.user).select_related("category")
    target = topics.filter(pk=number).first()
    if target is None:
        return None, _("There is no discussion with this number or address that you may see.")
    if target.pk == source.pk:
        return None, _("This is the discussion itself. Choose another one.")
    if target.merged_into_id:
        return None, _("That discussion was merged itself. Choose the one it went into.")
    if not target.is_public:
        return None, _("That discussion is not public, so nothing can be merged into it.")
    if not moderates(request.user, target.category):
        return None, _("That discussion is in a category you do not moderate.")
    if not source.is_public:
        return None, _("Only a public discussion can be merged.")
    here = source.posts.anonymous_writers()
    outlook = Outlook(
        target=target,
        posts=1 + source.reply_count,
        waiting=source.posts.pending().count(),
        more_readers=opens(source.category, target.category),
        fewer_readers=opens(target.category, source.category),
        known_in_both=len(here & target.posts.anonymous_writers()),
    )
    return outlook, ""


# --- splitting --------------------------------------------------------------------------------


def _split_page(
    request: HttpRequest,
    source: Topic,
    form: SplitForm,
    chosen: list[int],
    *,
    happened: Happened | None = None,
    status: int = 200,
) -> HttpResponse:
    """A stretch of the topic with a box for each post, beginning where `?at=` or `?from=` says."""
    asked = _asked_for(request, source)
    at = request.GET.get("at", "")
    first = int(at) if at.isascii() and at.isdigit() and len(at) <= 9 else 0
    if not first and asked and asked.position:
        first = asked.position
    if not first and chosen:
        first = source.posts.filter(pk__in=chosen).first_place() or 0
    first = max(2, min(first or 2, source.last_position))
    posts = source.posts.between(first, source.last_position).in_reading_order()
    rows = list(posts.select_related("author").defer("body_source", "body_html")[: WINDOW + 1])
    context: dict[str, Any] = {
        "topic": source,
        "form": form,
        "posts": rows[:WINDOW],
        "chosen": chosen,
        "earlier": max(2, first - WINDOW) if first > 2 else 0,
        "later": rows[WINDOW].position if len(rows) > WINDOW else 0,
        "happened": happened,
    }
    return render(request, "moderation/tools_split.html", context, status=status)


def _asked_for(request: HttpRequest, source: Topic) -> Post | None:
    """The reply that `?from=` names, where it has a place in this topic."""
    number = request.GET.get("from", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    posts = source.posts.filter(pk=int(number), position__gt=1)
    return posts.first()


def _split_again(
    request: HttpRequest, pk: int, form: SplitForm, happened: Happened
) -> HttpResponse:
    """The page as things are now; what was typed and chosen is in it, to be sent once more."""
    source = find(request, pk)
    typed = request.POST.copy()
    typed["seen"] = str(seen_of(source))
    again = SplitForm(typed, moderator=moderator_of(request))
    return _split_page(request, source, again, form.chosen, happened=happened, status=409)
