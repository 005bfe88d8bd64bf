"""Lists of topics: home, all discussions, one category, one tag; and the list of tags."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models.user import Reader
from forum.listing import Sort, Span, Status, Wish, topics_page
from forum.models import Category, Tag, Topic
from forum.permissions import can_start_topic
from forum.querysets import TopicQuerySet
from forum.reading import highlights

ON_HOME = 8  # topics shown on the home page
OF_MINE = 4  # unread and followed ones above them


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Activity, categories and library highlights; for a member also unread and followed."""
    reader = request.user
    listed = Topic.objects.listed_for(reader).begun().with_my_reading(reader).for_list()
    unread = list(listed.unread_by(reader).latest_first()[: OF_MINE + 1])
    followed = listed.followed_by(reader).exclude(pk__in=[topic.pk for topic in unread])
    return render(
        request,
        "forum/home.html",
        {
            "topics": listed.latest_first()[:ON_HOME],
            "unread": unread[:OF_MINE],
            "more_unread": len(unread) > OF_MINE,
            "followed": followed.latest_first()[:OF_MINE],
            "waiting": _waiting(reader),
            "categories": _categories(request),
            "pages": highlights(),
            "tabs": _tabs(request, ""),
        },
    )


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """All discussions the reader may read."""
    return _list(request, Topic.objects.listed_for(request.user).begun(), "forum/topics.html")


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """One category; 404 where the reader may not read it."""
    categories = _categories(request)
    here = next((one for one in categories if one.slug == slug), None)
    if here is None:
        raise Http404
    found = Topic.objects.listed_for(request.user).filter(category=here)
    can_start = can_start_topic(request.user, here)
    return _list(
        request,
        found,
        "forum/category.html",
        category=here,
        can_start=can_start,
        categories=categories,
    )


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Topics of one subject, whatever their category."""
    subject = get_object_or_404(Tag.objects.with_my_follow(request.user), slug=slug)
    found = Topic.objects.listed_for(request.user).tagged(subject.slug)
    return _list(request, found, "forum/tag.html", tag=subject, categories=[])


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """Every subject, with the number of topics that the reader may read."""
    found = Tag.objects.with_counts_for(request.user).in_order()
    return render(request, "forum/tags.html", {"tags": found})


def _waiting(reader: Reader) -> TopicQuerySet:
    """The latest questions that nobody has answered."""
    topics = Topic.objects.listed_for(reader).begun().unanswered()
    return topics.latest_first().for_list()[:3]


def _categories(request: HttpRequest) -> list[Category]:
    seen = Category.objects.visible_to(request.user)
    return list(seen.with_my_follow(request.user).in_order())


def _list(
    request: HttpRequest, found: TopicQuerySet, template: str, **context: Any
) -> HttpResponse:
    reader = request.user
    wish = Wish.of(request.GET, reader)
    wished = wish.apply(found.with_my_reading(reader), reader)
    # A subject's list has no first place to give: pins belong to a category.
    page, pager = topics_page(
        wished, wish, request.GET, request.path, pinned_first="tag" not in context
    )
    if "categories" not in context:
        context["categories"] = _categories(request)
    shown = [context["category"]] if "category" in context else context["categories"]
    return render(
        request,
        template,
        {
            **context,
            "topics": page,
            "pager": pager,
            "wish": wish,
            "tabs": _tabs(request, wish.sort, wish),
            "statuses": Status.choices,
            "spans": Span.choices,
            "kinds": Topic.Kind.choices,
            "total": sum(one.topic_count for one in shown),
        },
    )


def _tabs(request: HttpRequest, sort: str, wish: Wish | None = None) -> list[tuple[str, str, bool]]:
    """(words, query, whether it is the current one) of each order the reader may choose."""
    wish = wish or Wish()
    sorts = [Sort.LATEST, Sort.UNANSWERED, Sort.TOP]
    if request.user.is_authenticated:
        sorts += [Sort.UNREAD, Sort.FOLLOWED]
    return [
        (str(one.label), wish.as_query(sort="" if one == Sort.LATEST else one.value), one == sort)
        for one in sorts
    ]
