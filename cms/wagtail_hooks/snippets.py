"""Snippets: sources, people, terms, organizations, wordings and synonyms."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import (
    Column,
    StatusFlagColumn,
    StatusTagColumn,
    UpdatedAtColumn,
)
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.insights import with_uses
from cms.models import (
    GlossaryTerm,
    LanguageEntry,
    Organization,
    Person,
    Reference,
    SearchSynonym,
)
from cms.wagtail_hooks import choosers


class UsesColumn(Column):
    """How many pages and snippets refer to a row, as a link to their list."""

    cell_template_name = "cms/admin/uses_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        name = type(instance).snippet_viewset.get_url_name("usage")
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"address": reverse(name, args=[instance.pk])}


def state_of(one: Any) -> str:
    """What readers have of a snippet; unlike Wagtail's own words it costs no query per row."""
    if not one.live:
        return gettext("draft")
    return gettext("live + draft") if one.has_unpublished_changes else gettext("live")


STATE = StatusTagColumn(
    "state", label=_("Status"), accessor=state_of, primary=lambda one: one.live, sort_key="live"
)
USES = UsesColumn("uses", label=_("Used"), sort_key="uses")


class HouseViewSet(SnippetViewSet):
    """What all lists share: few rows, found as they are, in as many queries for one as for all."""

    search_backend_name = None
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        return self.model._default_manager.all()


class UsedViewSet(HouseViewSet):
    """A list whose rows tell how often they are used; pages and other snippets point at them."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        return with_uses(super().get_queryset(request))


class ReferenceViewSet(UsedViewSet):
    model = Reference
    icon = "link"
    list_display = [
        "slug",
        "authors",
        "title",
        "year",
        StatusFlagColumn("is_retracted", true_label=_("Retracted"), label=_("Retracted")),
        USES,
        STATE,
    ]
    list_filter = ["kind", "checked", "is_retracted", "live"]
    search_fields = ["slug", "authors", "title", "doi", "pmid", "container"]
    ordering = ["slug"]
    list_export = [
        "slug",
        "authors",
        "title",
        "year",
        "container",
        "citation",
        "doi",
        "pmid",
        "url",
        "kind",
        "checked",
        "is_retracted",
        "retracted_on",
        "uses",
    ]
    chooser_viewset_class = choosers.ReferenceChooser


class PersonViewSet(UsedViewSet):
    model = Person
    icon = "user"
    list_display = ["name", "credentials", "user", USES, STATE]
    list_filter = ["live"]
    search_fields = ["name", "credentials", "bio"]
    ordering = ["name"]
    list_export = ["name", "credentials", "bio", "disclosure", "uses"]
    chooser_viewset_class = choosers.PersonChooser


class LanguageEntryViewSet(HouseViewSet):
    model = LanguageEntry
    icon = "openquote"
    list_display = ["name", "severity", "about_people", UpdatedAtColumn(), STATE]
    list_filter = ["severity", "about_people", "live"]
    search_fields = ["name", "patterns"]
    ordering = ["name"]
    list_export = ["name", "patterns", "suggestions", "why", "severity", "except_phrases", "source"]
    menu_label = _("Wordings")
    menu_order = 260
    add_to_admin_menu = True


class GlossaryTermViewSet(UsedViewSet):
    model = GlossaryTerm
    icon = "glossary"
    list_display = [
        "term",
        "abbreviations",
        StatusFlagColumn("needs_check", true_label=_("Needs a check"), label=_("Check")),
        USES,
        STATE,
    ]
    list_filter = ["needs_check", "live"]
    search_fields = ["term", "abbreviations", "synonyms", "search_only", "definition"]
    ordering = ["term"]
    list_export = [
        "term",
        "slug",
        "definition",
        "abbreviations",
        "synonyms",
        "search_only",
        "needs_check",
        "uses",
    ]
    chooser_viewset_class = choosers.TermChooser


class OrganizationViewSet(UsedViewSet):
    model = Organization
    icon = "group"
    list_display = ["name", "address", USES, STATE]
    list_filter = ["live"]
    search_fields = ["name", "about"]
    ordering = ["name"]
    list_export = ["name", "address", "about", "uses"]
    chooser_viewset_class = choosers.OrganizationChooser


class SearchSynonymViewSet(HouseViewSet):
    model = SearchSynonym
    icon = "search"
    list_display = ["__str__", "note", UpdatedAtColumn(), STATE]
    list_filter = ["live"]
    search_fields = ["words", "note"]
    ordering = ["words"]
    list_export = ["words", "note", "live"]


class LibraryViewSetGroup(SnippetViewSetGroup):
    """Sources and people in one menu of their own."""

    items = (
        GlossaryTermViewSet,
        ReferenceViewSet,
        PersonViewSet,
        OrganizationViewSet,
        SearchSynonymViewSet,
    )
    menu_label = _("Sources and people")
    menu_icon = "folder-open-inverse"
    menu_order = 250


register_snippet(LibraryViewSetGroup)
register_snippet(LanguageEntryViewSet)
