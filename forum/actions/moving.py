"""A discussion goes to another category, or is told how to go on where it is."""

from datetime import datetime

from django.utils import timezone

from forum import quotations
from forum.actions import announcing, rehoming, relating
from forum.models import Category, Topic


def move(topic: Topic, category: Category, *, now: datetime | None = None) -> None:
    """Put `topic`, which is under lock, into `category`: its address and readers are new.

    Both categories' counts follow; its old addresses lead to the new one. Nobody is told anew of
    its posts, and mail that waits goes only to whoever may still read them.
    """
    losing = topic.category
    topic.category = category
    if topic.is_public:
        _say(topic, {"what": "move"}, now)
    topic.save(update_fields=["category", "events"])
    if topic.is_public:
        posts = 1 + topic.reply_count
        rehoming.count_between(losing, category, topics=(-1, 1), posts=posts)
        relating.find_similar_soon(topic)
    quotations.follow_topic(topic)
    announcing.tell_new_home(topic)


def lock(
    topic: Topic,
    *,
    closed: bool,
    word: str = "",
    with_page: bool = False,
    now: datetime | None = None,
) -> None:
    """Close `topic` to replies or open it; `word` tells the readers why.

    `with_page` says that no moderator did it but the state of its library page, which is `word`.
    """
    topic.is_locked = closed
    event: dict[str, object] = {"what": "lock" if closed else "unlock", "word": word}
    _say(topic, {**event, "page": True} if with_page else event, now)
    topic.save(update_fields=["is_locked", "events"])


def pin(topic: Topic, *, pinned: bool) -> None:
    """Put `topic` first in the lists, or back where its latest post puts it."""
    topic.is_pinned = pinned
    topic.save(update_fields=["is_pinned"])


def slow_down(topic: Topic, *, seconds: int) -> None:
    """Let members wait `seconds` between two posts in `topic`; 0 ends that."""
    topic.slow_mode = seconds
    topic.save(update_fields=["slow_mode"])


def point_to(topic: Topic, page_id: int | None) -> None:
    """Name a page of the library that is newer than the advice in `topic`; None names none."""
    topic.newer_page_id = page_id
    topic.save(update_fields=["newer_page"])


def _say(topic: Topic, event: dict[str, object], now: datetime | None) -> None:
    """A line for the readers, after what has been said so far."""
    at = (now or timezone.now()).isoformat()
    topic.events = [*topic.events, {**event, "after": topic.last_position, "at": at}]
