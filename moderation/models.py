"""What a human decided about a post or an edit of one. Rows are only ever added."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models import PendingEdit, Post
from forum.querysets import AppendOnly
from moderation.querysets import DecisionQuerySet
from moderation.reasons import BY_CODE, CHOICES


class Decision(models.Model):
    """Names the version of the text it judged; a version is judged once.

    Where `edit` is set, the edit was judged and `version` counts the edit's texts.
    """

    class Outcome(models.TextChoices):
        PUBLISH = "publish", _("Approved")
        RETURN = "return", _("Changes asked for")
        DECLINE = "decline", _("Rejected")
        HIDE = "hide", _("Removed")
        RESTORE = "restore", _("Restored")

    JUDGEMENTS = (Outcome.PUBLISH, Outcome.RETURN, Outcome.DECLINE)

    post = models.ForeignKey(Post, models.PROTECT, related_name="decisions")
    edit = models.ForeignKey(
        PendingEdit, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    version = models.PositiveIntegerField()
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions"
    )
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.CharField(max_length=20, choices=CHOICES, blank=True)
    message = models.TextField(blank=True)
    decided_at = models.DateTimeField(default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "version"],
                condition=models.Q(outcome__in=["publish", "return", "decline"], edit=None),
                name="one_judgement_per_version",
            ),
            models.UniqueConstraint(
                fields=["edit", "version"],
                condition=models.Q(edit__isnull=False),
                name="one_judgement_per_edit_version",
            ),
            models.CheckConstraint(
                condition=models.Q(edit=None) | models.Q(outcome__in=["publish", "decline"]),
                name="an_edit_is_accepted_or_declined",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["publish", "restore"], reason="")
                | ~models.Q(outcome__in=["publish", "restore"]) & ~models.Q(reason=""),
                name="refusal_has_a_reason_and_approval_none",
            ),
        ]
        indexes = [
            models.Index(fields=["moderator", "-decided_at"], name="decision_by_moderator"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: post {self.post_id}, version {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("A decision is recorded once and never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("A decision is recorded once and never deleted.")

    @property
    def reason_for_public(self) -> str:
        return str(BY_CODE[self.reason].public) if self.reason else ""
