"""What the HTML of a text may hold. Every gate asks here, so that they cannot disagree."""

import html as html_escapes
import re

from django.conf import settings

TAGS = frozenset(
    "p br strong em b i a ul ol li blockquote code pre h2 h3 h4 hr img "
    "table caption thead tbody tr th td".split()
)
SCHEMES = frozenset({"http", "https", "mailto"})
VOID = frozenset("br hr img input meta link area base col embed source track wbr".split())
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\u115f\u1160\u2800\u3164\uffa0]"
)
# No character has so many digits, and Python raises ValueError instead of reading them.
ENDLESS = re.compile(r"&#[0-9]{4000,}+;?")
HANDLE = r"[a-z0-9][a-z0-9-]{1,28}[a-z0-9]"
MEMBER = re.compile(rf"/members/{HANDLE}/")
POST = re.compile(r"/posts/[0-9]{1,18}/")
# A file's token is random; its length is the table's.
IMAGE = re.compile(r"/files/[A-Za-z0-9_-]{8,40}/")
PIXELS = re.compile(r"[1-9][0-9]{0,4}")
RELS = frozenset({"ugc noopener", "nofollow ugc noopener"})
# Any other class could borrow the look of a button or of a moderator's badge.
CLASSES = {"a": frozenset({"mention", "nocard"}), "p": frozenset({"source"})}
ATTRIBUTES = {
    "a": {"href", "rel", "class"},
    "p": {"class"},
    "blockquote": {"cite"},
    "img": {"src", "alt", "width", "height"},
}


def is_kept(tag: str, name: str, value: str) -> bool:
    """Whether `tag` may carry the attribute `name` with this very value."""
    if name not in ATTRIBUTES.get(tag, ()):
        return False
    if name == "class":
        return value in CLASSES[tag]
    if name == "href":
        return is_safe_address(value)
    if name == "rel":
        return value in RELS
    if name == "cite":
        return bool(POST.fullmatch(value))
    if name == "src":
        return bool(IMAGE.fullmatch(value))
    return name == "alt" or bool(PIXELS.fullmatch(value))


def is_safe_address(address: str) -> bool:
    """Whether a link may go to `address`: http, https and mailto, spelled out, nothing else.

    bleach lets `javascript:` and kin through where only digits follow, so the scheme is read
    here, after entities are resolved and control characters removed.
    """
    resolved = html_escapes.unescape(ENDLESS.sub("", address))
    seen = re.sub(r"[\x00-\x20\x7f-\x9f\u200b\u2060\ufeff]", "", resolved)
    scheme, colon, rest = seen.partition(":")
    if not colon or not rest:
        return seen.startswith("/") and not seen.startswith(("//", "/\\"))
    if scheme.lower() == "mailto":
        return True
    return scheme.lower() in ("http", "https") and rest.startswith("//") and len(rest) > 2


def without_site(address: str) -> str:
    """An address of our own pages without the site, as a copied page spells it out."""
    site = f"{settings.SITE_ADDRESS}/"
    return "/" + address[len(site) :] if address.startswith(site) else address
