"""Differences as readers get them, kept for a while: two texts of the past never change."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from forum.diffs.comparing import compare

KEPT = 60 * 60  # seconds


class Step(NamedTuple):
    """From the text that was `version` to the one that replaced it; both are cleaned HTML."""

    version: int
    old: str
    new: str
    old_title: str = ""
    new_title: str = ""

    @property
    def digest(self) -> str:
        """Tells a step from another under its name: texts may be cleaned anew, never unnoticed."""
        return sha256(repr((*self, get_language())).encode(errors="replace")).hexdigest()


def shown(post_id: int, steps: Sequence[Step]) -> list[SafeString]:
    """What each step changed, drawn for readers.

    Comparing and drawing two long texts takes a good part of a second, so whoever asks again
    gets what was drawn before. The cache is asked once and told once, however many steps.
    """
    keys = [_key(post_id, step.version) for step in steps]
    kept = cache.get_many(keys)
    drawn: dict[str, tuple[str, str]] = {}
    for key, step in zip(keys, steps, strict=True):
        if kept.get(key, ("",))[0] != step.digest:
            kept[key] = drawn[key] = (step.digest, _draw(step))
    if drawn:
        cache.set_many(drawn, KEPT)
    # Only what `_draw` escaped comes out of the cache.
    return [mark_safe(kept[key][1]) for key in keys]  # noqa: S308


def forget(post_id: int, versions: Iterable[int]) -> None:
    """Texts that are erased are not kept here either."""
    cache.delete_many([_key(post_id, version) for version in versions])


def _draw(step: Step) -> str:
    diff = compare(step.old, step.new, old_title=step.old_title, new_title=step.new_title)
    return render_to_string("forum/_diff.html", {"diff": diff})


def _key(post_id: int, version: int) -> str:
    return f"diff:{post_id}:{version}"
