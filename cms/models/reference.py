"""Sources, kept once and cited from many pages."""

import re
from typing import Any

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

from cms.models.panels import UsesPanel
from cms.querysets import ReferenceQuerySet
from cms.shelf import Shelved

DOI_ADDRESS = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
PMID_ADDRESS = re.compile(
    r"^(?:https?://pubmed\.ncbi\.nlm\.nih\.gov/|pmid:\s*)(\d+)/?$", re.IGNORECASE
)


class ReferenceForm(WagtailAdminModelForm):
    """Takes a DOI or PMID as people paste it and keeps the bare number."""

    def clean_doi(self) -> str:
        pasted = self.cleaned_data["doi"].strip()
        bare = DOI_ADDRESS.sub("", pasted)
        return bare or pasted  # an address without a number is refused as it was typed

    def clean_pmid(self) -> str:
        return PMID_ADDRESS.sub(r"\1", self.cleaned_data["pmid"].strip())


class Reference(
    Shelved, PreviewableMixin, DraftStateMixin, index.Indexed, RevisionMixin, models.Model
):
    """One source: a paper, a guideline, a statute, a page."""

    # Wagtail's own columns, with a value for rows that older code writes.
    live = models.BooleanField(_("live"), default=True, db_default=True, editable=False)
    has_unpublished_changes = models.BooleanField(default=False, db_default=False, editable=False)
    expired = models.BooleanField(default=False, db_default=False, editable=False)

    class Kind(models.TextChoices):
        JOURNAL_ARTICLE = "journal-article", _("journal article")
        REVIEW = "review", _("review")
        SYSTEMATIC_REVIEW = "systematic-review", _("systematic review")
        CASE_REPORT = "case-report", _("case report")
        CASE_SERIES = "case-series", _("case series")
        EDITORIAL = "editorial", _("editorial")
        LETTER = "letter", _("letter")
        GUIDELINE = "guideline", _("guideline")
        PROTOCOL = "protocol", _("protocol")
        POSITION_STATEMENT = "position-statement", _("position statement")
        PROFESSIONAL_SOCIETY = "professional-society", _("professional society")
        CLINICAL_RESOURCE = "clinical-resource", _("clinical resource")
        DRUG_LABEL = "drug-label", _("drug label")
        TOOLKIT = "toolkit", _("toolkit")
        MANUAL = "manual", _("manual")
        GLOSSARY = "glossary", _("glossary")
        STYLE_GUIDE = "style-guide", _("style guide")
        ISSUE_BRIEF = "issue-brief", _("issue brief")
        TRADE_PRESS = "trade-press", _("trade press")
        GOVERNMENT_GUIDANCE = "government-guidance", _("government guidance")
        GOVERNMENT_NOTICE = "government-notice", _("government notice")
        REGULATION = "regulation", _("regulation")
        STATUTE = "statute", _("statute")
        CASE_LAW = "case-law", _("case law")
        PAYER_GUIDANCE = "payer-guidance", _("payer guidance")
        CODE_SET = "code-set", _("code set")
        STATISTICS = "statistics", _("statistics")
        PUBLIC_SERVICE = "public-service", _("public service")
        GENERAL_KNOWLEDGE = "general-knowledge", _("general knowledge")

    class Checked(models.TextChoices):
        SOURCE = "source", _("we read the source, its abstract or its official text")
        SECONDARY = "secondary", _("we read a reliable page that reports it")
        NONE = "none", _("not checked yet")

    slug = models.SlugField(
        _("short name"),
        max_length=60,
        unique=True,
        help_text=_("Author and year, as in “moe-2021”. It is the anchor in reference lists."),
    )
    authors = models.CharField(_("authors"), max_length=300)
    title = models.CharField(_("title"), max_length=400)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    container = models.CharField(
        _("published in"), max_length=200, blank=True, help_text=_("Journal, book or site.")
    )
    citation = models.CharField(
        _("volume and pages"), max_length=120, blank=True, help_text=_("As in “7(9):e2435895”.")
    )
    doi = models.CharField(
        _("DOI"),
        max_length=120,
        blank=True,
        validators=[
            RegexValidator(r"^10\.\d{4,9}/\S+\Z", _("A DOI looks like 10.1001/jama.2015.3474."))
        ],
    )
    pmid = models.CharField(
        _("PMID"),
        max_length=120,  # room for the address it may be pasted as
        blank=True,
        validators=[RegexValidator(r"^[1-9]\d{0,8}\Z", _("A PMID is a number of up to 9 digits."))],
    )
    url = models.CharField(
        _("address"),
        max_length=400,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    kind = models.CharField(
        _("kind"), max_length=30, choices=Kind.choices, default=Kind.JOURNAL_ARTICLE
    )
    checked = models.CharField(
        _("checked"), max_length=10, choices=Checked.choices, default=Checked.NONE
    )
    is_retracted = models.BooleanField(_("retracted"), default=False, db_default=False)
    retracted_on = models.DateField(_("retracted on"), null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    base_form_class = ReferenceForm
    panels = [
        FieldPanel("slug"),
        FieldPanel("authors"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("year"), FieldPanel("container"), FieldPanel("citation")]),
        MultiFieldPanel(
            [FieldPanel("doi"), FieldPanel("pmid"), FieldPanel("url")],
            heading=_("Where to find it"),
        ),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("checked")]),
        FieldRowPanel([FieldPanel("is_retracted"), FieldPanel("retracted_on")]),
        UsesPanel(),
    ]
    search_fields = [
        index.SearchField("title"),
        index.SearchField("authors"),
        index.AutocompleteField("title"),
        index.AutocompleteField("authors"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.UniqueConstraint(
                Lower("doi"),
                condition=~Q(doi=""),
                name="one_reference_per_doi",
                violation_error_message=_("Another reference has this DOI."),
            ),
            models.UniqueConstraint(
                fields=["pmid"],
                condition=~Q(pmid=""),
                name="one_reference_per_pmid",
                violation_error_message=_("Another reference has this PMID."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authors} {self.year or ''}: {self.title}".replace(" :", ":")

    @property
    def short_name(self) -> str:
        """The first author and the year, as text calls it: “Moe 2021”."""
        first = self.authors.split(",")[0].split(" ")[0]
        return f"{first} {self.year}" if self.year else first

    @property
    def anchor(self) -> str:
        return f"ref-{self.slug}"

    @property
    def address(self) -> str:
        """The most lasting address known: DOI, then PubMed, then a page."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return self.url

    # --- preview -----------------------------------------------------------------------------

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "cms/reference_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return super().get_preview_context(request, mode_name) | {"reference": self}
