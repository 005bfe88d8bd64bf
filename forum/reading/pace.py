"""How slowly a topic goes on, for whoever would write in it."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.models import User
from accounts.models.user import Reader
from forum import limits
from forum.models import Topic
from forum.permissions import moderates
from forum.wait import in_minutes, in_units


@dataclass(frozen=True)
class Pace:
    """In words: how long members wait between two posts, and how long this one has to ("")."""

    interval: str
    wait: str = ""


def slow_mode(topic: Topic, reader: Reader) -> Pace | None:
    """None where there is no slow mode, and nothing is asked of the database then.

    Where there is, one query for a member. Moderators need not wait.
    """
    if not topic.slow_mode:
        return None
    interval = in_units(timedelta(seconds=topic.slow_mode))
    if not isinstance(reader, User) or moderates(reader, topic.category):
        return Pace(interval)
    wait = limits.wait_in_slow_mode(reader, topic)
    return Pace(interval, in_minutes(wait) if wait else "")
