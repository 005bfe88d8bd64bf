"""The one place where what people typed becomes what readers' browsers get.

`cook()` runs once, when a text is written. A linear scan refuses what would be costly to parse
and drops elements whose content is no prose; bleach keeps a narrow list of tags and makes links;
nh3, with the same list, is the last gate. Cooking cooked HTML again changes nothing.
"""

from forum.sanitize.allowed import ENDLESS, HANDLE, INVISIBLE, is_safe_address
from forum.sanitize.cleaned import (
    TAG,
    LoneLink,
    image_tokens,
    lone_addresses,
    lone_links,
    own_words,
    plain,
    quoted_posts,
    with_named_handles,
)
from forum.sanitize.cooking import Cooked, clean, cook, gate
from forum.sanitize.places import places, quoted_ranges, replaced
from forum.sanitize.scan import TooMuch

__all__ = [
    "ENDLESS",
    "HANDLE",
    "INVISIBLE",
    "TAG",
    "Cooked",
    "LoneLink",
    "TooMuch",
    "clean",
    "cook",
    "gate",
    "image_tokens",
    "is_safe_address",
    "lone_addresses",
    "lone_links",
    "own_words",
    "places",
    "plain",
    "quoted_posts",
    "quoted_ranges",
    "replaced",
    "with_named_handles",
]
