"""How much one sender may send, and which names a guest may not take."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from accounts.models import OutboxMessage
from accounts.network import client_address, network_of
from tests.factories import UserFactory, make_topic, moderator

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def form(**fields):
    return {"body": "A useful reply.", "submission_key": str(uuid.uuid4()), **fields}


def guest_form(**fields):
    return form(guest_name="Jory M.", **fields)


def reply_address(topic):
    return topic.get_absolute_url() + "reply/"


# --- limits -----------------------------------------------------------------------------------


def test_the_sixth_guest_post_of_an_hour_waits_and_keeps_its_text(client):
    topic = make_topic()
    for _ in range(5):
        client.post(reply_address(topic), guest_form())

    response = client.post(reply_address(topic), guest_form(body="The sixth text."))

    page = response.content.decode()
    assert response.status_code == 429
    assert 3500 < int(response["Retry-After"]) <= 3601
    assert "Please wait 60 minutes" in page
    assert "The sixth text." in page
    assert topic.posts.count() == 6


def test_a_double_click_on_the_last_post_of_an_hour_leads_to_its_receipt(client):
    topic = make_topic()
    for _ in range(4):
        client.post(reply_address(topic), guest_form())
    last = guest_form()

    answers = [client.post(reply_address(topic), last) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url


def test_past_the_limit_another_guests_key_opens_nothing(client):
    topic = make_topic()
    sent = [guest_form() for _ in range(5)]
    for typed in sent:
        client.post(reply_address(topic), typed)

    response = client.post(reply_address(topic), sent[0] | {"guest_name": "Somebody Else"})

    assert response.status_code == 429


def test_a_repeated_form_finds_its_post_though_the_topic_was_closed(client):
    topic = make_topic()
    typed = guest_form()
    first = client.post(reply_address(topic), typed)
    topic.is_locked = True
    topic.save(update_fields=["is_locked"])

    assert client.post(reply_address(topic), typed).url == first.url


def test_another_guest_with_the_same_key_never_sees_the_first_ones_receipt(client):
    topic = make_topic()
    typed = guest_form()
    first = client.post(reply_address(topic), typed)

    other = client.post(reply_address(topic), typed | {"guest_name": "Somebody Else"})

    assert other.status_code == 422
    assert first.url not in other.content.decode()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2::9", "2001:db8:1::/48"),
    ],
)
def test_an_address_belongs_to_its_neighborhood(rf, address, network):
    request = rf.get("/", REMOTE_ADDR=address)

    assert network_of(client_address(request)) == network


def test_the_limit_is_per_address_and_wider_per_network(client, settings):
    settings.GUEST_POSTS_PER_HOUR_NETWORK = 6
    topic = make_topic()
    for _ in range(5):
        client.post(reply_address(topic), guest_form(), REMOTE_ADDR="192.0.2.1")

    near = client.post(reply_address(topic), guest_form(), REMOTE_ADDR="192.0.2.2")
    next_near = client.post(reply_address(topic), guest_form(), REMOTE_ADDR="192.0.2.3")
    far = client.post(reply_address(topic), guest_form(), REMOTE_ADDR="198.51.100.1")

    assert [near.status_code, next_near.status_code, far.status_code] == [302, 429, 302]


def test_a_made_up_forwarding_header_does_not_escape_the_limit(client, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    topic = make_topic()
    answers = [
        client.post(
            reply_address(topic),
            guest_form(),
            headers={"X-Forwarded-For": f"203.0.113.{number}, 192.0.2.9"},
        ).status_code
        for number in range(6)
    ]

    assert answers == [302] * 5 + [429]


def test_members_have_a_limit_of_their_own_and_moderators_none(client, settings):
    settings.MEMBER_POSTS_PER_HOUR = 2
    topic = make_topic()
    answers = {}
    for person in (UserFactory(), moderator()):
        client.force_login(person)
        answers[person.is_moderator] = [
            client.post(reply_address(topic), form()).status_code for _ in range(3)
        ]

    assert answers == {False: [302, 302, 429], True: [302, 302, 302]}


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Henrik Kallasmaa",
        "henrik  kallasmaa",
        "Неnrik Kallasmaa",
        "Henr1k Kallasmaa",
        "HENRIKKALLASMAA",
        "Henrik Kałłasmaa",
    ],
)
def test_a_guest_cannot_take_a_name_that_looks_like_a_members(client, name):
    UserFactory(display_name="Henrik Kallasmaa", email="henrik@example.org")
    topic = make_topic()

    response = client.post(
        reply_address(topic),
        guest_form() | {"guest_name": name, "guest_email": "henrik@example.org"},
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "already registered" not in page
    assert topic.posts.count() == 1


def test_a_members_address_given_by_a_guest_answers_like_any_other(client):
    UserFactory(email="known@example.org")
    topic = make_topic()

    known = client.post(reply_address(topic), guest_form(guest_email="known@example.org"))
    unknown = client.post(reply_address(topic), guest_form(guest_email="unknown@example.org"))

    assert (known.status_code, unknown.status_code) == (302, 302)
    assert OutboxMessage.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_twenty_posts_at_once_are_counted_one_by_one():
    topic = make_topic()

    def send(_number):
        try:
            return Client().post(reply_address(topic), guest_form()).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(send, range(20)))

    assert sorted(answers) == [302] * 5 + [429] * 15
