"""Organizations that write, share or pay for library pages."""

from typing import Any

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

from cms.models.panels import UsesPanel
from cms.shelf import ShelfQuerySet, Shelved


class Organization(
    Shelved, PreviewableMixin, DraftStateMixin, index.Indexed, RevisionMixin, models.Model
):
    """A clinic network, a foundation, a university: named with its role under a page."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    address = models.CharField(
        _("web address"),
        max_length=400,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    about = models.TextField(
        _("about"), max_length=600, blank=True, help_text=_("What it is, in one or two sentences.")
    )

    objects = ShelfQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("address"),
        FieldPanel("logo"),
        FieldPanel("about"),
        UsesPanel(),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self) -> str:
        return self.name

    # --- preview -----------------------------------------------------------------------------

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "cms/organization_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return super().get_preview_context(request, mode_name) | {"organization": self}
