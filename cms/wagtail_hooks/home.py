"""The first page of the admin: what waits for the person who opens it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms import insights

# Wagtail's own lists of what waits and what is new; ours stand in their place.
REPLACED = {"workflow_objects_to_moderate", "whats_new_in_wagtail_version"}


class HousePanel(Component):
    """One list with its own empty state; `right` is what somebody needs to see it."""

    name: ClassVar[str]
    order: ClassVar[int]
    right: ClassVar[str] = "wagtailadmin.access_admin"

    def rows(self, request: HttpRequest) -> Any:
        raise NotImplementedError

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"rows": self.rows(parent_context["request"]), "request": parent_context["request"]}


class WaitingPanel(HousePanel):
    name = "house_waiting"
    order = 205
    template_name = "cms/admin/home_waiting.html"

    def rows(self, request: HttpRequest) -> Any:
        return insights.waiting_for(request.user)  # type: ignore[arg-type]


class DuePanel(HousePanel):
    name = "house_due"
    order = 206
    template_name = "cms/admin/home_due.html"

    def rows(self, request: HttpRequest) -> Any:
        return insights.due_for_review()


class RetractedPanel(HousePanel):
    name = "house_retracted"
    order = 207
    right = "cms.view_reference"
    template_name = "cms/admin/home_retracted.html"

    def rows(self, request: HttpRequest) -> Any:
        return insights.retracted_in_use()


class SuggestionsPanel(HousePanel):
    name = "house_suggestions"
    order = 208
    right = "cms.view_suggestion"
    template_name = "cms/admin/home_suggestions.html"

    def rows(self, request: HttpRequest) -> Any:
        return insights.open_suggestions()


class UnhelpfulPanel(HousePanel):
    name = "house_unhelpful"
    order = 209
    right = "cms.view_pagefeedback"
    template_name = "cms/admin/home_unhelpful.html"

    def rows(self, request: HttpRequest) -> Any:
        return insights.unhelpful_pages()


PANELS = (WaitingPanel, DuePanel, RetractedPanel, SuggestionsPanel, UnhelpfulPanel)


@hooks.register("construct_homepage_panels")
def show_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    """Our lists in the place of Wagtail's; what somebody may not see is not there."""
    kept = [panel for panel in panels if panel.name not in REPLACED]
    ours = [panel() for panel in PANELS if request.user.has_perm(panel.right)]
    panels[:] = [*kept, *ours]
