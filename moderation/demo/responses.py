"""What readers did with the demo's discussions: answers accepted, reactions, follows, one tip.

Everything goes through the same actions as a reader's own press; a second run adds nothing.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from django.conf import settings

from accounts.models import User
from forum import actions as forum_actions
from forum import similar
from forum.details import with_details
from forum.models import Category, Post, Reaction, Tag, Topic
from forum.sanitize import cook
from moderation.demo.content import load
from moderation.demo.discussions import KEYS

# Thread and numbers of the replies that answered it, as its author would choose.
ACCEPTED = {
    "first-hour-went-wrong": [2, 5],
    "clonidine-blood-pressure": [2],
    "sublocade-second-dose": [2],
    "pharmacy-will-not-fill": [2],
}
RECOMMENDED = {"low-dose-start-legality": [4], "town-hall-next-tuesday": [3]}
# One reader in so many presses one kind on one post.
ONE_IN = {
    Reaction.Kind.HELPFUL: 19,
    Reaction.Kind.SAME: 67,
    Reaction.Kind.THANKS: 53,
    Reaction.Kind.SOURCE: 211,
}
FOLLOWED = {"priya-ostrander": "first-hour-went-wrong", "amos-terrel": "pharmacy-will-not-fill"}
TIP = {
    "kind": "tip",
    "claim": "Put the blood pressure line above clonidine on every list of comfort medicines.",
    "applies": "Adults who start at home, most of all older ones and those who take tablets for "
    "their blood pressure.",
    "excludes": "Where somebody measures the pressure in the room before each dose anyway.",
    "source": "Our own handout, changed after the discussion below",
}
TIP_AT = datetime(2024, 11, 18, 15, 5, tzinfo=UTC)


def respond(people: dict[str, User]) -> None:
    """Accept, recommend, react, follow and keep; write the tip that came of one discussion."""
    for slug, numbers in ACCEPTED.items():
        asker = people[_asker(slug)]
        for number in numbers:
            forum_actions.accept(_post(slug, number).pk, actor=asker, on=True)
    for slug, numbers in RECOMMENDED.items():
        for number in numbers:
            moderator = people["wren-halvorsen"]
            forum_actions.recommend(_post(slug, number).pk, moderator=moderator, on=True)
    if not Reaction.objects.exists():
        for person, post, kind in _reactions(people):
            forum_actions.react(post.pk, person=person, kind=kind, on=True)
    for key, slug in FOLLOWED.items():
        topic = _post(slug, 1).topic
        forum_actions.follow(people[key], topic=topic, level="all")
        forum_actions.keep(_post(slug, 2).pk, person=people[key], on=True)
    _write_tip(people["noor-ashgrove"], _post("clonidine-blood-pressure", 1).topic)
    # At night otherwise: the broker need not be there while the demo is written.
    for topic in Topic.objects.public().filter(similar=[]).select_related("category"):
        similar.remember(topic)


def _post(slug: str, number: int) -> Post:
    key = uuid.uuid5(KEYS, f"{slug}/{number}")
    return Post.objects.select_related("topic__category", "author").get(submission_key=key)


def _asker(slug: str) -> str:
    return next(one["author"] for one in load("threads")["threads"] if one["slug"] == slug)


def _reactions(people: dict[str, User]) -> Iterator[tuple[User, Post, str]]:
    """Who presses what on which public post: chosen by arithmetic, the same on every run."""
    posts = Post.objects.published().filter(topic__is_public=True).in_reading_order()
    for post in posts.filter(topic__category__visibility="public").select_related("topic"):
        for key, person in people.items():
            if person.pk == post.author_id:
                continue
            for kind, one_in in ONE_IN.items():
                if crc32(f"{post.submission_key}/{key}/{kind}".encode()) % one_in == 0:
                    yield person, post, kind


def _write_tip(author: User, source: Topic) -> None:
    link = f"{settings.SITE_ADDRESS}{source.get_absolute_url()}"
    text = (
        "Our list had clonidine at the top and blood pressure nowhere. Turning two lines around "
        f"took five minutes, and nobody has asked us to turn them back.\n\n{link}"
    )
    details: dict[str, Any] = TIP
    writing = with_details(cook(text, "text", by_guest=False), details, by_guest=False)
    forum_actions.submit_topic(
        category=Category.objects.get(slug="precipitated-withdrawal"),
        title="Blood pressure first, then the comfort medicines",
        kind=Topic.Kind.TIP,
        tags=list(Tag.objects.filter(slug__in=["older-adults", "templates"])),
        sender=author,
        writing=writing,
        submission_key=uuid.uuid5(KEYS, "tip-blood-pressure/1"),
        details=details,
        now=TIP_AT,
    )
