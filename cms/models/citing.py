"""What stands inside the values of a page's blocks: sources, rich text, section headings."""

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from cms.blocks.anchors import REFERENCE, pointed_at
from cms.models.quotation import Quotation
from cms.models.reference import Reference


def is_section(block_type: str, value: Any) -> bool:
    return block_type == "heading" and value["level"] == "2"


def cited_in(value: Any) -> Iterator[Reference]:
    """Every reference inside a block's value, in reading order, repeats included.

    Each is known by its key alone; see `SourceBlock`. Those that stand in rich text count too.
    """
    for part in parts_of(value):
        if isinstance(part, Reference):
            yield part
        elif isinstance(part, RichText):
            yield from (Reference(pk=key) for key in pointed_at(part.source, REFERENCE))


def rich_text_in(value: Any) -> Iterator[RichText]:
    """Every piece of rich text inside a block's value, in reading order."""
    return (part for part in parts_of(value) if isinstance(part, RichText))


def parts_of(value: Any) -> Iterator[Any]:
    """The single values inside a block's value, in reading order."""
    if isinstance(value, StreamValue):
        for block in value:
            yield from parts_of(block.value)
    elif isinstance(value, StructValue):
        for part in value.values():
            yield from parts_of(part)
    elif isinstance(value, ListValue):
        for part in value:
            yield from parts_of(part)
    else:
        yield value


def quotations_on(
    page_id: int | None,
    parts: Iterable[Any],
    more: Iterable[int | None] = (),
    *,
    is_preview: bool = False,
) -> dict[int, Quotation]:
    """The quotations that `parts` and `more` name: those readers may see, or all of them.

    Those of the page alone: its authors agreed to be quoted there, not on another or on a copy.
    """
    keys = [key for key in more if key] + [
        block.value["quotation"]
        for part in parts
        if isinstance(part, StreamValue)
        for block in part
        if block.block_type == "quoted_post"
    ]
    if not keys:
        return {}
    known = Quotation.objects.all() if is_preview else Quotation.objects.shown()
    return known.filter(page=page_id).in_bulk(keys)
