"""One linear pass before anything is parsed: counts, drops, and spells every tag anew."""

import html as html_escapes
from html.parser import HTMLParser

from django.conf import settings
from django.utils.translation import gettext as _

from forum.sanitize import allowed

# Their content is code or another language than HTML: it goes with the element.
DROPPED = frozenset(
    "script style svg math template noscript noembed noframes iframe object embed "
    "textarea select title xmp plaintext".split()
)
# An opening tag of these ends an open one of the same name, as in every browser.
SELF_CLOSING = frozenset("p li td th tr".split())
UNENDED_MAX = 20  # tags or comments without an end that are stepped over; the rest is text
OWN_ADDRESSES = {"a": "href", "img": "src", "blockquote": "cite"}


class TooMuch(ValueError):
    """A text beyond the limits. Its message is for the writer."""


class Scan(HTMLParser):
    """Counts elements and nesting, drops what `DROPPED` names and all attributes but ours.

    Images that are not our own uploads leave their alternative text.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._kept: list[str] = []
        self._open: list[str] = []
        self._tags = 0
        self._dropping: str | None = None
        self._dropped_depth = 0

    def read(self, raw: str) -> None:
        """Take in the whole text, or raise TooMuch."""
        # Each "<" may start a look ahead to the end, so their number bounds the whole scan.
        if raw.count("<") > 2 * settings.BODY_MAX_TAGS:
            raise too_much_formatting()
        self.feed(allowed.ENDLESS.sub("\ufffd", raw))
        # Where a tag or comment has no end, the parser would look for one again and again.
        for _again in range(UNENDED_MAX):
            if not self.rawdata.startswith("<"):
                break
            end = self.rawdata.find(">") + 1 or len(self.rawdata)
            unended, rest = self.rawdata[:end], self.rawdata[end:]
            self.rawdata = ""
            self.handle_data(html_escapes.unescape(unended))
            self.feed(rest)
        if self.rawdata.startswith("<"):
            self.handle_data(html_escapes.unescape(self.rawdata))
            self.rawdata = ""
        self.close()

    def kept(self) -> str:
        return "".join(self._kept)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tags += 1
        if self._tags > settings.BODY_MAX_TAGS:
            raise too_much_formatting()
        if self._dropping:
            self._dropped_depth += tag == self._dropping
            return
        if tag in DROPPED:
            if tag not in allowed.VOID:
                self._dropping, self._dropped_depth = tag, 1
            return
        if tag in SELF_CLOSING and self._open and self._open[-1] == tag:
            self._open.pop()
        if tag not in allowed.VOID:
            self._open.append(tag)
            if len(self._open) > settings.BODY_MAX_DEPTH:
                raise nested_too_deeply()
        attributes = _attributes(tag, attrs)
        if tag == "img" and "src" not in attributes:
            self.handle_data(" ".join(attributes.get("alt", "").split()))
            return
        self._kept.append(_spelled(tag, attributes))

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
            # References are resolved by now, so what they hid is seen.
            visible = allowed.INVISIBLE.sub("", data)
            self._kept.append(html_escapes.escape(visible, quote=False))


def too_much_formatting() -> TooMuch:
    return TooMuch(_("This has too much formatting. Please simplify it or paste it as plain text."))


def nested_too_deeply() -> TooMuch:
    return TooMuch(_("This is nested too deeply. Please use fewer levels of lists or quotes."))


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> dict[str, str]:
    """The attributes a tag keeps; of a repeated one the first, as in every browser."""
    kept: dict[str, str] = {}
    for name, value in attrs:
        if name not in allowed.ATTRIBUTES.get(tag, ()) or name in kept:
            continue
        visible = allowed.INVISIBLE.sub("", value or "")
        if OWN_ADDRESSES.get(tag) == name:
            visible = _own(tag, visible.strip())
        if allowed.is_kept(tag, name, visible):
            kept[name] = visible
    if tag == "img":
        kept.setdefault("alt", "")
    return kept


def _own(tag: str, address: str) -> str:
    """A copied page names our members, posts and files with the site; a text without it."""
    short = allowed.without_site(address)
    if tag == "a" and not (allowed.MEMBER.fullmatch(short) or allowed.POST.fullmatch(short)):
        return address
    return short


def _spelled(tag: str, attributes: dict[str, str]) -> str:
    spelled = (f' {name}="{html_escapes.escape(attributes[name])}"' for name in attributes)
    return f"<{tag}{''.join(spelled)}>"
