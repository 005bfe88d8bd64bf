"""The words of a page: what they cite, which terms they use, how long they take to read."""

from collections.abc import Iterator
from math import ceil
from typing import Any, ClassVar

from django.utils.functional import cached_property
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.blocks.anchors import TERM, pointed_at
from cms.models.citing import cited_in, is_section, rich_text_in
from cms.models.glossary import GlossaryTerm
from cms.models.reference import Reference

WORDS_PER_MINUTE = 220  # of a reader of English prose


class WrittenPage(Page):
    """A page whose words are in the fields that are named here."""

    prose_fields: ClassVar[tuple[str, ...]] = ("body",)  # stream fields, in reading order
    opening_text: ClassVar[tuple[str, ...]] = ()  # rich text before them
    closing_text: ClassVar[tuple[str, ...]] = ()  # and after them

    class Meta:
        abstract = True

    def streams(self) -> Iterator[StreamValue]:
        """The page's stream fields in reading order."""
        for name in self.prose_fields:
            yield getattr(self, name)

    def words(self) -> Iterator[Any]:
        """Whatever may cite a source or use a term, in reading order: streams and rich text."""
        for name in (*self.opening_text, *self.prose_fields, *self.closing_text):
            value = getattr(self, name)
            yield RichText(value) if isinstance(value, str) else value

    @cached_property
    def references(self) -> list[Reference]:
        """Every cited source once, in the order of its first use."""
        keys = self.reference_ids
        loaded = Reference.objects.in_bulk(keys) if keys else {}
        return [loaded[key] for key in keys if key in loaded]

    @cached_property
    def terms(self) -> dict[int, GlossaryTerm]:
        """The published terms its text marks, by their numbers, in the order of first use."""
        keys = self.term_ids
        loaded = GlossaryTerm.objects.published().in_bulk(keys) if keys else {}
        return {key: loaded[key] for key in keys if key in loaded}

    @property
    def reference_ids(self) -> list[int]:
        """Numbers of the cited sources, in the order of their first use; no query."""
        cited = (reference.pk for part in self.words() for reference in cited_in(part))
        return list(dict.fromkeys(cited))

    @property
    def term_ids(self) -> list[int]:
        """Numbers of the glossary terms its text marks, in the order of first use; no query."""
        used = (
            key
            for part in self.words()
            for text in rich_text_in(part)
            for key in pointed_at(text.source, TERM)
        )
        return list(dict.fromkeys(used))

    @property
    def minutes_to_read(self) -> int:
        words = sum(
            len(text.split())
            for stream in self.streams()
            for text in stream.stream_block.get_searchable_content(stream)
        )
        return max(1, ceil(words / WORDS_PER_MINUTE))

    @property
    def outline(self) -> list[list[str]]:
        """[[heading, anchor], …] of the sections."""
        return [
            [block.value["text"], f"s-{block.id}"]
            for stream in self.streams()
            for block in stream
            if is_section(block.block_type, block.value)
        ]
