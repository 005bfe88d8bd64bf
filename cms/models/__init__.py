"""What the library holds."""

from cms.models.article import ArticlePage, Contribution
from cms.models.image import CreditedImage, CreditedRendition
from cms.models.indexes import LibraryIndexPage, SectionIndexPage
from cms.models.language import LanguageEntry
from cms.models.person import Person
from cms.models.reference import Reference

__all__ = [
    "ArticlePage",
    "Contribution",
    "CreditedImage",
    "CreditedRendition",
    "LanguageEntry",
    "LibraryIndexPage",
    "Person",
    "Reference",
    "SectionIndexPage",
]
