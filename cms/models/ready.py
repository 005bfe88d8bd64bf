"""Pages drawn ahead of their readers; see cms.ready."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReadyPage(models.Model):
    """What all readers share of a public page, in one language, drawn by a worker.

    It counts only while `key` is what is true now. Words of the forum's people are never stored
    here: quotations and comments are live partials, of which the names alone are in `parts`.
    """

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    key = models.CharField(max_length=100)
    parts = models.JSONField(default=dict)  # blocks of the template; see cms.parts
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("ready page")
        verbose_name_plural = _("ready pages")
        constraints = [
            models.UniqueConstraint(fields=["page", "language"], name="ready_page_per_language")
        ]

    def __str__(self) -> str:
        return f"Page {self.page_id} ({self.language})"
