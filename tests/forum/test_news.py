"""New replies while one reads: what is counted, who is answered, and what an answer costs."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.models import Post, Topic
from tests.factories import (
    CategoryFactory,
    UserFactory,
    fill_topic,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    prescriber,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def ask(client, topic, after=1, **headers):
    return client.get(f"{topic.get_absolute_url()}news/", {"after": after}, headers=headers)


def again(client, topic, answer, after=1):
    return ask(client, topic, after, **{"If-None-Match": answer["ETag"]})


def restricted(visibility="prescribers"):
    category = CategoryFactory(visibility=visibility, guest_policy="none")
    return make_topic(category=category, sender=moderator())


# --- what is said -----------------------------------------------------------------------------


def test_replies_after_the_place_are_counted_and_the_first_is_linked(client):
    topic = make_topic()
    make_reply(topic)
    first, _ = make_reply(topic), make_reply(topic)

    answer = ask(client, topic, after=2).json()

    assert answer == {
        "count": 2,
        "words": "2 new replies",
        "url": f"{topic.get_absolute_url()}#post-{first.pk}",
    }


def test_a_reply_on_a_later_page_is_linked_there(client):
    topic = make_topic()
    fill_topic(topic, 45)

    answer = ask(client, topic, after=44).json()

    post = topic.posts.get(position=45)
    assert answer["words"] == "1 new reply"
    assert answer["url"] == f"{topic.get_absolute_url()}?page=3#post-{post.pk}"


def test_nothing_new_says_so(client):
    assert ask(client, make_topic()).json() == {"count": 0, "words": "", "url": ""}


def test_held_and_removed_replies_are_no_news(client):
    topic = make_topic()
    make_held_reply(topic)
    removed = make_reply(topic)
    Post.objects.get(pk=removed.pk).hide(reason="wording")

    assert ask(client, topic).json()["count"] == 0


def test_more_than_99_are_not_counted_one_by_one(client):
    topic = make_topic()
    fill_topic(topic, 150)

    answer = ask(client, topic).json()

    assert (answer["count"], answer["words"]) == (100, "More than 99 new replies")


@pytest.mark.parametrize("after", ["", "x", "-1", "1.5", "²", "9" * 10, "1\x00"])
def test_an_odd_place_is_a_404(client, after):
    assert ask(client, make_topic(), after=after).status_code == 404


# --- who is answered --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("visibility", "answers"),
    [
        ("public", {"visitor": 200, "member": 200, "prescriber": 200, "moderator": 200}),
        ("members", {"visitor": 404, "member": 200, "prescriber": 200, "moderator": 200}),
        ("prescribers", {"visitor": 404, "member": 404, "prescriber": 200, "moderator": 200}),
    ],
)
def test_who_hears_of_news_where(client, visibility, answers):
    topic = make_topic() if visibility == "public" else restricted(visibility)

    given = {"visitor": ask(client, topic).status_code}
    for name, make in [
        ("member", UserFactory),
        ("prescriber", prescriber),
        ("moderator", moderator),
    ]:
        client.force_login(make())
        given[name] = ask(client, topic).status_code

    assert given == answers


@pytest.mark.parametrize("reader", [None, UserFactory, moderator])
def test_a_hidden_topic_has_no_news_for_anybody(client, reader):
    topic = make_topic()
    make_reply(topic)
    Topic.objects.filter(pk=topic.pk).update(is_public=False)
    if reader:
        client.force_login(reader())

    assert ask(client, topic).status_code == 404


def test_the_author_of_a_held_topic_hears_nothing_of_it(client):
    topic = make_topic(sender=UserFactory(first_published_at=None))
    client.force_login(topic.author)

    assert not topic.is_public
    assert ask(client, topic).status_code == 404


# --- what it costs ----------------------------------------------------------------------------


def cost(client, topic, answer):
    with CaptureQueriesContext(connection) as captured:
        response = again(client, topic, answer)
    return response.status_code, len(captured)


@pytest.mark.parametrize("reader", [None, UserFactory, moderator])
def test_an_unchanged_public_topic_costs_one_query_whoever_asks(client, reader):
    topic = make_topic()
    make_reply(topic)
    if reader:
        client.force_login(reader())

    assert cost(client, topic, ask(client, topic)) == (304, 1)


def test_an_unchanged_restricted_topic_costs_its_readers_one_query(client, freeze):
    topic = restricted()
    client.force_login(prescriber())

    assert cost(client, topic, ask(client, topic)) == (304, 1)


@pytest.fixture
def freeze(monkeypatch):
    """Time stands still in the view, until the test moves it."""
    now = {"at": 1_800_000_000.0}
    monkeypatch.setattr("forum.views.news.time.time", lambda: now["at"])
    return lambda seconds: now.update(at=now["at"] + seconds)


def test_rights_are_looked_at_again_within_five_minutes(client, freeze):
    topic, reader = restricted(), prescriber()
    client.force_login(reader)
    answer = ask(client, topic)

    reader.groups.clear()
    freeze(301)

    assert again(client, topic, answer).status_code == 404


def test_the_tag_of_one_reader_is_worth_nothing_to_another(client, freeze):
    topic = restricted()
    client.force_login(prescriber())
    answer = ask(client, topic)

    client.force_login(UserFactory())
    assert again(client, topic, answer).status_code == 404
    client.logout()
    assert again(client, topic, answer).status_code == 404


def test_a_wildcard_tag_opens_nothing(client):
    topic = restricted()

    assert ask(client, topic, **{"If-None-Match": "*"}).status_code == 404
    client.force_login(UserFactory())
    assert ask(client, topic, **{"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize("change", ["reply", "removal", "return"])
def test_every_change_of_the_replies_changes_the_tag(client, change):
    topic = make_topic()
    reply, gone = make_reply(topic), make_reply(topic)
    Post.objects.get(pk=gone.pk).hide(reason="wording")
    Topic.objects.filter(pk=topic.pk).update(reply_count=1)
    answer = ask(client, topic)

    if change == "reply":
        make_reply(topic)
    elif change == "removal":
        _move(reply.pk, "hide")
    else:
        _move(gone.pk, "restore")

    assert again(client, topic, answer).status_code == 200


def _move(pk, name):
    from django.db import transaction

    from forum import actions

    with transaction.atomic():
        getattr(actions, name)(Post.objects.get(pk=pk), actor=moderator(), reason="wording")


def test_polling_sets_no_cookie_and_touches_no_session(client):
    topic = make_topic()

    answer = ask(client, topic)

    assert not answer.cookies
    assert Session.objects.count() == 0
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"] == "no-cache"


def test_answers_of_a_restricted_topic_are_kept_by_no_shared_cache(client):
    topic = restricted()
    client.force_login(prescriber())

    answer = ask(client, topic)

    assert answer["Cache-Control"] == "private, no-cache"
    assert again(client, topic, answer)["Cache-Control"] == "private, no-cache"


def test_a_late_approval_is_news_at_its_place(client):
    topic = make_topic()
    held = make_held_reply(topic)
    make_reply(topic)
    held.publish(position=3, now=timezone.now())
    Topic.objects.filter(pk=topic.pk).update(last_position=3, reply_count=2)

    assert ask(client, topic, after=2).json()["url"].endswith(f"#post-{held.pk}")
