"""The house checks of a draft, asked again while somebody writes."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.checks import house_checks as checks_of
from cms.models import ClinicalPage


@require_safe
@never_cache
def house_checks(request: HttpRequest, page_id: int) -> HttpResponse:
    """What to look at in the latest draft of a page, for whoever may edit it."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    findings = checks_of(draft) if isinstance(draft, ClinicalPage) else []
    return render(request, "cms/admin/_house_checks.html", {"findings": findings, "is_new": False})
