"""A plain search over titles, posts and library pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.search import search as find


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for `?q=`; only what the reader may see is looked at."""
    query = " ".join(request.GET.get("q", "").replace("\0", " ").split())
    query = query[: settings.SEARCH_MAX_LENGTH]
    results = find(query, request.user) if query else None
    return render(request, "forum/search.html", {"query": query, "results": results})
