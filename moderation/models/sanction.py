"""What a moderator decided about a member, and what moderators note about one."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models import Post
from moderation.querysets import MemberNoteQuerySet, SanctionQuerySet


class Sanction(models.Model):
    """Never changed but for its acknowledgment and its lifting; `User` mirrors what is in force.

    `reason` is what the member reads. A ban has no end, every other kind but a warning has one.
    """

    class Kind(models.TextChoices):
        WARNING = "warning", _("Warning")
        PROBATION = "probation", _("Probation")
        SUSPENSION = "suspension", _("Suspension")
        BAN = "ban", _("Ban")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sanctions")
    kind = models.CharField(max_length=10, choices=Kind)
    # What it was about, where it was one post.
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="sanctions")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SanctionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["warning", "ban"], until=None)
                | models.Q(kind__in=["probation", "suspension"], until__isnull=False),
                name="sanction_has_an_end_or_is_a_ban",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="sanction_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"

    @property
    def is_in_force(self) -> bool:
        """Whether it still counts; `SanctionQuerySet.in_force` says it in SQL."""
        if self.lifted_at:
            return False
        if self.kind == self.Kind.WARNING:
            return self.acknowledged_at is None
        return self.until is None or self.until > timezone.now()


class MemberNote(models.Model):
    """Seen by moderators alone; only ever added."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes_about")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    objects = MemberNoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="note_about_person")]

    def __str__(self) -> str:
        return f"Note {self.pk} about {self.person_id}"
