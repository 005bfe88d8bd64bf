"""A member's public page: who they are, and what they wrote where the reader may read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from forum.latest import latest_page
from forum.models import Post, Topic


@require_safe
def member(request: HttpRequest, handle: str) -> HttpResponse:
    """Posts, or with `?show=topics` the discussions they started. Two queries for a visitor.

    Who left, or has nothing published yet, has no page for strangers.
    """
    person = get_object_or_404(User.objects.active().with_roles(), handle=handle)
    if person.waits_for_first_post and not request.user.is_authenticated:
        raise Http404
    show = "topics" if request.GET.get("show") == "topics" else "posts"
    context: dict[str, object] = {"person": person, "show": show}
    context["is_own"] = person.pk == request.user.pk
    if show == "topics":
        topics = Topic.objects.listed_for(request.user).started_by(person).for_list()
        context["rows"], context["pager"] = latest_page(
            topics, "created_at", request.GET, request.path
        )
    else:
        posts = Post.objects.listed_for(request.user).written_by(person).for_list()
        context["rows"], context["pager"] = latest_page(
            posts, "published_at", request.GET, request.path
        )
    return render(request, "forum/member.html", context)
