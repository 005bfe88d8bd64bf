"""Pages as PDF, made by a worker and kept by revision."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.querysets import HandoutQuerySet


class Handout(models.Model):
    """The PDF of one published revision. `failed_at` stands where it could not be made.

    A row without `made_at` is an order: `wanted_at` tells when it was last handed to a worker.
    """

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="handouts")
    revision_id = models.PositiveBigIntegerField()
    file = models.FileField(upload_to="handouts/", blank=True)
    wanted_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    objects = HandoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("handout")
        verbose_name_plural = _("handouts")
        constraints = [
            models.UniqueConstraint(fields=["page", "revision_id"], name="one_handout_per_revision")
        ]

    def __str__(self) -> str:
        return f"Handout of page {self.page_id}, revision {self.revision_id}"

    @property
    def etag(self) -> str:
        """Changes whenever the file does: each file belongs to a row of its own."""
        return f'"handout-{self.pk}"'
