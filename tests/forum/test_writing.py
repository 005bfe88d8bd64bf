"""Sending a reply or a topic: every rule of the form, and nothing typed is lost."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from accounts.models import OutboxMessage
from forum.actions import publish
from forum.models import Post, Receipt, Topic
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)

pytestmark = pytest.mark.django_db


def form(**fields):
    return {"body": "A useful reply.", "submission_key": str(uuid.uuid4()), **fields}


def guest_form(**fields):
    return form(guest_name="Jory M.", **fields)


def topic_form(category, **fields):
    return form(
        title="A title long enough", category=category.slug, kind="question", tags="", **fields
    )


def reply_address(topic):
    return topic.get_absolute_url() + "reply/"


# --- the straight road ------------------------------------------------------------------------


def test_a_members_reply_is_published_at_once_and_shown_in_its_place(client):
    topic = make_topic()
    client.force_login(UserFactory())

    response = client.post(reply_address(topic), form(), follow=True)

    post = topic.posts.get(position=2)
    assert response.redirect_chain[-1][0].endswith(f"#post-{post.pk}")
    assert "A useful reply." in response.content.decode()


def test_a_newcomers_first_reply_waits_and_the_second_after_approval_does_not(client):
    topic = make_topic()
    author = newcomer()
    client.force_login(author)

    client.post(reply_address(topic), form())

    first = Post.objects.get(author=author)
    assert (first.state, first.hold_reasons) == ("pending", ["first_post"])
    publish(Post.objects.select_related("author", "topic").get(pk=first.pk), actor=moderator())
    client.post(reply_address(topic), form())
    assert Post.objects.filter(author=author).latest("pk").state == "published"


def test_a_guests_reply_waits_and_leads_to_a_receipt(client):
    topic = make_topic()

    response = client.post(reply_address(topic), guest_form(guest_says="nurse, Ohio"))

    post = topic.posts.get(guest_name="Jory M.")
    assert (post.state, post.hold_reasons, post.guest_says) == ("pending", ["guest"], "nurse, Ohio")
    assert response.url == post.receipt.get_absolute_url()


def test_a_member_starts_a_topic_with_tags(client):
    category = CategoryFactory()
    make_topic(category=category).tags.create(slug="cows", name="COWS")
    client.force_login(UserFactory())

    fields = topic_form(category) | {"tags": "cows"}
    response = client.post("/discussions/new/", fields, follow=True)

    topic = Topic.objects.get(title="A title long enough")
    assert topic.is_public
    assert topic.tag_line == [["cows", "COWS"]]
    assert "A useful reply." in response.content.decode()


def test_a_guests_topic_waits_as_one_submission_with_its_first_post(client):
    category = CategoryFactory()

    client.post("/discussions/new/", topic_form(category, guest_name="Jory M."))

    topic = Topic.objects.get()
    assert (topic.is_public, topic.guest_name) == (False, "Jory M.")
    assert topic.posts.get().state == "pending"


def test_a_reply_may_name_the_post_it_answers(client):
    topic = make_topic()
    answered = make_reply(topic, body="Which dose did you use?")
    client.force_login(UserFactory())
    address = f"{reply_address(topic)}?to={answered.pk}"

    assert "Which dose did you use?" in client.get(address).content.decode()
    client.post(address, form())

    assert topic.posts.get(position=3).reply_to == answered


# --- bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"body": ""}, "Please write something first."),
        ({"body": "   \n "}, "Please write something first."),
        ({"body": "<p></p>", "body_format": "html"}, "Please write something first."),
        ({"body": "x" * 30_001}, "the limit is 30,000"),
        ({"body": "<div>" * 30 + "x", "body_format": "html"}, "nested too deeply"),
        ({"body": "<b>x</b>" * 3000, "body_format": "html"}, "too much formatting"),
        ({"body": "a\x00b"}, "Null characters are not allowed."),
        ({"body": "😀" * 76}, "Emoji 76 of 75"),
        ({"body_format": "markdown"}, "Select a valid choice"),
        ({"submission_key": "no-key"}, "Please send it once more."),
        ({"submission_key": ""}, "Please send it once more."),
        ({"guest_name": ""}, "Please give a name to show"),
        ({"guest_name": "\u200b"}, "name"),
        ({"guest_name": "x" * 61}, "at most 60 characters"),
        ({"guest_name": "https://pills.example"}, "name"),
        ({"guest_email": "not an address"}, "Please write an address like name@example.org."),
        ({"guest_says": "see www.pills.example"}, "Leave out web"),
    ],
)
def test_a_reply_with_an_error_answers_422_in_place_and_keeps_the_text(client, fields, says):
    topic = make_topic()
    typed = guest_form(guest_email="jory@example.org", guest_says="nurse") | fields

    response = client.post(reply_address(topic), typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    if "body" not in fields:
        assert "A useful reply." in page
    assert topic.posts.count() == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": ""}, "Please give your topic a title."),
        ({"title": "Short"}, "at least 8 characters"),
        ({"title": "x" * 141}, "shorten the title to 140"),
        ({"title": "A title with a\x00 in it"}, "Null characters are not allowed."),
        ({"category": ""}, "Please choose a category."),
        ({"category": "nowhere"}, "You cannot start a topic in that category."),
        ({"category": "a\x00b"}, "category"),
        ({"kind": "poem"}, "Select a valid choice"),
        ({"tags": "no-such-tag"}, "There is no tag called “no-such-tag”."),
        ({"tags": "a, b, c, d, e, f"}, "at most 5 tags"),
    ],
)
def test_a_topic_with_an_error_answers_422_in_place_and_keeps_the_text(client, fields, says):
    client.force_login(UserFactory())

    response = client.post("/discussions/new/", topic_form(CategoryFactory()) | fields)

    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "A useful reply." in page
    assert Topic.objects.count() == 0


@pytest.mark.parametrize("policy", ["none", "reply"])
def test_a_guest_cannot_start_a_topic_where_guests_may_not(client, policy):
    category = CategoryFactory(guest_policy=policy)

    response = client.post("/discussions/new/", topic_form(category, guest_name="Jory M."))

    assert response.status_code == 422
    assert Topic.objects.count() == 0


def test_only_staff_start_topics_where_posting_is_for_staff(client):
    category = CategoryFactory(posting="staff")
    client.force_login(UserFactory())
    refused = client.post("/discussions/new/", topic_form(category))
    client.force_login(moderator())
    taken = client.post("/discussions/new/", topic_form(category))

    assert (refused.status_code, taken.status_code) == (422, 302)


def test_fields_that_are_not_in_the_form_change_nothing(client):
    topic = make_topic()
    other = UserFactory()

    client.post(
        reply_address(topic),
        guest_form(state="published", author=other.pk, position=1, hold_reasons="[]"),
    )

    post = topic.posts.get(guest_name="Jory M.")
    assert (post.state, post.author, post.position) == ("pending", None, None)


@pytest.mark.parametrize(
    "odd",
    ["\u202egnp.exe", "Z̷͇̈á̸l̴g̵o", "𝕋𝕖𝕩𝕥", "\U0001f3f3\ufe0f\u200d\U0001f308", "\u202e", "a" * 29_000],
)
def test_odd_unicode_in_the_text_is_no_error(client, odd):
    topic = make_topic()
    client.force_login(UserFactory())

    assert client.post(reply_address(topic), form(body=f"Text {odd}")).status_code == 302


# --- closed meanwhile -------------------------------------------------------------------------


def test_a_reply_to_a_closed_topic_is_refused_and_the_text_kept(client):
    topic = make_topic()
    Topic.objects.update(is_locked=True)

    response = client.post(reply_address(topic), guest_form(body="Typed at length."))

    assert response.status_code == 403
    assert "closed to new replies" in response.content.decode()
    assert "Typed at length." in response.content.decode()
    assert topic.posts.count() == 1


def test_a_moderator_may_reply_to_a_closed_topic(client):
    topic = make_topic()
    Topic.objects.update(is_locked=True)
    client.force_login(moderator())

    assert client.post(reply_address(topic), form()).status_code == 302


# --- the same form again ----------------------------------------------------------------------


def test_the_same_form_sent_twice_gives_one_post_and_the_same_answer(client):
    topic = make_topic()
    typed = guest_form(guest_email="jory@example.org")

    first = client.post(reply_address(topic), typed)
    second = client.post(reply_address(topic), typed)

    assert first.url == second.url
    assert topic.posts.count() == 2
    assert OutboxMessage.objects.count() == 1


def test_the_same_topic_sent_twice_gives_one_topic(client):
    client.force_login(UserFactory())
    typed = topic_form(CategoryFactory())

    assert (
        client.post("/discussions/new/", typed).url == client.post("/discussions/new/", typed).url
    )
    assert Topic.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_equal_submissions_at_once_give_one_post():
    topic = make_topic()
    typed = guest_form()

    def send(_number):
        try:
            return Client().post(reply_address(topic), typed).url
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(8)))

    assert answers == {Receipt.objects.get().get_absolute_url()}
    assert topic.posts.count() == 2


def test_a_strangers_key_does_not_open_anothers_post(client):
    topic = make_topic()
    typed = form()
    client.force_login(UserFactory())
    client.post(reply_address(topic), typed)
    client.force_login(UserFactory())

    response = client.post(reply_address(topic), typed | {"body": "Someone else's text."})

    assert response.status_code == 422
    assert "Someone else&#x27;s text." in response.content.decode()


# --- editing one's own waiting post -----------------------------------------------------------


def test_a_newcomer_revises_and_withdraws_their_waiting_post(client):
    author = newcomer()
    post = make_reply(make_topic(), sender=author)
    client.force_login(author)

    client.post(f"/posts/{post.pk}/edit/", {"body": "Better words.", "version": 1})
    post.refresh_from_db()
    assert (post.version, post.body_text, post.state) == (2, "Better words.", "pending")

    client.post(f"/posts/{post.pk}/withdraw/")
    post.refresh_from_db()
    assert post.state == "withdrawn"


def test_an_edit_after_the_decision_keeps_the_text(client):
    author = newcomer()
    post = make_reply(make_topic(), sender=author)
    client.force_login(author)
    post.decline()

    response = client.post(f"/posts/{post.pk}/edit/", {"body": "Typed at length.", "version": 1})

    assert response.status_code == 409
    assert "Typed at length." in response.content.decode()


def test_an_edit_after_the_session_ended_keeps_the_text(client):
    post = make_reply(make_topic(), sender=newcomer())

    response = client.post(f"/posts/{post.pk}/edit/", {"body": "Typed at length.", "version": 1})

    assert response.status_code == 403
    assert "Typed at length." in response.content.decode()


def test_a_broken_hidden_field_heals_with_the_next_send(client):
    topic = make_topic()
    response = client.post(reply_address(topic), guest_form(submission_key="broken"))
    healed = response.context["form"]["submission_key"].value()

    again = client.post(reply_address(topic), guest_form(submission_key=healed))

    assert (response.status_code, again.status_code) == (422, 302)


@pytest.mark.parametrize("title", ["\u200b" * 9, "\u3164" * 9, "a       b", "?!?!?!?!?!"])
def test_a_title_needs_letters_that_can_be_seen(client, title):
    client.force_login(UserFactory())

    response = client.post("/discussions/new/", topic_form(CategoryFactory()) | {"title": title})

    assert response.status_code == 422


def test_an_older_tab_does_not_overwrite_a_newer_version(client):
    author = newcomer()
    post = make_reply(make_topic(), sender=author)
    client.force_login(author)
    client.post(f"/posts/{post.pk}/edit/", {"body": "From tab one.", "version": 1})

    response = client.post(f"/posts/{post.pk}/edit/", {"body": "From tab two.", "version": 1})

    post.refresh_from_db()
    assert response.status_code == 409
    assert "From tab two." in response.content.decode()
    assert post.body_text == "From tab one."


def test_nobody_edits_or_withdraws_anothers_post(client):
    held = make_reply(make_topic(), sender=newcomer())
    published = make_reply(make_topic())
    client.force_login(UserFactory())

    answers = [
        client.post(f"/posts/{post.pk}/{verb}/", {"body": "x", "version": 1}).status_code
        for post in (held, published)
        for verb in ("edit", "withdraw")
    ]

    assert answers == [404, 404, 403, 403]


def test_a_form_without_a_token_is_refused_and_what_was_typed_is_shown():
    topic = make_topic()
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(reply_address(topic), guest_form(body="Typed before lunch."))

    assert response.status_code == 403
    assert "Typed before lunch." in response.content.decode()
