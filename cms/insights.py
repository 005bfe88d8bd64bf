"""What waits for an editor: the lists on the first page of the admin. Each is one or two queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    CharField,
    Count,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from wagtail.models import ReferenceIndex, TaskState

from accounts.models import User
from cms.models import LibraryEntry, PageFeedback, Reference, Suggestion

DAYS_AHEAD = 30
ROWS = 8


@dataclass(frozen=True)
class Due:
    entry: LibraryEntry
    is_overdue: bool


@dataclass(frozen=True)
class Waiting:
    """A page that somebody submitted, at the task that this person may decide."""

    page_id: str
    title: str
    task: str
    since: datetime
    by: User | None


@dataclass(frozen=True)
class Unhelpful:
    page_id: int
    title: str
    count: int
    last: datetime


def due_for_review(today: date | None = None) -> list[Due]:
    """Pages whose review date has come or comes within a month, the longest overdue first."""
    today = today or timezone.localdate()
    rows = LibraryEntry.objects.in_review_by(today, DAYS_AHEAD)[:ROWS]
    return [Due(row, bool(row.next_review and row.next_review <= today)) for row in rows]


def waiting_for(user: User) -> list[Waiting]:
    """What `user` may decide now, the longest waiting first."""
    states = (
        TaskState.objects.reviewable_by(user)
        .select_related("revision", "task", "workflow_state__requested_by")
        .order_by("started_at")[:ROWS]
    )
    return [
        Waiting(
            state.revision.object_id,
            state.revision.object_str,
            state.task.name,
            state.started_at,
            state.workflow_state.requested_by,
        )
        for state in states
        if state.revision
    ]


def open_suggestions() -> QuerySet[Suggestion]:
    """What members propose and nobody answered, the oldest first."""
    return Suggestion.objects.open().select_related("page", "person").order_by("pk")[:ROWS]


def unhelpful_pages() -> list[Unhelpful]:
    """Pages that readers found of no help and nobody looked into, by the number of readers."""
    rows = (
        PageFeedback.objects.filter(helpful=False, handled_at=None)
        .values("page_id", "page__title")
        .annotate(count=Count("pk"), last=Max("given_at"))
        .order_by("-count", "-last")[:ROWS]
    )
    return [Unhelpful(r["page_id"], r["page__title"], r["count"], r["last"]) for r in rows]


def retracted_in_use() -> QuerySet[Reference]:
    """Retracted sources that pages or terms still point at."""
    return with_uses(Reference.objects.retracted()).filter(uses__gt=0)[:ROWS]


def with_uses(rows: QuerySet[Any]) -> QuerySet[Any]:
    """`rows` of a snippet, each with `uses`: how many pages and snippets point at it."""
    kind = ReferenceIndex._get_base_content_type(rows.model)
    source = Concat("base_content_type_id", Value(" "), "object_id", output_field=CharField())
    pointing = ReferenceIndex.objects.filter(
        to_content_type=kind.pk, to_object_id=Cast(OuterRef("pk"), CharField())
    )
    number = (
        pointing.order_by()
        .values("to_object_id")
        .annotate(number=Count(source, distinct=True))
        .values("number")
    )
    return rows.annotate(uses=Coalesce(Subquery(number, output_field=IntegerField()), 0))
