"""Reading one topic, and finding a post in it."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.models.user import Reader
from forum import actions, permissions
from forum.forms import SendFields, reply_form
from forum.models import Post, Topic
from forum.models.topic import page_of
from forum.pagination import page_number, topic_pager
from forum.reading import (
    Page,
    closing_word,
    discussed_page,
    edited_and_waiting,
    how_old,
    name_others,
    newer_page,
    outline,
    pages_about,
    read_neighbors,
    read_page,
    slow_mode,
)
from forum.reading.promoted import became
from forum.wait import kept_usual_wait_in_words


@require_safe
def topic(request: HttpRequest, category: str, pk: int, slug: str) -> HttpResponse:
    """A page of a topic: three queries for a visitor, five for a member, whatever its length.

    `?unread=1` leads a member to the first post they have not seen, `?post=N` anybody to the
    place N. What a member was shown counts as read.
    """
    shown = find_topic(request, pk)
    if shown.pk != pk:
        return redirect(_first_from(shown, pk), permanent=True)
    if shown.get_absolute_url() != request.path:
        query = request.META.get("QUERY_STRING", "")
        here = shown.get_absolute_url()
        return redirect(f"{here}?{query}" if query else here, permanent=True)
    if "unread" in request.GET:
        return redirect(_first_unread(shown))
    if "post" in request.GET:
        return redirect(_place(shown, request.GET["post"]))
    context = topic_context(request, shown)
    # Before rendering, so that the number in the header is right.
    _note_notices(request, shown, context["page"])
    response = render(request, "forum/topic.html", context)
    _note_read(request, shown, context["page"])
    return response


def find_topic(request: HttpRequest, pk: int) -> Topic:
    """The topic the reader may read, or the one it was merged into; 404 where neither is there."""
    topics = Topic.objects.visible_to(request.user).for_reading(request.user)
    found = topics.filter(pk=pk).first()
    if found is None or found.merged_into_id:
        found = topics.filter(merged_from=pk).first()
    if found is None:
        raise Http404
    return found


def topic_context(request: HttpRequest, shown: Topic) -> dict[str, Any]:
    """What the topic page needs; members also see their own waiting posts and the form."""
    reader = request.user
    address = shown.get_absolute_url()
    number = page_number(request.GET.get("page"), last=shown.last_page)
    seen = getattr(shown, "my_position", None)
    page = read_page(shown, number, reader, seen=seen)
    others = [line.other_id for line in page.lines if line.other_id]
    neighbors = read_neighbors(shown, page.all_posts, reader, named=others)
    name_others(page.lines, neighbors.named)
    can_reply = permissions.can_reply(reader, shown)
    says_wait = not reader.is_authenticated or bool(page.waiting)
    return {
        "topic": shown,
        "page": page,
        "entries": page.entries,
        "pager": topic_pager(shown, number, address),
        "number": number,
        "edited_and_waiting": edited_and_waiting(page.posts, reader),
        "has_unread": seen is not None and seen < shown.last_position,
        "similar": neighbors.similar,
        "own_cards": neighbors.cards,
        "library": pages_about(shown),
        "outline": outline(shown, page, address),
        "age": how_old(shown.last_activity_at),
        "can_reply": can_reply,
        "can_moderate": permissions.moderates(reader, shown.category),
        "newer": newer_page(shown),
        "became": became(shown),
        "can_promote": permissions.can_promote(reader, shown),
        "discussed": discussed_page(shown),
        "slow": slow_mode(shown, reader),
        "closing_word": closing_word(shown),
        "form": _composer(shown, reader) if can_reply and reader.is_authenticated else None,
        "usual_wait": kept_usual_wait_in_words() if says_wait else "",
    }


def _composer(topic: Topic, reader: Reader) -> SendFields:
    """The reply form; whoever wrote here without their name does not give it away by haste."""
    return reply_form(reader, initial={"anonymous": bool(getattr(topic, "my_label", ""))})


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post's lasting address: leads to its page, whatever page that is by now."""
    posts = Post.objects.visible_to(request.user).select_related("topic__category")
    found = get_object_or_404(posts, pk=pk)
    return redirect(_address(found.topic, found))


@login_required
@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Nothing is unread for this member any more; leads back to where they were."""
    if isinstance(request.user, User):
        actions.mark_all_read(request.user)
    messages.success(request, _("Everything is marked as read."))
    there = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure()):
        return redirect("forum:topics")
    return redirect(there)


# --- finding a place ---------------------------------------------------------------------------


def _address(topic: Topic, post: Post) -> str:
    page = page_of(post.position or topic.last_position)
    query = "?" + urlencode({"page": page}) if page > 1 else ""
    return f"{topic.get_absolute_url()}{query}#post-{post.pk}"


def _first_from(topic: Topic, merged: int) -> str:
    """The place where the posts of the topic `merged` begin, which went into `topic`."""
    merges = (event for event in topic.events if event["what"] == "merge")
    event = next((one for one in merges if one["topic"] == merged), None)
    if event is None:
        return topic.get_absolute_url()
    page = page_of(event["after"] + 1)
    query = f"?page={page}" if page > 1 else ""
    return f"{topic.get_absolute_url()}{query}#post-{event['post']}"


def _first_unread(topic: Topic) -> str:
    """The first post after the reader's mark, else the end; on a first visit the beginning."""
    seen = getattr(topic, "my_position", None)
    if seen is None:
        return topic.get_absolute_url()
    unread = topic.posts.first_after(seen)
    if unread:
        return _address(topic, unread)
    return f"{topic.get_absolute_url()}?page=last#post-{topic.last_post_id}"


def _place(topic: Topic, asked: str) -> str:
    """The place `asked`, or the last one where the topic has not come so far."""
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 9 and int(asked)):
        raise Http404
    position = min(int(asked), topic.last_position)
    found = topic.posts.between(position, position).first()
    return _address(topic, found) if found else topic.get_absolute_url()


def _note_read(request: HttpRequest, topic: Topic, page: Page) -> None:
    """What a member was shown is read; a page that their browser only fetched ahead is not."""
    if isinstance(request.user, User) and page.reached and _is_looked_at(request):
        known = getattr(topic, "my_position", None)
        actions.mark_read(request.user, topic, page.reached, known=known)


def _note_notices(request: HttpRequest, topic: Topic, page: Page) -> None:
    """Whoever sees a post need not be told of it any more."""
    if isinstance(request.user, User) and _is_looked_at(request):
        first = (page.number - 1) * settings.POSTS_PER_PAGE + 1
        actions.read_notices(request.user, topic, page.reached, first=first)


def _is_looked_at(request: HttpRequest) -> bool:
    return request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")
