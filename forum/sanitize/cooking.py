"""From what was typed to what is stored."""

import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import nh3
from bleach import html5lib_shim
from bleach.linkifier import TLDS, LinkifyFilter
from bleach.sanitizer import Cleaner
from django.conf import settings
from django.utils.translation import gettext as _

from forum.sanitize import allowed, cleaned, plain_text
from forum.sanitize.scan import Scan, TooMuch, nested_too_deeply, too_much_formatting

# How bleach hands over an element's attributes: (namespace, name) to value.
Attributes = MutableMapping[tuple[str | None, str], str]

# In any scheme: those that are not allowed stay words as a whole.
_SCHEMES = "|".join(sorted(html5lib_shim.allowed_protocols))  # type: ignore[attr-defined]
# What a typed text has for an address. bleach's own pattern, which takes a minute for 30,000
# characters made to slow it down; here no part is read again, and a host has at most 12 labels.
TYPED_ADDRESS = re.compile(
    r"""(?:(?<!\()\(++)?
    \b(?<![@.])(?:(?:{}):/{{0,3}}(?:(?:\w+:)?\w+@)?)?
    (?>(?:[\w-]{{1,63}}+\.(?=[\w-])){{1,12}})
    (?:{})(?:\:[0-9]+)?(?!\.\w)\b
    (?:[/?][^\s\{{\}}\|\\\^`<>"]*)?
    """.format(_SCHEMES, "|".join(sorted(TLDS))),
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Cooked:
    """A text ready to store: as typed, as readers get it, and as plain words for search.

    `mentions` are the people it calls, once forum.mentions has looked who they are.
    """

    source: str
    format: str
    html: str
    text: str
    mentions: tuple[int, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The links alone in their paragraph, which may become cards."""
        return cleaned.lone_addresses(self.html)

    @property
    def images(self) -> tuple[str, ...]:
        """The tokens of the uploads it shows."""
        return cleaned.image_tokens(self.html)

    @property
    def quoted(self) -> tuple[int, ...]:
        """The numbers of the posts it quotes with their source."""
        return cleaned.quoted_posts(self.html)


def cook(source: str, format: str, *, by_guest: bool) -> Cooked:
    """Clean `source` ("html" or "text") for readers. Pure: asks no database.

    Raises TooMuch where a limit of the settings is passed. Links of guests carry
    `nofollow ugc noopener`, of members `ugc noopener`. Mentions stay "@handle".
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(source) > settings.BODY_MAX:
        raise TooMuch(
            _("This is %(length)s characters long; the limit is %(limit)s.")
            % {"length": f"{len(source):,}", "limit": f"{settings.BODY_MAX:,}"}
        )
    visible = allowed.INVISIBLE.sub("", source)
    raw = visible if format == "html" else plain_text.to_html(visible)
    html = cleaned.with_named_handles(clean(raw, rel=rel_of(by_guest)))
    return Cooked(source=source, format=format, html=html, text=cleaned.plain(html))


def rel_of(by_guest: bool) -> str:
    return "nofollow ugc noopener" if by_guest else "ugc noopener"


def clean(raw: str, *, rel: str) -> str:
    """HTML of the allow-list only, or TooMuch. Idempotent."""
    scan = Scan()
    scan.read(raw)
    cleaner = Cleaner(
        tags=allowed.TAGS,
        attributes=lambda tag, name, value: name != "rel" and allowed.is_kept(tag, name, value),
        protocols=allowed.SCHEMES,
        strip=True,
        strip_comments=True,
        filters=[
            partial(
                LinkifyFilter,
                callbacks=[partial(_mark_link, rel)],
                skip_tags={"pre", "code"},
                url_re=TYPED_ADDRESS,
            )
        ],
    )
    html = gate(cleaned.marked(gate(cleaner.clean(scan.kept()))))
    # A parser adds what was left out, table bodies for example.
    elements, depth = cleaned.size(html)
    if elements > settings.BODY_MAX_TAGS:
        raise too_much_formatting()
    if depth > settings.BODY_MAX_DEPTH:
        raise nested_too_deeply()
    return html


def gate(html: str) -> str:
    """The last gate: the same list once more, by another library. Refuses nothing, costs little."""
    return nh3.clean(
        html,
        tags=set(allowed.TAGS),
        attributes={tag: set(names) for tag, names in allowed.ATTRIBUTES.items()},
        attribute_filter=_kept_or_none,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
        url_schemes=set(allowed.SCHEMES),
        link_rel=None,
    )


def _kept_or_none(tag: str, name: str, value: str) -> str | None:
    if (tag, name, value) == ("img", "loading", "lazy"):
        return value
    return value if allowed.is_kept(tag, name, value) else None


def _mark_link(rel: str, attrs: Attributes, new: bool = False) -> Any:
    href = attrs.get((None, "href"))
    if new and href and href.startswith("http://-"):
        # The end of an e-mail address with a hyphen is no site.
        return None
    if not href or not allowed.is_safe_address(href):
        attrs.pop((None, "href"), None)
        attrs.pop((None, "rel"), None)
        # A word that only looked like an address stays a word.
        return None if new else attrs
    if href.startswith(("/", f"{settings.SITE_ADDRESS}/")):
        attrs.pop((None, "rel"), None)
    else:
        attrs[(None, "rel")] = rel
    return attrs
