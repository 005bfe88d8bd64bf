"""Glossary terms and inline sources in the rich text editor.

Both are stored as `<a linktype="term" id="7">words</a>`. On a page they are drawn by the page's own
templates, which know its numbers and cards; anywhere else they are their words alone.
"""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from draftjs_exporter import DOM
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.blocks.anchors import REFERENCE, TERM
from cms.models import GlossaryTerm, Reference

SCRIPTS = ["wagtailadmin/js/chooser-modal.js", "js/admin/entities.js"]


class SnippetLinkHandler(LinkHandler):
    """Counts as a use of the snippet; draws nothing around the words."""

    model: ClassVar[type[Model]]

    @classmethod
    def get_model(cls) -> type[Model]:
        return cls.model

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return ["<a>"] * len(attrs_list)

    @classmethod
    def extract_references(
        cls, attrs: dict[str, str]
    ) -> Iterator[tuple[type[Model], str, str, str]]:
        key = attrs.get("id", "")
        if key.isdecimal():
            yield cls.model, key, "", ""


class TermLink(SnippetLinkHandler):
    identifier = TERM
    model = GlossaryTerm


class ReferenceLink(SnippetLinkHandler):
    identifier = REFERENCE
    model = Reference


class SnippetElement(LinkElementHandler):
    """Reads the stored link; the editor shows what it points at, or that it is gone."""

    mutability = "MUTABLE"

    def __init__(self, entity: str, model: type[Model]) -> None:
        super().__init__(entity)
        self.model = model

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        key = attrs.get("id", "")
        found = self.model._default_manager.filter(pk=key).first() if key.isdecimal() else None
        gone = gettext("No longer there")
        return {"id": key, "string": str(found) if found else gone, "gone": found is None}


def stored(linktype: str) -> Callable[[dict[str, Any]], Any]:
    """Writes an entity of the editor as the link that is stored."""

    def link(props: dict[str, Any]) -> Any:
        attributes = {"linktype": linktype, "id": str(props.get("id", ""))}
        return DOM.create_element("a", attributes, props["children"])

    return link


@hooks.register("register_rich_text_features")
def register_terms_and_references(features: FeatureRegistry) -> None:
    """Two buttons in the toolbar; without scripts they are absent and the text stays as it is."""
    parts = (
        (TERM, TermLink, "glossary", _("Glossary term")),
        (REFERENCE, ReferenceLink, "doc-full", _("Source")),
    )
    for name, handler, icon, label in parts:
        entity = name.upper()
        model = handler.model
        chooser = f"wagtailsnippetchoosers_cms_{model._meta.model_name}:choose"
        description = {
            "type": entity,
            "icon": icon,
            "description": label,
            "attributes": ["id", "string", "gone"],
            # Only what was chosen here survives pasting.
            "allowlist": {"id": True},
            "chooserUrls": {"snippet": reverse_lazy(chooser)},
        }
        features.register_link_type(handler)
        features.register_editor_plugin("draftail", name, EntityFeature(description, js=SCRIPTS))
        rule = {
            "from_database_format": {f'a[linktype="{name}"]': SnippetElement(entity, model)},
            "to_database_format": {"entity_decorators": {entity: stored(name)}},
        }
        features.register_converter_rule("contentstate", name, rule)
