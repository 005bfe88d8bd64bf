"""A list of topics: what the reader asked for, and one page of it.

Links carry `before`, the sort key of the row where the page before ended, so that no page is
reached by skipping rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import TextChoices
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import Reader
from forum.models import Topic
from forum.pagination import Link, Pager, page_number
from forum.querysets import TopicQuerySet

MOST_PAGES = 100_000  # a page number beyond this is nobody's wish
TYPED_PAGES = 50  # reached by number alone; the rest by following the links


class Sort(TextChoices):
    LATEST = "latest", _("Latest")
    UNANSWERED = "unanswered", _("Unanswered")
    TOP = "top", _("Most helpful")
    UNREAD = "unread", _("Unread")
    FOLLOWED = "followed", _("Following")


class Status(TextChoices):
    ANY = "", _("Any status")
    ANSWERED = "answered", _("Answered")
    OPEN = "open", _("No accepted answer")


class Span(TextChoices):
    ANY = "", _("Any time")
    WEEK = "week", _("Active this week")
    MONTH = "month", _("Active this month")
    YEAR = "year", _("Active this year")


DAYS = {Span.WEEK: 7, Span.MONTH: 30, Span.YEAR: 365}
FOR_MEMBERS = (Sort.UNREAD, Sort.FOLLOWED)


@dataclass(frozen=True)
class Wish:
    """How a list should be sorted and what it should leave out. Unknown words mean no wish."""

    sort: str = Sort.LATEST
    status: str = ""
    kind: str = ""
    span: str = ""
    tag: str = ""

    @classmethod
    def of(cls, query: QueryDict, reader: Reader) -> "Wish":
        def one_of(name: str, choices: list[str], default: str = "") -> str:
            asked = query.get(name, default)
            return asked if asked in choices else default

        sorts = [sort for sort in Sort.values if reader.is_authenticated or sort not in FOR_MEMBERS]
        return cls(
            sort=one_of("sort", sorts, Sort.LATEST),
            status=one_of("status", Status.values),
            kind=one_of("kind", Topic.Kind.values),
            span=one_of("time", Span.values),
            tag=query.get("tag", "")[:50].replace("\0", ""),
        )

    @property
    def narrows(self) -> bool:
        """Whether some topics are left out, so that a total would mislead."""
        return bool(self.status or self.kind or self.span or self.tag)

    def as_query(self, **changes: str) -> str:
        """`?sort=…` and so on, without what is not wished for; "" where nothing is."""
        asked = {
            "sort": "" if self.sort == Sort.LATEST else self.sort,
            "status": self.status,
            "kind": self.kind,
            "time": self.span,
            "tag": self.tag,
            **changes,
        }
        kept = {name: word for name, word in asked.items() if word}
        return f"?{urlencode(kept)}" if kept else ""

    def apply(self, topics: TopicQuerySet, reader: Reader) -> TopicQuerySet:
        """`topics` narrowed as wished; the order comes with the page."""
        if self.sort == Sort.UNANSWERED:
            topics = topics.unanswered()
        elif self.sort == Sort.UNREAD:
            topics = topics.unread_by(reader)
        elif self.sort == Sort.FOLLOWED:
            topics = topics.followed_by(reader)
        if self.status:
            topics = topics.answered(self.status == Status.ANSWERED)
        if self.kind:
            topics = topics.of_kind(self.kind)
        if self.span:
            topics = topics.active_since(timezone.now() - timedelta(days=DAYS[Span(self.span)]))
        if self.tag:
            topics = topics.tagged(self.tag)
        return topics


@dataclass(frozen=True)
class Mark:
    """The row where the page before ended: its sort key, and whether it is among the pinned."""

    value: int
    pk: int
    is_pinned: bool = False


def topics_page(
    topics: TopicQuerySet, wish: Wish, query: QueryDict, address: str, *, pinned_first: bool = False
) -> tuple[list[Topic], Pager]:
    """The topics of one list page in the wished order, and its pager. One query.

    With `pinned_first` the pinned ones begin the list where the latest activity decides.

    A page number typed without `before` skips rows, and so reaches no further than
    `TYPED_PAGES`; `Http404` for pages that are not there.
    """
    before = _read_mark(query.get("before"))
    number = page_number(query.get("page"), last=MOST_PAGES if before else TYPED_PAGES)
    size = settings.TOPICS_PER_PAGE
    order = _order(wish, pinned_first=pinned_first)
    if before:
        topics = order.after(topics, before)
    start = 0 if before else (number - 1) * size
    ordered = order.sort(topics)
    found = list(ordered.for_list()[start : start + size + 1])
    if number > 1 and not found:
        raise Http404
    shown = found[:size]
    following = ""
    if len(found) > len(shown):
        mark = {"page": str(number + 1), "before": order.mark(shown[-1])}
        following = address + wish.as_query(**mark)
    links: list[Link | None] = []
    if number > 1:
        links = [Link(1, address + wish.as_query()), *([None] if number > 2 else [])]
    links.append(Link(number, "", current=True))
    return shown, Pager(number=number, links=links, next=following)


@dataclass(frozen=True)
class Order:
    """One way to sort a list, and to go on behind a row of it. `mark` is read by `_read_mark`."""

    sort: Callable[[TopicQuerySet], TopicQuerySet]
    after: Callable[[TopicQuerySet, Mark], TopicQuerySet]
    mark: Callable[[Topic], str]


def _order(wish: Wish, *, pinned_first: bool) -> Order:
    if wish.sort == Sort.TOP:
        return Order(
            sort=lambda topics: topics.most_helpful_first(),
            after=lambda topics, mark: topics.less_helpful_than(mark.value, mark.pk),
            mark=lambda topic: f"{topic.helpful_count}-{topic.pk}",
        )
    if pinned_first and wish.sort == Sort.LATEST:
        return Order(
            sort=lambda topics: topics.pinned_first(),
            after=_after_pinned,
            mark=lambda topic: f"{'p' if topic.is_pinned else ''}{_moment(topic)}",
        )
    return Order(
        sort=lambda topics: topics.latest_first(),
        after=lambda topics, mark: topics.older_than(_at(mark.value), mark.pk),
        mark=_moment,
    )


def _after_pinned(topics: TopicQuerySet, mark: Mark) -> TopicQuerySet:
    if mark.is_pinned:
        return topics.after_pinned(_at(mark.value), mark.pk)
    return topics.unpinned().older_than(_at(mark.value), mark.pk)


def _moment(topic: Topic) -> str:
    moment = topic.last_activity_at
    return f"{int(moment.timestamp())}{moment.microsecond:06}-{topic.pk}"


def _read_mark(text: str | None) -> Mark | None:
    """The numbers of a mark. Raises Http404 for anything else."""
    if not text:
        return None
    is_pinned = text.startswith("p")
    value, dash, pk = text.removeprefix("p").partition("-")
    for part in (value, pk):
        if not (dash and part.isascii() and part.isdigit() and len(part) < 18):
            raise Http404
    return Mark(int(value), int(pk), is_pinned)


def _at(microseconds: int) -> datetime:
    seconds, rest = divmod(microseconds, 1_000_000)
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)
    except (ValueError, OverflowError, OSError) as error:
        raise Http404 from error
