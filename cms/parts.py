"""Pages in parts: what all readers share is kept, the rest is laid over it at each request.

A page's template extends `base`, and says by `{% live "cms/_helpful.html" %}` which partials
belong to one reader or to one moment. For keeping, it is rendered as a stranger gets it on the
base `cms/_parts.html`, which writes block after block, so that the same parts fit into the shell
of every reader (`cms/_kept.html`).
"""

import copy
import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

BLOCKS = ("title", "robots", "canonical", "description", "head", "body_class", "main", "scripts")
KEEP = 24 * 60 * 60  # seconds; what changed before has another key
# What people said or are called may have to be gone for good: what cannot be asked for any more
# under the old key leaves the cache's server as well.
KEEP_OF_PEOPLE = 5 * 60
CODE = {".py", ".html", ".mo", ".css", ".js", ".svg"}

MARKED = " marked"  # ends the name of a partial that visitors get alike until the mark changes

# Texts and, at the odd places, the names of live partials.
Pieces = list[str]

logger = logging.getLogger(__name__)


class Cutter:
    """Makes cuts in what is being rendered, and finds them again."""

    def __init__(self) -> None:
        self._sign = uuid4().hex  # nobody who writes a page can know it

    def cut(self, name: str = "") -> SafeString:
        return mark_safe(f"<!--{self._sign} {name}-->")  # noqa: S308

    def pieces(self, html: str) -> Pieces:
        return re.split(f"<!--{self._sign} ([^>]*)-->", html)


def parts_of(template: str, context: Mapping[str, Any], stranger: HttpRequest) -> dict[str, Pieces]:
    """The blocks of a page as any stranger gets them, each with its cuts for live partials."""
    ends, slots = Cutter(), Cutter()
    told = {**context, "base": "cms/_parts.html", "end": ends.cut(), "slots": slots}
    html = render_to_string(template, told, stranger)
    if "CSRF_COOKIE_NEEDS_UPDATE" in stranger.META:
        raise ImproperlyConfigured(f"{template} has a form outside its live partials.")
    blocks = ends.pieces(html)[::2]
    return {name: slots.pieces(block) for name, block in zip(BLOCKS, blocks, strict=False)}


def in_shell(parts: Mapping[str, Pieces], request: HttpRequest) -> Pieces:
    """The whole page around these parts for the reader of `request`, live partials still open."""
    slots = Cutter()
    blocks = {
        name: mark_safe("".join(_reopened(pieces, slots)))  # noqa: S308
        for name, pieces in parts.items()
    }
    return slots.pieces(render_to_string("cms/_kept.html", {"parts": blocks}, request))


def with_marked_ones(pieces: Pieces, context: Mapping[str, Any], request: HttpRequest) -> Pieces:
    """Only the partials filled that change with the mark of the shelves, as any visitor gets them.

    What members see of these is personal, what visitors see may be kept like the rest.
    """
    cuts = Cutter()
    texts = [
        (cuts.cut(piece) if not piece.endswith(MARKED) else _drawn(piece, context, request))
        if place % 2
        else piece
        for place, piece in enumerate(pieces)
    ]
    return cuts.pieces("".join(texts))


def filled(pieces: Pieces, context: Mapping[str, Any], request: HttpRequest) -> str:
    """The page with its live partials, as they are for this reader at this moment."""
    return "".join(
        _drawn(piece, context, request) if place % 2 else piece
        for place, piece in enumerate(pieces)
    )


def slot_of(name: str, *, number: int, marked: bool) -> str:
    """What stands in a page's pieces for the partial `name` with this number."""
    return f"{name} {number}{MARKED if marked else ''}"


def _drawn(piece: str, context: Mapping[str, Any], request: HttpRequest) -> str:
    name, number = piece.removesuffix(MARKED).split(" ")
    return render_to_string(name, {**context, "number": int(number)}, request)


def stranger_of(request: HttpRequest, query: QueryDict) -> HttpRequest:
    """The same request as somebody without cookie would send it, with this query alone."""
    stranger = copy.copy(request)
    stranger.user = AnonymousUser()
    stranger.COOKIES = {}
    stranger.GET = query  # type: ignore[assignment]
    stranger.META = {
        name: value
        for name, value in request.META.items()
        if name not in ("HTTP_COOKIE", "CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE", "QUERY_STRING")
    }
    return stranger


# --- keeping ----------------------------------------------------------------------------------


def kept(key: str) -> Any:
    """What is kept under `key`; nothing where the cache is away."""
    try:
        return cache.get(key)
    # Whatever its server or its network says: a page without cache is slower, not broken.
    except Exception:
        logger.warning("The cache does not answer.", exc_info=True)
        return None


def keep(key: str, value: Any, seconds: int = KEEP) -> None:
    try:
        cache.set(key, value, seconds)
    except Exception:
        logger.warning("The cache does not answer.", exc_info=True)


def key_of(*parts: object) -> str:
    """A key of these parts and of the code that renders them; any text may be among them."""
    text = "\n".join([release(), *(str(part) for part in parts)])
    return f"library:page:{sha256(text.encode()).hexdigest()}"


@lru_cache(maxsize=1)
def release() -> str:
    """A digest of code, templates and static files: pages of another release are not ours."""
    own = [config.path for config in apps.get_app_configs() if "site-packages" not in config.path]
    templates: Any = settings.TEMPLATES[0]["DIRS"]
    digest = sha256()
    for folder in [*own, *templates, *settings.STATICFILES_DIRS, *settings.LOCALE_PATHS]:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix in CODE:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _reopened(pieces: Pieces, slots: Cutter) -> list[str]:
    return [slots.cut(piece) if place % 2 else piece for place, piece in enumerate(pieces)]
