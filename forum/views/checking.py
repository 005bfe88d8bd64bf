"""What screening says about a text while it is written, and safer words put in at a press."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.network import client_address
from forum import limits
from forum.checks import Passage
from forum.forms import WritingFields, preview_form
from forum.models import Post

# The names of the buttons that bring the form back: with safer words, or with one nudge less.
APPLY, KEEP = "apply", "keep"


@csrf_exempt  # it changes nothing, and a receipt's page has no token
@never_cache
@require_POST
def check(request: HttpRequest) -> JsonResponse:
    """The findings in a text, with their places in its words, and the cards that say them.

    `?post=` names the published post that the text would change: what it has already is no news.
    Nothing of the text is kept, and no cookie set.
    """
    try:
        length = len(request.POST.get("body", ""))
        limits.check_screening(request.user, client_address(request), length=length)
    except limits.TooMany as limit:
        seconds = int(limit.wait.total_seconds()) + 1
        answer = JsonResponse({"error": _("Too many at once.")}, status=429)
        answer["Retry-After"] = str(seconds)
        return answer
    form = preview_form(request.user, request.POST)
    form.edited_post = _edited_post(request)
    if not form.is_valid() or form.reading is None:
        return JsonResponse({"error": _("This text cannot be read yet.")}, status=422)
    cards = form.cards
    return JsonResponse(
        {
            "length": len(form.typed_body),
            "findings": [_as_json(one) for one in form.passages],
            "cards": render_to_string("forum/_check_cards.html", {"cards": cards}, request).strip(),
            "sentence": cards.sentence if cards.rows else "",
            "token": form.asked.token if form.asked and cards.patient else "",
            "urgent": cards.is_urgent,
        }
    )


def _as_json(passage: Passage) -> dict[str, Any]:
    found = passage.finding
    return {
        "key": passage.key,
        "part": passage.part,
        "start": passage.start,
        "end": passage.end,
        "family": found.family,
        "kind": found.kind,
        "severity": found.severity,
        "reason": str(found.reason),
        "replacement": found.replacement,
        "alternatives": list(found.alternatives),
    }


def _edited_post(request: HttpRequest) -> Post | None:
    asked = request.GET.get("post", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        return None
    posts = Post.objects.published().visible_to(request.user).select_related("topic")
    return posts.filter(pk=int(asked)).first()


def wants_changes(request: HttpRequest) -> bool:
    """Whether one of the cards' buttons was pressed that send nothing."""
    return request.method == "POST" and (APPLY in request.POST or KEEP in request.POST)


def take_changes(request: HttpRequest, make: Callable[..., WritingFields], *about: Any) -> bool:
    """Do to the request's text what a card's button asks for; whether one was pressed.

    `make(*about, data)` gives the form that was sent; a form for readers begins with the reader.
    The text is changed in the request, so that the form comes back with it and sends nothing.
    """
    if not wants_changes(request):
        return False
    form = make(*(about or (request.user,)), request.POST)
    changed: QueryDict = form.with_changes(request.POST.get(APPLY, ""))
    if KEEP in request.POST:
        changed.appendlist("kept", request.POST[KEEP])
    request.POST = changed  # type: ignore[assignment]
    return True


def changes_made(request: HttpRequest) -> dict[str, Any]:
    """What the page says above a text that came back: that it was changed, and what is left."""
    left = preview_form(request.user, request.POST)
    left.is_valid()
    return {"changes_made": APPLY in request.POST, "left": left}
