"""What may be pressed under a post, and by whom."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.functional import Promise

from forum import permissions
from forum.models import Post, Reaction, Topic

register = template.Library()

ICONS = {"helpful": "bulb", "same": "same", "thanks": "heart", "source": "book"}
KINDS = [(kind.value, kind.label, ICONS[kind.value]) for kind in Reaction.Kind]


@dataclass(frozen=True)
class Press:
    """One kind of reaction to a post: how many pressed it, and whether the reader did."""

    kind: str
    label: str | Promise
    icon: str
    count: int
    mine: bool


@dataclass(frozen=True)
class Reactions:
    """`shown` have been pressed, or are the first of the set; `more` are offered in a menu."""

    shown: list[Press]
    more: list[Press]


@register.simple_tag
def reaction_counts(post: Post) -> list[Press]:
    """The reactions that somebody pressed, for readers who cannot press themselves."""
    counts = post.reaction_counts
    return [
        Press(kind, label, icon, counts[kind], False)
        for kind, label, icon in KINDS
        if counts.get(kind)
    ]


@register.simple_tag
def reactions(post: Post) -> Reactions:
    """All reactions, for a reader who may press; needs the post's `my_reactions`."""
    mine = getattr(post, "my_reactions", "").split(",")
    presses = [
        Press(kind, label, icon, post.reaction_counts.get(kind, 0), kind in mine)
        for kind, label, icon in KINDS
    ]
    shown = [one for one in presses if one.count or one.kind == Reaction.Kind.HELPFUL]
    return Reactions(shown, [one for one in presses if one not in shown])


@dataclass(frozen=True)
class Rights:
    """What the reader may do with a post that they see."""

    react: bool
    accept: bool
    recommend: bool
    edit: bool
    moderate: bool
    report: bool
    promote: bool


@register.simple_tag(takes_context=True)
def rights(context: Context, post: Post) -> Rights:
    """The same answers that the actions give, without a query."""
    reader: Any = context["user"]
    return Rights(
        react=permissions.can_react(reader, post),
        accept=permissions.can_accept(reader, post, context.get("topic")),
        recommend=permissions.can_recommend(reader, post),
        edit=permissions.can_edit(reader, post),
        moderate=permissions.can_decide(reader, post),
        report=permissions.can_report(reader, post),
        promote=_may_promote(reader, post, context.get("topic")),
    )


def _may_promote(reader: Any, post: Post, topic: Topic | None) -> bool:
    """Asks for the topic only where the reader edits the library."""
    if not permissions.can_edit_library(reader):
        return False
    return post.is_published and permissions.can_promote(reader, topic or post.topic)


@register.simple_tag
def poll_seconds() -> int:
    return int(settings.POLL_SECONDS)
