"""What every page of the library has: summary, people, evidence, review dates, status."""

from collections.abc import Collection, Iterator
from datetime import date
from math import ceil
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail.search import index

from cms.blocks import Grade
from cms.models.contribution import Contribution
from cms.models.listing import Kind, LibraryEntry, Status
from cms.models.reference import Reference
from cms.querysets import LibraryPageManager

WORDS_PER_MINUTE = 220  # of a reader of English prose


class Subject(TagBase):
    """A tag of library pages, such as “billing” or “xylazine”."""

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")


class PageSubject(ItemBase):
    tag = models.ForeignKey(Subject, models.CASCADE, related_name="tagged_pages")
    content_object = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="tagged_subjects"
    )


class ClinicalPageForm(WagtailAdminPageForm):
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


class ClinicalPage(Page):
    """What the kinds of library page share. Its words are in the fields that `prose_fields` names."""

    kind: ClassVar[Kind]
    prose_fields: ClassVar[tuple[str, ...]] = ("body",)  # stream fields, in reading order
    needs_clinical_review: ClassVar[bool] = True

    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("One or two sentences under the title.")
    )
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
    review_months = models.PositiveSmallIntegerField(
        _("months between reviews"), default=12, db_default=12
    )
    status = models.CharField(
        _("status"),
        max_length=14,
        choices=Status.choices,
        default=Status.CURRENT,
        db_default=Status.CURRENT,
    )
    superseded_by = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("superseded by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # What is told about the next publication: `PageChange` takes it over and it is emptied.
    change_note = models.CharField(
        _("what changed"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("One sentence for the public list of versions."),
    )
    change_significance = models.CharField(
        _("weight of the change"),
        max_length=10,
        choices=[("major", _("Major")), ("minor", _("Minor")), ("typo", _("Wording alone"))],
        default="minor",
        db_default="minor",
    )
    subjects = ClusterTaggableManager(
        through="cms.PageSubject", blank=True, verbose_name=_("subjects")
    )

    objects = LibraryPageManager()

    base_form_class = ClinicalPageForm
    subpage_types: list[str] = []
    parent_page_types = ["cms.SectionIndexPage"]
    evidence_panels = [
        MultiFieldPanel(
            [FieldPanel("evidence_grade"), FieldPanel("evidence_note")], heading=_("Evidence")
        ),
        InlinePanel("contributions", heading=_("Authors, reviewers, editors"), label=_("person")),
        FieldPanel("disclosure"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("last_reviewed"), FieldPanel("next_review")]),
                FieldRowPanel([FieldPanel("review_months"), FieldPanel("jurisdiction")]),
                FieldRowPanel([FieldPanel("status"), FieldPanel("superseded_by")]),
            ],
            heading=_("Review"),
        ),
        MultiFieldPanel(
            [FieldPanel("change_note"), FieldPanel("change_significance")],
            heading=_("This change"),
        ),
        FieldPanel("subjects"),
        InlinePanel("related_picks", heading=_("Related reading"), label=_("page")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.FilterField("last_reviewed"),
    ]

    class Meta:
        abstract = True

    # --- life --------------------------------------------------------------------------------

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Each section holds its own kind."""
        return super().can_create_at(parent) and parent.specific.holds == cls.kind

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish `revision` if it meets the house rules, else raise `ValidationError`."""
        page = revision.as_object()
        roles = [contribution.role for contribution in page.contributions.all()]
        problems = problems_before_publishing(roles, page.last_reviewed, page.next_review)
        if problems:
            raise ValidationError(problems)
        return super().publish(revision, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the page's row in the lists true, in whatever way it was published or taken down."""
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            LibraryEntry.objects.follow(self)

    def move(self, target: Page, *args: Any, **kwargs: Any) -> None:
        super().move(target, *args, **kwargs)
        LibraryEntry.objects.readdress(Page.objects.get(pk=self.pk))

    # --- content -----------------------------------------------------------------------------

    def streams(self) -> Iterator[StreamValue]:
        """The page's stream fields in reading order."""
        for name in self.prose_fields:
            yield getattr(self, name)

    @cached_property
    def references(self) -> list[Reference]:
        """Every cited source once, in the order of its first use."""
        keys = self.reference_ids
        loaded = Reference.objects.in_bulk(keys)
        return [loaded[key] for key in keys if key in loaded]

    @property
    def reference_ids(self) -> list[int]:
        """Numbers of the cited sources, in the order of their first use; no query."""
        cited = (reference.pk for stream in self.streams() for reference in cited_in(stream))
        return list(dict.fromkeys(cited))

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

    @property
    def is_overdue(self) -> bool:
        """Whether the promised date of the next review has come."""
        return self.next_review is not None and self.next_review <= timezone.localdate()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "ancestors": self.get_ancestors()[1:],  # without the tree's invisible root
            "contents": [
                block
                for stream in self.streams()
                for block in stream
                if is_section(block.block_type, block.value)
            ],
            "contributions": self.contributions.select_related("person"),
            "grades": Grade,
            "references": self.references,
        }


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


def stream(blocks: Any, label: Any, **options: Any) -> StreamField:
    return StreamField(blocks, verbose_name=label, blank=True, **options)
