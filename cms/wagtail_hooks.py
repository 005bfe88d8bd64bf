"""How the library appears in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.models import Person, Reference


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


class LibraryViewSetGroup(SnippetViewSetGroup):
    """Sources and people in one menu of their own."""

    items = (ReferenceViewSet, PersonViewSet)
    menu_label = _("Sources and people")
    menu_icon = "folder-open-inverse"
    menu_order = 250


register_snippet(LibraryViewSetGroup)
