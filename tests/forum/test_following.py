"""Members follow and mute what they may see, and nothing else."""

import pytest
from django.db import IntegrityError, transaction

from forum import actions
from forum.models import Category, Follow, NoticeSetting, Tag
from moderation import actions as desk
from tests.factories import CategoryFactory, UserFactory, make_topic, moderator, newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def send(client, what: str, number: int, level: str, **fields: str):
    return client.post("/follow/", {"what": what, "id": number, "level": level, **fields})


@pytest.mark.parametrize("what", ["topic", "category", "tag"])
def test_each_thing_is_followed_changed_and_left(client, member, what):
    topic = make_topic()
    tag = Tag.objects.create(slug="films", name="Films")
    thing = {"topic": topic, "category": topic.category, "tag": tag}[what]

    for level in ("all", "muted"):
        response = send(client, what, thing.pk, level)
        assert response.url == thing.get_absolute_url()
        [follow] = Follow.objects.all()
        assert (follow.person, follow.level, follow.thing) == (member, level, thing)
    send(client, what, thing.pk, "none")
    send(client, what, thing.pk, "none")

    assert not Follow.objects.exists()


def test_following_twice_is_one_row_and_others_keep_theirs(client, member):
    topic, other = make_topic(), UserFactory()
    actions.follow(other, topic=topic, level="all")

    actions.follow(member, topic=topic, level="all")
    actions.follow(member, topic=topic, level="all")
    actions.follow(member, topic=topic, level="none")

    assert [follow.person for follow in Follow.objects.all()] == [other]


def test_what_one_may_not_see_is_404_and_not_followed(client, member):
    room = CategoryFactory(visibility=Category.Visibility.PRESCRIBERS, guest_policy="none")
    hidden = make_topic()
    desk.hide(hidden.posts.get().pk, moderator=moderator(), reason="wording")
    waiting = make_topic(sender=newcomer())

    answers = [
        send(client, "category", room.pk, "all"),
        send(client, "topic", hidden.pk, "all"),
        send(client, "topic", waiting.pk, "all"),
        send(client, "topic", 10**17, "all"),
        send(client, "tag", 10**17, "all"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert not Follow.objects.exists()


@pytest.mark.parametrize(
    ("what", "number", "level"),
    [
        ("person", 1, "all"),
        ("topic", "x", "all"),
        ("topic", -1, "all"),
        ("topic", 10**30, "all"),
        ("topic", 1, "loud"),
        ("topic", 1, "topics"),
        ("topic", "", ""),
    ],
)
def test_nonsense_is_refused(client, member, what, number, level):
    assert send(client, what, number, level).status_code == 400
    assert not Follow.objects.exists()


def test_a_get_changes_nothing(client, member):
    assert client.get("/follow/").status_code == 405


@pytest.mark.parametrize(
    "there",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "x"],
)
def test_the_way_back_never_leaves_the_site(client, member, there):
    topic = make_topic()

    assert send(client, "topic", topic.pk, "all", next=there).url == topic.get_absolute_url()
    assert send(client, "topic", topic.pk, "all", next="/tags/?a=b").url == "/tags/?a=b"


def test_a_visitor_is_led_to_sign_in_and_back(client):
    topic = make_topic()

    response = send(client, "topic", topic.pk, "all", next=topic.get_absolute_url())

    assert response.url.startswith("/accounts/login/?next=/discussions/")
    assert not Follow.objects.exists()


def test_a_form_without_its_token_is_refused(member):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)

    assert send(strict, "topic", make_topic().pk, "all").status_code == 403


def test_the_database_refuses_a_follow_of_two_things_or_of_new_topics_in_a_topic():
    topic, person = make_topic(), UserFactory()
    for fields in ({"category": topic.category}, {"level": "topics"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(person=person, topic=topic, **fields)


# --- the settings ---------------------------------------------------------------------------------


def ways(**changed: str) -> dict[str, str]:
    return {kind: str(way) for kind, way in NoticeSetting.DEFAULT.items()} | changed


def test_the_settings_show_and_keep_how_each_kind_reaches_me(client, member):
    response = client.post("/settings/notifications/", ways(reply="list", followed="off"))

    assert response.url == "/settings/notifications/"
    rows = client.get(response.url).context["ways"].rows()
    chosen = {
        field.name: [cell.way for cell in cells if cell and cell.chosen] for field, cells in rows
    }
    assert chosen == {kind: [way] for kind, way in ways(reply="list", followed="off").items()}


@pytest.mark.parametrize("bad", [{"reply": "loud"}, {"decision": "mail"}, {"mention": ""}])
def test_a_way_that_is_not_offered_is_refused_in_place(client, member, bad):
    response = client.post("/settings/notifications/", ways(**bad))

    assert response.status_code == 422
    assert not NoticeSetting.objects.exists()


def test_the_settings_list_what_i_follow_and_may_still_see(client, member):
    seen, gone = make_topic(), make_topic()
    room = CategoryFactory(name="Closed room")
    other = make_topic(title="What somebody else follows")
    for topic in (seen, gone):
        actions.follow(member, topic=topic, level="all")
    actions.follow(member, category=room, level="topics")
    actions.follow(UserFactory(), topic=other, level="all")
    Category.objects.filter(pk=room.pk).update(visibility="prescribers", guest_policy="none")
    desk.hide(gone.posts.get().pk, moderator=moderator(), reason="wording")

    page = client.get("/settings/notifications/")

    assert [follow.thing for follow in page.context["follows"]] == [seen]
    text = page.content.decode()
    assert gone.title not in text
    assert "Closed room" not in text


def test_the_settings_are_for_members(client):
    for address in ("/settings/", "/settings/notifications/", "/notifications/"):
        assert client.get(address).url.startswith("/accounts/login/")


def test_the_first_address_of_the_settings_leads_to_them(client, member):
    assert client.get("/settings/").url == "/settings/notifications/"
