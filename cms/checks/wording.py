"""Finds wordings of the editors' list in the library's own text."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cms import content
from cms.models import LanguageEntry

WEIGHTS = ("warn", "strong", "block")  # an entry with weight "info" leaves it to the writer
QUOTED = re.compile(r"“[^”]{0,400}”|\"[^\"]{0,400}\"|‘[^’]{0,400}’(?!\w)")
# Words that tell that a person or a test is called "clean", and not a needle.
PEOPLE = re.compile(
    r"\b(?:patients?|people|person|persons|clients?|members?|he|she|they|who|someone|somebody|"
    r"urine|screens?|tests?|UDS)\b",
    re.IGNORECASE,
)
REACH = 30  # characters before a wording that are read for such a word


@dataclass(frozen=True)
class Wording:
    """A word to look at: how it is found, where it is fine, and what to write instead."""

    pattern: re.Pattern[str]
    fine: re.Pattern[str] | None
    instead: str
    about_people: bool


@dataclass(frozen=True)
class Hit:
    words: str
    instead: str


def wordings(entries: Iterable[LanguageEntry]) -> list[Wording]:
    """Published entries that the library itself should follow, ready to search with."""
    return [
        Wording(
            pattern=_any_of(entry.pattern_lines),
            fine=_any_of([*entry.except_lines, *organizations()]),
            instead=", ".join(entry.suggestion_lines[:2]),
            about_people=entry.about_people,
        )
        for entry in entries
        if entry.severity in WEIGHTS and entry.pattern_lines
    ]


def found_in(text: str, listed: Sequence[Wording]) -> Iterator[Hit]:
    """Wordings in `text`; silent inside quotation marks and in phrases that are fine."""
    silent = [match.span() for match in QUOTED.finditer(text)]
    taken: list[tuple[int, int]] = []
    hits = [(match, one) for one in listed for match in one.pattern.finditer(text)]
    for match, one in sorted(hits, key=lambda hit: (hit[0].start(), -len(hit[0][0]))):
        here = match.span()
        fine = [other.span() for other in one.fine.finditer(text)] if one.fine else []
        if any(start < here[1] and here[0] < end for start, end in (*silent, *fine, *taken)):
            continue
        if one.about_people and not PEOPLE.search(_lead(text, here[0])):
            continue
        taken.append(here)
        yield Hit(match[0], one.instead)


def _lead(text: str, start: int) -> str:
    """The words before a place that belong to it: up to the last comma or sentence end."""
    return re.split(r"[.,;:!?]", text[max(0, start - REACH) : start])[-1]


@lru_cache(maxsize=1)
def organizations() -> tuple[str, ...]:
    """Names of organizations and journals, in which no word is judged."""
    path = Path(str(content.__file__)).parent / "language.json"
    return tuple(json.loads(path.read_text(encoding="utf-8"))["organization_exceptions"])


def _any_of(lines: Iterable[str]) -> re.Pattern[str]:
    """Matches any of `lines` as whole words, with a plural "s"; capitals alone stay capitals."""
    parts = [_line(line) for line in sorted(lines, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts) or '(?!)'})(?!\w)")


def _line(line: str) -> str:
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", line))
    return words if line.isupper() else rf"(?i:{words}(?:e?s)?)"
