"""Library pages on the subject of a topic, without a query while the cache is warm."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Subquery
from django.urls import reverse
from wagtail.models import Site

from cms.models import ArticlePage
from forum.models import Topic

KEEP = 60  # seconds for which the list of pages is kept
MOST = 3  # pages named beside one topic
ENOUGH = 3  # points from which a page is on the subject
WORD = re.compile(r"[a-z][a-z-]{3,}")
SAYS_NOTHING = frozenset(
    "about after again also been before both does doing done each even ever every first from"
    " give given goes going have having here into just keep know last less like many more most"
    " much must need needs never next only other over patient patients people same should since"
    " some still such take than that their them then there these they thing things this those"
    " what when where which while will with without would year your".split()
)


@dataclass(frozen=True)
class Kept:
    """What is kept of a public page."""

    pk: int
    title: str
    summary: str
    url: str
    grade: str
    reviewed: date | None
    in_title: frozenset[str]
    in_summary: frozenset[str]


def kept_pages() -> list[Kept]:
    """All public articles, the newest first, at most `KEEP` seconds old. One query when cold."""
    pages = cache.get("forum:library")
    if pages is None:
        pages = _read_pages()
        cache.set("forum:library", pages, KEEP)
    return pages


def pages_about(topic: Topic) -> list[Kept]:
    """The public library pages that share most words with the topic's tags, title and category.

    A tag counts more than a word of the title, a page's title more than its summary, and a word
    that more than half of the pages have says nothing.
    """
    pages = kept_pages()
    usual = _usual_words(pages)
    asked: Counter[str] = Counter()
    for weight, text in (
        (3, " ".join(f"{slug} {name}" for slug, name in topic.tag_line)),
        (2, topic.title),
        (1, topic.category.name),
    ):
        for word in words_of(text) - usual:
            asked[word] = max(asked[word], weight)
    scored = [(_score(page, asked), page) for page in pages]
    best = sorted((one for one in scored if one[0] >= ENOUGH), key=lambda one: -one[0])
    return [page for _points, page in best[:MOST]]


def newer_page(topic: Topic) -> Kept | None:
    """The public page that a moderator named as newer than the advice in `topic`."""
    if not topic.newer_page_id:
        return None
    return next((page for page in kept_pages() if page.pk == topic.newer_page_id), None)


def words_of(text: str) -> frozenset[str]:
    """The words of `text` that say something, without the endings of plurals."""
    words = (word for word in WORD.findall(text.lower()) if word not in SAYS_NOTHING)
    return frozenset(word.rstrip("s") for word in words)


def _score(page: Kept, asked: Counter[str]) -> int:
    return sum(
        weight * (2 if word in page.in_title else 1)
        for word, weight in asked.items()
        if word in page.in_title or word in page.in_summary
    )


def _usual_words(pages: list[Kept]) -> frozenset[str]:
    if len(pages) < 4:
        return frozenset()
    found = Counter(word for page in pages for word in page.in_title | page.in_summary)
    return frozenset(word for word, number in found.items() if number * 2 > len(pages))


def _read_pages() -> list[Kept]:
    # The path of the site's root comes along, so that no page's address needs a query of its own.
    root = Site.objects.filter(is_default_site=True).values("root_page__url_path")[:1]
    rows = (
        ArticlePage.objects.listed_at_once()
        .newest_first()
        .annotate(root=Subquery(root))
        .values_list(
            "pk", "title", "summary", "url_path", "root", "evidence_grade", "last_reviewed"
        )
    )
    return [
        Kept(
            pk=pk,
            title=title,
            summary=summary,
            url=reverse("wagtail_serve", args=[path.removeprefix(root or "/")]),
            grade=grade,
            reviewed=reviewed,
            in_title=words_of(title),
            in_summary=words_of(summary),
        )
        for pk, title, summary, path, root, grade, reviewed in rows
    ]
