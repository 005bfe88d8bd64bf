"""The one place where what people typed becomes what readers' browsers get.

`cook()` runs once, when a text is written. A linear scan refuses what would be costly to parse
and drops elements whose content is no prose; bleach keeps a narrow list of tags and makes links;
nh3, with the same list, is the last gate. Cooking cooked HTML again changes nothing.
"""

import html as html_escapes
import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from typing import Any

import nh3
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from django.conf import settings
from django.utils.translation import gettext as _

TAGS = frozenset(
    "p br strong em b i a ul ol li blockquote code pre h2 h3 h4 hr "
    "table caption thead tbody tr th td".split()
)
SCHEMES = frozenset({"http", "https", "mailto"})
# Their content is code or another language than HTML: it goes with the element.
DROPPED = frozenset(
    "script style svg math template noscript noembed noframes iframe object embed "
    "textarea select title xmp plaintext".split()
)
# How bleach hands over an element's attributes: (namespace, name) to value.
Attributes = MutableMapping[tuple[str | None, str], str]
VOID = frozenset("br hr img input meta link area base col embed source track wbr".split())
# An opening tag of these ends an open one of the same name, as in every browser.
SELF_CLOSING = frozenset("p li td th tr".split())
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\u115f\u1160\u2800\u3164\uffa0]"
)


class TooMuch(ValueError):
    """A text beyond the limits. Its message is for the writer."""


@dataclass(frozen=True)
class Cooked:
    """A text ready to store: as typed, as readers get it, and as plain words for search."""

    source: str
    format: str
    html: str
    text: str


def cook(source: str, format: str, *, by_guest: bool) -> Cooked:
    """Clean `source` ("html" or "text") for readers.

    Raises TooMuch where a limit of the settings is passed. Links of guests carry
    `nofollow ugc noopener`, of members `ugc noopener`.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(source) > settings.BODY_MAX:
        raise TooMuch(
            _("This is %(length)s characters long; the limit is %(limit)s.")
            % {"length": f"{len(source):,}", "limit": f"{settings.BODY_MAX:,}"}
        )
    visible = INVISIBLE.sub("", source)
    raw = visible if format == "html" else paragraphs(visible)
    rel = "nofollow ugc noopener" if by_guest else "ugc noopener"
    html = clean(raw, rel=rel)
    return Cooked(source=source, format=format, html=html, text=plain(html))


def paragraphs(text: str) -> str:
    """Plain text as HTML: blank lines part paragraphs, single ones become line breaks."""
    parts = (part.strip("\n") for part in re.split(r"\n[ \t]*\n", text))
    return "".join(
        "<p>" + html_escapes.escape(part).replace("\n", "<br>") + "</p>"
        for part in parts
        if part.strip()
    )


def clean(raw: str, *, rel: str) -> str:
    """HTML of the allow-list only, or TooMuch. Idempotent."""
    scan = _Scan()
    scan.read(raw)
    cleaner = Cleaner(
        tags=TAGS,
        attributes=_keep_attribute,
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
        filters=[
            partial(LinkifyFilter, callbacks=[partial(_mark_link, rel)], skip_tags={"pre", "code"})
        ],
    )
    return nh3.clean(
        cleaner.clean(scan.kept()),
        tags=set(TAGS),
        attributes={"a": {"href", "rel"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def plain(html: str) -> str:
    """The words of cleaned HTML, one line per block."""
    lines = re.sub(r"<(?:br|hr|/p|/li|/h[2-4]|/tr|/blockquote|/pre|/caption)[^>]*>", "\n", html)
    cells = re.sub(r"</t[dh]>", " ", lines)
    words = html_escapes.unescape(re.sub(r"<[^>]*>", "", cells))
    kept = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in kept if line)


def is_safe_address(address: str) -> bool:
    """Whether a link may go to `address`: http, https and mailto, spelled out, nothing else.

    bleach lets `javascript:` and kin through where only digits follow, so the scheme is read
    here, after entities are resolved and control characters removed.
    """
    seen = re.sub(r"[\x00-\x20\x7f-\x9f\u200b\u2060\ufeff]", "", html_escapes.unescape(address))
    scheme, colon, rest = seen.partition(":")
    if not colon or not rest:
        return seen.startswith("/") and not seen.startswith(("//", "/\\"))
    if scheme.lower() == "mailto":
        return True
    return scheme.lower() in ("http", "https") and rest.startswith("//") and len(rest) > 2


def _keep_attribute(tag: str, name: str, value: str) -> bool:
    return tag == "a" and name == "href" and is_safe_address(value)


def _mark_link(rel: str, attrs: Attributes, new: bool = False) -> Any:
    href = attrs.get((None, "href"))
    if not href or not is_safe_address(href):
        attrs.pop((None, "href"), None)
        attrs.pop((None, "rel"), None)
        # A word that only looked like an address stays a word.
        return None if new else attrs
    if href.startswith(("/", f"{settings.SITE_ADDRESS}/")):
        attrs.pop((None, "rel"), None)
    else:
        attrs[(None, "rel")] = rel
    return attrs


class _Scan(HTMLParser):
    """Counts elements and nesting in one pass and drops what `DROPPED` names."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._kept: list[str] = []
        self._open: list[str] = []
        self._tags = 0
        self._dropping: str | None = None
        self._dropped_depth = 0

    def read(self, raw: str) -> None:
        # Each "<" may start a look ahead to the end, so their number bounds the whole scan.
        if raw.count("<") > 2 * settings.BODY_MAX_TAGS:
            raise TooMuch(
                _("This has too much formatting. Please simplify it or paste it as plain text.")
            )
        self.feed(raw)
        self.close()

    def kept(self) -> str:
        return "".join(self._kept)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tags += 1
        if self._tags > settings.BODY_MAX_TAGS:
            raise TooMuch(
                _("This has too much formatting. Please simplify it or paste it as plain text.")
            )
        if self._dropping:
            self._dropped_depth += tag == self._dropping
            return
        if tag in DROPPED:
            if tag not in VOID:
                self._dropping, self._dropped_depth = tag, 1
            return
        if tag in SELF_CLOSING and self._open and self._open[-1] == tag:
            self._open.pop()
        if tag not in VOID:
            self._open.append(tag)
            if len(self._open) > settings.BODY_MAX_DEPTH:
                raise TooMuch(
                    _("This is nested too deeply. Please use fewer levels of lists or quotes.")
                )
        self._kept.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            if tag == self._dropping:
                self._dropped_depth -= 1
                if self._dropped_depth == 0:
                    self._dropping = None
            return
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        self._kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._kept.append(html_escapes.escape(data, quote=False))
