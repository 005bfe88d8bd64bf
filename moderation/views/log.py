"""The log: all that moderators did, newest first."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from moderation.permissions import for_moderators, moderator_of
from moderation.querysets.log import KINDS, Mark, marks, rows_of

PAGE = 50
NAMES = {
    "": _("Everything"),
    "decision": _("Decisions"),
    "tool": _("Topic tools"),
    "sanction": _("Measures"),
    "opening": _("Opened names"),
}


@require_safe
@for_moderators
def log(request: HttpRequest) -> HttpResponse:
    """One page of the log; a constant number of queries. 404 for a mark that is none."""
    kind = request.GET.get("show", "")
    if kind and kind not in KINDS:
        raise Http404
    found = marks(moderator_of(request), kind=kind, before=_before(request), most=PAGE + 1)
    following = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "rows": rows_of(found[:PAGE]),
        "kind": kind,
        "names": NAMES.items(),
        "following": f"{following.at.isoformat()}_{following.kind}_{following.number}"
        if following
        else "",
    }
    return render(request, "moderation/log.html", context)


def _before(request: HttpRequest) -> Mark | None:
    """The last row of the page before this one, as its link names it."""
    asked = request.GET.get("before", "")
    if not asked:
        return None
    moment, kind, number = [*asked.split("_"), "", "", ""][:3]
    at = _moment(moment)
    if at is None or kind not in KINDS or not (number.isascii() and number.isdigit()):
        raise Http404
    if len(number) > 18:
        raise Http404
    return Mark(at, kind, int(number))


def _moment(asked: str) -> datetime | None:
    try:
        # A plus sign in an address is a space.
        at = parse_datetime(asked.replace(" ", "+"))
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None
