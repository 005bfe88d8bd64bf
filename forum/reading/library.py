"""Library pages on the subject of a topic, without a query while the cache is warm."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.utils import timezone

from cms.models import Kind, LibraryEntry
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
    """What is kept of a public page; its names are those of `LibraryEntry`."""

    pk: int
    kind: str
    title: str
    summary: str
    address: str
    evidence_grade: str
    status: str
    last_reviewed: date | None
    next_review: date | None
    in_title: frozenset[str]
    in_summary: frozenset[str]

    def get_kind_display(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def is_outdated(self) -> bool:
        """Whether another page took its place, or its review is overdue."""
        due = self.next_review is not None and self.next_review <= timezone.localdate()
        return due or self.status == "superseded"


def kept_pages() -> list[Kept]:
    """All public pages but retired ones, of every kind, the newest first. One query when cold.

    At most `KEEP` seconds old.
    """
    pages = cache.get("forum:library")
    if pages is None:
        pages = _read_pages()
        cache.set("forum:library", pages, KEEP)
    return pages


def pages_about(topic: Topic) -> list[Kept]:
    """The public library pages that share most words with the topic's tags, title and category.

    A tag counts more than a word of the title, a page's title more than its summary, and a word
    that more than half of the pages have says nothing. What is outdated comes after the others.
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
    enough = (one for one in scored if one[0] >= ENOUGH)
    best = sorted(enough, key=lambda one: (one[1].is_outdated, -one[0]))
    return [page for _points, page in best[:MOST]]


def highlights() -> list[Kept]:
    """The newest pages to be relied on, no two of one kind while there are others."""
    current = [page for page in kept_pages() if not page.is_outdated]
    first_of: dict[str, Kept] = {}
    for page in current:
        first_of.setdefault(page.kind, page)
    others = [page for page in current if page not in first_of.values()]
    return [*first_of.values(), *others][:MOST]


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
    return [
        Kept(
            pk=entry.pk,
            kind=entry.kind,
            title=entry.title,
            summary=entry.summary,
            address=entry.address,
            evidence_grade=entry.evidence_grade,
            status=entry.status,
            last_reviewed=entry.last_reviewed,
            next_review=entry.next_review,
            in_title=words_of(entry.title),
            in_summary=words_of(entry.summary),
        )
        for entry in LibraryEntry.objects.listed().not_retired().newest_first()
    ]
