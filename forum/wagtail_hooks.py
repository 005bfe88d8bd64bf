"""What Wagtail's admin gets from the forum: what is said about pages, and what they quote."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page

from accounts.models import User
from forum.models import Promotion
from forum.permissions import can_edit_library
from forum.reading.comments import discussed_since_review
from forum.reading.promoted import new_since_review


class DiscussedPanel(Component):
    """Pages whose discussion went on after the last review, the liveliest first."""

    name = "forum_discussed"
    order = 210
    template_name = "forum/admin/discussed.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"rows": discussed_since_review()}


class SourcesPanel(Component):
    """Pages whose source discussions went on after the last review, the liveliest first."""

    name = "forum_sources"
    order = 211
    template_name = "forum/admin/sources.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"rows": new_since_review()}


@hooks.register("construct_homepage_panels")
def show_what_is_discussed(request: HttpRequest, panels: list[Any]) -> None:
    """For editors alone: reviewers come for what waits for them."""
    if request.user.has_perm("cms.change_suggestion"):
        panels.append(DiscussedPanel())
        panels.append(SourcesPanel())


@hooks.register("register_page_header_buttons")
def lead_to_quotations(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """From a page that was begun from a discussion to what its authors answered."""
    if can_edit_library(user) and Promotion.objects.filter(page=page.pk).exists():
        yield Button(
            _("Quotations"),
            reverse("forum:quotations", args=[page.pk]),
            icon_name="openquote",
            priority=66,
        )
