"""Cleaned HTML as blocks of words, and what words do not show: addresses and images."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal, NamedTuple

KINDS = {
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "li": "item",
    "pre": "code",
    "tr": "row",
    "caption": "row",
}
BREAKS = frozenset("p li h2 h3 h4 pre tr caption blockquote ul ol table hr".split())


class Token(NamedTuple):
    """One word, or what a link or an image points at."""

    text: str
    kind: Literal["word", "link", "image"] = "word"


@dataclass(frozen=True)
class Block:
    kind: str
    tokens: tuple[Token, ...]


def read_blocks(html: str) -> list[Block]:
    """The blocks of cleaned HTML in reading order, empty ones left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    """Cuts cleaned HTML into blocks of words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._parts: list[str | Token] = []
        self._open: list[str] = []
        self._quotes = 0
        # Where the open link leads, and the words it has had so far.
        self._target = ""
        self._words_of_link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in BREAKS or tag == "br":
            self.end_block()
        if tag == "blockquote":
            self._quotes += 1
        elif tag in KINDS:
            self._open.append(tag)
        elif tag == "a" and named.get("class") != "mention":
            self._target, self._words_of_link = named.get("href") or "", ""
        elif tag == "img":
            words = f"{named.get('alt') or ''} {named.get('src') or ''}"
            self._parts.append(Token(" ".join(words.split()), "image"))
        elif tag in ("td", "th"):
            self._parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self.end_block()
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag in KINDS and tag in self._open:
            while self._open.pop() != tag:
                pass
        elif tag == "a":
            if self._target and self._target != self._words_of_link.strip():
                self._parts.append(Token(self._target, "link"))
            self._target = ""

    def handle_data(self, data: str) -> None:
        if self._target:
            self._words_of_link += data
        if "pre" not in self._open:
            self._parts.append(data)
            return
        for number, line in enumerate(data.split("\n")):
            if number:
                self.end_block()
            self._parts.append(line)

    def end_block(self) -> None:
        kind = "quote" if self._quotes else "text"
        kind = next((KINDS[tag] for tag in reversed(self._open)), kind)
        tokens: list[Token] = []
        text = ""
        for part in [*self._parts, Token("")]:
            if isinstance(part, str):
                text += part
                continue
            # The white space before a line of code is part of it.
            words = re.findall(r"^\s+\S+|\S+" if kind == "code" else r"\S+", text)
            tokens += [Token(word) for word in words]
            text = ""
            if part.text:
                tokens.append(part)
        self._parts = []
        if tokens:
            self.blocks.append(Block(kind, tuple(tokens)))
