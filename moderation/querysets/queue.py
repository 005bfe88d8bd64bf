"""Which items wait?"""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Count, F, Q, Value

from accounts.models import User
from forum.models import PendingEdit, Post
from forum.querysets import PendingEditQuerySet, PostQuerySet, readable_visibilities


def queue(moderator: User) -> PostQuerySet:
    """Held posts that `moderator` may look at, oldest first, ready to list in one query."""
    return (
        Post.objects.pending()
        .filter(topic__category__visibility__in=readable_visibilities(moderator))
        .select_related("topic__category", "author")
        .oldest_waiting_first()
    )


def waiting_edits(moderator: User) -> PendingEditQuerySet:
    """Edits of published posts that `moderator` may look at, oldest first."""
    return PendingEdit.objects.visible_to(moderator).queue().for_desk().oldest_waiting_first()


@dataclass(frozen=True)
class Backlog:
    """What waits: the oldest held posts and edits in one list, and how many there are in all."""

    items: list[Post | PendingEdit]
    count: int
    late: int


def backlog(moderator: User, *, most: int, goal: datetime) -> Backlog:
    """The `most` items that have waited longest; those from before `goal` are late. 4 queries."""
    posts, edits = queue(moderator), waiting_edits(moderator)
    listed: list[Post | PendingEdit] = [*posts[:most], *edits[:most]]
    held = posts.aggregate(all=Count("pk"), late=Count("pk", filter=Q(held_at__lt=goal)))
    changed = edits.aggregate(all=Count("pk"), late=Count("pk", filter=Q(sent_at__lt=goal)))
    return Backlog(
        items=sorted(listed, key=attrgetter("held_at"))[:most],
        count=held["all"] + changed["all"],
        late=held["late"] + changed["late"],
    )


def waiting_count(moderator: User) -> int:
    """How many posts and edits wait. One query."""
    return _marks(moderator).count()


def oldest_waiting(moderator: User) -> tuple[str, int] | None:
    """What to open next: ("post" or "edit", its number), or None. One query."""
    oldest = _marks(moderator).order_by("since").first()
    return (oldest["kind"], oldest["number"]) if oldest else None


def _marks(moderator: User) -> Any:
    """Since when which item waits, of both kinds."""
    kinds = [
        (queue(moderator), "held_at", "post"),
        (waiting_edits(moderator), "sent_at", "edit"),
    ]
    posts, edits = (
        items.order_by()
        .annotate(since=F(moment), number=F("pk"), kind=Value(kind))
        .values("since", "number", "kind")
        for items, moment, kind in kinds
    )
    return posts.union(edits, all=True)
