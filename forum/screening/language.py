"""Person-first wording: a reason and another word for it, offered once and never enforced.

What is looked for are `Entry` rows, which editors own; `shipped()` is the list that comes with
the code, which a new installation begins with. The reading itself is a pure function of a text and the rules.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Literal, cast

from cms import content
from forum.screening.exempt import is_own_word, ranges
from forum.screening.finding import Finding
from forum.screening.predicates import is_about_people_or_tests, is_person
from forum.screening.replacing import HINT, fitted, plural

Weight = Literal["info", "warn", "strong", "block"]
WEIGHTS: tuple[Weight, ...] = ("info", "warn", "strong", "block")
DATA = Path(str(content.__file__)).parent / "language.json"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What may stand between two words of one wording: a space, a hyphen, one line end.
_JOINT = re.compile(r"[ \t\u00a0]*\n?[ \t\u00a0]*|[-‐‑–]")
_SENTENCE = re.compile(r"[.!?;:](?=\s|$)|\n")
MOST = 200  # findings in one text; nobody reads more
_SENTENCE_REACH = 200  # characters around a word that are read to judge it


@dataclass(frozen=True)
class Entry:
    """Some wordings that share a reason and the words to use instead.

    A suggestion may end in a hint in brackets, "negative (for a test)", which is not put into the
    text. `about_people` entries speak only where a person or a test is called so.
    """

    patterns: tuple[str, ...]
    suggestions: tuple[str, ...]
    reason: str
    severity: Weight = "info"
    except_phrases: tuple[str, ...] = ()
    about_people: bool = False


@dataclass(frozen=True)
class _Wording:
    entry: Entry
    words: tuple[str, ...]
    kind: str
    as_written: str = ""  # an abbreviation is looked for in its own capitals
    is_plural: bool = False


@dataclass(frozen=True)
class Rules:
    """A list of entries made ready to read with; build it with `compiled`."""

    version: str
    wordings: dict[str, tuple[_Wording, ...]] = field(repr=False)
    phrases: dict[str, tuple[tuple[str, ...], ...]] = field(repr=False)


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int


def compiled(entries: Iterable[Entry], *, names: Iterable[str] = (), version: str = "") -> Rules:
    """`entries` ready to read with; in `names` of organizations nothing is ever judged."""
    wordings: dict[str, list[_Wording]] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        _add(phrases, name)
    for entry in entries:
        for phrase in entry.except_phrases:
            _add(phrases, phrase)
        for one in _wordings(entry):
            known = wordings.setdefault(one.words[0], [])
            if all(other.words != one.words or other.is_plural != one.is_plural for other in known):
                known.append(one)
    return Rules(
        version=version,
        wordings={
            word: tuple(sorted(those, key=lambda one: (-len(one.words), one.is_plural)))
            for word, those in wordings.items()
        },
        phrases={
            word: tuple(sorted(those, key=len, reverse=True)) for word, those in phrases.items()
        },
    )


@lru_cache(maxsize=1)
def shipped() -> Rules:
    """The rules that come with the code."""
    entries, names = shipped_entries()
    return compiled(entries, names=names, version="shipped")


def shipped_entries() -> tuple[list[Entry], list[str]]:
    """The entries and the names of organizations in the library's `content/language.json`."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    entries = [
        Entry(
            patterns=tuple(row["patterns"]),
            suggestions=tuple(row["suggestions"]),
            reason=row["why"],
            severity=cast(Weight, row["severity"]),
            except_phrases=tuple(row["except_phrases"]),
            about_people=row.get("about_people", False),
        )
        for row in data["entries"]
    ]
    return entries, data["organization_exceptions"]


