"""Pages without counting or skipping rows.

A topic's page is a range of places, so its last page costs what its first does. A list's page is
found from the row where the page before it ended (`before`), which the links carry.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404

from forum.models import Topic
from forum.querysets import TopicQuerySet

MOST_PAGES = 100_000  # a page number beyond this is nobody's wish
TYPED_PAGES = 50  # reached by number alone; the rest by following the links


@dataclass(frozen=True)
class Link:
    number: int
    url: str
    current: bool = False


@dataclass(frozen=True)
class Pager:
    """What `components/pager.html` draws; None in `links` is a gap."""

    number: int
    links: list[Link | None] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    label: str = ""


def page_number(asked: str | None, *, last: int) -> int:
    """The page that `?page=` asks for. Raises Http404 for anything but 1 … `last` and "last"."""
    if asked is None or asked == "":
        return 1
    if asked == "last":
        return last
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 7):
        raise Http404
    number = int(asked)
    if not 1 <= number <= last:
        raise Http404
    return number


def topic_pager(topic: Topic, number: int, address: str) -> Pager | None:
    """The pager of a topic's page, or None where one page shows all."""
    last = topic.last_page
    if last == 1:
        return None

    def url(page: int) -> str:
        return address if page == 1 else f"{address}?page={page}"

    return Pager(
        number=number,
        links=_links(number, last, url),
        previous=url(number - 1) if number > 1 else "",
        next=url(number + 1) if number < last else "",
    )


def _links(number: int, last: int, url: Callable[[int], str]) -> list[Link | None]:
    wanted = sorted({1, 2, number - 1, number, number + 1, last} & set(range(1, last + 1)))
    links: list[Link | None] = []
    for page in wanted:
        if links and links[-1] is not None and page > links[-1].number + 1:
            links.append(None)
        links.append(Link(page, url(page), current=page == number))
    return links


def topics_page(
    topics: TopicQuerySet, query: dict[str, str], address: str
) -> tuple[list[Topic], Pager]:
    """The topics of one list page, newest activity first, and its pager. One query.

    Links carry `before`, the end of the page before, so that no page is reached by skipping.
    A page number typed without it skips rows, and so reaches no further than `TYPED_PAGES`;
    `Http404` for pages that are not there.
    """
    before = _read_mark(query.get("before"))
    number = page_number(query.get("page"), last=MOST_PAGES if before else TYPED_PAGES)
    size = settings.TOPICS_PER_PAGE
    if before:
        topics, start = topics.older_than(*before), 0
    else:
        start = (number - 1) * size
    found = list(topics.latest_first().for_list()[start : start + size + 1])
    if number > 1 and not found:
        raise Http404
    shown = found[:size]
    kept = {key: value for key, value in query.items() if key not in ("page", "before") and value}
    first = f"{address}?{urlencode(kept)}" if kept else address
    following = ""
    if len(found) > len(shown):
        mark = {"page": number + 1, "before": _write_mark(shown[-1])}
        following = f"{address}?{urlencode({**kept, **mark})}"
    links: list[Link | None] = []
    if number > 1:
        links = [Link(1, first), *([None] if number > 2 else [])]
    links.append(Link(number, "", current=True))
    return shown, Pager(number=number, links=links, next=following)


def _write_mark(topic: Topic) -> str:
    moment = topic.last_activity_at
    return f"{int(moment.timestamp())}{moment.microsecond:06}-{topic.pk}"


def _read_mark(text: str | None) -> tuple[datetime, int] | None:
    if not text:
        return None
    microseconds, dash, pk = text.partition("-")
    if not (dash and microseconds.isascii() and microseconds.isdigit() and len(microseconds) < 18):
        raise Http404
    if not (pk.isascii() and pk.isdigit() and len(pk) < 18):
        raise Http404
    seconds, rest = divmod(int(microseconds), 1_000_000)
    try:
        moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)
    except (ValueError, OverflowError, OSError) as error:
        raise Http404 from error
    return moment, int(pk)
