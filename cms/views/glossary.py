"""The glossary: all terms, and one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms.models import GlossaryTerm


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """All published terms from A to Z."""
    return render(request, "cms/glossary.html", {"terms": GlossaryTerm.objects.published()})


@require_safe
def term(request: HttpRequest, slug: str) -> HttpResponse:
    """One published term; a draft is not found."""
    term = get_object_or_404(GlossaryTerm.objects.published(), slug=slug)
    return render(request, "cms/term.html", {"term": term})