def find(text: str, rules: Rules | None = None) -> list[Finding]:
    """Wordings of `text` that colleagues would change; silent in quotes, names, titles and codes."""
    rules = rules or shipped()
    tokens = [_Token(_plain(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]
    hits = list(islice(_hits(text, tokens, rules), MOST))
    if not hits:
        return []
    silent = ranges(text) + list(_phrases(text, tokens, rules))
    found: list[Finding] = []
    for one, first, last in hits:
        start, end = tokens[first].start, tokens[last].end
        if text[end - 2 : end].lower() in ("'s", "’s"):
            end -= 2
        if any(a <= start < b or a < end <= b for a, b in silent):
            continue
        if is_own_word(text, start, end):
            continue
        about = ""
        if one.entry.about_people:
            about = _about(text, tokens, first, last)
            if not about:
                continue
        found.append(_finding(one, text, start, end, about))
    return _longest(found)


def _longest(found: list[Finding]) -> list[Finding]:
    """Without those that lie inside another: "addict" in "heroin addict" is said once."""
    kept: list[Finding] = []
    for one in sorted(
        found, key=lambda f: (f.start - f.end, -WEIGHTS.index(cast(Weight, f.severity)))
    ):
        if not any(other.start < one.end and one.start < other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


# --- looking up --------------------------------------------------------------------------------


def _hits(text: str, tokens: Sequence[_Token], rules: Rules) -> Iterator[tuple[_Wording, int, int]]:
    for at, token in enumerate(tokens):
        for one in rules.wordings.get(_base(token.word), ()):
            last = at + len(one.words) - 1
            if not _matches(text, tokens, at, one.words):
                continue
            if one.as_written and text[token.start : tokens[last].end] != one.as_written:
                continue
            yield one, at, last
            break


def _phrases(text: str, tokens: Sequence[_Token], rules: Rules) -> Iterator[tuple[int, int]]:
    for at, token in enumerate(tokens):
        for words in rules.phrases.get(_base(token.word), ()):
            if _matches(text, tokens, at, words):
                yield token.start, tokens[at + len(words) - 1].end
                break


def _matches(text: str, tokens: Sequence[_Token], at: int, words: Sequence[str]) -> bool:
    if at + len(words) > len(tokens):
        return False
    for step, word in enumerate(words):
        token = tokens[at + step]
        if token.word != word and _base(token.word) != word:
            return False
        if step and not _JOINT.fullmatch(text, tokens[at + step - 1].end, token.start):
            return False
    return True


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _base(word: str) -> str:
    return word.removesuffix("'s")


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in _WORD.findall(HINT.sub("", phrase)))


def _add(phrases: dict[str, list[tuple[str, ...]]], phrase: str) -> None:
    if words := _words(phrase):
        phrases.setdefault(_base(words[0]), []).append(words)


def _wordings(entry: Entry) -> Iterator[_Wording]:
    """Each wording of `entry`, and its plural where it has one that is not listed itself."""
    listed = {_words(pattern) for pattern in entry.patterns}
    for pattern in entry.patterns:
        words = _words(pattern)
        if not words:
            continue
        kind = "-".join(words)
        if pattern.isupper():
            yield _Wording(entry, words, kind, as_written=pattern)
            continue
        is_plural = words[-1].endswith("s") and (*words[:-1], words[-1][:-1]) in listed
        is_plural = is_plural or words[-1] == "babies"
        yield _Wording(entry, words, kind, is_plural=is_plural)
        several = (*words[:-1], plural(words[-1]))
        if not (entry.about_people or is_plural or several in listed or words[-1].endswith("s")):
            yield _Wording(entry, several, kind, is_plural=True)


# --- what a finding says -----------------------------------------------------------------------


def _about(text: str, tokens: Sequence[_Token], first: int, last: int) -> str:
    """Of whom or what the words are said in their sentence: "person", "test" or ""."""
    low, high = first, last
    while low and tokens[low].start > tokens[first].start - _SENTENCE_REACH:
        if _SENTENCE.search(text, tokens[low - 1].end, tokens[low].start):
            break
        low -= 1
    while high + 1 < len(tokens) and tokens[high].end < tokens[last].end + _SENTENCE_REACH:
        if _SENTENCE.search(text, tokens[high].end, tokens[high + 1].start):
            break
        high += 1
    words = [token.word for token in tokens[low : high + 1]]
    return is_about_people_or_tests(words, first - low, last - low)


def _finding(one: _Wording, text: str, start: int, end: int, about: str) -> Finding:
    ready = fitted(
        one.entry.suggestions,
        to=text[start:end],
        before=text[max(0, start - 10) : start],
        after=text[end : end + 2],
        about=about,
        is_plural=one.is_plural,
        is_abbreviation=bool(one.as_written),
        is_before_noun=is_person(text[end + 1 : end + 20].partition(" ")[0]) and about == "",
    )
    return Finding(
        family="language",
        kind=one.kind,
        severity=one.entry.severity,
        start=start,
        end=end,
        reason=one.entry.reason,
        replacement=ready[0] if ready else None,
        alternatives=ready[1:],
    )
