"""What moderators decided in cases like this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from forum.models import Post
from moderation.models import Decision
from moderation.reading.checks import FAMILIES, KINDS

LOOKED_AT = 200  # of the latest judgements
SHOWN = 4
# Nearly every held post has one of these, so they say little about a case.
COMMON = frozenset({Post.HoldReason.GUEST, Post.HoldReason.FIRST_POST})
KINDS_SHOWN = 2


@dataclass(frozen=True)
class Similar:
    """An earlier decision and what the two posts share, in words."""

    decision: Decision
    shared: str


def similar_decisions(post: Post, moderator: User) -> list[Similar]:
    """The latest decisions on posts in which the same was found, or that were held for the same.

    The more is shared, the sooner a decision is named; of equals the newer one. One query for
    the latest judgements, whatever is on record.
    """
    kinds, reasons = _kinds(post.screening), set(post.hold_reasons) - COMMON
    if not (kinds or reasons):
        return []
    ranked = []
    for decision in Decision.objects.comparable(moderator, post, LOOKED_AT):
        found = kinds.keys() & _kinds(decision.post.screening).keys()
        held = reasons & set(decision.post.hold_reasons)
        if found or held:
            words = [kinds[kind] for kind in sorted(found)]
            words += [str(Post.HoldReason(reason).label) for reason in sorted(held)]
            shared = ", ".join(dict.fromkeys(words[:KINDS_SHOWN]))
            ranked.append((2 * len(found) + len(held), decision.pk, Similar(decision, shared)))
    ranked.sort(key=lambda row: row[:2], reverse=True)
    return [similar for _score, _pk, similar in ranked[:SHOWN]]


def _kinds(screening: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """What was found in a text: (family, kind) to words for it."""
    return {
        (one["family"], one["kind"]): kind_in_words(one["family"], one["kind"])
        for one in screening.get("findings", [])
        if one["family"] != "link" or one["kind"] != "link"
    }


def kind_in_words(family: str, kind: str) -> str:
    """A short name of a kind of finding."""
    return str(KINDS.get(kind) or FAMILIES.get(family) or kind)
