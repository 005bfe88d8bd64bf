"""Clinical review: who signed which text, what was published, what is due."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.querysets import AppendOnly, PageChangeQuerySet, SignOffQuerySet
from cms.shelf import Shelved


class SignOff(Shelved):
    """A clinical reviewer's word on one text. Rows are added, never changed.

    Names and credentials are kept as they were at that moment. `fingerprint` is that of the
    revision's content, so that the text which goes live can be compared with the one signed.
    """

    class Kind(models.TextChoices):
        REVIEW = "review", _("Clinical review")
        UNCHANGED = "unchanged", _("Reviewed, no change")

    class Decision(models.TextChoices):
        APPROVED = "approved", _("Signed")
        CHANGES = "changes", _("Changes asked for")

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="sign_offs")
    kind = models.CharField(max_length=10, choices=Kind)
    decision = models.CharField(max_length=10, choices=Decision)
    revision_id = models.PositiveBigIntegerField()
    fingerprint = models.CharField(max_length=64)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="sign_offs"
    )
    name = models.CharField(max_length=160)
    credentials = models.CharField(max_length=60, blank=True)
    # "I have no conflict of interest in this subject", or what there is. Who asks for changes
    # declares nothing, so it is False there.
    no_conflict = models.BooleanField()
    interests = models.CharField(max_length=600, blank=True)
    comment = models.TextField(blank=True)
    next_review = models.DateField(null=True)
    signed_at = models.DateTimeField(default=timezone.now)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        indexes = [models.Index(fields=["page", "-id"], name="sign_off_latest")]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.name}, {self.signed_at:%Y-%m-%d}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise AppendOnly("A sign-off is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise AppendOnly("A sign-off is never erased on its own.")


class PageChange(Shelved):
    """One published version of a page as readers may look it up. Drafts have none.

    `content` is the revision's own JSON: Wagtail's revisions may be cleared away, this stays.
    Words of the forum's members are not in it: blocks hold the number of a `Quotation` alone.
    """

    class Significance(models.TextChoices):
        FIRST = "first", _("First version")
        MAJOR = "major", _("Major change")
        MINOR = "minor", _("Minor change")
        TYPO = "typo", _("Wording")
        REVIEWED = "reviewed", _("Reviewed, no change")

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    revision_id = models.PositiveBigIntegerField(null=True)
    content = models.JSONField()
    significance = models.CharField(max_length=10, choices=Significance, default=Significance.MINOR)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(default=timezone.now)

    objects = PageChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="one_change_per_number")
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of page {self.page_id}"


class ReviewReminder(models.Model):
    """That a page's owner was told of a review date; once for each step."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="review_reminders")
    due = models.DateField()
    # "before", "due", or "late-1", "late-2", … by weeks.
    step = models.CharField(max_length=12)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "due", "step", "person"], name="one_reminder_per_step"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} for page {self.page_id}, due {self.due}"
