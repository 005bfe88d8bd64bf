"""What the editor shows around a form: the house checks, and where a snippet is used."""

from typing import Any

from django import template
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ReferenceIndex

from cms.checks import house_checks
from cms.models import ClinicalPage

register = template.Library()

USES_SHOWN = 20


@register.inclusion_tag("cms/admin/_house_checks.html")
def findings(page: ClinicalPage) -> dict[str, Any]:
    """What an editor should look at in `page` as it stands in the form."""
    return {"findings": house_checks(page), "is_new": page.pk is None}


@register.simple_tag
def house_checks_address(page: ClinicalPage) -> str:
    """Where a script asks again after the draft was saved; empty for a page not yet saved."""
    return reverse("house_checks", args=[page.pk]) if page.pk else ""


@register.inclusion_tag("cms/admin/_uses.html")
def uses_of(snippet: Model, request: HttpRequest) -> dict[str, Any]:
    """What refers to `snippet`, with links for whoever may edit it."""
    uses = ReferenceIndex.get_grouped_references_to(snippet)
    finder = AdminURLFinder(request.user)
    found = [
        (thing, finder.get_edit_url(thing))
        for place, (thing, _references) in enumerate(uses)
        if place < USES_SHOWN
    ]
    return {
        "snippet": snippet,
        "uses": found,
        "more": max(0, len(uses) - USES_SHOWN),
        "is_retracted": getattr(snippet, "is_retracted", False),
    }
