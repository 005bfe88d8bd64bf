"""How much waits, in numbers: one query whatever the numbers are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import IntegerField, Subquery

from accounts.models import User
from moderation.querysets.waiting import all_kinds, since


@dataclass(frozen=True)
class Backlog:
    """Everything that one moderator may decide on, in numbers; `oldest` waits since then."""

    count: int
    late: int
    oldest: datetime | None


@dataclass(frozen=True)
class Figures(Backlog):
    """The same beside what the moderator did: decisions of today, and one that may be undone."""

    decided: int
    latest_decision: int | None


class _Rows(Subquery):
    """How many rows a query has, as one number."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def waiting_count(moderator: User) -> int:
    """How many items wait. One query over partial indexes."""
    counts = {
        f"{kind}_all": _Rows(items.order_by().values("pk"))
        for kind, items in all_kinds(moderator).items()
    }
    return sum(_numbers(moderator, counts).values())


def backlog(moderator: User, *, goal: datetime) -> Backlog:
    """How much waits; items that wait since before `goal` are late. One query."""
    found = _numbers(moderator, _backlog_columns(moderator, goal))
    return Backlog(**_backlog(found))


def figures(moderator: User, *, goal: datetime, today: datetime, recent: datetime) -> Figures:
    """What the desk bar says, in one query. `latest_decision` was made since `recent`."""
    decisions = apps.get_model("moderation", "Decision").objects.by(moderator)
    # One press takes back the last decision, and never an earlier one in its place.
    last = decisions.order_by("-pk").values("pk")[:1]
    undoable = decisions.since(recent).undoable().filter(pk=Subquery(last))
    found = _numbers(
        moderator,
        {
            **_backlog_columns(moderator, goal),
            "decided": _Rows(decisions.since(today).values("pk")),
            "latest": Subquery(undoable.values("pk")),
        },
    )
    return Figures(**_backlog(found), decided=found["decided"], latest_decision=found["latest"])


def _numbers(moderator: User, wanted: dict[str, Any]) -> dict[str, Any]:
    """Several counts at once, beside the one row of the person who asks."""
    found: dict[str, Any] = (
        User.objects.filter(pk=moderator.pk).annotate(**wanted).values(*wanted).get()
    )
    return found


def _backlog_columns(moderator: User, goal: datetime) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for kind, items in all_kinds(moderator).items():
        dated = items.order_by().annotate(since=since(kind))
        columns[f"{kind}_all"] = _Rows(items.order_by().values("pk"))
        columns[f"{kind}_late"] = _Rows(dated.filter(since__lt=goal).values("pk"))
        columns[f"{kind}_oldest"] = Subquery(dated.order_by("since").values("since")[:1])
    return columns


def _backlog(found: dict[str, Any]) -> dict[str, Any]:
    oldest = [moment for name, moment in found.items() if name.endswith("_oldest") and moment]
    return {
        "count": sum(number for name, number in found.items() if name.endswith("_all")),
        "late": sum(number for name, number in found.items() if name.endswith("_late")),
        "oldest": min(oldest, default=None),
    }
