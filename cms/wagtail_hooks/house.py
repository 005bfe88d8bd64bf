"""House checks: the address that a script asks, and the rules of the content checker."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from cms.views import house


@hooks.register("register_admin_urls")
def house_checks_address() -> list[URLPattern]:
    return [path("house-checks/<int:page_id>/", house.house_checks, name="house_checks")]


class HouseContentChecker(ContentCheckerItem):
    """Wagtail's content checks and ours, run on the page as it is drawn in the preview.

    They look for the parts that our templates draw; axe's own checks do the looking.
    """

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "recommendation-has-reference",
        "figure-has-credit",
    ]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        {
            "id": "recommendation-has-reference",
            "impact": "serious",
            "selector": ".recommendation",
            "tags": ["best-practice"],
            "any": ["check-has-reference"],
            "enabled": True,
        },
        {
            "id": "figure-has-credit",
            "impact": "moderate",
            "selector": "figure.figure",
            "tags": ["best-practice"],
            "any": ["check-has-credit"],
            "enabled": True,
        },
    ]
    axe_custom_checks = [
        *ContentCheckerItem.axe_custom_checks,
        {
            "id": "check-has-reference",
            "evaluate": "has-descendant-evaluate",
            "options": {"selector": "sup.ref a"},
        },
        {
            "id": "check-has-credit",
            "evaluate": "has-descendant-evaluate",
            "options": {"selector": ".credit"},
        },
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "recommendation-has-reference": {
            "error_name": _("Recommendation without a reference"),
            "help_text": _("Name the source that recommends it"),
        },
        "figure-has-credit": {
            "error_name": _("Image without credit"),
            "help_text": _("Say who made it, in the image's own form"),
        },
    }


@hooks.register("construct_wagtail_userbar")
def check_house_rules(request: HttpRequest, items: list[object], page: object) -> None:
    items[:] = [
        HouseContentChecker(in_editor=item.in_editor)
        if isinstance(item, ContentCheckerItem)
        else item
        for item in items
    ]
