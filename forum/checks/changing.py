"""Puts safer words where something was found, the way a reader of the page would."""

import re
from collections.abc import Iterable

from forum.checks.passages import BODY, Passage
from forum.models import Post
from forum.sanitize import TooMuch, cook, replaced

# What may stand between two words of a plain text where a reader sees one space.
_JOINT = r"\s+(?:>[ \t]*)*"
TRIES = 20  # readings of one text, where its marks hold the same words


def changed(
    part: str, value: str, found: Iterable[Passage], *, body_format: str = Post.Format.TEXT
) -> str:
    """`value`, the words of the form field `part`, with every replacement of `found` in it.

    A body keeps its format; the rest of it reads the same as before. What cannot be placed stays.
    """
    wanted = [one for one in found if one.part == part and one.finding.replacement is not None]
    in_turn = sorted(wanted, key=lambda one: one.start, reverse=True)
    if part == BODY and body_format == Post.Format.HTML:
        html = cook(value, body_format, by_guest=False).html
        return replaced(html, [(one.start, one.end, _instead(one)) for one in in_turn])
    if part == BODY:
        return _in_plain_text(value, in_turn)
    return _put(value, [(one.start, one.end) for one in in_turn], in_turn)


def _instead(passage: Passage) -> str:
    return passage.finding.replacement or ""


def _put(value: str, places: list[tuple[int, int]], in_turn: list[Passage]) -> str:
    """`value` with what is to stand at each of `places`, of which the last comes first."""
    for (start, end), one in zip(places, in_turn, strict=True):
        value = value[:start] + _instead(one) + value[end:]
    return value


def _in_plain_text(value: str, in_turn: list[Passage]) -> str:
    """All at once where the same words stand as often in the typed text as readers see them.

    Only where marks of images or sources hold such words too, each is tried by itself.
    """
    before = _words_of(value)
    if before is None:
        return value
    places = _places_in(value, before, in_turn)
    if places is not None:
        candidate = _put(value, places, in_turn)
        words = _words_of(candidate)
        # Longer than a text may be, it comes back all the same: sending it says by how much.
        goal = _put(before, [(one.start, one.end) for one in in_turn], in_turn)
        if words is None or _one_line(words) == _one_line(goal):
            return candidate
    tries = TRIES
    for one in in_turn:
        goal = _one_line(_put(before, [(one.start, one.end)], [one]))
        for place in _typed(one.words).finditer(value):
            if tries == 0:
                return value
            tries -= 1
            candidate = _put(value, [place.span()], [one])
            words = _words_of(candidate)
            if words is not None and _one_line(words) == goal:
                value, before = candidate, words
                break
    return value


def _places_in(value: str, before: str, in_turn: list[Passage]) -> list[tuple[int, int]] | None:
    """Where each of `in_turn` is typed, by counting the same words; None where counts differ."""
    typed: dict[str, dict[int, tuple[int, int]]] = {}
    for words in {one.words for one in in_turn}:
        pattern = _typed(words)
        starts = [place.start() for place in pattern.finditer(before)]
        spans = [place.span() for place in pattern.finditer(value)]
        if len(starts) != len(spans):
            return None
        typed[words] = dict(zip(starts, spans, strict=True))
    places = [typed[one.words].get(one.start) for one in in_turn]
    known = [place for place in places if place is not None]
    return known if len(known) == len(places) else None


def _typed(words: str) -> re.Pattern[str]:
    return re.compile(_JOINT.join(re.escape(word) for word in words.split()))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _words_of(value: str) -> str | None:
    """The words as readers see them; None for more than a text may be."""
    try:
        return cook(value, Post.Format.TEXT, by_guest=False).text
    except TooMuch:
        return None
