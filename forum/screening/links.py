"""Where the links of a text lead, and whether they hide it."""

import html as html_escapes
import ipaddress
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.names import skeleton
from forum.screening.finding import Finding, Severity

# Cleaned HTML writes every tag in one way: small letters, values in double quotes.
_ANCHOR = re.compile(r'<a\b[^<>]*?\bhref="([^"]*)"[^<>]*>((?:(?!</?a\b).)*)</a>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_IN_TEXT = re.compile(r"(?<![\w@/.])(?:https?://|www\.)[^\s<>\"“”]{3,2000}", re.IGNORECASE)
# Words that look like an address, as the text of a link.
_LOOKS_LIKE_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[\w-]{1,63}\.){1,5}[a-z]{2,12})(?=[/:?#\s]|$)", re.IGNORECASE
)
_TRAILING = ".,;:!?)]}'’"

SHORTENERS = frozenset(
    """
    adf.ly bit.do bit.ly bitly.com buff.ly clck.ru cutt.ly goo.gl is.gd lnkd.in ow.ly rb.gy
    rebrand.ly s.id shorturl.at shorte.st soo.gd t.co t.ly t2m.io tiny.cc tiny.one tinyurl.com
    tr.im u.to v.gd
    """.split()
)
# Sites that clinicians trust: a host that only looks like one of these is a trap.
TRUSTED = frozenset(
    """
    nih.gov samhsa.gov fda.gov cdc.gov cms.gov dea.gov hhs.gov usdoj.gov va.gov asam.org who.int
    pcssnow.org aafp.org ama-assn.org nejm.org jamanetwork.com thelancet.com bmj.com doi.org
    ecfr.gov federalregister.gov harmreduction.org google.com microsoft.com paypal.com
    """.split()
)
# How adverts ask to be answered elsewhere. A clinic's own number in an answer is none of these.
_CONTACT = re.compile(
    r"\b(?:whats\s?app|telegram|wickr|t\.me/\w+|wa\.me/\w+|kik|snapchat|wechat|"
    r"(?:call|text|e-?mail|contact|message|dm|inbox) (?:us|me|him|her|now|today)"
    r"(?: (?:now|today|directly|at|on|via|by|for|through)){1,2}|"
    r"add me on|reach (?:us|me|out to us) (?:at|on|via))\b"
    r"|\b(?:e-?mail|contact|order|whats\s?app|telegram|text|call)\s?[:=]\s?(?=[+@\w])"
    r"[+@]?[\w.@+() -]{5,40}",
    re.IGNORECASE,
)

REASONS: dict[str, str | Promise] = {
    "link": _("A link to another site."),
    "shortener": _("A shortened address: nobody sees where it leads."),
    "disguised": _("The words of this link name another address than the one it leads to."),
    "look-alike": _("The name of this site only looks like one you may know."),
    "number": _("The address is a bare number in place of a name."),
    "contact": _("It asks to be answered by mail, telephone or messenger, as adverts do."),
}
# What is wrong with an address, the worst first.
_WORST = ("look-alike", "disguised", "number", "shortener", "link")


@dataclass(frozen=True)
class Link:
    """One link to another site; `kind` is the worst that can be said of it, "link" if nothing."""

    words: str
    host: str
    kind: str


@dataclass(frozen=True)
class Links:
    """The links of a text in numbers, without a word of it beside the names of hosts."""

    count: int = 0
    hosts: tuple[str, ...] = ()
    shortened: int = 0
    disguised: int = 0
    look_alikes: int = 0
    contacts: int = 0


def read(html: str, *, text: str = "", own: Collection[str] = ()) -> Links:
    """The links in cleaned `html` that lead to other sites than `own`, and adverts in `text`."""
    found = [link for link in _anchors(html) if not is_within(link.host, own)]
    kinds = [link.kind for link in found]
    return Links(
        count=len(found),
        hosts=tuple(dict.fromkeys(link.host for link in found)),
        shortened=kinds.count("shortener"),
        disguised=kinds.count("disguised"),
        look_alikes=kinds.count("look-alike") + kinds.count("number"),
        contacts=len(_CONTACT.findall(text)),
    )


def find(text: str, html: str = "", own: Collection[str] = ()) -> list[Finding]:
    """Every link to another site than `own`, with its place in `text`, and every advert's contact.

    With the cleaned `html` of the text, links behind words are seen as well; without it only
    those that are written out.
    """
    found = [_contact(match) for match in _CONTACT.finditer(text)]
    if not html:
        for match in _IN_TEXT.finditer(text):
            address = match[0].rstrip(_TRAILING)
            host = host_of(address)
            if host and not is_within(host, own):
                kind = _kind(address, host, "")
                found.append(_finding(kind, match.start(), match.start() + len(address)))
        return found
    after = 0
    for link in _anchors(html):
        at = text.find(link.words, after) if link.words else -1
        start, end = (at, at + len(link.words)) if at >= 0 else (after, after)
        after = end
        if not is_within(link.host, own):
            found.append(_finding(link.kind, start, end))
    return found


def host_of(address: str) -> str:
    """The host that `address` leads to, in small letters and in its own script; "" if none."""
    if address.lower().startswith("www."):
        address = f"https://{address}"
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""
    if "xn--" in host:
        try:
            return host.encode("ascii").decode("idna")
        except UnicodeError:
            return host
    return host


def is_within(host: str, sites: Iterable[str]) -> bool:
    """Whether `host` is one of `sites` or below it: "a.nih.gov" is, "evil-nih.gov" is not."""
    return any(host == site or host.endswith(f".{site}") for site in sites)


def _anchors(html: str) -> Iterator[Link]:
    for href, inner in _ANCHOR.findall(html):
        address = html_escapes.unescape(href)
        host = host_of(address)
        if not host or not address.lower().startswith(("http://", "https://", "//")):
            continue
        words = " ".join(html_escapes.unescape(_TAG.sub("", inner)).split())
        yield Link(words=words, host=host, kind=_kind(address, host, words))


def _kind(address: str, host: str, words: str) -> str:
    kinds = set()
    if _is_number(host):
        kinds.add("number")
    elif _only_looks_trusted(host):
        kinds.add("look-alike")
    if _names_another(words, host) or "@" in urlsplit(address).netloc:
        kinds.add("disguised")
    if is_within(host, SHORTENERS):
        kinds.add("shortener")
    return next((kind for kind in _WORST if kind in kinds), "link")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.isdigit()
    return True


def _only_looks_trusted(host: str) -> bool:
    """A host in other letters than ours, or one that reads like a trusted site and is another."""
    if not host.isascii() or host.startswith("xn--") or ".xn--" in host:
        return True
    if is_within(host, TRUSTED):
        return False
    parts = host.split(".")
    domain = ".".join(parts[-2:])
    if skeleton(domain) in _TRUSTED_LOOKS:
        return True
    # "nih.gov.example.com" begins like a trusted site and ends elsewhere.
    return any(f"{site}." in f"{host}." for site in TRUSTED if f".{host}".find(f".{site}.") >= 0)


def _names_another(words: str, host: str) -> bool:
    named = _LOOKS_LIKE_HOST.match(words.strip())
    if not named:
        return False
    said, real = named[1].lower(), host.removeprefix("www.")
    return not (is_within(real, [said]) or is_within(said, [real]))


def _contact(match: re.Match[str]) -> Finding:
    # No link, so it does not hold the post of a new member.
    return Finding("spam", "contact", "note", match.start(), match.end(), REASONS["contact"])


def _finding(kind: str, start: int, end: int) -> Finding:
    severity: Severity = "note" if kind in ("link", "shortener") else "warn"
    return Finding("link", kind, severity, start, end, REASONS[kind])


_TRUSTED_LOOKS = frozenset(skeleton(site) for site in TRUSTED)
