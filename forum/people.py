"""Whom somebody may mean by "@" and some letters."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import NameWord, User
from accounts.querysets import NameWordQuerySet
from forum.models import Category, Post, Topic
from forum.querysets.readers import reads_prescribers

MOST = 8
LATEST = 200  # posts of a topic whose authors count as taking part in it
ROWS = 4 * MOST  # one person may be found by several words


def people_for(
    typed: str, *, asker: User, topic: Topic | None = None, category: Category | None = None
) -> list[User]:
    """At most `MOST` people whose handle or a word of whose name begins with `typed`.

    Only active people who may read `topic`, or topics of `category`; those who wrote in the topic
    come first. With nothing typed yet, they alone. At most two queries.
    """
    room = topic.category if topic else category
    closed = room is not None and room.visibility == Category.Visibility.PRESCRIBERS
    people = User.objects.active().exclude(pk=asker.pk).with_badge()
    people = people.only("handle", "display_name", "credentials")
    if closed:
        people = people.filter(reads_prescribers())
    words = NameWord.objects.beginning(typed)
    found: list[User] = []
    if topic:
        writers = _writers(topic)
        wanted = words.filter(person__in=writers).values("person") if typed else writers
        found = sorted(people.filter(pk__in=wanted)[:MOST], key=_name)
    if typed and len(found) < MOST:
        if closed:
            words = words.filter(reads_prescribers("person"))
        words = words.exclude(person__in=[person.pk for person in found])
        found += sorted(people.filter(pk__in=_first(words)), key=_name)
    return found[:MOST]


def _writers(topic: Topic) -> QuerySet[Any, Any]:
    """The authors of a topic's opening post and of its latest ones."""
    near = Q(position=1) | Q(position__gt=topic.last_position - LATEST)
    posts = Post.objects.published().filter(near, topic=topic)
    return posts.exclude(author=None).order_by().values("author")


def _first(words: NameWordQuerySet) -> QuerySet[Any, Any]:
    """The people of the first `ROWS` words in their order, which bounds what is read of people."""
    return words.in_order()[:ROWS].values("person")


def _name(person: User) -> tuple[str, int]:
    return person.display_name.casefold(), person.pk
