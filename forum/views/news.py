"""Are there new replies? Asked again and again while somebody reads, so the answer is cheap."""

import time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.crypto import salted_hmac
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.models import Category, Topic
from forum.models.topic import page_of

MOST = 99  # new replies that are counted; who missed more reads "more than"


@require_safe
def news(request: HttpRequest, category: str, pk: int, slug: str) -> HttpResponse:
    """How many replies were published after the place `?after=`; 304 where nothing changed.

    The 304 costs one query. In a public category nobody is asked who they are. Elsewhere its
    tag is a signature over the topic, the session cookie and the current minutes: it was handed
    out after the rights were checked, and serves for `RIGHTS_RECHECK_SECONDS` at the most.
    """
    after = _place(request.GET.get("after", ""))
    topic = Topic.objects.public().filter(pk=pk).first()
    if topic is None:
        raise Http404
    is_open = topic.category.visibility == Category.Visibility.PUBLIC
    tag = _tag(request, topic, after, is_open=is_open)
    answer: HttpResponse
    if _knows(request, tag):
        answer = HttpResponseNotModified()
    elif is_open or Topic.objects.listed_for(request.user).filter(pk=pk).exists():
        answer = JsonResponse(_news(topic, after))
    else:
        raise Http404
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "no-cache" if is_open else "private, no-cache"
    return answer


def _place(asked: str) -> int:
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 9):
        raise Http404
    return int(asked)


def _knows(request: HttpRequest, tag: str) -> bool:
    """Whether the browser names this very tag; "*" would stand for a right nobody checked."""
    named = parse_etags(request.headers.get("If-None-Match", ""))
    return tag in {one.removeprefix("W/") for one in named}


def _tag(request: HttpRequest, topic: Topic, after: int, *, is_open: bool) -> str:
    known: list[object] = [
        topic.pk,
        topic.last_position,
        topic.reply_count,
        topic.last_post_id,
        after,
    ]
    known.append(get_language())
    if not is_open:
        known.append(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        known.append(int(time.time()) // settings.RIGHTS_RECHECK_SECONDS)
    signature = salted_hmac("forum.views.news", repr(known), algorithm="sha256")
    return quote_etag(signature.hexdigest()[:32])


def _news(topic: Topic, after: int) -> dict[str, int | str]:
    newer = list(topic.posts.after(after).values_list("pk", "position")[: MOST + 1])
    if not newer:
        return {"count": 0, "words": "", "url": ""}
    words = ngettext("%(n)s new reply", "%(n)s new replies", len(newer)) % {"n": len(newer)}
    if len(newer) > MOST:
        words = _("More than %(n)s new replies") % {"n": MOST}
    first, position = newer[0]
    page = page_of(position or 1)
    query = f"?page={page}" if page > 1 else ""
    url = f"{topic.get_absolute_url()}{query}#post-{first}"
    return {"count": len(newer), "words": words, "url": url}
