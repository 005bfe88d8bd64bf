"""Reading HTML that is already clean, and the marks that follow from its content.

Clean HTML spells every tag in one way (names in small letters, values in double quotes, "<" of
the text as a reference), so one pattern finds its tags in one pass.
"""

import html as html_escapes
import re
from collections.abc import Iterator
from dataclasses import dataclass

from forum.sanitize import allowed

# A value may hold ">": what is between quotes is skipped. Nothing is tried twice and no look ahead
# passes the next "<", so it takes linear time on any text, a draft's as it was typed included.
INNER_QUOTE = re.compile(r"<blockquote[^>]*>(?:(?!</?blockquote).)*</blockquote>", re.DOTALL)
ADDRESS = re.compile(r"https?://\S+")
TAG = re.compile(r'<(/?)([a-z0-9]++)([^<>"]*+(?:"[^"]*+"[^<>"]*+)*+)>')
ALT = re.compile(r' alt="([^"]*)"')
LINE_ENDS = frozenset("br hr p li h2 h3 h4 tr blockquote pre caption".split())
MARKED_SOURCE = re.compile(r'<p class="source">')
MARKED_QUOTE = re.compile(r'<blockquote cite="[^"]*">')
SOURCE = re.compile(
    r'<blockquote>\s*<p><a(?: class="[a-z]+")? href="(/posts/[0-9]{1,18}/)">([^<]+)</a></p>'
)
MENTION = re.compile(rf'<a class="mention" href="/members/({allowed.HANDLE})/">@[^<]+</a>')
MARKED_LINK = re.compile(r'<a class="mention"( href="[^"]*"(?: rel="[^"]*")?)?>')
LONE = re.compile(r'<p>\s*<a href="([^"]*)"(?: rel="([^"]*)")?>([^<]*)</a>(?:\s|&nbsp;|<br>)*</p>')


@dataclass(frozen=True)
class LoneLink:
    """A link that has its paragraph to itself, at `start` to `end` of the HTML."""

    start: int
    end: int
    address: str
    rel: str
    words: str


def marked(html: str) -> str:
    """Give `source`, `cite` and `mention` where the content says so, and nowhere else.

    A quote whose first paragraph is a link to a post cites that post; the class of a mention
    stays on links to members that read "@…".
    """
    html = MARKED_SOURCE.sub("<p>", html)
    html = MARKED_QUOTE.sub("<blockquote>", html)
    html = SOURCE.sub(
        r'<blockquote cite="\1"><p class="source"><a href="\1">\2</a></p>',
        html,
    )
    return MARKED_LINK.sub(
        lambda link: link[0] if MENTION.match(html, link.start()) else f"<a{link[1] or ''}>", html
    )


def with_named_handles(html: str) -> str:
    """Every mention as it is typed, "@handle": only we say whose name stands there."""
    return MENTION.sub(r"@\1", html)


def own_words(html: str) -> str:
    """`plain` without what is quoted and without bare addresses: what the writer said."""
    before = ""
    while before != html:
        before, html = html, INNER_QUOTE.sub("", html)
    return ADDRESS.sub("", plain(html)).strip()


def plain(html: str) -> str:
    """The words of cleaned HTML, one line per block; an image is its alternative text."""
    words = html_escapes.unescape(allowed.ENDLESS.sub("\ufffd", TAG.sub(in_words, html)))
    kept = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in kept if line)


def in_words(tag: re.Match[str]) -> str:
    """What a tag is in plain words: a line end, a space, the words of an image."""
    closes, name, attributes = tag.groups()
    if name == "img":
        alt = ALT.search(attributes)
        return f" {alt[1]} " if alt else " "
    if name in LINE_ENDS and (closes or name in allowed.VOID):
        return "\n"
    return " " if name in ("td", "th") and closes else ""


def lone_links(html: str) -> Iterator[LoneLink]:
    """Links alone in a paragraph of the text itself, neither in a quote nor in a list."""
    depth = 0
    for tag in TAG.finditer(html):
        closes, name, attributes = tag.groups()
        if name in allowed.VOID:
            continue
        if depth == 0 and name == "p" and not closes and not attributes:
            link = LONE.match(html, tag.start())
            if link:
                address, rel, words = (html_escapes.unescape(part or "") for part in link.groups())
                yield LoneLink(link.start(), link.end(), address, rel, words)
        depth += -1 if closes else 1


def size(html: str) -> tuple[int, int]:
    """How many elements it has, and how deep they are nested."""
    elements = depth = deepest = 0
    for tag in TAG.finditer(html):
        elements += not tag[1]
        if tag[2] not in allowed.VOID:
            depth += -1 if tag[1] else 1
            deepest = max(deepest, depth)
    return elements, deepest


def lone_addresses(html: str) -> tuple[str, ...]:
    """The addresses that may become cards, each once, in their order."""
    found = (link.address for link in lone_links(html))
    return tuple(
        dict.fromkeys(one for one in found if one and not one.lower().startswith("mailto:"))
    )


def image_tokens(html: str) -> tuple[str, ...]:
    """The tokens of the uploads a text shows, each once."""
    return tuple(dict.fromkeys(re.findall(r'<img [^>]*?src="/files/([A-Za-z0-9_-]+)/"', html)))


def quoted_posts(html: str) -> tuple[int, ...]:
    """The numbers of the posts a text quotes with their source, each once."""
    return tuple(
        dict.fromkeys(int(n) for n in re.findall(r'<blockquote cite="/posts/([0-9]+)/">', html))
    )
