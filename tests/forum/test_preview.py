"""A preview is what the sent post will be, and keeps nothing."""

import uuid

import pytest
from django.urls import reverse

from forum.models import Post, Topic
from tests.factories import CategoryFactory, UserFactory, make_topic, moderator

pytestmark = pytest.mark.django_db


def preview(client, **fields):
    return client.post("/compose/preview/", fields)


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_preview_is_what_the_sent_post_will_be(client, signed_in):
    topic = make_topic()
    UserFactory(display_name="Ada Baker", handle="ada-b")
    writer = UserFactory()
    if signed_in:
        client.force_login(writer)
    body = (
        f"@ada-b see https://example.org/x\n\n> [Ada, #1](/posts/{topic.posts.get().pk}/)\n> Yes."
    )

    shown = preview(client, body=body, body_format="text").content.decode()

    fields = {"body": body, "submission_key": str(uuid.uuid4()), "guest_name": "Jory M."}
    client.post(f"{topic.get_absolute_url()}reply/", fields)
    assert Post.objects.latest("pk").body_html in shown
    assert "@Ada Baker" in shown


def test_a_preview_shows_the_card_of_an_own_topic_only_to_those_who_may_see_it(client):
    closed = CategoryFactory(visibility="prescribers", guest_policy="none")
    topic = make_topic(category=closed, sender=moderator(), title="Told among prescribers")
    body = {"body": f"Before.\n\nhttp://localhost:8000{topic.get_absolute_url()}"}

    assert "Told among prescribers" not in preview(client, **body).content.decode()
    client.force_login(moderator())
    assert "Told among prescribers" in preview(client, **body).content.decode()


def test_a_preview_keeps_nothing(client):
    make_topic()

    preview(client, body="Only a look.")

    assert Post.objects.count() == Topic.objects.count() == 1


def test_hostile_markup_is_as_harmless_in_a_preview(client):
    page = preview(
        client, body="<script>alert(1)</script><img src=x onerror=y>", body_format="html"
    )

    assert "alert(1)" not in page.content.decode()
    assert "onerror" not in page.content.decode()


@pytest.mark.parametrize(
    ("body", "says"), [("", "Please write something first."), ("😀" * 76, "Emoji 76 of 75")]
)
def test_a_preview_says_what_is_wrong(client, body, says):
    page = preview(client, body=body)

    assert page.status_code == 422
    assert says in page.content.decode()


def test_visitors_look_at_so_many_previews_a_minute_and_members_at_more(client, settings):
    settings.PREVIEWS_PER_MINUTE = 2
    answers = [preview(client, body="Look.") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 61
    elsewhere = client.post("/compose/preview/", {"body": "Look."}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200
    client.force_login(UserFactory())
    assert preview(client, body="Look.").status_code == 200


def test_without_scripts_the_form_comes_back_with_the_preview_above_and_everything_typed(client):
    topic = make_topic()
    key = str(uuid.uuid4())
    typed = {
        "body": "> Quoted.\n\nMine.",
        "guest_name": "Jory M.",
        "guest_says": "nurse",
        "guest_email": "jory@example.org",
        "submission_key": key,
        "preview": "1",
    }

    response = client.post(f"{topic.get_absolute_url()}reply/", typed)

    page = response.content.decode()
    assert response.status_code == 200
    assert "<blockquote><p>Quoted.</p></blockquote><p>Mine.</p>" in page
    for kept in ("Jory M.", "nurse", "jory@example.org", key, "&gt; Quoted."):
        assert kept in page
    assert topic.posts.count() == 1


def test_too_many_plain_previews_give_the_form_back_without_one(client, settings):
    settings.PREVIEWS_PER_MINUTE = 0
    topic = make_topic()

    response = client.post(f"{topic.get_absolute_url()}reply/", {"body": "Mine.", "preview": "1"})

    assert "Please wait a minute" in response.content.decode()
    assert "Mine." in response.content.decode()


def test_a_closed_topic_gives_no_preview_form(client):
    topic = make_topic()
    Topic.objects.update(is_locked=True)

    response = client.post(f"{topic.get_absolute_url()}reply/", {"body": "Mine.", "preview": "1"})

    assert response.status_code == 403
    assert "Mine." in response.content.decode()


@pytest.mark.parametrize(
    "number", ["&#" + "9" * 5000 + ";", '<a href="http://x/&amp;#' + "9" * 5000 + '">x</a>']
)
def test_a_number_of_thousands_of_digits_is_a_text_like_any_other(client, number):
    fields = {"body": f"<p>Words {number}</p>", "body_format": "html"}

    answer = client.post(reverse("forum:preview"), fields)

    assert answer.status_code == 200
    assert "Words" in answer.content.decode()
