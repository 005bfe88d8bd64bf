"""The queue, what stands beside every item of it, and the log."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from moderation.models import Decision
from moderation.permissions import for_moderators, moderator_of
from moderation.querysets.queue import backlog, oldest_waiting

IN_LIST = 50  # items the queue lists at once; older ones come first
LOG_PAGE = 50


@require_safe
@for_moderators
def queue(request: HttpRequest) -> HttpResponse:
    """Held posts and edits, oldest first."""
    return render(request, "moderation/queue.html", desk(request))


@require_safe
@for_moderators
def log(request: HttpRequest) -> HttpResponse:
    """Every decision, newest first."""
    decisions = Decision.objects.newest_first()
    if before := request.GET.get("before"):
        if not (before.isascii() and before.isdigit() and len(before) < 18):
            raise Http404
        decisions = decisions.before(int(before))
    rows = list(decisions[: LOG_PAGE + 1])
    following = rows[LOG_PAGE - 1].pk if len(rows) > LOG_PAGE else None
    context = {"decisions": rows[:LOG_PAGE], "following": following}
    return render(request, "moderation/log.html", context)


def desk(request: HttpRequest) -> dict[str, Any]:
    """What the list beside every item shows. Constant in the number of items."""
    moderator = moderator_of(request)
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    goal = timezone.now() - timedelta(hours=settings.MODERATION_GOAL_HOURS)
    waiting = backlog(moderator, most=IN_LIST, goal=goal)
    return {
        "items": waiting.items,
        "count": waiting.count,
        # The header need not count again.
        "waiting_count": waiting.count,
        "late": waiting.late,
        "oldest": waiting.items[0] if waiting.items else None,
        "decided_today": Decision.objects.by(moderator).since(today).count(),
        "goal": goal,
        "goal_hours": settings.MODERATION_GOAL_HOURS,
    }


def to_next(request: HttpRequest) -> HttpResponseRedirect:
    """After a decision: the item that has waited longest, or the empty queue."""
    following = oldest_waiting(moderator_of(request))
    if following is None:
        return redirect("moderation:queue")
    kind, number = following
    return redirect("moderation:edit" if kind == "edit" else "moderation:item", number)
