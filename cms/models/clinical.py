"""What every page of the library has: summary, people, evidence, review dates, status."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail.models.pages import PagePermissionTester
from wagtail.search import index

from cms.blocks import Grade
from cms.blocks.anchors import PAGE, pointed_at
from cms.handing_over import hand_over
from cms.models.around import Around
from cms.models.citing import quotations_on, rich_text_in
from cms.models.contribution import Contribution
from cms.models.listing import Kind, LibraryEntry, Status
from cms.models.panels import HouseChecksPanel
from cms.models.rights import ReviewedPagePermissions
from cms.models.versions import is_settled
from cms.models.written import WrittenPage
from cms.querysets import LibraryPageManager
from cms.shelf import Shelved, told_here


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


class ClinicalPage(Shelved, WrittenPage):
    """What the kinds of library page share, beside their words; for those see `WrittenPage`."""

    kind: ClassVar[Kind]
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
    opening_panels = [HouseChecksPanel(), *Page.content_panels, FieldPanel("summary")]
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
        """Publish `revision` if it meets the house rules, else raise `ValidationError`.

        Clinical content must be signed; see `cms.actions.publishing.allow`.
        """
        by_clock = kwargs.get("log_action") == "wagtail.publish.scheduled"
        hand_over("page publishing", self, revision, by_clock=by_clock)
        page = revision.as_object()
        roles = [contribution.role for contribution in page.contributions.all()]
        problems = problems_before_publishing(roles, page.last_reviewed, page.next_review)
        if problems:
            raise ValidationError(problems)
        return super().publish(revision, *args, **kwargs)

    def save_revision(
        self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any
    ) -> Revision:
        """Keep a draft. An open editor writes over the one it saved last, but never over one
        that somebody was asked to check, signed or published: that stays, and a new one begins.
        """
        with transaction.atomic():
            if overwrite_revision is not None:
                # Whoever signs or publishes holds this lock as well.
                Page.objects.select_for_update(no_key=True).get(pk=self.pk)
                if is_settled(overwrite_revision):
                    overwrite_revision = None
            return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the page's row in the lists true, in whatever way it was published or taken down."""
        if kwargs.get("update_fields") is not None:
            super().save(*args, **kwargs)
            return
        row = Page.objects.filter(pk=self.pk).values_list("live", "live_revision_id")
        with transaction.atomic():
            if self._state.adding:
                hand_over("page begins", self)
            was_live, had_revision = row.first() or (False, None)
            super().save(*args, **kwargs)
            hand_over("page saved", self, was_live=was_live, had_revision=had_revision)

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """What `user` may do with this page; see `ReviewedPagePermissions`."""
        if self.needs_clinical_review:
            return ReviewedPagePermissions(user, self)
        return super().permissions_for_user(user)

    def move(self, target: Page, *args: Any, **kwargs: Any) -> None:
        super().move(target, *args, **kwargs)
        LibraryEntry.objects.readdress(Page.objects.get(pk=self.pk))
        hand_over("page moved", self.pk)

    # --- content -----------------------------------------------------------------------------

    @property
    def is_overdue(self) -> bool:
        """Whether the promised date of the next review has come."""
        return self.next_review is not None and self.next_review <= timezone.localdate()

    def sections(self) -> list[list[str]]:
        """[[heading, anchor], …] of all that a table of contents names."""
        rows = list(self.outline)
        if self.evidence_note:
            rows.append([gettext("How sure are we?"), "grade"])
        if self.references:
            rows.append([gettext("References"), "references"])
        return rows

    def crumbs(self) -> list[Page]:
        """The pages above it, without the tree's invisible root."""
        return list(self.get_ancestors()[1:])

    def around(self, *, fresh: bool = False) -> Around:
        """The pages around this one; `fresh` asks for all of it anew, as a preview must."""
        linked = (
            key
            for part in self.words()
            for text in rich_text_in(part)
            for key in pointed_at(text.source, PAGE)
        )
        return Around(self, linked, fresh=fresh)

    def reading_context(self, *, is_preview: bool = False) -> dict[str, Any]:
        """What templates show of a page, on screen and on paper; it needs no request.

        Terms and quotations are those that readers may see; a preview brings all quotations.
        """
        around = self.around(fresh=is_preview)
        answered = getattr(self, "answers_id", None)
        return {
            "ancestors": told_here("ancestors") or self.crumbs(),
            "around": around,
            "contents": self.sections(),
            "contributions": list(self.contributions.select_related("person__user")),
            "entry": around.entry,
            "grades": Grade,
            "page": self,
            "quotations": quotations_on(self.pk, self.words(), [answered], is_preview=is_preview),
            "references": self.references,
            "terms": self.terms,
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        drafted = bool(getattr(request, "is_preview", False))
        return super().get_context(request, *args, **kwargs) | self.reading_context(
            is_preview=drafted
        )


def stream(blocks: Any, label: Any, **options: Any) -> StreamField:
    return StreamField(blocks, verbose_name=label, blank=True, **options)
