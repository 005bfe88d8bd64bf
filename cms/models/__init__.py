"""What the library holds."""

from cms.models.article import ArticlePage
from cms.models.blog import BlogPage
from cms.models.clinical import ClinicalPage
from cms.models.contribution import Contribution, Partner, RelatedPage
from cms.models.glossary import GlossaryTerm
from cms.models.handout import Handout
from cms.models.house import HouseWords
from cms.models.image import CreditedImage, CreditedRendition
from cms.models.indexes import LibraryIndexPage, SectionIndexPage
from cms.models.language import LanguageEntry
from cms.models.listing import Kind, LibraryEntry, Status
from cms.models.organization import Organization
from cms.models.person import Person
from cms.models.play import PlayPage
from cms.models.quotation import Quotation
from cms.models.readers import PageFeedback, Suggestion
from cms.models.ready import ReadyPage
from cms.models.reference import Reference
from cms.models.review import PageChange, ReviewReminder, SignOff
from cms.models.series import SeriesPage, SeriesPart
from cms.models.shelf import ShelfMark
from cms.models.subject import PageSubject, Subject
from cms.models.synonym import SearchSynonym
from cms.models.tool import Calculator, CalculatorPage
from cms.models.workflow import ClinicalReviewTask, EditorialCheckTask
from cms.querysets import AppendOnly

__all__ = [
    "AppendOnly",
    "ArticlePage",
    "BlogPage",
    "Calculator",
    "CalculatorPage",
    "ClinicalPage",
    "ClinicalReviewTask",
    "Contribution",
    "CreditedImage",
    "CreditedRendition",
    "EditorialCheckTask",
    "GlossaryTerm",
    "Handout",
    "HouseWords",
    "Kind",
    "LanguageEntry",
    "LibraryEntry",
    "LibraryIndexPage",
    "Organization",
    "PageChange",
    "PageFeedback",
    "PageSubject",
    "Partner",
    "Person",
    "PlayPage",
    "Quotation",
    "ReadyPage",
    "Reference",
    "RelatedPage",
    "ReviewReminder",
    "SearchSynonym",
    "SectionIndexPage",
    "SeriesPage",
    "SeriesPart",
    "ShelfMark",
    "SignOff",
    "Status",
    "Subject",
    "Suggestion",
]
