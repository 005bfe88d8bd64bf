"""Finding topics, posts and library pages by words. Plain matching for now; one place to improve."""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models.user import Reader
from cms.models import LibraryEntry
from forum.models import Post, Topic

MOST = 20  # topics, and posts
MOST_PAGES = 5  # of the library
AROUND = 90  # characters shown on either side of the first hit


@dataclass(frozen=True)
class Hit:
    post: Post
    excerpt: SafeString


@dataclass(frozen=True)
class Results:
    topics: list[Topic]
    hits: list[Hit]
    pages: list[LibraryEntry]

    def __bool__(self) -> bool:
        return bool(self.topics or self.hits or self.pages)


def search(query: str, reader: Reader) -> Results:
    """Topics and library pages whose title, and posts whose text, hold every word of `query`.

    Only published posts of public topics in categories that `reader` may read are looked at.
    """
    words = query.split()[:10]
    listed = Topic.objects.listed_for(reader)
    topics = listed.filter(_every("title", words)).latest_first().select_related("category")
    posts = (
        Post.objects.published()
        .filter(_every("body_text", words), topic__in=listed)
        .select_related("topic__category", "author")
        .order_by("-published_at")
    )
    pages = LibraryEntry.objects.listed().filter(_every("title", words))
    return Results(
        topics=list(topics[:MOST]),
        hits=[Hit(post, excerpt(post.body_text, words)) for post in posts[:MOST]],
        pages=list(pages.to_rely_on_first(timezone.localdate())[:MOST_PAGES]),
    )


def _every(field: str, words: list[str]) -> Q:
    return reduce(and_, (Q(**{f"{field}__icontains": word}) for word in words))


def excerpt(text: str, words: list[str]) -> SafeString:
    """The surroundings of the first hit as safe HTML, each hit marked."""
    lower = text.lower()
    places = [place for word in words if (place := lower.find(word.lower())) >= 0]
    start = max(0, min(places, default=0) - AROUND)
    piece = text[start : start + 2 * AROUND + 40]
    shown = ("… " if start else "") + piece + (" …" if start + len(piece) < len(text) else "")
    return _mark(shown, [word for word in words if len(word) > 1])


def _mark(text: str, words: list[str]) -> SafeString:
    lower, at, parts = text.lower(), 0, []
    while at < len(text):
        nexts = [(lower.find(word.lower(), at), len(word)) for word in words]
        nexts = [found for found in nexts if found[0] >= 0]
        if not nexts:
            break
        place, length = min(nexts)
        parts.append(escape(text[at:place]))
        parts.append(format_html("<mark>{}</mark>", text[place : place + length]))
        at = place + length
    parts.append(escape(text[at:]))
    return format_html_join("", "{}", ((part,) for part in parts))
