"""Reading one topic, and finding a post in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from forum import permissions
from forum.forms import reply_form
from forum.models import Post, Topic
from forum.models.topic import page_of
from forum.pagination import page_number, topic_pager
from forum.reading import entries_of_page
from forum.wait import usual_wait_in_words


@require_safe
def topic(request: HttpRequest, category: str, pk: int, slug: str) -> HttpResponse:
    """A page of a topic. Two queries for a visitor and one for the usual wait."""
    shown = find_topic(request, pk)
    if shown.get_absolute_url() != request.path:
        query = request.META.get("QUERY_STRING", "")
        here = shown.get_absolute_url()
        return redirect(f"{here}?{query}" if query else here, permanent=True)
    return render(request, "forum/topic.html", topic_context(request, shown))


def find_topic(request: HttpRequest, pk: int) -> Topic:
    """The topic the reader may read, or 404."""
    topics = Topic.objects.visible_to(request.user).select_related("category", "author")
    return get_object_or_404(topics, pk=pk)


def topic_context(request: HttpRequest, shown: Topic) -> dict:
    """What the topic page needs; members also see their own waiting posts and the form."""
    reader = request.user
    number = page_number(request.GET.get("page"), last=shown.last_page)
    can_reply = permissions.can_reply(reader, shown)
    on_last_page = number == shown.last_page
    return {
        "topic": shown,
        "entries": entries_of_page(shown, number),
        "pager": topic_pager(shown, number, shown.get_absolute_url()),
        "number": number,
        "waiting_posts": list(shown.posts.waiting_of(reader)) if on_last_page else [],
        "can_reply": can_reply,
        "can_moderate": permissions.can_moderate(reader),
        "form": reply_form(reader) if can_reply and reader.is_authenticated else None,
        "usual_wait": "" if reader.is_authenticated else usual_wait_in_words(),
    }


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post's lasting address: leads to its page, whatever page that is by now."""
    posts = Post.objects.visible_to(request.user).select_related("topic__category")
    found = get_object_or_404(posts, pk=pk)
    page = page_of(found.position or found.topic.last_position)
    query = f"?page={page}" if page > 1 else ""
    return redirect(f"{found.topic.get_absolute_url()}{query}#post-{found.pk}")
