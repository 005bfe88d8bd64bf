"""What everybody may know about moderation: counts, and none so small that it names somebody."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.models import Move
from moderation.insights.figures import ENOUGH
from moderation.models import CannedReason, Decision, Opening, Report, Sanction
from moderation.querysets import DecisionQuerySet

MONTHS = 12
FEW = 5  # a smaller count is told as "fewer than 5"


@dataclass(frozen=True)
class Line:
    """One count; `shown` keeps small ones from pointing at one person."""

    name: str | Promise
    count: int

    @property
    def is_few(self) -> bool:
        return 0 < self.count < FEW


@dataclass(frozen=True)
class Transparency:
    """The last twelve months."""

    since: datetime
    until: datetime
    outcomes: list[Line]
    reasons: list[Line]
    other: list[Line]
    median_hours: float | None


def transparency(now: datetime | None = None) -> Transparency:
    """Counts by outcome and by reason. Six queries; the page keeps the answer for an hour."""
    until = now or timezone.now()
    since = until - timedelta(days=365)
    decisions = Decision.objects.between(since, until)
    counted = dict(_counted(decisions, "outcome"))
    reasons = dict(_counted(decisions.refusals(), "reason"))
    names = CannedReason.objects.names()
    ended = Move.objects.ended_waits(since, until).values_list("waited", flat=True)
    waits = sorted(wait for wait in ended if wait is not None)
    middle = waits[len(waits) // 2] / timedelta(hours=1) if len(waits) >= ENOUGH else None
    return Transparency(
        since=since,
        until=until,
        outcomes=[Line(label, counted.get(value, 0)) for value, label in Decision.Outcome.choices],
        reasons=[Line(names.get(code, code), n) for code, n in _by_size(reasons)],
        other=[
            Line(_("Reports by readers"), Report.objects.filter(made_at__gte=since).count()),
            *_sanctions(since),
            Line(
                _("Names behind anonymous posts opened"),
                Opening.objects.filter(at__gte=since).count(),
            ),
        ],
        median_hours=round(middle, 1) if middle is not None else None,
    )


def _counted(rows: DecisionQuerySet, field: str) -> list[tuple[str, int]]:
    return list(rows.order_by().values_list(field).annotate(n=Count("pk")))


def _by_size(counted: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _sanctions(since: datetime) -> list[Line]:
    kinds = Counter(Sanction.objects.filter(at__gte=since).values_list("kind", flat=True))
    return [Line(label, kinds[value]) for value, label in Sanction.Kind.choices]
