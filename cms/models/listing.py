"""How a published page stands in lists, feeds, cards and searches, whatever its kind."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.querysets import LibraryEntryQuerySet


class Kind(models.TextChoices):
    """The kinds of page, by the name of their section's address."""

    ARTICLE = "article", _("Clinical article")
    PLAY = "play", _("Play")
    BLOG = "blog", _("Blog post")
    SERIES = "series", _("Series")
    TOOL = "tool", _("Tool")


class Status(models.TextChoices):
    CURRENT = "current", _("Current")
    UNDER_REVIEW = "under-review", _("Under review")
    SUPERSEDED = "superseded", _("Superseded")
    RETIRED = "retired", _("Retired")


class LibraryEntry(models.Model):
    """One row for each page that is live, written in the transaction that publishes it.

    Lists over all kinds of page read this table alone: no query per kind. Whether a page may be
    seen is asked each time, since a restriction of readers is set without publishing anew.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, primary_key=True, related_name="library_entry"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=255)
    address = models.CharField(max_length=600)  # "/library/articles/low-dose-starts/"
    summary = models.CharField(max_length=300, blank=True)
    evidence_grade = models.CharField(max_length=1, blank=True)
    status = models.CharField(max_length=14, choices=Status, default=Status.CURRENT)
    last_reviewed = models.DateField(null=True)
    next_review = models.DateField(null=True)
    minutes_to_read = models.PositiveSmallIntegerField(default=1)
    # Numbers of what the page cites, uses and is tagged with: related reading is their overlap.
    reference_ids = models.JSONField(default=list)
    term_ids = models.JSONField(default=list)
    tag_names = models.JSONField(default=list)
    # [[heading, anchor], …] of its sections.
    outline = models.JSONField(default=list)
    revision_id = models.PositiveBigIntegerField(null=True)  # of what readers see
    # The number of the last `PageChange`, 0 before the first.
    version = models.PositiveIntegerField(default=0)
    first_published_at = models.DateTimeField(null=True)
    last_published_at = models.DateTimeField(null=True)

    objects = LibraryEntryQuerySet.as_manager()
    # Columns that some look-ups add; see `with_openness` and `for_serving`.
    is_open: bool
    is_grown: bool
    mark: str
    library_title: str
    section_title: str

    class Meta:
        verbose_name = _("library entry")
        verbose_name_plural = _("library entries")
        indexes = [
            models.Index(fields=["address"], name="entry_by_address"),
            models.Index(fields=["kind", "-first_published_at"], name="entry_newest"),
            models.Index(fields=["next_review"], name="entry_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.address

    @property
    def needs_review(self) -> bool:
        """Whether pages of this kind are reviewed by a clinician; see `ClinicalPage`."""
        return self.kind in (Kind.ARTICLE, Kind.PLAY, Kind.TOOL)

    @property
    def is_outdated(self) -> bool:
        """Whether another page took its place, or its review is overdue."""
        due = self.next_review is not None and self.next_review <= timezone.localdate()
        return due or self.status == Status.SUPERSEDED

    @property
    def freshness(self) -> date:
        """When it was last published for the first time or reviewed."""
        published = self.first_published_at.date() if self.first_published_at else date.min
        return max(published, self.last_reviewed or date.min)
