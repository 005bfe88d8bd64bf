"""What a human decided about a post or an edit of one. Rows are only ever added."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models import PendingEdit, Post
from forum.querysets import AppendOnly
from moderation.querysets import DecisionQuerySet
from moderation.reasons import BY_CODE


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
        # The text that was approved is the moderator's edit of what the author had sent.
        EDITED = "edited", _("Edited and approved")
        PURGE = "purge", _("Erased")
        # Readers' reports were not upheld.
        KEEP = "keep", _("Kept after reports")
        # A return or refusal was undone: the text waits again, as a new version. Or a removal of
        # what a report had hidden: the reports wait again.
        REOPEN = "reopen", _("Put back into the queue")

    JUDGEMENTS = (Outcome.PUBLISH, Outcome.EDITED, Outcome.RETURN, Outcome.DECLINE)
    # What can be taken back by a new decision, of a post.
    REVERSIBLE = (*JUDGEMENTS, Outcome.HIDE, Outcome.RESTORE)
    WITHOUT_REASON = (
        Outcome.PUBLISH,
        Outcome.EDITED,
        Outcome.RESTORE,
        Outcome.KEEP,
        Outcome.REOPEN,
    )

    post = models.ForeignKey(Post, models.PROTECT, related_name="decisions")
    edit = models.ForeignKey(
        PendingEdit, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    version = models.PositiveIntegerField()
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions"
    )
    outcome = models.CharField(max_length=8, choices=Outcome)
    # The code of a CannedReason, its version then, and what readers were told of it then.
    reason = models.CharField(max_length=20, blank=True)
    reason_version = models.PositiveIntegerField(default=0, db_default=0)
    public_reason = models.CharField(max_length=200, blank=True, db_default="")
    message = models.TextField(blank=True)
    # Passages the author is asked to change: [{"start", "end", "note"}], offsets in `body_text`.
    marks = models.JSONField(default=list, db_default=[], blank=True)
    # The decision that this one takes back; each is taken back once.
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "version"],
                condition=models.Q(
                    outcome__in=["publish", "edited", "return", "decline"], edit=None
                ),
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
                condition=models.Q(
                    outcome__in=["publish", "edited", "restore", "keep", "reopen"], reason=""
                )
                | ~models.Q(outcome__in=["publish", "edited", "restore", "keep", "reopen"])
                & ~models.Q(reason=""),
                name="refusal_has_a_reason_and_approval_none",
            ),
        ]
        indexes = [
            models.Index(fields=["moderator", "-decided_at"], name="decision_by_moderator"),
            models.Index(fields=["-decided_at"], name="decision_latest"),
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
    def reason_name(self) -> str:
        """What moderators call the reason; see `DecisionQuerySet.with_reason_names`."""
        named: str = vars(self).get("named_reason") or ""
        if not named and self.reason in BY_CODE:
            named = str(BY_CODE[self.reason].name)
        return named or self.public_reason or self.reason

    @property
    def reason_for_public(self) -> str:
        """What readers were told; of a decision from before that was kept, what they are told now."""
        if self.public_reason or self.reason not in BY_CODE:
            return self.public_reason
        return str(BY_CODE[self.reason].public)

    @property
    def may_be_undone(self) -> bool:
        """Whether there is a way back from this outcome."""
        return self.edit_id is None and self.outcome in self.REVERSIBLE
