"""What moderators did with a topic, as quiet lines between its posts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from forum.models import Post, Topic

# Why a discussion closes with its page of the library.
OF_PAGES = {
    "retired": _("The page was retired."),
    "superseded": _("A newer page has taken its place."),
    "unpublished": _("The page is not in the library at present."),
}


@dataclass
class Line:
    """One thing that was done; it stands behind the post at the place `after`.

    `other` is the discussion that posts went to or came from, where the reader may read it.
    """

    what: str
    after: int
    at: datetime
    count: int = 0
    word: str = ""
    title: str = ""
    opened_by: int = 0  # the post that opened the discussion that was merged
    other_id: int = 0
    other: Topic | None = None
    with_page: bool = False  # closed or opened by what became of its library page


def lines_on(topic: Topic, first: int, last: int, *, is_last: bool) -> list[Line]:
    """The lines of the page with the places `first` to `last`, in order. No query."""
    return [
        _line(event)
        for event in sorted(topic.events, key=lambda event: event["after"])
        if first - 1 <= event["after"] and (is_last or event["after"] < last)
    ]


def before(post: Post, waiting: list[Line]) -> list[Line]:
    """Takes out of `waiting` what stands above `post`.

    The title of a merged discussion is told as long as its opening post is: it may be what that
    was removed for.
    """
    found = [line for line in waiting if line.after < (post.position or 0)]
    del waiting[: len(found)]
    for line in found:
        if line.opened_by != post.pk or not post.is_published:
            line.title = ""
    return found


def closing_word(topic: Topic) -> str:
    """Why `topic` is closed to replies, if it is: a moderator's words, or what became of its page."""
    said = [event for event in topic.events if event["what"] == "lock"]
    return _word(said[-1]) if topic.is_locked and said else ""


def name_others(lines: Iterable[Line], topics: Mapping[int, Topic]) -> None:
    """Lead the `lines` to those `topics` that the reader may read."""
    for line in lines:
        line.other = topics.get(line.other_id)


def _line(event: dict[str, Any]) -> Line:
    return Line(
        what=event["what"],
        after=event["after"],
        at=datetime.fromisoformat(event["at"]),
        count=event.get("count", 0),
        word=_word(event),
        with_page=event.get("page", False),
        title=event.get("title", ""),
        opened_by=event.get("post", 0),
        # What was merged is no discussion any more that a line could lead to.
        other_id=event.get("topic", 0) if event["what"] in ("split", "split_from") else 0,
    )


def _word(event: dict[str, Any]) -> str:
    word = str(event.get("word", ""))
    return str(OF_PAGES.get(word, "")) if event.get("page") else word
