"""Pages without counting or skipping rows: a topic's page is a range of places, so its last
page costs what its first does. Lists have `forum.listing`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import Http404

from forum.models import Topic


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
