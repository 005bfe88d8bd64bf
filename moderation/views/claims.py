"""Who is looking at what: asked again and again while a moderator works, so it is cheap."""

import re
import time
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotModified,
    JsonResponse,
)
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from forum.models import PendingEdit, Post
from forum.templatetags.forum_text import initials, tint
from moderation.actions import claiming
from moderation.listing import ADDRESSES, Wish
from moderation.models import Claim, Decision
from moderation.permissions import can_decide, can_decide_edit, for_moderators, moderator_of
from moderation.querysets.waiting import in_scope

NAME = re.compile(r"(post|edit|report):([1-9][0-9]{0,17})\Z")
RECENT = timedelta(minutes=10)  # decisions of others that an open page is still told of


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """Who is looking at which item, and what was decided just now; 304 where nothing changed.

    The 304 costs two queries and asks nobody who they are: its tag is a signature over the state,
    the session cookie and the current minutes, so it was handed out after the rights were checked
    and serves for `RIGHTS_RECHECK_SECONDS` at the most.
    """
    live = list(Claim.objects.live())
    decided = list(Decision.objects.told_since(timezone.now() - RECENT))
    tag = _tag(request, live, decided)
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if tag in {one.removeprefix("W/") for one in known}:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = _answer(request, live=live, decided=decided)
        if answer.status_code != 200:
            return answer
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@require_POST
@for_moderators
def claim(request: HttpRequest) -> HttpResponse:
    """Prolong the claim on an open item, or with `take` take it over from somebody else."""
    moderator = moderator_of(request)
    item = request.POST.get("item", "")
    if item != claiming.seat(moderator) and not _waits(moderator, item):
        # Decided meanwhile: its page says by whom.
        return _decided(request, item)
    held = claiming.claim(item, moderator=moderator, take=request.POST.get("take") == "1")
    if not _by_script(request):
        return redirect(_page_of(request, item))
    return JsonResponse(
        {
            "mine": held.moderator_id == moderator.pk,
            "until": held.until.isoformat(),
            "words": looking_words(held, moderator),
        }
    )


@require_POST
@for_moderators
def release(request: HttpRequest) -> HttpResponse:
    """Leaving an item ends the claim that its page held; one that was prolonged since stays."""
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    if until is None or until.tzinfo is None:
        return HttpResponseBadRequest()
    item = request.POST.get("item", "").replace("\0", "")
    claiming.release(item, moderator=moderator_of(request), until=until)
    return HttpResponse(status=204)


def looking_words(held: Claim | None, moderator: User) -> str:
    """What an open item says about who looks at it."""
    if held is None or held.moderator_id == moderator.pk:
        return _("Only you are looking at this")
    return _("%(name)s is looking at this") % {"name": held.moderator.display_name}


# --- parts ------------------------------------------------------------------------------------


def _tag(request: HttpRequest, live: list[Claim], decided: list[Decision]) -> str:
    known: list[object] = [
        sorted((one.item, one.moderator_id, one.moderator.display_name) for one in live),
        [one.pk for one in decided],
        get_language(),
        request.COOKIES.get(settings.SESSION_COOKIE_NAME),
        int(time.time()) // settings.RIGHTS_RECHECK_SECONDS,
    ]
    signature = salted_hmac("moderation.views.claims", repr(known), algorithm="sha256")
    return quote_etag(signature.hexdigest()[:32])


@for_moderators
def _answer(request: HttpRequest, live: list[Claim], decided: list[Decision]) -> HttpResponse:
    moderator = moderator_of(request)
    seen = in_scope(moderator, [one.item for one in live])
    here = {one.moderator_id: one.moderator for one in live} | {moderator.pk: moderator}
    done = {
        _item_of(one): _("%(outcome)s by %(name)s")
        % {"outcome": one.get_outcome_display(), "name": one.moderator.display_name}
        for one in decided
        if one.moderator_id != moderator.pk
    }
    if done:
        kept = in_scope(moderator, done)
        done = {item: words for item, words in done.items() if item in kept}
    return JsonResponse(
        {
            "claims": {
                one.item: {
                    "mine": one.moderator_id == moderator.pk,
                    "name": one.moderator.display_name,
                    "words": looking_words(one, moderator),
                }
                for one in live
                if one.item in seen
            },
            "here": [
                {"initials": initials(one.display_name), "tint": tint(one.pk)}
                for one in here.values()
            ],
            "words": here_words(len(here)),
            "decided": done,
        }
    )


def here_words(number: int) -> str:
    """How many moderators are at the desk, the reader among them."""
    return ngettext("%(n)s moderator here", "%(n)s moderators here", number) % {"n": number}


def _item_of(decision: Decision) -> str:
    """The item that a decision took out of the queue."""
    if decision.edit_id:
        return f"edit:{decision.edit_id}"
    kind = "post" if decision.outcome in Decision.JUDGEMENTS else "report"
    return f"{kind}:{decision.post_id}"


def _waits(moderator: User, item: str) -> bool:
    """Whether `item` still waits. Raises Http404 where it is not there for this moderator, and
    PermissionDenied where somebody else must decide."""
    named = NAME.match(item)
    if named is None:
        raise Http404
    kind, number = named[1], int(named[2])
    if kind == "edit":
        edit = PendingEdit.objects.visible_to(moderator).for_desk().filter(pk=number).first()
        if edit is None:
            raise Http404
        if not can_decide_edit(moderator, edit):
            raise PermissionDenied
        return edit.is_pending
    post = Post.objects.moderated_by(moderator).for_desk().filter(pk=number).first()
    if post is None:
        raise Http404
    if not can_decide(moderator, post):
        raise PermissionDenied
    return post.is_pending if kind == "post" else post.open_reports > 0


def _decided(request: HttpRequest, item: str) -> HttpResponse:
    if _by_script(request):
        words = _("Somebody decided on this meanwhile. Nothing you typed is lost.")
        return JsonResponse({"mine": False, "gone": True, "words": words}, status=409)
    return redirect(_page_of(request, item))


def _page_of(request: HttpRequest, item: str) -> str:
    query = Wish.of(request.GET)
    kept = query.as_query(after=query.after)
    named = NAME.match(item)
    if named is None:
        return reverse("moderation:queue") + kept
    return reverse(ADDRESSES[named[1]], args=[named[2]]) + kept


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
