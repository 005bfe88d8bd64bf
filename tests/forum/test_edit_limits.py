"""How many new texts of own posts a member may send within an hour."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.models import PendingEdit, Post, PostVersion
from tests.factories import UserFactory, make_reply, make_topic, moderator, newcomer
from tests.forum.revising import grow_old, send

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _two_an_hour(settings):
    settings.EDITS_PER_HOUR = 2


@pytest.fixture
def posts(client) -> list[Post]:
    """Three published posts of the member signed in as `client`."""
    author = UserFactory()
    client.force_login(author)
    topic = make_topic()
    return [make_reply(topic, sender=author, body="Give 8 mg.") for _ in range(3)]


def test_past_the_limit_an_edit_waits_an_hour_and_keeps_its_text(client, posts):
    for post in posts[:2]:
        assert send(client, post).status_code == 302

    response = send(client, posts[2], body="The third text.", note="Why not")

    page = response.content.decode()
    posts[2].refresh_from_db()
    assert response.status_code == 429
    assert 3500 < int(response["Retry-After"]) <= 3601
    assert "Please wait 60 minutes" in page
    assert "The third text." in page
    assert "Why not" in page
    assert (posts[2].version, posts[2].body_text) == (1, "Give 8 mg.")


def test_an_hour_later_and_for_a_text_that_changes_nothing_there_is_no_wait(client, posts):
    for post in posts[:2]:
        send(client, post)
    assert send(client, posts[2], body="Give 8 mg.").status_code == 302

    PostVersion.objects.update(replaced_at=timezone.now() - timedelta(minutes=61))

    assert send(client, posts[2]).status_code == 302


def test_new_versions_of_a_waiting_post_count_as_well(client):
    author = newcomer()
    client.force_login(author)
    post = make_reply(make_topic(), sender=author)
    for version in (1, 2):
        sent = send(client, post, body=f"Text {version}.", version=version)
        assert sent.status_code == 302

    response = send(client, post, body="The third text.", version=3)

    assert response.status_code == 429
    assert "The third text." in response.content.decode()
    assert Post.objects.get(pk=post.pk).version == 3


def test_edits_that_wait_for_a_moderator_count_as_well(client, posts, settings):
    settings.EDIT_WINDOW_HOURS = 1
    for post in posts:
        grow_old(post, 2)

    answers = [send(client, post).status_code for post in posts]

    assert answers == [302, 302, 429]
    assert PendingEdit.objects.count() == 2


def test_moderators_edit_without_a_limit_and_use_up_nobodys(client, posts):
    member = posts[0].author
    client.force_login(moderator())
    for post in posts:
        assert send(client, post, note="Wording").status_code == 302

    client.force_login(member)
    posts[0].refresh_from_db()
    assert send(client, posts[0], body="Give 4 mg.").status_code == 302
