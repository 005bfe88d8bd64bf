"""Which terms, sources and wordings?"""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from cms.shelf import ShelfQuerySet

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from cms.models import GlossaryTerm, LanguageEntry, Reference  # noqa: F401


class LanguageEntryQuerySet(QuerySet["LanguageEntry"]):
    def published(self) -> "LanguageEntryQuerySet":
        """What acts, in the order in which it was written down."""
        return self.filter(live=True).order_by("pk")


class GlossaryTermQuerySet(ShelfQuerySet["GlossaryTerm"]):
    def published(self) -> "GlossaryTermQuerySet":
        """What readers see, from A to Z."""
        return self.filter(live=True).order_by(Lower("term"), "pk")

    def matching(self, words: str) -> "GlossaryTermQuerySet":
        """Those whose name, abbreviations, other names or words for search hold `words`."""
        return self.filter(
            Q(term__icontains=words)
            | Q(abbreviations__icontains=words)
            | Q(synonyms__icontains=words)
            | Q(search_only__icontains=words)
        )


class ReferenceQuerySet(ShelfQuerySet["Reference"]):
    def retracted(self) -> "ReferenceQuerySet":
        """Sources that their publisher took back, by their short names."""
        return self.filter(is_retracted=True).order_by("slug")
