"""What screening says about one passage of a text."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

Family = Literal["patient", "language", "spam", "urgency", "link"]
Severity = Literal["hard", "soft", "block", "strong", "warn", "info", "urgent", "note"]
Field = Literal["text", "title", "file"]

# Which of two findings on the same words stays; the order is part of the contract.
_RANK: dict[str, int] = {
    "hard": 0,
    "block": 1,
    "urgent": 2,
    "soft": 3,
    "strong": 4,
    "warn": 5,
    "info": 6,
    "note": 7,
}
# Only these mark words in the text, so only they may push one another aside.
_MARKING = ("patient", "language")


@dataclass(frozen=True)
class Finding:
    """One passage, why it matters and what could stand there instead.

    `start` and `end` are half-open offsets in code points into the `field` that was read; of file
    names, into the names joined by line ends. The passage itself is never kept in a finding.
    """

    family: Family
    kind: str
    severity: Severity
    start: int
    end: int
    reason: str | Promise
    replacement: str | None = None
    field: Field = "text"
    alternatives: tuple[str, ...] = ()

    def as_stored(self) -> dict[str, Any]:
        """What may be written to a row: kind, place and weight, never a word of the text."""
        return {
            "family": self.family,
            "kind": self.kind,
            "severity": self.severity,
            "field": self.field,
            "start": self.start,
            "end": self.end,
        }


def is_hard(finding: Finding) -> bool:
    """Whether the passage must be changed before anything is published."""
    return finding.severity == "hard"


def is_soft(finding: Finding) -> bool:
    """Whether the writer is asked to confirm, and the post waits."""
    return finding.severity == "soft"


def resolve(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by place; of patient details and wordings that overlap, the harder, then the longer.

    Findings of the other families speak about the whole text or about a link, and all stay.
    """
    kept: list[Finding] = []
    marking = [one for one in findings if _covers_words(one)]
    others = [one for one in findings if not _covers_words(one)]
    # Kept spans never overlap, so only the neighbors of a new one need a look.
    taken: dict[str, list[tuple[int, int]]] = {}
    for one in sorted(marking, key=lambda f: (_RANK[f.severity], f.start - f.end, f.start)):
        spans = taken.setdefault(one.field, [])
        place = bisect_right(spans, (one.start, one.end))
        after_one = place == 0 or spans[place - 1][1] <= one.start
        before_next = place == len(spans) or one.end <= spans[place][0]
        if after_one and before_next:
            spans.insert(place, (one.start, one.end))
            kept.append(one)
    order = {"title": 0, "text": 1, "file": 2}
    return sorted([*kept, *others], key=lambda f: (order[f.field], f.start, f.end, f.family))


def _covers_words(finding: Finding) -> bool:
    return finding.family in _MARKING and finding.end > finding.start


def replace(text: str, findings: Iterable[Finding]) -> str:
    """`text` with every replacement of a finding in it, and nothing else changed.

    Findings of other fields, without a replacement or inside one already replaced are left alone.
    """
    parts: list[str] = []
    done = 0
    for one in sorted(findings, key=lambda f: (f.start, -f.end)):
        if one.field != "text" or one.replacement is None or one.start < done:
            continue
        parts += [text[done : one.start], one.replacement]
        done = one.end
    return "".join([*parts, text[done:]])
