"""What people type without the editor, as HTML: paragraphs, quotes, own images, links."""

import html as html_escapes
import re
from collections.abc import Iterator
from itertools import groupby

from django.conf import settings

QUOTES_MAX = 4  # quotes within quotes; deeper marks stay text
BLANK_LINE = re.compile(r"\n[ \t]*\n")
SOURCE = re.compile(r"\[(.{1,120})\]\((/posts/[0-9]{1,18}/)\)[ \t]*")
IMAGE = re.compile(r"!\[(.{0,300})\]\((/files/[A-Za-z0-9_-]{8,40}/)\)[ \t]*")
ADDRESS = re.compile(r"[ \t]*(https?://[^\s<>\"]+)[ \t]*")


def to_html(text: str, *, depth: int = 0) -> str:
    """Plain text as HTML. Blank lines part paragraphs, single ones become line breaks.

    Lines that begin with "> " are a quote, whose first line may name its source:
    `[Name, #3](/posts/12/)`. `![words](/files/token/)` on a line is an image; an address alone
    on its line is a paragraph of its own. Nothing else has a meaning.
    """
    parts = (part.strip("\n") for part in BLANK_LINE.split(text))
    return "".join(
        block for part in parts if part.strip() for block in _blocks(part.split("\n"), depth)
    )


def _blocks(lines: list[str], depth: int) -> Iterator[str]:
    for kind, group in groupby(lines, key=lambda line: _kind(line, depth)):
        members = list(group)
        if kind == "quote":
            yield _quote([line[2:] for line in members], depth)
        elif kind == "image":
            yield from (_image(line) for line in members)
        elif kind == "address":
            yield from (_address(line.strip()) for line in members)
        elif written := "\n".join(members).strip("\n"):
            yield "<p>" + html_escapes.escape(written).replace("\n", "<br>") + "</p>"


def _kind(line: str, depth: int) -> str:
    if (line.startswith("> ") or line == ">") and depth < QUOTES_MAX:
        return "quote"
    if IMAGE.fullmatch(line):
        return "image"
    return "address" if ADDRESS.fullmatch(line) else "words"


def _quote(lines: list[str], depth: int) -> str:
    source = SOURCE.fullmatch(lines[0])
    cite = line = ""
    if source:
        name, address = html_escapes.escape(source[1]), source[2]
        cite = f' cite="{address}"'
        line = f'<p class="source"><a href="{address}">{name}</a></p>'
    words = to_html("\n".join(lines[1:] if source else lines), depth=depth + 1)
    return f"<blockquote{cite}>{line}{words}</blockquote>"


def _address(line: str) -> str:
    """Links are made when the text is cleaned; our own host may be no name of the open Internet."""
    words = html_escapes.escape(line)
    own = line.startswith(f"{settings.SITE_ADDRESS}/")
    return f'<p><a href="{words}">{words}</a></p>' if own else f"<p>{words}</p>"


def _image(line: str) -> str:
    alt, address = IMAGE.findall(line)[0]
    return f'<p><img src="{address}" alt="{html_escapes.escape(alt)}"></p>'
