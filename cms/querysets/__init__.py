"""Which library pages, which wordings? By subject, under the names that models import."""

from cms.querysets.entries import HOUSE_WORDS, LibraryEntryQuerySet, house_words, is_restricted
from cms.querysets.pages import LibraryPageManager, LibraryPageQuerySet
from cms.querysets.readers import PageFeedbackQuerySet, SuggestionQuerySet
from cms.querysets.records import (
    AppendOnly,
    HandoutQuerySet,
    PageChangeQuerySet,
    QuotationQuerySet,
    SignOffQuerySet,
)
from cms.querysets.snippets import GlossaryTermQuerySet, LanguageEntryQuerySet, ReferenceQuerySet

__all__ = [
    "HOUSE_WORDS",
    "AppendOnly",
    "GlossaryTermQuerySet",
    "HandoutQuerySet",
    "LanguageEntryQuerySet",
    "LibraryEntryQuerySet",
    "LibraryPageManager",
    "LibraryPageQuerySet",
    "PageChangeQuerySet",
    "PageFeedbackQuerySet",
    "QuotationQuerySet",
    "ReferenceQuerySet",
    "SignOffQuerySet",
    "SuggestionQuerySet",
    "house_words",
    "is_restricted",
]
