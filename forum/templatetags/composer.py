"""What the composer's scripts are told by the page: their addresses and their words."""

import json
from collections.abc import Iterator
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from forum.emoji import PATTERN

register = template.Library()

# What index.js needs before it can build the editor, and what it loads on demand ...
PARTS = {
    "engine": "django_prose_editor/editor.js",
    "schema": "js/composer/schema.js",
    "clean": "js/composer/clean.js",
    "styles": "css/composer.css",
    "emoji_names": "vendor/emojibase-data/en.json",
}
# ... and the modules it attaches, in this order. Each has `export default attach(composer)`.
ATTACHED = (
    "status",
    "toolbar",
    "links",
    "paste",
    "cards",
    "emoji",
    "naming",
    "mention",
    "quote",
    "preview",
    "drafts",
    "images",
    "checks",
)


@register.simple_tag
def composer_attributes() -> SafeString:
    """What every writing field tells the scripts: their addresses, their words, the icons."""
    return _once("forum/_composer_attributes.html")


@register.simple_tag
def composer_parts() -> SafeString:
    """The toolbar and the panels, as `<template>` elements that the scripts copy."""
    return _once("forum/_composer_parts.html")


def _once(template: str) -> SafeString:
    """The same for every reader of a language, and too long to render for each page."""
    return _render(template) if settings.DEBUG else _rendered(template, get_language() or "")


@lru_cache(maxsize=64)
def _rendered(template: str, language: str) -> SafeString:
    return _render(template)


def _render(template: str) -> SafeString:
    return SafeString(render_to_string(template).strip())


@register.simple_tag
def composer_modules() -> str:
    """JSON: the composer's parts by name, and under "attached" the list of its modules.

    Browsers import by these addresses, so the names that carry a hash in production stay right
    without an import map, which the Content-Security-Policy would refuse.
    """
    parts: dict[str, object] = {name: static(path) for name, path in PARTS.items()}
    parts["attached"] = {name: static(f"js/composer/{name}.js") for name in ATTACHED}
    return json.dumps(parts)


@register.simple_tag
def composer_words() -> str:
    """JSON: every sentence that the composer's scripts show, in the reader's language."""
    return json.dumps(dict(_words()), ensure_ascii=False)


@register.simple_tag
def emoji_pattern() -> str:
    """What counts as one emoji, as a regular expression that JavaScript reads with its u flag."""
    return PATTERN


@register.simple_tag
def emoji_max() -> int:
    return settings.EMOJI_MAX


@register.simple_tag
def cards_max() -> int:
    return settings.CARDS_MAX


def _counted(singular: str, plural: str) -> dict[str, str]:
    return {"one": ngettext(singular, plural, 1), "other": ngettext(singular, plural, 2)}


def _words() -> Iterator[tuple[str, object]]:
    """`{name}` in a sentence is filled in by the script."""
    yield "dismiss", _("Dismiss")
    yield "empty", _("Please write something first.")
    yield "sending", _("Sending…")
    yield "not_sent_offline", _("Not sent, you are offline. Your text is kept here.")
    yield "words", _counted("{n} word", "{n} words")
    # Paste
    yield "pasted", _("Pasted as rich text.")
    yield "paste_plain", _("Paste as plain text instead")
    yield "pasted_plain", _("Pasted as plain text.")
    yield "next_plain", _("The next paste will be plain text.")
    yield "next_rich", _("Pasting keeps formatting again.")
    yield "images_dropped", _("Images in what you pasted were left out.")
    yield "add_image", _("Add one with the image button, without patient details.")
    yield "images_refused", _("Images cannot be pasted here. Sign in to add one.")
    # Cards
    yield "card_shown", _("Your link is shown as a card.")
    yield "card_off", _("Display as a link instead")
    yield "link_shown", _("Your link is shown as a link.")
    yield "card_on", _("Display as a card instead")
    # Links
    yield "link_bad", _("Please write an address like https://example.org or name@example.org.")
    yield "link_set", _("Link set.")
    yield "link_removed", _("Link removed.")
    # Mentions, quotes, preview
    yield "people", _("People")
    yield "people_found", _counted("{n} person found", "{n} people found")
    yield "mentioned", _("{name} is mentioned.")
    yield "verified", _("Verified prescriber")
    yield "quoted", _("{name} is quoted in your text.")
    yield "answers_nobody", _("Your reply answers nobody in particular now.")
    yield "previewing", _("Preview. Press Escape to go on writing.")
    yield "no_preview", _("The preview did not load. Your text is kept; please try again.")
    # Emoji
    yield "emoji_count", _("Emoji {n} of {limit}")
    yield "emoji_over", _("Emoji {n} of {limit}, remove {over}")
    yield "emoji_none", _("No emoji of that name")
    yield "emoji_failed", _("The list of emoji did not load. Please try again.")
    yield "emoji_found", _counted("{n} emoji found", "{n} emoji found")
    yield (
        "emoji_groups",
        {
            "smileys": _("Smileys"),
            "people": _("People"),
            "animals": _("Animals and nature"),
            "food": _("Food and drink"),
            "travel": _("Travel and places"),
            "activities": _("Activities"),
            "objects": _("Objects"),
            "symbols": _("Symbols"),
            "flags": _("Flags"),
            "found": _("Found"),
        },
    )
