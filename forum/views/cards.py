"""The card of a link while somebody writes."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.network import client_address
from forum import cards
from forum.actions import texts
from forum.models import Post

HOUR = 60 * 60  # seconds


@never_cache
@require_POST
def card(request: HttpRequest) -> HttpResponse:
    """What the card of `address` says: title, summary, site and kind, as JSON.

    404 where there is none, or none the asking person may see. A member who asks for a page of
    another site that is not here yet has a worker fetch it (202); guests see own pages only.
    """
    if _asks_too_often(request):
        response = JsonResponse({}, status=429)
        response["Retry-After"] = str(HOUR)
        return response
    # Without the one character that PostgreSQL takes in no text.
    address = request.POST.get("address", "").replace("\0", "").strip()
    wanted = cards.wanted([address])
    if address not in wanted:
        raise Http404
    if wanted[address]:
        return JsonResponse(_own(request, wanted))
    if not request.user.is_authenticated:
        raise Http404
    found = texts.ask_for_card(address)
    if found.is_waiting:
        return JsonResponse({}, status=202)
    if not found.is_ready:
        raise Http404
    return JsonResponse({"kind": "site", **found.words})


def _own(request: HttpRequest, wanted: cards.Cards) -> dict[str, str]:
    found = cards.own_cards([Post(cards=wanted)], request.user)
    for topic in found["topics"].values():
        return cards.words_of_topic(topic)
    for page in found["pages"].values():
        return cards.words_of_page(page)
    raise Http404


def _asks_too_often(request: HttpRequest) -> bool:
    """Counted for a member or a network address; a cache that forgets only counts anew."""
    person = request.user.pk if request.user.is_authenticated else client_address(request)
    name = hashlib.sha256(f"{request.user.is_authenticated} {person}".encode()).hexdigest()
    key = f"cards asked {name}".replace(" ", "-")
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > settings.CARD_ASKS_PER_HOUR
    except ValueError:
        # It ran out between the two lines.
        return False
