"""The queue and its pages: who may enter, what they show, what bad input answers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.models import Post
from moderation import actions
from moderation.models import Decision
from tests.factories import (
    UserFactory,
    guest,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    newcomer,
    prescriber,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(client):
    person = moderator()
    client.force_login(person)
    return person


def item_address(post) -> str:
    return f"/moderation/items/{post.pk}/"


def send(client, post, **fields):
    form = {"version": post.version, "outcome": "publish", "reason": "", "message": ""}
    return client.post(f"{item_address(post)}decide/", form | fields)


@pytest.mark.parametrize("reader", [None, UserFactory, prescriber])
def test_only_moderators_enter(client, reader):
    post = make_held_reply()
    if reader:
        client.force_login(reader())
    pages = ["/moderation/", "/moderation/log/", item_address(post)]

    answers = {client.get(page).status_code for page in pages} | {send(client, post).status_code}

    assert answers == {403 if reader else 302}
    assert Post.objects.get(pk=post.pk).is_pending


def test_the_right_ends_with_the_role_at_the_next_request(client, judge):
    assert client.get("/moderation/").status_code == 200
    judge.groups.clear()
    assert client.get("/moderation/").status_code == 403


def test_the_queue_lists_held_posts_oldest_first_with_their_reasons(client, judge):
    topic = make_topic()
    young, old = make_held_reply(topic), make_held_reply(topic, name="Early Bird")
    Post.objects.filter(pk=old.pk).update(held_at=timezone.now() - timedelta(hours=5))
    make_reply(topic, body="Published already.")

    response = client.get("/moderation/")

    assert [row.post.pk for row in response.context["rows"]] == [old.pk, young.pk]
    assert response.context["figures"].late == 1
    assert "Written by a guest" in response.content.decode()


@pytest.mark.parametrize("items", [3, 40])
def test_queue_and_item_cost_the_same_at_any_length(client, judge, items):
    topic = make_topic()
    for _ in range(items):
        make_held_reply(topic)

    counts = []
    for page in ("/moderation/", item_address(Post.objects.pending().first())):
        with CaptureQueriesContext(connection) as captured:
            client.get(page)
        counts.append(len(captured))

    # Of these, session, person and who is looking at what take five; see test_queue.py for 5,000.
    assert counts[0] <= 12
    assert counts[1] <= 21, counts


def test_an_item_shows_the_conversation_it_would_join(client, judge):
    topic = make_topic(body="What would you do?")
    make_reply(topic, body="I would wait.")

    page = client.get(item_address(make_held_reply(topic))).content.decode()

    assert "What would you do?" in page
    assert "I would wait." in page
    assert "From a guest." in page


def test_approving_opens_the_next_item(client, judge):
    topic = make_topic()
    first, second = make_held_reply(topic), make_held_reply(topic)

    response = send(client, first)

    assert response.url == item_address(second)


@pytest.mark.parametrize("sender", [guest, newcomer])
def test_approving_costs_at_most_12_queries(client, judge, sender):
    post = make_reply(make_topic(), sender=sender())
    with CaptureQueriesContext(connection) as captured:
        send(client, post)

    work = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    assert len(work) <= 12, work


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"outcome": ""}, "Please choose what happens to the post."),
        ({"outcome": "purge"}, "Please choose what happens to the post."),
        ({"outcome": "return"}, "Please choose a reason"),
        ({"outcome": "decline", "reason": "dislike"}, "Please choose one of the reasons."),
        ({"outcome": "decline", "reason": "other", "message": ""}, "Please say in a sentence"),
        ({"outcome": "return", "reason": "wording", "message": "x" * 2001}, "at most 2000"),
        ({"version": ""}, "This form is incomplete."),
        ({"version": "9" * 30}, "1000000"),
    ],
)
def test_an_incomplete_decision_is_refused_in_place(client, judge, fields, says):
    post = make_held_reply()

    response = send(client, post, **{"message": "Typed by hand."} | fields)

    assert response.status_code == 422
    assert says in response.content.decode()
    assert Decision.objects.count() == 0


def test_a_stale_decision_answers_409_with_who_decided_and_keeps_the_message(client, judge):
    post = make_held_reply()
    faster = moderator()
    actions.decide(post.pk, moderator=faster, version=1, outcome="publish")

    response = send(client, post, outcome="decline", reason="promotion", message="Typed by hand.")

    page = response.content.decode()
    assert response.status_code == 409
    assert faster.display_name in page
    assert "Typed by hand." in page
    assert Decision.objects.count() == 1


def test_a_decision_on_a_new_version_answers_409_and_leads_to_it(client, judge):
    post = make_held_reply()
    client.post(f"{post.receipt.get_absolute_url()}edit/", {"body": "Newer.", "version": 1})

    response = send(client, post)

    assert response.status_code == 409
    assert "The author sent a newer version" in response.content.decode()


def test_a_decision_on_a_withdrawn_post_answers_409(client, judge):
    post = make_held_reply()
    client.post(f"{post.receipt.get_absolute_url()}withdraw/")

    response = send(client, post)

    assert response.status_code == 409
    assert "The author withdrew this" in response.content.decode()


def test_a_moderators_own_post_offers_no_buttons_and_takes_no_decision(client, judge):
    post = make_reply(make_topic(), sender=newcomer())
    Post.objects.filter(pk=post.pk).update(author=judge)

    assert "another moderator decides" in client.get(item_address(post)).content.decode()
    assert send(client, post).status_code == 403


def test_an_item_that_is_decided_says_so(client, judge):
    post = make_held_reply()
    send(client, post)

    response = client.get(item_address(post))

    assert response.status_code == 200
    page = response.content.decode()
    assert "From a guest." in page
    assert f"Approved<small>{judge.display_name}" in page


def test_a_moderator_removes_and_restores_a_post_by_hand(client, judge):
    topic = make_topic()
    reply = make_reply(topic, body="To be removed.")

    assert client.post(f"/moderation/posts/{reply.pk}/hide/", {}).status_code == 422
    removal = {"reason": "wording", "version": 1}
    client.post(f"/moderation/posts/{reply.pk}/hide/", removal)
    assert "To be removed." not in client.get(topic.get_absolute_url()).content.decode()

    client.post(f"/moderation/posts/{reply.pk}/restore/", {"version": 1})
    assert "To be removed." in client.get(topic.get_absolute_url()).content.decode()


def test_the_log_shows_who_when_what_and_why(client, judge):
    post = make_held_reply(make_topic(title="A topic to decide on"))
    send(client, post, outcome="decline", reason="promotion")

    page = client.get("/moderation/log/").content.decode()

    assert judge.display_name in page
    assert "Rejected" in page
    assert "Promotion or spam" in page
    assert "A topic to decide on" in page


def test_a_guests_network_address_is_not_shown(client, judge):
    post = make_held_reply(address="203.0.113.77", email="jory@example.org")

    page = client.get(item_address(post)).content.decode()

    assert "203.0.113.77" not in page
    assert guest().name in page
