"""Which links may become cards?"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from forum.cards.own import is_own, target_of
from forum.models import LinkCard

# What a card says, by address; see `Post.cards`.
Cards = dict[str, dict[str, Any]]


def is_card_site(host: str) -> bool:
    """Whether `host` is one of `CARD_SITES` or below one; `x-fda.gov` is not below `fda.gov`."""
    name = host.lower().rstrip(".")
    return any(name == site or name.endswith(f".{site}") for site in settings.CARD_SITES)


def is_external(address: str) -> bool:
    """Whether a worker may fetch `address` for a card."""
    if is_own(address) or len(address) > LinkCard.ADDRESS_MAX:
        return False
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username is not None or (port is not None and port not in settings.FETCH_PORTS):
        return False
    return parts.scheme in ("http", "https") and is_card_site(host)


def wanted(addresses: Iterable[str]) -> Cards:
    """The cards that a text with these links has: at most `CARDS_MAX`, in their order.

    No query but for a link to one of our posts or to a page of the library.
    """
    found: Cards = {}
    for address in addresses:
        if len(found) == settings.CARDS_MAX:
            break
        if is_own(address):
            if target := target_of(address):
                found[address] = dict(target)
        elif is_external(address):
            found[address] = {}
    return found


def known(addresses: Iterable[str]) -> Cards:
    """Like `wanted`, with the words of other sites' pages that are here already: for previews."""
    found = wanted(addresses)
    asked = [address for address, words in found.items() if not words]
    for card in LinkCard.objects.at(asked).ready() if asked else ():
        found[card.address] = card.words
    return found
