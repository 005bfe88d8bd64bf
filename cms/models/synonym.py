"""Words that mean the same to somebody who searches."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from cms.models.language import lines_of


class SearchSynonym(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """A group of wordings; who searches for one finds them all. A draft acts nowhere."""

    words = models.TextField(_("wordings"), help_text=_("One per line, at least two."))
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("For editors."))

    panels = [FieldPanel("words"), FieldPanel("note")]

    class Meta:
        verbose_name = _("search synonyms")
        verbose_name_plural = _("search synonyms")

    def __str__(self) -> str:
        return ", ".join(self.word_lines)

    @property
    def word_lines(self) -> list[str]:
        return lines_of(self.words)

    # --- preview -----------------------------------------------------------------------------

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "cms/synonym_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return super().get_preview_context(request, mode_name) | {"synonym": self}
