"""The address in every mail: asks by GET, stops by POST, for its own person alone."""

import pytest
from django.test import Client

from forum import actions
from forum.emails import read_stop_token, stop_token
from forum.models import Follow, NoticeKind, NoticeSetting, Tag
from forum.recipients import Cause
from tests.factories import UserFactory, make_topic

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def stranger() -> Client:
    """A mail program: no session, no token of a form."""
    return Client(enforce_csrf_checks=True)


def address(person, cause: Cause) -> str:
    return f"/stop/{stop_token(person.pk, cause)}/"


def ways(person) -> dict[str, str]:
    return dict(NoticeSetting.objects.of(person).values_list("kind", "way"))


@pytest.mark.parametrize("kind", [kind for kind in NoticeKind.values if kind != "followed"])
def test_one_click_stops_mail_of_its_kind_and_keeps_the_list(stranger, kind):
    person, other = UserFactory(), UserFactory()
    there = address(person, Cause(kind))

    assert stranger.post(there, ONE_CLICK).status_code == 200
    assert stranger.post(there, ONE_CLICK).status_code == 200

    assert ways(person) == {kind: "list"}
    assert ways(other) == {}


def test_a_get_asks_and_changes_nothing(stranger):
    person = UserFactory()

    for method in (stranger.get, stranger.head):
        response = method(address(person, Cause("reply")))
        assert response.status_code == 200
        assert not response.cookies
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]

    assert ways(person) == {}
    assert "noindex" in stranger.get(address(person, Cause("reply"))).content.decode()


def test_what_is_off_stays_off(stranger):
    person = UserFactory()
    actions.choose_ways(person, {"reply": "off"})

    stranger.post(address(person, Cause("reply")), ONE_CLICK)

    assert ways(person) == {"reply": "off"}


@pytest.mark.parametrize("what", ["topic", "category", "tag"])
def test_one_click_ends_following_the_thing_it_names(stranger, what):
    person, other, topic = UserFactory(), UserFactory(), make_topic()
    things = {
        "topic": topic,
        "category": topic.category,
        "tag": Tag.objects.create(slug="films", name="Films"),
    }
    for follower in (person, other):
        for name, thing in things.items():
            actions.follow(follower, **{name: thing}, level="all")

    stranger.post(address(person, Cause("followed", what, things[what].pk)), ONE_CLICK)

    left = {follow.what for follow in Follow.objects.of(person)}
    assert left == {"topic", "category", "tag"} - {what}
    assert Follow.objects.of(other).count() == 3
    assert ways(person) == {}


def test_what_was_muted_meanwhile_stays_muted(stranger):
    person, topic = UserFactory(), make_topic()
    actions.follow(person, topic=topic, level="muted")

    stranger.post(address(person, Cause("followed", "topic", topic.pk)), ONE_CLICK)

    assert Follow.objects.get().level == "muted"


def test_the_page_names_nothing_that_may_have_become_private(stranger):
    topic = make_topic(title="What nobody should read")
    there = address(UserFactory(), Cause("followed", "topic", topic.pk))

    for page in (stranger.get(there), stranger.post(there)):
        assert topic.title not in page.content.decode()
        assert topic.category.name not in page.content.decode()


def test_a_token_of_another_person_or_kind_cannot_be_made():
    mine, theirs = UserFactory(), UserFactory()
    token = stop_token(mine.pk, Cause("reply"))
    signature = token.split("~")[1]

    assert read_stop_token(token)
    assert read_stop_token(f"{theirs.pk}.reply~{signature}") is None
    assert read_stop_token(f"{mine.pk}.mention~{signature}") is None


@pytest.mark.parametrize("token", ["x", "1.reply", "1.reply~", "1.reply~AAAA", "~", "%00", "é~é"])
def test_every_bad_token_is_the_same_404(stranger, token):
    person = UserFactory()

    for method in (stranger.get, stranger.post):
        assert method(f"/stop/{token}/").status_code == 404
    assert ways(person) == {}


def test_the_address_of_a_deleted_person_is_404(stranger):
    person = UserFactory()
    there = address(person, Cause("reply"))
    person.delete()

    assert stranger.post(there, ONE_CLICK).status_code == 404


def test_it_works_in_the_browser_of_somebody_else_for_the_person_it_names(client):
    person, reader = UserFactory(), UserFactory()
    client.force_login(reader)

    client.post(address(person, Cause("quote")))

    assert (ways(person), ways(reader)) == ({"quote": "list"}, {})
