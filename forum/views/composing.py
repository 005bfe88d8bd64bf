"""What the composer asks for while somebody writes: people, similar topics, a preview."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.network import client_address
from forum import cards, limits
from forum.forms import preview_form
from forum.models import Category, Post, Topic
from forum.people import people_for
from forum.similar import similar_to_title

NAME_MAX = 60  # characters of what follows the "@"


@never_cache
@require_safe
def people(request: HttpRequest) -> JsonResponse:
    """Whom "@" and `?q=` may mean, for members; `?topic=` or `?category=` says who may read it."""
    asker = request.user
    if not isinstance(asker, User):
        return JsonResponse({"error": _("Sign in to mention a member.")}, status=401)
    topic, category = _topic(request), None
    if topic is None and (slug := _asked(request, "category")):
        category = get_object_or_404(Category.objects.visible_to(asker), slug=slug[:60])
    typed = _asked(request, "q")[:NAME_MAX]
    found = people_for(typed, asker=asker, topic=topic, category=category)
    return JsonResponse(
        [
            {
                "handle": person.handle,
                "name": person.display_name,
                "credentials": person.credentials,
                "verified": person.is_prescriber,
            }
            for person in found
        ],
        safe=False,
    )


@require_safe
def similar_to(request: HttpRequest) -> HttpResponse:
    """Topics and articles on the subject of `?title=` that the reader may see."""
    title = _asked(request, "title")[:200]
    found = similar_to_title(title, request.user)
    return render(request, "forum/_similar.html", {"similar": found, "title": title.strip()})


@never_cache
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The typed text as readers will see it; nothing is kept."""
    if not request.user.is_authenticated:
        try:
            limits.check_preview(client_address(request))
        except limits.TooMany as limit:
            page = render(request, "forum/_preview.html", {"too_many": True}, status=429)
            page["Retry-After"] = str(int(limit.wait.total_seconds()) + 1)
            return page
    shown = as_readers_see_it(request)
    status = 200 if shown["preview"].is_valid() else 422
    return render(request, "forum/_preview.html", shown, status=status)


def as_readers_see_it(request: HttpRequest) -> dict[str, Any]:
    """What `_preview.html` shows of the text in a sent form: cooked, with mentions and cards."""
    form = preview_form(request.user, request.POST)
    if not form.is_valid():
        return {"preview": form}
    post = Post(body_html=form.writing.html, cards=cards.known(form.writing.addresses))
    return {
        "preview": form,
        "preview_post": post,
        "preview_cards": cards.own_cards([post], request.user),
    }


def _asked(request: HttpRequest, name: str) -> str:
    """A value of the address without the one character that PostgreSQL takes in no text."""
    return request.GET.get(name, "").replace("\0", "")


def _topic(request: HttpRequest) -> Topic | None:
    """The topic that `?topic=` names, or 404 where the asker may not see it."""
    asked = _asked(request, "topic")
    if not asked:
        return None
    pk = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else 0
    topics = Topic.objects.visible_to(request.user).select_related("category")
    return get_object_or_404(topics, pk=pk)
