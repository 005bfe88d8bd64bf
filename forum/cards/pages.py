"""What a fetched page says about itself, in plain words."""

import codecs
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

from forum.sanitize import ENDLESS, INVISIBLE

TYPES = ("text/html", "application/xhtml+xml")
HEAD_MAX = 200_000  # characters that are looked at
TAGS_MAX = 3_000  # more "<" than this are no head
TITLE_MAX, SUMMARY_MAX, SITE_MAX = 160, 240, 60  # characters
# Some decoders take far longer than the text is long; these do not.
CHARSETS = frozenset({"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252"})
DECLARED = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
SKIPPED = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))


class NothingToSay(ValueError):
    """The page has no title."""


def words_of(body: bytes, charset: str, address: str) -> dict[str, str]:
    """Title, summary and site of a page, from Open Graph or the plain tags of its head.

    Raises NothingToSay where it has no title.
    """
    head = _Head()
    head.read(_head_of(_decoded(body, charset)))
    title = head.first("og:title", "twitter:title") or "".join(head.title)
    if not _line(title, TITLE_MAX):
        raise NothingToSay
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return {
        "title": _line(title, TITLE_MAX),
        "summary": _line(
            head.first("og:description", "description", "twitter:description"), SUMMARY_MAX
        ),
        "site": _line(head.first("og:site_name"), SITE_MAX) or host[:SITE_MAX],
    }


def _decoded(body: bytes, charset: str) -> str:
    declared = DECLARED.search(body[:2048])
    name = charset or (declared[1].decode() if declared else "utf-8")
    try:
        name = codecs.lookup(name).name
    except LookupError:
        name = "utf-8"
    return body.decode(name if name in CHARSETS else "utf-8", errors="replace")


def _head_of(text: str) -> str:
    """The head without comments, scripts and styles, in time that grows with its length alone."""
    for opening, closing in SKIPPED:
        text = _without(text, opening, closing)
    text = ENDLESS.sub("", text[:HEAD_MAX])
    end = re.search(r"</head|<body", text, re.IGNORECASE)
    text = text[: end.start()] if end else text
    return text if text.count("<") <= TAGS_MAX else ""


def _without(text: str, opening: str, closing: str) -> str:
    lower = text.lower()
    # Some capital letters are two small ones; then the places differ and nothing is cut.
    if len(lower) != len(text):
        lower = text
    kept, at = [], 0
    while (start := lower.find(opening, at)) >= 0:
        kept.append(text[at:start])
        end = lower.find(closing, start + len(opening))
        if end < 0:
            return "".join(kept)
        at = end + len(closing)
    return "".join([*kept, text[at:]])


def _line(text: str, most: int) -> str:
    """One line of at most `most` characters, cut between words."""
    line = " ".join(INVISIBLE.sub("", text).split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.–-") + "…"


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self._in_title = False
        self._said: dict[str, str] = {}

    def read(self, head: str) -> None:
        self.feed(head)
        self.close()

    def first(self, *names: str) -> str:
        return next((self._said[name] for name in names if self._said.get(name, "").strip()), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and not self.title:
            self._in_title = True
        elif tag == "meta":
            given = {name: value or "" for name, value in attrs}
            name = (given.get("property") or given.get("name") or "").lower()
            self._said.setdefault(name, given.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
