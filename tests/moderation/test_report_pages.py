"""The pages around a report: sending it, reading it at the desk, answering it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from forum.models import Post
from moderation import actions
from moderation.models import Decision, Report, Sanction
from tests.factories import UserFactory, make_held_reply, make_reply, make_topic, moderator

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def post() -> Post:
    return make_reply(make_topic(), sender=UserFactory(display_name="Author of it"))


def address(post: Post) -> str:
    return f"/posts/{post.pk}/report/"


def sent(post: Post, **fields: Any) -> dict[str, Any]:
    return {"version": post.version, "why": "unsafe", "note": "", **fields}


def answer(post: Post, **fields: Any) -> dict[str, Any]:
    waiting = ",".join(map(str, Report.objects.open().filter(post=post).numbers()))
    return {"version": post.version, "seen": waiting, "outcome": "keep", **fields}


# --- readers ------------------------------------------------------------------------------------


def test_every_post_of_others_offers_a_report_and_one_s_own_does_not(client, post):
    topic_page = post.topic.get_absolute_url()
    assert address(post) in client.get(topic_page).content.decode()
    client.force_login(UserFactory())
    assert address(post) in client.get(topic_page).content.decode()
    client.force_login(post.author)
    assert address(post) not in client.get(topic_page).content.decode()
    client.force_login(moderator())
    assert address(post) not in client.get(topic_page).content.decode()


def test_a_visitor_gets_no_session_by_reporting(client, post):
    page = client.get(address(post))
    assert page.status_code == 200
    thanks = client.post(address(post), sent(post, why="spam"))

    assert "sessionid" not in client.cookies
    assert thanks.status_code == 200
    assert "usually within" in thanks.content.decode()
    assert Report.objects.get().reporter is None


def test_the_thanks_say_that_it_is_hidden_and_lead_somewhere(client, post):
    client.force_login(UserFactory())

    page = client.post(address(post), sent(post, why="patient")).content.decode()

    assert "Readers do not see the post any more" in page
    there = f"{post.topic.get_absolute_url()}?post={post.position}"
    assert there in page
    assert "Post hidden for now." in client.get(there, follow=True).content.decode()


def test_a_topic_hidden_with_its_opening_leads_to_the_category(client):
    topic = make_topic()
    client.force_login(UserFactory())
    opening = topic.posts.get()

    page = client.post(address(opening), sent(opening, why="patient")).content.decode()

    assert f'href="{topic.category.get_absolute_url()}"' in page
    assert client.get(topic.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"why": ""}, "Please choose what the matter is."),
        ({"why": "nonsense"}, "Please choose what the matter is."),
        ({"why": "other", "note": ""}, "Please say in a sentence"),
        ({"note": "x" * 1001}, "at most 1000"),
        ({"version": "x"}, "This form is incomplete."),
        ({"version": ""}, "This form is incomplete."),
        ({"note": "half\0word"}, "Null characters"),
    ],
)
def test_bad_input_comes_back_in_place_with_what_was_typed(client, post, fields, words):
    client.force_login(UserFactory())
    typed = {"note": "Kept words", **fields}

    page = client.post(address(post), sent(post, **typed))

    assert page.status_code == 422
    assert words in page.content.decode()
    if typed["note"] == "Kept words":
        assert "Kept words" in page.content.decode()
    assert not Report.objects.exists()


def test_too_many_reports_say_how_long_to_wait_and_keep_the_note(client, post, settings):
    settings.REPORTS_PER_HOUR_NETWORK = 1
    client.post(address(post), sent(post))

    page = client.post(address(post), sent(post, why="spam", note="Kept words"))

    assert page.status_code == 429
    assert int(page["Retry-After"]) > 3000
    assert "Please wait 60 minutes" in page.content.decode()
    assert "Kept words" in page.content.decode()


def test_what_is_not_public_is_not_found(client):
    held = make_held_reply()
    assert client.get(address(held)).status_code == 404
    client.force_login(UserFactory())
    assert client.post(address(held), sent(held)).status_code == 404


def test_one_s_own_post_and_a_silenced_reader_are_told_why(client, post):
    client.force_login(post.author)
    refused = client.post(address(post), sent(post, note="Kept words"))
    assert refused.status_code == 403
    assert "You wrote this post yourself" in refused.content.decode()
    assert "Kept words" in refused.content.decode()

    reader = UserFactory(suspended_at=timezone.now())
    client.force_login(reader)
    refused = client.get(address(post))
    assert refused.status_code == 403
    assert "Your account was banned" in refused.content.decode()


def test_a_moderator_is_led_to_the_desk(client, post):
    client.force_login(moderator())

    assert client.get(address(post))["Location"] == f"/moderation/reports/{post.pk}/"


# --- the desk -----------------------------------------------------------------------------------


def test_the_desk_shows_who_why_and_the_words(client, post):
    actions.report(
        post.pk,
        reporter=UserFactory(display_name="Quiet Reader"),
        address=None,
        version=1,
        why="disrespect",
        note="The last <b>line</b>.",
    )
    client.force_login(moderator())

    page = client.get(f"/moderation/reports/{post.pk}/").content.decode()

    assert "1 report waits" in page
    assert "Quiet Reader" in page
    assert "It is disrespectful" in page
    assert "The last &lt;b&gt;line&lt;/b&gt;." in page
    assert f"/moderation/members/{post.author.handle}/?post={post.pk}#decide" in page


def test_the_queue_lists_it_and_patients_come_first(client, post):
    held = make_held_reply(post.topic)
    old = timezone.now() - timedelta(hours=9)
    Post.objects.filter(pk=held.pk).update(held_at=old)
    other = make_reply(post.topic)
    actions.report(other.pk, reporter=UserFactory(), address=None, version=1, why="spam")
    actions.report(post.pk, reporter=UserFactory(), address=None, version=1, why="patient")
    client.force_login(moderator())

    page = client.get("/moderation/").content.decode()

    found = [page.index(f"/moderation/reports/{post.pk}/"), page.index(f"/items/{held.pk}/")]
    assert found == sorted(found)
    assert f"/moderation/reports/{other.pk}/" in page


def test_neither_author_nor_reader_ever_meets_who_reported(client, post):
    actions.report(
        post.pk,
        reporter=UserFactory(display_name="Quiet Reader", handle="quiet-reader"),
        address=None,
        version=1,
        why="patient",
        note="Secret note",
    )
    waiting = answer(post, outcome="hide", reason="patient_details")
    judge = moderator()
    client.force_login(judge)
    client.post(f"/moderation/reports/{post.pk}/decide/", waiting)
    for person in (post.author, UserFactory()):
        client.force_login(person)
        for there in (
            f"{post.topic.get_absolute_url()}",
            "/notifications/",
            f"/members/{person.handle}/",
            f"/posts/{post.pk}/history/",
        ):
            page = client.get(there).content.decode()
            assert "quiet-reader" not in page.casefold()
            assert "quiet reader" not in page.casefold()
            assert "Secret note" not in page


def test_an_answer_without_a_reason_comes_back_with_what_was_typed(client, post):
    actions.report(post.pk, reporter=UserFactory(), address=None, version=1, why="spam")
    client.force_login(moderator())
    there = f"/moderation/reports/{post.pk}/decide/"

    page = client.post(there, answer(post, outcome="hide", message="Kept words"))

    assert page.status_code == 422
    assert "Kept words" in page.content.decode()
    assert client.post(there, answer(post, outcome="x")).status_code == 422
    assert client.post(there, answer(post, seen="1,x")).status_code == 422
    assert not Decision.objects.exists()


def test_a_stale_answer_says_what_happened_and_keeps_the_words(client, post):
    actions.report(post.pk, reporter=UserFactory(), address=None, version=1, why="spam")
    typed = answer(post, outcome="hide", reason="promotion", message="Kept words")
    actions.report(post.pk, reporter=UserFactory(), address=None, version=1, why="spam")
    client.force_login(moderator())
    there = f"/moderation/reports/{post.pk}/decide/"

    page = client.post(there, typed)
    assert page.status_code == 409
    assert "Something new came in" in page.content.decode()
    assert "Kept words" in page.content.decode()

    assert client.post(there, answer(post)).status_code == 302
    again = client.post(there, typed)
    assert again.status_code == 409
    assert "Already decided" in again.content.decode()


def test_the_desk_is_for_moderators(client, post):
    for there in (f"/moderation/reports/{post.pk}/", f"/moderation/reports/{post.pk}/decide/"):
        client.logout()
        assert client.get(there)["Location"].startswith("/accounts/login/")
        client.force_login(UserFactory())
        assert client.get(there).status_code == 403
    assert client.post(there, answer(post)).status_code == 403


def test_the_pages_cost_a_constant_number_of_queries(
    client, post, django_assert_max_num_queries, settings
):
    settings.REPORTS_PER_HOUR = 100
    for _ in range(12):
        actions.report(post.pk, reporter=UserFactory(), address=None, version=1, why="spam")
    Sanction.objects.create(person=post.author, kind="ban", moderator=moderator(), reason="x")
    client.force_login(UserFactory())
    with django_assert_max_num_queries(6):
        client.get(address(post))
    client.force_login(moderator())
    with django_assert_max_num_queries(30):
        client.get(f"/moderation/reports/{post.pk}/")
