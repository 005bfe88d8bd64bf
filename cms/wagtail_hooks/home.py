"""The first page of the admin: what waits for the person who opens it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms import insights

# Wagtail's own lists of what waits and what is new; ours stand in their place.
REPLACED = {"workflow_objects_to_moderate", "whats_new_in_wagtail_version"}


class HousePanel(Component):
    """One list with its own empty state; `right` is what somebody needs to see it."""

    def __init__(
        self,
        what: str,
        order: int,
        rows: Callable[[HttpRequest], Any],
        right: str = "wagtailadmin.access_admin",
    ) -> None:
        self.name = f"house_{what}"
        self.template_name = f"cms/admin/home_{what}.html"
        self.order, self.rows, self.right = order, rows, right

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        return {"rows": self.rows(request), "request": request}


PANELS = (
    HousePanel("waiting", 205, lambda request: insights.waiting_for(request.user)),  # type: ignore[arg-type]
    HousePanel("due", 206, lambda _: insights.due_for_review()),
    HousePanel("retracted", 207, lambda _: insights.retracted_in_use(), "cms.view_reference"),
    HousePanel("suggestions", 208, lambda _: insights.open_suggestions(), "cms.view_suggestion"),
    HousePanel("unhelpful", 209, lambda _: insights.unhelpful_pages(), "cms.view_pagefeedback"),
)


@hooks.register("construct_homepage_panels")
def show_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    """Our lists in the place of Wagtail's; what somebody may not see is not there."""
    kept = [panel for panel in panels if panel.name not in REPLACED]
    ours = [panel for panel in PANELS if request.user.has_perm(panel.right)]
    panels[:] = [*kept, *ours]
