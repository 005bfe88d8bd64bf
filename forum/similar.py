"""What was said about this before? Topics by the words of titles and tags, and library pages.

Topics are found through `TopicWord`, which bounds what a look-up reads: the newest topics of each
word, whatever their number. Who may see them is asked of the topics themselves, at every look-up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from django.core.cache import cache
from django.db import transaction

from accounts.models.user import Reader
from cms.models import LibraryEntry
from forum.models import Topic, TopicWord
from forum.words import subjects

MOST_WORDS = 12  # of a title; later ones say little
NEWEST = 150  # topics looked at for each word
CANDIDATES = 40  # of which the reader may not see some
SHOWN = 3  # topics beside the form
PAGES = 2  # of the library
KEPT = 5  # numbers in `Topic.similar`
ENOUGH = 0.34  # of a title's weight that a similar topic must share
RELATED = 0.16  # the same where title and tags of two topics are compared
OUTLINES_KEPT = 300  # seconds until a new page is found; who may see it is asked each time
OUTLINES_MOST = 2_000


@dataclass(frozen=True)
class SimilarTopic:
    topic: Topic
    matches: list[str]

    @property
    def is_answered(self) -> bool:
        return self.topic.accepted_count > 0


@dataclass(frozen=True)
class SimilarPage:
    entry: LibraryEntry
    matches: list[str]
    section: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Found:
    """What is shown beside a title that is being written."""

    topics: list[SimilarTopic]
    pages: list[SimilarPage]

    def __len__(self) -> int:
        return len(self.topics) + len(self.pages)

    @property
    def has_answer(self) -> bool:
        return any(found.is_answered for found in self.topics)


def similar_to_title(title: str, reader: Reader) -> Found:
    """Topics and pages that `reader` may see about what `title` says. At most 4 queries."""
    words = dict(list(subjects(title).items())[:MOST_WORDS])
    if not words:
        return Found([], [])
    ranked = _ranked(words, enough=ENOUGH)
    rows = Topic.objects.listed_for(reader).select_related("category").in_bulk(ranked)
    topics = [
        SimilarTopic(rows[pk], [words[stem] for stem in words if stem in ranked[pk]])
        for pk in ranked
        if pk in rows
    ]
    return Found(topics[:SHOWN], _pages(words))


def similar_to(topic: Topic) -> list[int]:
    """At most `KEPT` topics on the subject of `topic`, best first.

    Only topics that whoever may read `topic` may read as well, by today's categories; the page
    that shows them asks again.
    """
    words = dict(list(_words_of(topic).items())[:MOST_WORDS])
    ranked = _ranked(words, enough=RELATED)
    ranked.pop(topic.pk, None)
    open_to_its_readers = Topic.objects.as_open_as(topic).in_bulk(ranked)
    return [pk for pk in ranked if pk in open_to_its_readers][:KEPT]


def remember(topic: Topic) -> list[int]:
    """Keep in the row of `topic` what `similar_to` finds; an unchanged row is not written."""
    found = similar_to(topic)
    if found != topic.similar:
        Topic.objects.filter(pk=topic.pk).update(similar=found)
    return found


@transaction.atomic
def index(topic: Topic) -> None:
    """Make the rows of `topic` what its title and tags say. Run again, it changes nothing.

    A topic that is not public has none, so that nothing of it bears on what others find.
    """
    wanted = set(_words_of(topic)) if topic.is_public else set()
    rows = TopicWord.objects.filter(topic=topic)
    found = set(rows.values_list("word", flat=True))
    if found - wanted:
        rows.filter(word__in=found - wanted).delete()
    TopicWord.objects.bulk_create(
        [TopicWord(topic=topic, word=word) for word in sorted(wanted - found)],
        ignore_conflicts=True,
    )


def _words_of(topic: Topic) -> dict[str, str]:
    tags = " ".join(name for _slug, name in topic.tag_line)
    return subjects(f"{topic.title} {tags}")


def _ranked(words: Iterable[str], *, enough: float) -> dict[int, set[str]]:
    """Topics that share `enough` of the weight of `words`, best first, each with what it shares.

    A word counts the more the fewer topics have it; among equals the newer topic comes first.
    """
    sharing: dict[int, set[str]] = {}
    frequency: dict[str, int] = {}
    for word, topic_id in TopicWord.objects.newest(list(words), each=NEWEST):
        sharing.setdefault(topic_id, set()).add(word)
        frequency[word] = frequency.get(word, 0) + 1
    weight = {word: 1 + log((NEWEST + 1) / count) for word, count in frequency.items()}
    least = enough * sum(weight.values())
    score = {pk: sum(weight[word] for word in shared) for pk, shared in sharing.items()}
    best = sorted((pk for pk in score if score[pk] >= least), key=lambda pk: (-score[pk], -pk))
    return {pk: sharing[pk] for pk in best[:CANDIDATES]}


# --- pages of the library ---------------------------------------------------------------------

# (number, stems of the title, [(section, anchor, stems of the section)])
Outline = tuple[int, list[str], list[tuple[str, str, list[str]]]]


def _pages(words: dict[str, str]) -> list[SimilarPage]:
    """The best of them; overdue and replaced pages after the others."""
    ranked: list[tuple[int, Outline]] = []
    for outline in _outlines():
        _pk, title, sections = outline
        in_title = len(words.keys() & set(title))
        in_sections = max((len(words.keys() & set(s[2])) for s in sections), default=0)
        if in_title >= min(2, len(words)) or in_title + in_sections >= min(2, len(words)):
            ranked.append((2 * in_title + in_sections, outline))
    ranked.sort(key=lambda scored: -scored[0])
    wanted = {outline[0]: outline for _score, outline in ranked[: 4 * PAGES]}
    if not wanted:
        return []
    rows = LibraryEntry.objects.listed().not_retired().in_bulk(list(wanted))
    shown = sorted((rows[pk] for pk in wanted if pk in rows), key=lambda entry: entry.is_outdated)
    return [_page(entry, wanted[entry.pk], words) for entry in shown[:PAGES]]


def _page(entry: LibraryEntry, outline: Outline, words: dict[str, str]) -> SimilarPage:
    _pk, title, sections = outline
    section, anchor, shared = "", "", set[str]()
    for text, place, stems in sections:
        here = words.keys() & set(stems)
        if len(here) > len(shared):
            section, anchor, shared = text, place, here
    matches = [words[stem] for stem in words if stem in shared or stem in title]
    return SimilarPage(entry, matches, section, anchor)


def _outlines() -> list[Outline]:
    """The subjects of all listed pages, kept for `OUTLINES_KEPT` seconds."""
    key = "similar:outlines"
    kept: list[Outline] | None = cache.get(key)
    if kept is None:
        pages = LibraryEntry.objects.listed().not_retired().newest_first()
        kept = [_outline(page) for page in pages[:OUTLINES_MOST]]
        cache.set(key, kept, OUTLINES_KEPT)
    return kept


def _outline(entry: LibraryEntry) -> Outline:
    sections = [(text, anchor, list(subjects(text))) for text, anchor in entry.outline]
    return entry.pk, list(subjects(f"{entry.title} {entry.summary}")), sections
