"""Pages of rows, newest first, found from the row where the page before them ended."""

from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import Http404, QueryDict

from forum.pagination import Link, Pager, page_number

PAGE = 20  # rows
MOST_PAGES = 100_000  # a page number beyond this is nobody's wish

Row = TypeVar("Row", bound=Model)


def latest_page(
    rows: "QuerySet[Row]", moment: str, query: QueryDict, address: str
) -> tuple[list[Row], Pager]:
    """One page of `rows` by the field `moment`, newest first, and its pager. One query.

    Links carry the last row's moment and number in `before`, so that no page is reached by
    skipping rows. `Http404` where `before` is no such mark or nothing follows it.
    """
    before, number = query.get("before"), 1
    if before:
        number = page_number(query.get("page"), last=MOST_PAGES)
        at, pk = _read(before)
        rows = rows.filter(Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "pk__lt": pk}))
    found = list(rows.order_by(f"-{moment}", "-pk")[: PAGE + 1])
    if before and not found:
        raise Http404
    shown = found[:PAGE]
    kept = {name: word for name, word in query.items() if name == "show" and word}
    links: list[Link | None] = [Link(number, "", current=True)]
    if number > 1:
        first = f"{address}?{urlencode(kept)}" if kept else address
        links = [Link(1, first), *([None] if number > 2 else []), *links]
    following = ""
    if len(found) > PAGE:
        mark = f"{getattr(shown[-1], moment).isoformat()}_{shown[-1].pk}"
        following = f"{address}?{urlencode({**kept, 'page': number + 1, 'before': mark})}"
    return shown, Pager(number=number, links=links, next=following)


def _read(mark: str) -> tuple[datetime, int]:
    at, line, pk = mark.partition("_")
    if not (line and pk.isascii() and pk.isdigit() and len(pk) < 18):
        raise Http404
    try:
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise Http404
        return moment.astimezone(UTC), int(pk)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
