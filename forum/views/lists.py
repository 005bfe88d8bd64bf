"""Lists of topics: home, all discussions, one category, one tag."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms.models import ArticlePage
from forum.models import Category, Tag, Topic
from forum.pagination import topics_page
from forum.permissions import can_start_topic
from forum.querysets import TopicQuerySet

SORTS = ("latest", "unanswered")
ON_HOME = 8  # topics shown on the home page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Activity, categories and library highlights."""
    topics = Topic.objects.listed_for(request.user)
    return render(
        request,
        "forum/home.html",
        {
            "topics": topics.latest_first().for_list()[:ON_HOME],
            "waiting": topics.unanswered().latest_first().select_related("category")[:3],
            "categories": _categories(request),
            "articles": ArticlePage.objects.live().public().order_by("-first_published_at")[:3],
        },
    )


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """All discussions the reader may read."""
    found = Topic.objects.listed_for(request.user)
    if slug := request.GET.get("tag"):
        found = found.tagged(slug[:50].replace("\0", ""))
    return _list(request, found, "forum/topics.html", {})


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """One category; 404 where the reader may not read it."""
    categories = _categories(request)
    here = next((one for one in categories if one.slug == slug), None)
    if here is None:
        raise Http404
    found = Topic.objects.listed_for(request.user).filter(category=here)
    return _list(
        request,
        found,
        "forum/category.html",
        {
            "category": here,
            "categories": categories,
            "can_start": can_start_topic(request.user, here),
        },
    )


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Topics of one subject, whatever their category."""
    subject = get_object_or_404(Tag, slug=slug)
    found = Topic.objects.listed_for(request.user).tagged(subject.slug)
    return _list(request, found, "forum/tag.html", {"tag": subject})


def _categories(request: HttpRequest) -> list[Category]:
    return list(Category.objects.visible_to(request.user).in_order())


def _list(request: HttpRequest, found: TopicQuerySet, template: str, context: dict) -> HttpResponse:
    sort = request.GET.get("sort", "latest")
    if sort == "unanswered":
        found = found.unanswered()
    page, pager = topics_page(found, request.GET.dict(), request.path)
    categories = context.get("categories") or ([] if "tag" in context else _categories(request))
    return render(
        request,
        template,
        {
            **context,
            "topics": page,
            "pager": pager,
            "categories": categories,
            "total": None if "tag" in request.GET else sum(one.topic_count for one in categories),
            "sort": sort if sort in SORTS else "latest",
        },
    )
