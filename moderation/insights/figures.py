"""The figures of one period, from the records alone: moves say how long, decisions say what."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.conf import settings
from django.utils import timezone

from forum.models import Move, Post
from moderation.models import CannedReason, Decision, Rereview
from moderation.querysets.decisions import APPROVED

ENOUGH = 5  # decisions below which a median or a share says nothing
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Wait:
    """One wait that a moderator ended: when, how long it had lasted, who ended it."""

    ended: datetime
    length: timedelta
    moderator_id: int | None

    @property
    def hours(self) -> float:
        return self.length / HOUR


@dataclass(frozen=True)
class Day:
    """One day of the period. Hours are None on days without a decision."""

    day: date
    waiting_at_noon: int
    decided: int
    median_hours: float | None
    slow_hours: float | None


@dataclass(frozen=True)
class Week:
    """Judgements of one calendar week, which begins on its Monday."""

    monday: date
    approved: int
    returned: int
    declined: int

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def total(self) -> int:
        return self.approved + self.returned + self.declined


@dataclass(frozen=True)
class Share:
    """What one moderator did: to share the load, not to rank."""

    name: str
    decisions: int
    median_hours: float | None
    reversed: int


@dataclass(frozen=True)
class Insights:
    """Everything the page shows about the `days` before `until`. Hours are hours of waiting."""

    since: datetime
    until: datetime
    decided: int
    median_hours: float | None
    median_before: float | None
    within_goal: int | None
    approved: int
    approved_after_changes: int
    judged: int
    reversed: int
    decisions: int
    days: list[Day]
    reasons: list[tuple[str, int]]
    weeks: list[Week]
    arrivals: list[list[int]]
    shares: list[Share]
    reread: int
    agreed: int

    @property
    def is_enough(self) -> bool:
        return self.decided >= ENOUGH

    @property
    def approved_percent(self) -> int | None:
        return percent(self.approved, self.judged)

    @property
    def changed_percent(self) -> int | None:
        return percent(self.approved_after_changes, self.approved)

    @property
    def reversed_percent(self) -> str:
        return f"{100 * self.reversed / self.decisions:.1f}" if self.decisions else "0"

    @property
    def agreed_percent(self) -> int | None:
        return percent(self.agreed, self.reread)

    @property
    def most_at_noon(self) -> int:
        return max((one.waiting_at_noon for one in self.days), default=0)

    @property
    def last_at_noon(self) -> int:
        return self.days[-1].waiting_at_noon if self.days else 0

    @property
    def slower_by(self) -> float:
        return -(self.faster_by or 0)

    @property
    def faster_by(self) -> float | None:
        """Hours by which the median fell since the period before; negative where it rose."""
        if self.median_hours is None or self.median_before is None:
            return None
        return round(self.median_before - self.median_hours, 1)


def percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def insights(days: int, *, now: datetime | None = None) -> Insights:
    """The figures of the last `days`. A constant number of queries, each bounded by its period."""
    until = now or timezone.now()
    since = until - timedelta(days=days)
    waits = _waits(since - timedelta(days=days), until)
    recent = [wait for wait in waits if wait.ended >= since]
    earlier = [wait for wait in waits if wait.ended < since]
    decisions = Decision.objects.between(since, until)
    outcomes: Counter[str] = Counter(decisions.judgements().values_list("outcome", flat=True))
    goal = settings.MODERATION_GOAL_HOURS
    approved = sum(outcomes[outcome] for outcome in APPROVED)
    reread = Rereview.objects.answered(since, until)
    agreed = sum(_verdict(row.outcome) == _verdict(row.decision.outcome) for row in reread)
    return Insights(
        since=since,
        until=until,
        decided=len(recent),
        median_hours=_median(recent),
        median_before=_median(earlier),
        within_goal=percent(sum(wait.hours <= goal for wait in recent), len(recent)),
        approved=approved,
        approved_after_changes=decisions.approved_after_changes().count(),
        judged=sum(outcomes.values()),
        reversed=decisions.reversals().count(),
        decisions=decisions.count(),
        days=_days(recent, since, until),
        reasons=_reasons(decisions.refusals().values_list("reason", flat=True)),
        weeks=_weeks(until),
        arrivals=_arrivals(since, until),
        shares=_shares(recent, since, until),
        reread=len(reread),
        agreed=agreed,
    )


def _waits(since: datetime, until: datetime) -> list[Wait]:
    rows = Move.objects.ended_waits(since, until)
    told = rows.values_list("at", "waited", "actor")
    return [Wait(at, length, actor) for at, length, actor in told if length is not None]


def _verdict(outcome: str) -> str:
    """A moderator's small edit and a plain approval agree."""
    return "publish" if outcome in APPROVED else outcome


