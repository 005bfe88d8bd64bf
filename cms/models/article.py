"""Articles and the people behind them."""

from collections.abc import Collection, Iterator
from datetime import date
from math import ceil
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, Revision
from wagtail.search import index

from cms.blocks import ArticleBody, Grade
from cms.models.person import Person
from cms.models.reference import Reference
from cms.querysets import ArticleManager

WORDS_PER_MINUTE = 220  # of a reader of English prose


class Contribution(Orderable):
    """What one person did for one page. Hangs on every kind of page, so that plays share it."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        CLINICAL_REVIEWER = "clinical-reviewer", _("Clinical reviewer")
        EDITOR = "editor", _("Editor")

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="contributions")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="contributions"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.AUTHOR)

    panels = [FieldRowPanel([FieldPanel("person"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class ArticleForm(WagtailAdminPageForm):
    """Lets a draft be unfinished; tells what is missing when it is published or submitted."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation:
            roles = [
                row.get("role") for row in self._rows("contributions") if not row.get("DELETE")
            ]
            dates = (cleaned.get("last_reviewed"), cleaned.get("next_review"))
            for problem in problems_before_publishing(roles, *dates):
                self.add_error(None, problem)
        return cleaned

    def _rows(self, name: str) -> list[dict[str, Any]]:
        formset = self.formsets[name]
        formset.is_valid()
        return [row.cleaned_data for row in formset.forms if getattr(row, "cleaned_data", None)]


def problems_before_publishing(
    roles: Collection[str | None], last_reviewed: date | None, next_review: date | None
) -> list[ValidationError]:
    """The house rules a page must meet before readers see it."""
    problems = []
    if Contribution.Role.AUTHOR not in roles:
        problems.append(ValidationError(_("Name at least one author before publishing.")))
    if last_reviewed and next_review and next_review <= last_reviewed:
        problems.append(ValidationError(_("The next review must be after the last review.")))
    return problems


class ArticlePage(Page):
    """A reviewed article that cites its sources."""

    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("One or two sentences under the title.")
    )
    body = StreamField(ArticleBody(), verbose_name=_("body"), blank=True)
    evidence_grade = models.CharField(
        _("evidence grade"), max_length=1, choices=Grade.choices, blank=True
    )
    evidence_note = models.TextField(_("how sure we are"), max_length=1000, blank=True)
    disclosure = models.TextField(
        _("funding and conflicts of interest"), max_length=1000, blank=True
    )
    jurisdiction = models.CharField(
        _("applies to"),
        max_length=80,
        blank=True,
        help_text=_("Country or state whose rules the page describes."),
    )
    last_reviewed = models.DateField(_("last reviewed"), null=True, blank=True)
    next_review = models.DateField(_("next review by"), null=True, blank=True)

    objects = ArticleManager()

    base_form_class = ArticleForm
    template = "cms/article.html"
    parent_page_types = ["cms.SectionIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("evidence_grade"), FieldPanel("evidence_note")], heading=_("Evidence")
        ),
        InlinePanel("contributions", heading=_("Authors, reviewers, editors"), label=_("person")),
        FieldPanel("disclosure"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("last_reviewed"), FieldPanel("next_review")]),
                FieldPanel("jurisdiction"),
            ],
            heading=_("Review"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
        index.FilterField("last_reviewed"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish `revision` if it meets the house rules, else raise `ValidationError`."""
        page = revision.as_object()
        roles = [contribution.role for contribution in page.contributions.all()]
        problems = problems_before_publishing(roles, page.last_reviewed, page.next_review)
        if problems:
            raise ValidationError(problems)
        return super().publish(revision, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "ancestors": self.get_ancestors()[1:],  # without the tree's invisible root
            "contents": [block for block in self.body if is_section(block.block_type, block.value)],
            "contributions": self.contributions.select_related("person"),
            "grades": Grade,
            "references": self.references,
        }

    @cached_property
    def references(self) -> list[Reference]:
        """Every cited source once, in the order of its first use."""
        keys = list(dict.fromkeys(reference.pk for reference in cited_in(self.body)))
        loaded = Reference.objects.in_bulk(keys)
        return [loaded[key] for key in keys if key in loaded]

    @property
    def minutes_to_read(self) -> int:
        words = sum(
            len(text.split()) for text in self.body.stream_block.get_searchable_content(self.body)
        )
        return max(1, ceil(words / WORDS_PER_MINUTE))

    @property
    def is_overdue(self) -> bool:
        """Whether the promised date of the next review has passed."""
        return self.next_review is not None and self.next_review < timezone.localdate()


def is_section(block_type: str, value: Any) -> bool:
    return block_type == "heading" and value["level"] == "2"


def cited_in(value: Any) -> Iterator[Reference]:
    """Every reference inside a block's value, in reading order, repeats included.

    Each is known by its key alone; see `SourceBlock`.
    """
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, StreamValue):
        for block in value:
            yield from cited_in(block.value)
    elif isinstance(value, StructValue):
        for part in value.values():
            yield from cited_in(part)
    elif isinstance(value, ListValue):
        for part in value:
            yield from cited_in(part)
