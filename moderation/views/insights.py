"""How moderation is doing: charts for moderators, a table to take away, counts for everybody."""

import csv
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from moderation import rereading
from moderation.forms import RereadingForm
from moderation.insights import Insights, charts, insights, transparency
from moderation.permissions import for_moderators, moderator_of
from moderation.querysets.backlog import backlog

PERIODS = {30: _("Past 30 days"), 7: _("Past 7 days"), 84: _("Past 12 weeks"), 365: _("Past year")}
KEEP = 3600  # seconds for which the public page repeats its answer


@require_safe
@for_moderators
def page(request: HttpRequest) -> HttpResponse:
    """Figures and charts of one period, each chart with its table."""
    days = _period(request)
    found = insights(days)
    now = timezone.now()
    goal = now - timedelta(hours=settings.MODERATION_GOAL_HOURS)
    waiting = backlog(moderator_of(request), goal=goal)
    context = {
        "found": found,
        "days": days,
        "periods": PERIODS.items(),
        "goal_hours": settings.MODERATION_GOAL_HOURS,
        "waiting_now": waiting.count,
        "late": waiting.late,
        "zone": timezone.get_current_timezone_name(),
        "to_reread": rereading.waiting_for(moderator_of(request)).count(),
        **_charts(found),
    }
    return render(request, "moderation/insights.html", context)


@require_safe
@for_moderators
def table(request: HttpRequest) -> HttpResponse:
    """The days of the period as CSV: dates and numbers alone."""
    found = insights(_period(request))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"moderation-{found.since:%Y-%m-%d}-{found.until:%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    rows = csv.writer(answer)
    rows.writerow(["day", "waiting_at_noon", "decided", "median_hours", "slowest_tenth_hours"])
    for one in found.days:
        slow = "" if one.slow_hours is None else one.slow_hours
        middle = "" if one.median_hours is None else one.median_hours
        rows.writerow([one.day.isoformat(), one.waiting_at_noon, one.decided, middle, slow])
    return answer


@for_moderators
def reread(request: HttpRequest) -> HttpResponse:
    """Read a decided text again without its decision: do moderators agree?"""
    moderator = moderator_of(request)
    if request.method != "POST":
        return _reread_page(request, RereadingForm())
    form = RereadingForm(request.POST)
    if not form.is_valid():
        return _reread_page(request, form, status=422)
    said = form.cleaned_data
    if not rereading.answer(said["number"], moderator, said["outcome"]):
        words = gettext("Somebody read that one before you, so your answer was not counted.")
        messages.info(request, words)
    return redirect("moderation:rereview")


@require_safe
@cache_control(public=True, max_age=300)
def public(request: HttpRequest) -> HttpResponse:
    """What everybody may know: counts by outcome and reason, small ones as "fewer than 5"."""
    found = cache.get("moderation:transparency")
    if found is None:
        found = transparency()
        cache.set("moderation:transparency", found, KEEP)
    context = {"found": found, "goal_hours": settings.MODERATION_GOAL_HOURS}
    return render(request, "moderation/transparency.html", context)


# --- parts -------------------------------------------------------------------------------------


def _period(request: HttpRequest) -> int:
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 30
    return days if days in PERIODS else 30


def _charts(found: Insights) -> dict[str, Any]:
    names = [date_format(one.day, "M j") for one in found.days]
    weeks = [
        (
            str(week.number),
            [("", week.approved), ("soft", week.returned), ("bad", week.declined)],
        )
        for week in found.weeks
    ]
    bars, behind = charts.stacked(weeks)
    return {
        "noon": charts.lines([[one.waiting_at_noon for one in found.days]], names),
        "hours": charts.lines(
            [
                [one.median_hours for one in found.days],
                [one.slow_hours for one in found.days],
            ],
            names,
            target=settings.MODERATION_GOAL_HOURS,
        ),
        "reason_bars": charts.ranked(found.reasons),
        "reason_height": max(40, 34 * len(found.reasons) + 6),
        "refused": sum(n for _name, n in found.reasons),
        "week_bars": bars,
        "week_lines": behind,
        "heat": list(zip(WEEKDAYS_ABBR.values(), charts.heat(found.arrivals), strict=True)),
        "heat_rows": list(zip(WEEKDAYS_ABBR.values(), found.arrivals, strict=True)),
        "blocks": [f"{2 * block:02d}:00" for block in range(12)],
        "heat_names": [(charts.heat_x(n), f"{2 * n:02d}:00") for n in range(0, 12, 2)],
    }


def _reread_page(request: HttpRequest, form: RereadingForm, status: int = 200) -> HttpResponse:
    drawn = rereading.waiting_for(moderator_of(request)).first()
    context = {"drawn": drawn, "form": form}
    return render(request, "moderation/reread.html", context, status=status)
