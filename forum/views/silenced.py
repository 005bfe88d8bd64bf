"""Where a member who may not write at the moment is told why, and gets back what they typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def silenced(request: HttpRequest) -> HttpResponse:
    """403: until when, where the reason is and how to object, with the text that was sent."""
    context = {"typed_title": request.POST.get("title", ""), "typed": request.POST.get("body", "")}
    return render(request, "forum/silenced.html", context, status=403)
