"""What readers give back: whether a page helped, and what should change."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.querysets import PageFeedbackQuerySet, SuggestionQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class PageFeedback(models.Model):
    """One reader's answer to "Was this helpful?" for one published version.

    `reader` is a keyed digest of a member's number or of a random mark that voting leaves in a
    guest's browser; nothing else about the reader is kept.
    """

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="feedback")
    version = models.PositiveIntegerField()
    reader = models.CharField(max_length=64)
    helpful = models.BooleanField()
    reason = models.TextField(max_length=1000, blank=True)
    given_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PageFeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader's answer")
        verbose_name_plural = _("readers' answers")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "version", "reader"], name="one_answer_per_reader_and_version"
            )
        ]
        indexes = [models.Index(fields=["helpful", "-id"], name="feedback_unhelpful")]

    def __str__(self) -> str:
        return f"{'Helpful' if self.helpful else 'Not helpful'}: page {self.page_id}"


class Suggestion(models.Model):
    """A change that a member proposes; an editor takes it into a draft or says why not."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for an editor")
        TAKEN = "taken", _("Taken into a draft")
        DECLINED = "declined", _("Not taken")

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="suggestions")
    version = models.PositiveIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="library_suggestions"
    )
    passage = models.TextField(_("passage"), max_length=2000, blank=True)
    proposal = models.TextField(_("what should change"), max_length=4000)
    source = models.CharField(_("source"), max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        indexes = [models.Index(fields=["state", "-id"], name="suggestion_open")]

    def __str__(self) -> str:
        return f"Suggestion {self.pk} for page {self.page_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def decide(self, state: str, *, by: "User", answer: str = "") -> None:
        """Keep what became of it; the caller holds its row."""
        self.state, self.answer = state, answer
        self.decided_by, self.decided_at = by, timezone.now()
        self.save(update_fields=["state", "answer", "decided_by", "decided_at"])
