"""What search engines are told: which pages there are for a stranger, and which are none of theirs.

Topics and library pages are told in parts by their numbers, so that each part costs the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import GlossaryTerm, Status
from forum.models import Category, Tag, Topic
from forum.revalidation import answer

STRANGER = AnonymousUser()
MOST_PARTS = 1_000_000  # more than any database of ours holds rows for
XML = "application/xml; charset=utf-8"
# Where a crawler finds nothing to show: private pages, forms, and pages made of a query.
NOT_FOR_CRAWLERS = (
    "/accounts/",
    "/bookmarks/",
    "/cms/",
    "/compose/",
    "/confirm/",
    "/discussions/*/reply/",
    "/discussions/new/",
    "/django-admin/",
    "/drafts/",
    "/follow/",
    "/moderation/",
    "/notifications/",
    "/posts/*/edit/",
    "/posts/*/report/",
    "/receipts/",
    "/search/",
    "/settings/",
)


@dataclass(frozen=True)
class Place:
    """One address, as Django's template of a sitemap draws it."""

    location: str
    lastmod: datetime | None = None


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """The parts of the sitemap. Two queries."""
    parts = [("pages", 1), ("categories", 1), ("tags", 1), ("glossary", 1)]
    for name, rows in (("topics", Topic.objects.all()), ("library", Page.objects.all())):
        last = rows.aggregate(last=Max("pk"))["last"] or 0
        parts += [(name, number + 1) for number in range(-(-last // settings.SITEMAP_ADDRESSES))]
    places = [Place(_full(reverse("sitemap_part", args=part))) for part in parts]
    xml = render_to_string("sitemap_index.xml", {"sitemaps": places})
    return answer(request, xml, XML)


@require_safe
def sitemap_part(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    """One part of the sitemap. At most two queries."""
    size = settings.SITEMAP_ADDRESSES
    part = PARTS.get(name)
    if part is None or not 1 <= number <= (1 if name in WHOLE else MOST_PARTS):
        raise Http404
    places = list(part((number - 1) * size + 1, number * size))
    if not places and number > 1:
        raise Http404
    xml = render_to_string("sitemap.xml", {"urlset": places})
    return answer(request, xml, XML)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers leave alone, and where the sitemap is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {address}" for address in NOT_FOR_CRAWLERS),
        "",
        f"Sitemap: {_full(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


# --- parts ------------------------------------------------------------------------------------


def _pages(first: int, last: int) -> Iterator[Place]:
    for name in ("home", "forum:topics", "forum:tags"):
        yield Place(_full(reverse(name)))


def _categories(first: int, last: int) -> Iterator[Place]:
    for category in Category.objects.visible_to(STRANGER).in_order():
        yield Place(_full(category.get_absolute_url()))


def _tags(first: int, last: int) -> Iterator[Place]:
    for tag in Tag.objects.used_for(STRANGER).in_order():
        yield Place(_full(tag.get_absolute_url()))


def _glossary(first: int, last: int) -> Iterator[Place]:
    yield Place(_full(reverse("cms:glossary")))
    for term in GlossaryTerm.objects.published():
        yield Place(_full(term.get_absolute_url()), term.last_published_at)


def _topics(first: int, last: int) -> Iterator[Place]:
    listed = Topic.objects.listed_for(STRANGER).begun()
    topics = listed.filter(pk__range=(first, last)).order_by("pk")
    found = topics.select_related("category").only("slug", "last_activity_at", "category__slug")
    for topic in found:
        yield Place(_full(topic.get_absolute_url()), topic.last_activity_at)


def _library(first: int, last: int) -> Iterator[Place]:
    restricted = PageViewRestriction.objects.values_list("page__path", flat=True)
    closed = tuple(restricted)
    site = Site.objects.filter(is_default_site=True)
    found = (
        Page.objects.live()
        .filter(pk__range=(first, last), depth__gt=1)
        .exclude(library_entry__status=Status.RETIRED)  # those tell search engines to forget them
        .annotate(root=Subquery(site.values("root_page__url_path")[:1]))
        .order_by("pk")
    )
    rows = found.values_list("path", "url_path", "root", "last_published_at")
    for path, url_path, root, published in rows:
        if root and url_path.startswith(root) and not path.startswith(closed):
            address = reverse("wagtail_serve", args=[url_path.removeprefix(root)])
            yield Place(_full(address), published)


WHOLE = frozenset({"pages", "categories", "tags", "glossary"})
PARTS: dict[str, Callable[[int, int], Iterator[Place]]] = {
    "pages": _pages,
    "categories": _categories,
    "tags": _tags,
    "glossary": _glossary,
    "topics": _topics,
    "library": _library,
}


def _full(address: str) -> str:
    return f"{settings.SITE_ADDRESS}{address}"
