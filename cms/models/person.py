"""People named under library pages; they need no account."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

from cms.models.panels import UsesPanel
from cms.shelf import ShelfQuerySet, Shelved


class Person(
    Shelved, PreviewableMixin, DraftStateMixin, index.Indexed, RevisionMixin, models.Model
):
    """Somebody who writes, reviews or edits library pages."""

    # Wagtail's own columns, with a value for rows that older code writes.
    live = models.BooleanField(_("live"), default=True, db_default=True, editable=False)
    has_unpublished_changes = models.BooleanField(default=False, db_default=False, editable=False)
    expired = models.BooleanField(default=False, db_default=False, editable=False)

    name = models.CharField(_("name"), max_length=80)
    credentials = models.CharField(_("credentials"), max_length=60, blank=True)
    bio = models.TextField(_("about"), max_length=600, blank=True)
    disclosure = models.TextField(
        _("interests"),
        max_length=600,
        blank=True,
        help_text=_("Money or ties that a reader should know of, or that there are none."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="library_person",
    )

    objects = ShelfQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("credentials")]),
        FieldPanel("bio"),
        FieldPanel("disclosure"),
        FieldPanel("user"),
        UsesPanel(),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    # --- preview -----------------------------------------------------------------------------

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "cms/person_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return super().get_preview_context(request, mode_name) | {
            "contribution": {"person": self, "get_role_display": _("Author"), "role": "author"}
        }
