"""Panels of the editor that are no fields."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class HouseChecksPanel(Panel):
    """What the house checks found in the draft; its template asks them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("House checks"))
        kwargs.setdefault("icon", "glasses")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/house_checks_panel.html"


class UsesPanel(Panel):
    """Which pages use a snippet, and a warning where that is a trouble."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Where it is used"))
        kwargs.setdefault("icon", "link")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/uses_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None
