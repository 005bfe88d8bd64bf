"""Choosing a source or a term, and making one that is not there yet without leaving the page."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.snippets.views.chooser import (
    SnippetChooserViewSet,
    SnippetChosenView,
    SnippetCreateView,
)

from cms.models import GlossaryTerm, Organization, Person, Reference
from cms.models.reference import ReferenceForm


class SaysItsWords:
    """Tells the rich text editor what to write where no words were selected."""

    def get_chosen_response_data(self, item: Model) -> dict[str, Any]:
        data: dict[str, Any] = super().get_chosen_response_data(item)  # type: ignore[misc]
        return data | {"words": getattr(item, "short_name", str(item))}


class ChosenView(SaysItsWords, SnippetChosenView):
    pass


class CreateView(SaysItsWords, SnippetCreateView):
    pass


class ChooserViewSet(SnippetChooserViewSet):
    chosen_view_class = ChosenView
    create_view_class = CreateView
    create_action_label = _("Create and use")
    creation_tab_label = _("Create")


class NewReferenceForm(ReferenceForm):
    class Meta:
        model = Reference
        fields = ["slug", "authors", "title", "year", "container", "doi", "pmid", "url", "kind"]


class NewTermForm(WagtailAdminModelForm):
    """Made in passing, a term is a draft until somebody has read it over."""

    class Meta:
        model = GlossaryTerm
        fields = ["term", "slug", "definition", "abbreviations"]

    def save(self, commit: bool = True) -> Any:
        self.instance.live = False
        self.instance.has_unpublished_changes = True
        self.instance.needs_check = True
        return super().save(commit)


class NewPersonForm(WagtailAdminModelForm):
    class Meta:
        model = Person
        fields = ["name", "credentials", "bio", "disclosure"]


class NewOrganizationForm(WagtailAdminModelForm):
    class Meta:
        model = Organization
        fields = ["name", "address", "about"]


class ReferenceChooser(ChooserViewSet):
    creation_form_class = NewReferenceForm


class TermChooser(ChooserViewSet):
    creation_form_class = NewTermForm


class PersonChooser(ChooserViewSet):
    creation_form_class = NewPersonForm


class OrganizationChooser(ChooserViewSet):
    creation_form_class = NewOrganizationForm
