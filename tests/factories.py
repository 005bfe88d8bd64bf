"""People, categories, topics and posts with only what matters written out.

Posts are made through the real actions, so a factory cannot build what the site could not.
"""

import itertools
import uuid
from datetime import timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts import roles
from accounts.models import User
from forum import actions
from forum.models import Category, Post, Topic
from forum.sanitize import cook

_numbers = itertools.count(1)


class UserFactory(factory.django.DjangoModelFactory):
    """An established member: their first post was read long ago."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Person {_letters(n)}")
    handle = factory.Sequence(lambda n: f"person-{n}")
    first_published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=400))

    @factory.post_generation
    def groups(self, create: bool, extracted: tuple[roles.Role, ...] | None, **_: Any) -> None:
        for role in extracted or ():
            self.groups.add(Group.objects.get_or_create(name=role.group)[0])


def _letters(number: int) -> str:
    """A name without digits: 0 is "a", 26 is "ba"."""
    quotient, rest = divmod(number, 26)
    letter = "abcdefghijklmnopqrstuvwxyz"[rest]
    return (_letters(quotient) if quotient else "") + letter


def moderator(**fields: Any) -> User:
    return UserFactory(groups=(roles.MODERATOR,), **fields)


def prescriber() -> User:
    return UserFactory(groups=(roles.PRESCRIBER,))


def newcomer() -> User:
    """A member whose first post is still to come."""
    return UserFactory(first_published_at=None)


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category

    slug = factory.Sequence(lambda n: f"category-{n}")
    name = factory.Sequence(lambda n: f"Category {n}")


def make_topic(
    *, category: Category | None = None, sender: Any = None, title: str = "", body: str = "Opening."
) -> Topic:
    """A topic, public where its sender need not wait."""
    number = next(_numbers)
    sent = actions.submit_topic(
        category=category or CategoryFactory(),
        title=title or f"Topic number {number}",
        kind="question",
        tags=[],
        sender=sender or UserFactory(),
        writing=cook(body, "text", by_guest=False),
        submission_key=uuid.uuid4(),
    )
    return sent.post.topic


def make_reply(
    topic: Topic, *, sender: Any = None, body: str = "A reply.", anonymous: bool = False
) -> Post:
    """A reply, published or waiting as its sender's right."""
    return actions.submit_reply(
        topic_id=topic.pk,
        sender=sender or UserFactory(),
        writing=cook(body, "text", by_guest=isinstance(sender, actions.Guest)),
        submission_key=uuid.uuid4(),
        anonymous=anonymous,
    ).post


def guest(name: str = "Jory M.", **fields: Any) -> actions.Guest:
    """Somebody without an account, from a network of their own unless an address is given."""
    number = next(_numbers)
    address = f"10.{number // 250 % 250}.{number % 250}.1"
    return actions.Guest(name=name, **{"address": address, **fields})


def make_held_reply(topic: Topic | None = None, **fields: Any) -> Post:
    """A guest's reply that waits for a moderator."""
    return make_reply(topic or make_topic(), sender=guest(**fields), body="From a guest.")


def fill_topic(topic: Topic, posts: int) -> None:
    """Give `topic` places up to `posts`, by rows alone: for pages and query counts."""
    now = timezone.now()
    author = topic.author
    Post.objects.bulk_create(
        Post(
            topic=topic,
            author=author,
            position=position,
            state=Post.State.PUBLISHED,
            body_source=f"Post {position}",
            body_html=f"<p>Post {position}</p>",
            body_text=f"Post {position}",
            published_at=now,
        )
        for position in range(topic.last_position + 1, posts + 1)
    )
    last = topic.posts.order_by("position").last()
    Topic.objects.filter(pk=topic.pk).update(
        last_position=posts, reply_count=posts - 1, last_post=last
    )
    topic.refresh_from_db()
