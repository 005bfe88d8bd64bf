"""Snippets: sources, people, terms, organizations, wordings and synonyms."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.models import (
    GlossaryTerm,
    LanguageEntry,
    Organization,
    Person,
    Reference,
    SearchSynonym,
)


class ReferenceViewSet(SnippetViewSet):
    model = Reference
    icon = "link"
    list_display = ["slug", "authors", "title", "year", "checked"]
    list_filter = ["kind", "checked"]
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
    ]


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display = ["name", "credentials", "user"]
    ordering = ["name"]


class LanguageEntryViewSet(SnippetViewSet):
    model = LanguageEntry
    icon = "openquote"
    list_display = ["name", "severity", "about_people", LiveStatusTagColumn()]
    list_filter = ["severity", "about_people", "live"]
    search_fields = ["name", "patterns"]
    search_backend_name = None  # few rows, found as they are
    ordering = ["name"]
    list_export = ["name", "patterns", "suggestions", "why", "severity", "except_phrases", "source"]
    menu_label = _("Wordings")
    menu_order = 260
    add_to_admin_menu = True


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "glossary"
    list_display = ["term", "abbreviations", "needs_check", LiveStatusTagColumn()]
    list_filter = ["needs_check", "live"]
    ordering = ["term"]


class OrganizationViewSet(SnippetViewSet):
    model = Organization
    icon = "group"
    list_display = ["name", "address", LiveStatusTagColumn()]
    ordering = ["name"]


class SearchSynonymViewSet(SnippetViewSet):
    model = SearchSynonym
    icon = "search"
    list_display = ["words", "note", LiveStatusTagColumn()]
    search_fields = ["words", "note"]
    search_backend_name = None  # few rows, found as they are
    ordering = ["words"]


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