def _median(waits: list[Wait]) -> float | None:
    return round(median(wait.hours for wait in waits), 1) if len(waits) >= ENOUGH else None


def _slow(hours: list[float]) -> float:
    """The wait that one in ten exceeds."""
    ordered = sorted(hours)
    return ordered[max(0, -(-len(ordered) * 9 // 10) - 1)]


def _days(waits: list[Wait], since: datetime, until: datetime) -> list[Day]:
    spans = [(wait.ended - wait.length, wait.ended) for wait in waits]
    still = until + timedelta(days=1)
    spans += [(held, still) for held in Post.objects.pending().values_list("held_at", flat=True)]
    by_day: dict[date, list[float]] = defaultdict(list)
    for wait in waits:
        by_day[timezone.localdate(wait.ended)].append(wait.hours)
    days, day, last = [], timezone.localdate(since), timezone.localdate(until)
    while day <= last:
        noon = min(timezone.make_aware(datetime.combine(day, time(12))), until)
        hours = by_day[day]
        days.append(
            Day(
                day=day,
                waiting_at_noon=sum(start <= noon < end for start, end in spans),
                decided=len(hours),
                median_hours=round(median(hours), 1) if hours else None,
                slow_hours=round(_slow(hours), 1) if hours else None,
            )
        )
        day += timedelta(days=1)
    return days


def _reasons(codes: object) -> list[tuple[str, int]]:
    names = CannedReason.objects.names()
    counted = Counter(codes)  # type: ignore[call-overload]
    return [(names.get(code, code), n) for code, n in counted.most_common()]


def _weeks(until: datetime, number: int = 12) -> list[Week]:
    """The last `number` calendar weeks, whatever the period: a trend needs its length."""
    this_monday = timezone.localdate(until) - timedelta(days=timezone.localdate(until).weekday())
    first = this_monday - timedelta(weeks=number - 1)
    start = timezone.make_aware(datetime.combine(first, time.min))
    counted: dict[date, Counter[str]] = defaultdict(Counter)
    judged = Decision.objects.between(start, until).judgements()
    for at, outcome in judged.values_list("decided_at", "outcome"):
        day = timezone.localdate(at)
        counted[day - timedelta(days=day.weekday())][outcome] += 1
    mondays = [first + timedelta(weeks=n) for n in range(number)]
    return [
        Week(
            monday=monday,
            approved=sum(counted[monday][outcome] for outcome in APPROVED),
            returned=counted[monday][Decision.Outcome.RETURN],
            declined=counted[monday][Decision.Outcome.DECLINE],
        )
        for monday in mondays
    ]


def _arrivals(since: datetime, until: datetime) -> list[list[int]]:
    """How many held posts arrived, by weekday (Monday first) and two-hour block."""
    grid = [[0] * 12 for _day in range(7)]
    for at in Move.objects.arrivals(since, until).values_list("at", flat=True):
        local = timezone.localtime(at)
        grid[local.weekday()][local.hour // 2] += 1
    return grid


def _shares(waits: list[Wait], since: datetime, until: datetime) -> list[Share]:
    of_each: dict[int | None, list[Wait]] = defaultdict(list)
    for wait in waits:
        of_each[wait.moderator_id].append(wait)
    decisions = Decision.objects.between(since, until)
    counted = Counter(decisions.values_list("moderator", "moderator__display_name"))
    undone = Counter(decisions.undone().values_list("moderator", flat=True))
    return [
        Share(name, number, _median(of_each[pk]), undone[pk])
        for (pk, name), number in counted.most_common()
    ]
