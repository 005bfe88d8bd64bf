"""A page taken apart for the checks: one piece per block and per field with words."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, get_text_for_indexing

from cms.checks.finding import Piece
from cms.models import ClinicalPage
from cms.models.citing import parts_of

QUOTING = ("quote", "quoted_post")
PLAIN_FIELDS = ("title", "summary", "evidence_note")


def pieces_of(page: ClinicalPage) -> Iterator[Piece]:
    """Every block and every field with words of `page`, in reading order."""
    for name in PLAIN_FIELDS:
        yield _field(page, name, getattr(page, name) or "")
    for name in (*page.opening_text, *page.prose_fields, *page.closing_text):
        value = getattr(page, name)
        if isinstance(value, StreamValue):
            yield from _blocks(value)
        else:
            yield _field(page, name, RichText(value))


def _field(page: ClinicalPage, name: str, value: Any) -> Piece:
    label = capfirst(str(getattr(page._meta.get_field(name), "verbose_name", name)))
    anchor = f"panel-child-content-child-{name}-section"
    return Piece(anchor, label, "", value, tuple(_texts(value)))


def _blocks(stream: StreamValue) -> Iterator[Piece]:
    for place, block in enumerate(stream, start=1):
        yield Piece(
            anchor=f"block-{block.id}-section",
            label=f"{capfirst(str(block.block.label))} ({place})",
            kind=block.block_type,
            value=block.value,
            texts=tuple(_texts(block.value)),
            quoted=block.block_type in QUOTING,
        )


def _texts(value: Any) -> Iterator[str]:
    for part in parts_of(value):
        if isinstance(part, RichText):
            yield get_text_for_indexing(part.source)
        elif isinstance(part, str) and part:
            yield part
