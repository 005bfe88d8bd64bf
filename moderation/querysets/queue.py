"""Which items wait: held posts, edits of published ones, posts that readers reported.

A list shows them by lane and age. `marks` says which item stands where, in one narrow query over
all kinds; the rows themselves are fetched for one page alone. Whatever the number of items, the
number of queries is the same.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from accounts.models import User
from forum.models import PendingEdit, Post
from moderation.querysets.waiting import Items, all_kinds, since

SHORT, USUAL = 0, 1  # lanes: somebody may need help now, or asked a second time; everything else
URGENT, APPEAL = Q(is_urgent=True), Q(appealed_at__isnull=False)


class Mark(NamedTuple):
    """Where an item stands; sorted as the queue is. `kind` is "edit", "post" or "report"."""

    lane: int
    since: datetime
    kind: str
    number: int

    @property
    def item(self) -> str:
        """The name of the item for claims."""
        return f"{self.kind}:{self.number}"


@dataclass(frozen=True)
class Filter:
    """What is listed; empty words leave nothing out."""

    show: str = ""
    category: str = ""
    reason: str = ""


# --- one page of the list ---------------------------------------------------------------------


def marks(
    moderator: User, wanted: Filter, *, after: Mark | None = None, most: int = 50
) -> list[Mark]:
    """The first `most` items that stand behind `after`, in the order of the queue. One query."""
    parts = [
        _behind(items, kind, after) if after else items
        for kind, items in _marked(moderator, wanted).items()
    ]
    if not parts:
        return []
    return [Mark(*row) for row in _together(parts).order_by(*Mark._fields)[:most]]


def next_mark(moderator: User, wanted: Filter, *, after: Mark | None) -> Mark | None:
    """What to open after `after`, from the beginning again behind the last one. One query.

    Leaves out what this moderator may not decide on, and what somebody else is looking at.
    """
    parts = []
    for kind, items in _marked(moderator, wanted, _for_others).items():
        if after:
            here = _order_after(kind, after)
            behind: Any = Case(
                When(here, then=Value(0)), default=Value(1), output_field=IntegerField()
            )
        else:
            behind = Value(0, output_field=IntegerField())
        parts.append(items.annotate(behind=behind).values_list("behind", *Mark._fields))
    if not parts:
        return None
    first = _together(parts).order_by("behind", *Mark._fields).first()
    return Mark(*first[1:]) if first else None


def posts_to_list(numbers: list[int]) -> dict[int, Post]:
    """What the list says of posts, without their texts; one query."""
    opinions = apps.get_model("moderation", "Opinion").objects
    asked = opinions.filter(post=OuterRef("pk"), version=OuterRef("version"), answered_at=None)
    posts = Post.objects.filter(pk__in=numbers).for_desk().annotate(opinion_wanted=Exists(asked))
    return {post.pk: post for post in posts}


def edits_to_list(numbers: list[int]) -> dict[int, PendingEdit]:
    """What the list says of edits, without their texts; one query."""
    edits = PendingEdit.objects.filter(pk__in=numbers).for_desk()
    return {edit.pk: edit for edit in edits.defer("body_source", "body_html", "body_text")}


# --- parts ------------------------------------------------------------------------------------


def _lane(kind: str) -> Any:
    if kind == "edit":
        return Value(USUAL, output_field=IntegerField())
    if kind == "report":
        # Somebody may be recognized; the post may be hidden until a moderator has looked.
        reports = apps.get_model("moderation", "Report").objects.open().about_patients()
        short = When(Exists(reports.filter(post=OuterRef("pk"))), then=Value(SHORT))
    else:
        short = When(URGENT | APPEAL, then=Value(SHORT))
    return Case(short, default=Value(USUAL), output_field=IntegerField())


def _marked(moderator: User, wanted: Filter, narrow: Any = None) -> dict[str, Items]:
    """The wanted items of each kind with the columns of a mark; kinds without any are left out."""
    marked = {}
    for kind, items in all_kinds(moderator).items():
        if (found := _wanted(kind, items, wanted)) is None:
            continue
        if narrow:
            found = narrow(kind, found, moderator)
        marked[kind] = (
            found.order_by()
            .annotate(
                lane=_lane(kind),
                since=since(kind),
                kind=Value(kind, output_field=CharField()),
                number=F("pk"),
            )
            .values_list(*Mark._fields)
        )
    return marked


def _wanted(kind: str, items: Items, wanted: Filter) -> Items | None:
    """`items` narrowed to what the filter shows, or None where it shows none of this kind."""
    narrowed = {
        "posts": {"post": Q()},
        "guests": {"post": ~Q(guest_name=""), "edit": ~Q(post__guest_name="")},
        "edits": {"edit": Q()},
        "reports": {"report": Q()},
        "appeals": {"post": APPEAL},
        "urgent": {"post": URGENT},
        "spam": {"post": Q(screening__spam__score__gte=settings.SPAM_LIKELY_FROM)},
    }
    if wanted.show:
        if kind not in narrowed[wanted.show]:
            return None
        items = items.filter(narrowed[wanted.show][kind])
    if wanted.category:
        path = "post__topic__category__slug" if kind == "edit" else "topic__category__slug"
        items = items.filter(**{path: wanted.category})
    if wanted.reason:
        if kind == "report":
            return None
        # As text: not every database looks into a list.
        as_text = Cast("hold_reasons", TextField())
        items = items.annotate(why=as_text).filter(why__contains=f'"{wanted.reason}"')
    return items


def _for_others(kind: str, items: Items, moderator: User) -> Items:
    """Without what `moderator` wrote, declined before an appeal, or is open elsewhere."""
    post = "post__" if kind == "edit" else ""
    own = Q(**{f"{post}author": moderator}) | Q(**{f"{post}peer__person": moderator})
    if kind == "edit":
        own |= Q(author=moderator)
    claims = apps.get_model("moderation", "Claim").objects.live()
    name = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()))
    items = items.exclude(own).exclude(Exists(claims.of_others(moderator).filter(item=name)))
    if kind == "post":
        moves = apps.get_model("forum", "Move").objects.filter(post=OuterRef("pk"))
        declined = moves.filter(
            to_state="declined", actor=moderator, at__lte=OuterRef("appealed_at")
        )
        items = items.exclude(APPEAL & Exists(declined))
    return items


def _behind(items: Items, kind: str, after: Mark) -> Items:
    return items.filter(_order_after(kind, after))


def _order_after(kind: str, after: Mark) -> Q:
    """Whether an item of `kind` stands behind `after`; on equal terms the kind decides."""
    tie = Q(number__gt=after.number) if kind == after.kind else ~Q(pk__in=[])
    if kind < after.kind:
        tie = Q(pk__in=[])
    same = Q(since__gt=after.since) | (Q(since=after.since) & tie)
    return Q(lane__gt=after.lane) | (Q(lane=after.lane) & same)


def _together(parts: list[Items]) -> Items:
    return parts[0].union(*parts[1:], all=True)
