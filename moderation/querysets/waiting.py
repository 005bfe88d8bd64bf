"""What waits for a moderator: held posts, edits of published ones, posts that readers reported."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from forum.models import PendingEdit, Post
from forum.querysets import PendingEditQuerySet, PostQuerySet, moderates_everything

Items = QuerySet[Any]


def held_posts(moderator: User) -> PostQuerySet:
    """Posts that wait in the categories of `moderator`."""
    return Post.objects.pending().moderated_by(moderator)


def waiting_edits(moderator: User) -> PendingEditQuerySet:
    """Edits of public posts that wait in the categories of `moderator`."""
    return PendingEdit.objects.visible_to(moderator).queue()


def reported_posts(moderator: User) -> PostQuerySet:
    """Posts with reports that nobody decided on, in the categories of `moderator`."""
    return Post.objects.reported().moderated_by(moderator)


def all_kinds(moderator: User) -> dict[str, Items]:
    """Everything that waits for `moderator`, by the kind of item."""
    return {
        "post": held_posts(moderator),
        "edit": waiting_edits(moderator),
        "report": reported_posts(moderator),
    }


def since(kind: str) -> Any:
    """When the waiting began."""
    if kind == "report":
        reports = apps.get_model("moderation", "Report").objects.open()
        first = reports.filter(post=OuterRef("pk")).order_by("made_at").values("made_at")[:1]
        return Coalesce(Subquery(first), F("published_at"))
    return F("sent_at") if kind == "edit" else F("held_at")


def in_scope(moderator: User, items: Iterable[str]) -> set[str]:
    """Those of `items`, "post:12" and so on, in categories that `moderator` moderates.

    Asks nothing for a moderator of every category, and twice at the most for others.
    """
    named = set(items)
    if moderates_everything(moderator):
        return named
    numbers: dict[str, list[int]] = {}
    for kind, _colon, number in (one.partition(":") for one in named):
        numbers.setdefault(kind, []).append(int(number))
    posts = numbers.get("post", []) + numbers.get("report", [])
    found: dict[str, set[int]] = {"desk": set(numbers.get("desk", []))}
    if posts:
        theirs = Post.objects.moderated_by(moderator).filter(pk__in=posts)
        found["post"] = found["report"] = set(theirs.values_list("pk", flat=True))
    if edits := numbers.get("edit"):
        mine = PendingEdit.objects.visible_to(moderator).filter(pk__in=edits)
        found["edit"] = set(mine.values_list("pk", flat=True))
    return {f"{kind}:{number}" for kind, all in found.items() for number in all} & named
