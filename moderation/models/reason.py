"""Words for authors and readers that moderators own."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.querysets import CannedReasonQuerySet


class CannedReason(models.Model):
    """A reason a moderator picks. What it says is in its versions; old decisions keep theirs.

    `rule` names the rule of the community it rests on. `outcomes` of a retired one stay readable.
    """

    code = models.SlugField(max_length=20, unique=True)
    rule = models.CharField(_("rule of the community"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = CannedReasonQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code


class CannedReasonVersion(models.Model):
    """One wording. Only ever added; the newest is offered.

    `name` is what the moderator picks, `public` completes "Reason: …" for readers, `message` is
    the first draft of what the author reads, with variables such as {name}, {topic}, {rule}.
    """

    reason = models.ForeignKey(CannedReason, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    public = models.CharField(max_length=200)
    message = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reason", "version"], name="one_wording_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.reason_id} v{self.version}"
