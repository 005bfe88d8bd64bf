"""What is new to a member: marked exactly, never backwards, and gone once it was shown."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum import actions
from forum.models import Post, ReadMark, Topic
from tests.factories import (
    UserFactory,
    fill_topic,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

JUMP = "Jump to first unread"
LINE = "New since your last visit"


@pytest.fixture
def reader(client):
    reader = UserFactory()
    client.force_login(reader)
    return reader


def mark_of(reader, topic: Topic) -> int | None:
    return (
        ReadMark.objects.of(reader).filter(topic=topic).values_list("position", flat=True).first()
    )


def new_posts(response) -> list[int]:
    return [entry.post.position for entry in response.context["entries"] if entry.is_new]


def test_a_first_visit_begins_at_the_beginning_and_calls_nothing_new(client, reader):
    topic = make_topic()
    make_reply(topic)

    response = client.get(topic.get_absolute_url())

    assert new_posts(response) == []
    assert JUMP not in response.content.decode()
    assert mark_of(reader, topic) == 2
    assert client.get(topic.get_absolute_url() + "?unread=1").url.endswith(
        f"#post-{topic.posts.get(position=2).pk}"
    )


def test_what_came_since_is_new_exactly_once(client, reader):
    topic = make_topic()
    client.get(topic.get_absolute_url())
    make_reply(topic)
    make_reply(topic)

    second = client.get(topic.get_absolute_url())
    third = client.get(topic.get_absolute_url())

    assert new_posts(second) == [2, 3]
    assert second.content.decode().count(f">{LINE}<") == 1
    assert JUMP in second.content.decode()
    assert new_posts(third) == []
    assert LINE not in third.content.decode()
    assert JUMP not in third.content.decode()


def test_a_reply_approved_late_is_new_exactly_once(client, reader):
    """It was written before the visit and appears after it."""
    topic = make_topic()
    held = make_held_reply(topic)
    Post.objects.filter(pk=held.pk).update(written_at=timezone.now() - timedelta(days=2))
    make_reply(topic)
    assert new_posts(client.get(topic.get_absolute_url())) == []

    actions.publish(Post.objects.get(pk=held.pk), actor=moderator())

    seen = client.get(topic.get_absolute_url())
    assert new_posts(seen) == [3]
    assert "written " in seen.content.decode()
    assert new_posts(client.get(topic.get_absolute_url())) == []


def test_ones_own_reply_is_not_new(client, reader):
    topic = make_topic()
    client.get(topic.get_absolute_url())
    make_reply(topic, sender=reader)

    assert new_posts(client.get(topic.get_absolute_url())) == []


def test_a_tombstone_is_not_new(client, reader):
    topic = make_topic()
    client.get(topic.get_absolute_url())
    removed = make_reply(topic)
    actions.hide(removed, actor=moderator(), reason="wording")
    kept = make_reply(topic)

    assert new_posts(client.get(topic.get_absolute_url())) == [kept.position]


def test_the_link_to_the_first_unread_leads_to_its_page(client, reader, settings):
    settings.POSTS_PER_PAGE = 3
    topic = make_topic()
    fill_topic(topic, 3)
    client.get(topic.get_absolute_url())
    fill_topic(topic, 8)

    first = client.get(topic.get_absolute_url())
    jump = client.get(topic.get_absolute_url() + "?unread=1")

    assert 'href="' + topic.get_absolute_url() + '?unread=1"' in first.content.decode()
    post = topic.posts.get(position=4)
    assert jump.url == f"{topic.get_absolute_url()}?page=2#post-{post.pk}"


def test_a_mark_never_goes_backwards(client, reader, settings):
    settings.POSTS_PER_PAGE = 3
    topic = make_topic()
    fill_topic(topic, 8)
    client.get(topic.get_absolute_url() + "?page=last")
    assert mark_of(reader, topic) == 8

    client.get(topic.get_absolute_url())
    assert mark_of(reader, topic) == 8

    # Another tab was faster than this one knew.
    actions.mark_read(reader, topic, 6, known=3)
    assert mark_of(reader, topic) == 8
    actions.mark_read(reader, topic, 6, known=None)
    assert mark_of(reader, topic) == 8


def test_a_page_marks_no_more_than_it_shows(client, reader, settings):
    settings.POSTS_PER_PAGE = 3
    topic = make_topic()
    fill_topic(topic, 8)

    client.get(topic.get_absolute_url() + "?page=2")

    assert mark_of(reader, topic) == 6


@pytest.mark.parametrize(
    "ask",
    [
        lambda client, address: client.head(address),
        lambda client, address: client.get(address, headers={"sec-purpose": "prefetch"}),
        lambda client, address: client.get(address + "?unread=1"),
        lambda client, address: client.get(address + "?post=1"),
    ],
)
def test_what_was_not_shown_is_not_read(client, reader, ask):
    topic = make_topic()

    ask(client, topic.get_absolute_url())

    assert mark_of(reader, topic) is None


def test_visitors_leave_no_marks(client):
    topic = make_topic()

    page = client.get(topic.get_absolute_url()).content.decode()

    assert ReadMark.objects.count() == 0
    assert JUMP not in page


def test_marks_are_each_readers_own(client, reader):
    topic = make_topic()
    client.get(topic.get_absolute_url())
    make_reply(topic)
    other = UserFactory()

    client.force_login(other)
    client.get(topic.get_absolute_url())

    assert mark_of(other, topic) == 2
    assert mark_of(reader, topic) == 1


def test_marking_everything_read_leaves_nothing_unread_and_finds_the_next_reply(client, reader):
    opened, never_opened = make_topic(), make_topic()
    client.get(opened.get_absolute_url())
    make_reply(opened)
    before = timezone.now()
    assert opened in client.get("/discussions/?sort=unread").context["topics"]

    response = client.post("/discussions/read/", {"next": "/discussions/?sort=unread"})

    assert response.url == "/discussions/?sort=unread"
    reader.refresh_from_db()
    assert reader.read_until >= before
    assert list(client.get("/discussions/?sort=unread").context["topics"]) == []
    assert new_posts(client.get(never_opened.get_absolute_url())) == []
    make_reply(opened)
    assert new_posts(client.get(opened.get_absolute_url())) == [3]


def test_marking_everything_read_touches_nobody_else(client, reader):
    topic, other = make_topic(), UserFactory()
    actions.mark_read(other, topic, 1, known=None)
    make_reply(topic)

    client.post("/discussions/read/")

    assert mark_of(other, topic) == 1


@pytest.mark.parametrize("there", ["", "https://elsewhere.example/", "//elsewhere.example/"])
def test_marking_everything_read_leads_nowhere_else(client, reader, there):
    assert client.post("/discussions/read/", {"next": there}).url == "/discussions/"


def test_marking_everything_read_asks_a_visitor_to_sign_in_and_takes_no_get(client):
    assert client.post("/discussions/read/").url.startswith("/accounts/login/")
    client.force_login(UserFactory())
    assert client.get("/discussions/read/").status_code == 405
