"""The words of clean HTML, each character with its place in that HTML.

What is found in the words can so be marked or replaced in the HTML. The composer's scripts do the
same with the editor's document (`static/js/composer/places.js`); both follow `cleaned.plain`.
"""

import html as html_escapes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forum.sanitize import allowed, cleaned

LINE_BREAKS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
# Words of others, and what is no prose.
APART = frozenset({"blockquote", "code", "pre"})
_PIECE = re.compile(
    r"&#[0-9]{1,7};|&#[xX][0-9a-fA-F]{1,6};|&[a-zA-Z][a-zA-Z0-9]{1,31};|.", re.DOTALL
)
_ALT = re.compile(r'(?<= alt=")[^"]*(?=")')


@dataclass(frozen=True, slots=True)
class Place:
    """One character of the words and the piece of HTML that it is: empty for a joint of lines."""

    character: str
    start: int
    end: int
    quoted: bool = False
    in_attribute: bool = False


def places(html: str) -> list[Place]:
    """Every character of `cleaned.plain(html)`, in order."""
    found: list[Place] = []
    joint = ""
    spaces: list[Place] = []
    for one in _characters(html):
        if one.character in LINE_BREAKS or one.character.isspace():
            joint = "\n" if one.character in LINE_BREAKS else joint or " "
            spaces.append(one)
            continue
        if joint and found:
            found.append(_joint(joint, found[-1], spaces, one))
        joint = ""
        spaces = []
        found.append(one)
    return found


def _joint(character: str, before: Place, spaces: list[Place], after: Place) -> Place:
    """The one space or line end that parts two words, with what is spelled out for it."""
    spelled = [one for one in spaces if one.end > one.start]
    start = spelled[0].start if spelled else before.end
    end = start
    for one in spelled:
        # Not beyond a tag.
        end = one.end if one.start == end else end
    return Place(character, start, end, before.quoted and after.quoted, before.in_attribute)


def quoted_ranges(html: str) -> list[tuple[int, int]]:
    """The ranges of `cleaned.plain(html)` that quote somebody or are code, half-open."""
    if not any(f"<{tag}" in html for tag in APART):
        return []
    ranges: list[tuple[int, int]] = []
    for number, place in enumerate(places(html)):
        if not place.quoted:
            continue
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    return ranges


def replaced(html: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """`html` with other words in ranges of its plain text; the tags between them stay."""
    found = places(html)
    for start, end, words in sorted(changes, reverse=True):
        pieces = [place for place in found[start:end] if place.end > place.start]
        for number, place in reversed(list(enumerate(pieces))):
            new = html_escapes.escape(words, quote=place.in_attribute) if number == 0 else ""
            html = html[: place.start] + new + html[place.end :]
    return html


def _characters(html: str) -> Iterator[Place]:
    end = apart = 0
    for tag in cleaned.TAG.finditer(html):
        yield from _read(html, end, tag.start(), quoted=apart > 0)
        closes, name, _attributes = tag.groups()
        end = tag.end()
        if name in APART:
            apart += -1 if closes else 1
        if name == "img":
            alt = _ALT.search(html, tag.start(), tag.end())
            yield Place(" ", end, end)
            if alt:
                yield from _read(html, alt.start(), alt.end(), quoted=apart > 0, in_attribute=True)
                yield Place(" ", end, end)
        elif name in cleaned.LINE_ENDS and (closes or name in allowed.VOID):
            yield Place("\n", end, end)
        elif name in ("td", "th") and closes:
            yield Place(" ", end, end)
    yield from _read(html, end, len(html), quoted=apart > 0)


def _read(
    html: str, start: int, end: int, *, quoted: bool, in_attribute: bool = False
) -> Iterator[Place]:
    for piece in _PIECE.finditer(html, start, end):
        for character in html_escapes.unescape(piece[0]):
            yield Place(character, piece.start(), piece.end(), quoted, in_attribute)
