"""All that moderators did, of every kind, newest first."""

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import CharField, F, Q, QuerySet, Value

from accounts.models import User
from forum.querysets.readers import moderated, moderates_everything

# Which rows, the moment of each, and the way to the category that decides who reads it.
KINDS = {
    "decision": ("Decision", "decided_at", "post__topic__category"),
    "tool": ("ToolUse", "at", "topic__category"),
    "opening": ("Opening", "at", "post__topic__category"),
    "sanction": ("Sanction", "at", ""),
}
BESIDE = {
    "decision": ("moderator", "post__topic__category", "post__author", "edit"),
    "tool": ("moderator", "topic__category", "other__category"),
    "opening": ("moderator", "post__topic__category", "told"),
    "sanction": ("moderator", "person"),
}


class Mark(NamedTuple):
    """Where a row stands."""

    at: datetime
    kind: str
    number: int


def marks(reader: User, *, kind: str = "", before: Mark | None = None, most: int) -> list[Mark]:
    """The newest `most` rows that `reader` may see, older than `before`. One query.

    A moderator of some categories sees what happened there; sanctions are about people, so
    those are for moderators of every category.
    """
    parts = [_part(name, reader, before) for name in KINDS if kind in ("", name)]
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return [Mark(*row) for row in rows.order_by("-moment", "-kind_of", "-number")[:most]]


def rows_of(found: list[Mark]) -> list[tuple[str, Any]]:
    """The rows themselves, in the order of `found`. At most one query per kind."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for mark in found:
        numbers[mark.kind].append(mark.number)
    rows = {
        (kind, row.pk): row
        for kind, wanted in numbers.items()
        for row in _model(kind).objects.filter(pk__in=wanted).select_related(*BESIDE[kind])
    }
    return [(mark.kind, rows[mark.kind, mark.number]) for mark in found]


def _model(kind: str) -> Any:
    return apps.get_model("moderation", KINDS[kind][0])


def _part(kind: str, reader: User, before: Mark | None) -> QuerySet[Any]:
    _name, moment, category = KINDS[kind]
    rows = _model(kind).objects.all()
    if category:
        rows = rows.filter(moderated(reader, category))
    elif not moderates_everything(reader):
        rows = rows.none()
    if before:
        tie = Q(pk__lt=before.number) if kind == before.kind else Q(pk__in=[])
        if kind < before.kind:
            tie = ~Q(pk__in=[])
        rows = rows.filter(Q(**{f"{moment}__lt": before.at}) | (Q(**{moment: before.at}) & tie))
    marked = rows.order_by().annotate(
        moment=F(moment), kind_of=Value(kind, output_field=CharField()), number=F("pk")
    )
    return marked.values_list("moment", "kind_of", "number")
