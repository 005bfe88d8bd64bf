"""The admin in our name and colors."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def our_colors() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/house.css"))


@hooks.register("construct_help_menu")
def only_our_help(request: HttpRequest, items: list[Any]) -> None:
    """Without Wagtail's news and its own guide: ours is docs/editors.md."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("register_icons")
def our_icons(icons: list[str]) -> list[str]:
    """A book with a letter, for the glossary."""
    return [*icons, "cms/admin/icons/glossary.svg"]
