"""Passages of a text, found again in the HTML that readers get of it.

Whoever judges a text points at characters of its plain words (`Post.body_text`); a page shows
HTML. Pure functions; what they return is clean HTML with marks of our own around its words.
"""

import html as html_escapes
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from forum.sanitize import ENDLESS, TAG
from forum.sanitize.cleaned import in_words, plain

ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
# To the end of a line, or to a full stop, question or exclamation mark before a space.
SENTENCE = re.compile(r"\S(?:.*?[.!?…][\"”’)\]]*(?=\s)|.*)")
# Where a character of the plain words stands in the HTML; nowhere for what only a tag says.
Place = tuple[int, int] | None


@dataclass(frozen=True)
class Passage:
    """Half-open offsets in the plain words; `look` is the class of the mark around them.

    A `number` ties it to a note below the text, `title` says why it is marked.
    """

    start: int
    end: int
    look: str
    title: str = ""
    number: int = 0


def marked(html: str, text: str, passages: Iterable[Passage]) -> str:
    """Cleaned `html` with a mark around each passage of its plain words `text`.

    A passage over several elements gets a mark in each. Of passages that overlap the later one
    begins where the earlier ends. Where `text` is not what `html` says, nothing is marked: a
    wrong place would be worse than none.
    """
    words, places = _read(html)
    shift = text.find(words) if words else -1
    if shift < 0:
        return html
    parts: list[str] = []
    done = 0
    reached = 0
    for one in sorted(passages, key=lambda passage: (passage.start, -passage.end)):
        start, end = max(one.start - shift, reached, 0), min(one.end - shift, len(words))
        spans = _spans(html, [place for place in places[start:end] if place])
        for position, (begin, stop) in enumerate(spans):
            parts += [html[done:begin], _opened(one, first=position == 0), html[begin:stop]]
            parts.append(_closed(one, last=position == len(spans) - 1))
            done = stop
        reached = max(reached, end)
    return "".join([*parts, html[done:]])


def marked_line(line: str, passages: Iterable[Passage]) -> str:
    """A line of plain text, a title for example, escaped and with its passages marked."""
    parts: list[str] = []
    done = 0
    for one in sorted(passages, key=lambda passage: (passage.start, -passage.end)):
        start, end = max(one.start, done), min(one.end, len(line))
        if start < end:
            words = html_escapes.escape(line[start:end])
            parts += [html_escapes.escape(line[done:start]), _opened(one, first=True), words]
            parts.append(_closed(one, last=True))
            done = end
    return "".join([*parts, html_escapes.escape(line[done:])])


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a plain text begins and ends; no sentence crosses a line."""
    return [
        (found.start(), found.start() + len(found[0].rstrip())) for found in SENTENCE.finditer(text)
    ]


# --- parts ------------------------------------------------------------------------------------


def _read(html: str) -> tuple[str, list[Place]]:
    """The plain words of `html`, as `plain` gives them, and the place of each character."""
    raw: list[str] = []
    origin: list[Place] = []
    end = 0
    for tag in TAG.finditer(html):
        _take(html, end, tag.start(), raw, origin)
        said = html_escapes.unescape(in_words(tag))
        raw.append(said)
        origin += [None] * len(said)
        end = tag.end()
    _take(html, end, len(html), raw, origin)
    words: list[str] = []
    places: list[Place] = []
    start = 0
    for line in "".join(raw).splitlines(keepends=True):
        found = list(re.finditer(r"\S+", line))
        for number, word in enumerate(found):
            if number or words:
                words.append(" " if number else "\n")
                places.append(None)
            words.append(word[0])
            places += origin[start + word.start() : start + word.end()]
        start += len(line)
    read = "".join(words)
    return (read, places) if read == plain(html) else ("", [])


def _take(html: str, start: int, end: int, raw: list[str], origin: list[Place]) -> None:
    """The characters of one run of text; a reference such as "&amp;" is one character."""
    at = start
    for entity in ENTITY.finditer(html, start, end):
        raw.append(html[at : entity.start()])
        origin += [(place, place + 1) for place in range(at, entity.start())]
        said = html_escapes.unescape(ENDLESS.sub("\ufffd", entity[0]))
        raw.append(said)
        origin += [(entity.start(), entity.end())] * len(said)
        at = entity.end()
    raw.append(html[at:end])
    origin += [(place, place + 1) for place in range(at, end)]


def _spans(html: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs of text that hold all `places`: one mark for each, none around a tag."""
    if not places:
        return []
    spans: list[tuple[int, int]] = []
    begin = places[0][0]
    for before, after in pairwise(places):
        if TAG.search(html, before[1], after[0]):
            spans.append((begin, before[1]))
            begin = after[0]
    return [*spans, (begin, places[-1][1])]


def _opened(passage: Passage, *, first: bool) -> str:
    tag = "mark" if passage.number else "u"
    anchor = f' id="passage-{passage.number}"' if passage.number and first else ""
    title = f' title="{html_escapes.escape(passage.title)}"' if passage.title else ""
    return f'<{tag} class="{html_escapes.escape(passage.look)}"{anchor}{title}>'


def _closed(passage: Passage, *, last: bool) -> str:
    if not passage.number:
        return "</u>"
    note = f"<sup>{passage.number}</sup>" if last else ""
    return f"{note}</mark>"
