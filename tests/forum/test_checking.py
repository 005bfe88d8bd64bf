"""What the composer is told about a text while it is written."""

import logging

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.actions import store_image
from forum.models import Post
from forum.sanitize import cook
from tests.factories import UserFactory, make_reply, make_topic
from tests.fixtures.pictures import picture
from tests.forum.checking import HARD, LABEL, SOFT, form

pytestmark = pytest.mark.django_db
ADDRESS = "/compose/check/"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def check(client, body, *, address=ADDRESS, **fields):
    return client.post(address, {"body": body, "body_format": "text", **fields})


def test_each_finding_has_its_place_its_reason_and_safer_words(client):
    told = check(client, SOFT).json()

    found = [(SOFT[one["start"] : one["end"]], one["severity"]) for one in told["findings"]]
    assert found == [("Elk Hollow", "soft"), ("March 3rd", "soft")]
    assert all(one["part"] == "body" and one["reason"] for one in told["findings"])
    assert all(one["replacement"] for one in told["findings"])
    assert told["length"] == len(SOFT)
    assert told["token"]


def test_the_cards_say_it_in_the_words_of_the_page(client):
    cards = check(client, f"{SOFT} {LABEL}").json()["cards"]

    for words in (
        "This may identify a patient",
        "Two details could point to one person. Nothing has been posted.",
        "Apply both changes",
        "Edit myself",
        "Not patient details",
        "A word you may want to change",
        "“addicts”",
        "Keep my wording",
    ):
        assert words in cards


def test_a_clean_text_has_no_cards(client):
    told = check(client, "Give 8 mg/2 mg at COWS 11, bill 99214, F11.20, then 24 mg a day.").json()

    assert (told["findings"], told["cards"], told["token"], told["urgent"]) == ([], "", "", False)


def test_places_in_formatted_text_count_in_its_words_with_emoji_as_one(client):
    html = (
        "<h2>😀 A case</h2><ul><li><p>seen on <strong>March</strong> 3rd</p></li></ul>"
        "<blockquote><p>my patient came from Elk Hollow</p></blockquote>"
    )
    told = check(client, html, body_format="html").json()

    text = cook(html, "html", by_guest=False).text
    assert told["length"] == len(text)
    assert [text[one["start"] : one["end"]] for one in told["findings"]] == [
        "March 3rd",
        "Elk Hollow",
    ]


def test_title_and_fields_of_a_case_have_places_of_their_own(client):
    tried = "Saw my patient on March 3rd, gave 8 mg"
    told = check(
        client,
        LABEL,
        title="What about MRN 8841234 now",
        kind="case",
        case_question="What next?",
        case_setting="clinic",
        case_age="30-44",
        case_tried=tried,
        follow_up_on="2030-01-31",
    ).json()

    parts = {one["part"]: one for one in told["findings"]}
    assert parts.keys() == {"title", "case_tried", "body"}
    assert tried[parts["case_tried"]["start"] : parts["case_tried"]["end"]] == "March 3rd"
    assert LABEL[parts["body"]["start"] : parts["body"]["end"]] == "addicts"


def test_wording_is_not_judged_in_quotes_and_code_and_patient_details_are(client):
    body = f"> {LABEL} {HARD}\n\nI agree."

    told = check(client, body).json()

    assert {one["family"] for one in told["findings"]} == {"patient"}


def test_a_wording_that_is_kept_is_not_mentioned_again(client):
    key = check(client, LABEL).json()["findings"][0]["key"]

    assert "A word you may want to change" not in check(client, LABEL, kept=key).json()["cards"]


def test_a_post_that_is_changed_is_asked_only_about_what_is_new(client, member):
    moderated = make_reply(make_topic(), sender=member, body="We gave 16 mg.")
    Post.objects.filter(pk=moderated.pk).update(body_html=f"<p>{SOFT}</p>", body_text=SOFT)

    told = check(client, f"{SOFT} {HARD}", address=f"{ADDRESS}?post={moderated.pk}").json()

    assert [one["severity"] for one in told["findings"]] == ["hard"]


def test_a_post_that_one_may_not_see_changes_nothing(client):
    held = make_reply(make_topic(), body=HARD)
    assert held.state == Post.State.PENDING

    told = check(client, HARD, address=f"{ADDRESS}?post={held.pk}").json()

    assert told["findings"]


def test_words_of_danger_show_where_to_call_at_once(client):
    told = check(client, "I want to kill myself tonight.").json()

    assert told["urgent"]
    for number in ("911", "988", "1-800-662-4357"):
        assert number in told["cards"]


def test_a_visitors_check_asks_the_database_nothing_and_sets_no_cookie(client):
    check(client, "The editors' list is read once a minute.")

    with CaptureQueriesContext(connection) as queries:
        short = check(client, SOFT)
        long = check(client, f"{SOFT}\n\n" * 40 + LABEL)

    assert len(queries) == 0
    assert short.status_code == long.status_code == 200
    assert not short.cookies
    assert "no-store" in short["Cache-Control"]


def test_a_members_check_costs_two_queries_whatever_its_length(client, member):
    check(client, "The editors' list is read once a minute.")

    for body in (SOFT, f"{SOFT}\n\n" * 40):
        with CaptureQueriesContext(connection) as queries:
            check(client, body)
        assert len(queries) == 2


def test_nothing_of_the_text_is_kept_or_logged(client, member, caplog):
    caplog.set_level(logging.DEBUG)

    check(client, HARD)

    assert Post.objects.count() == 0
    assert "8841234" not in caplog.text
    assert "8841234" not in str(vars(caches["default"]))


def test_too_many_checks_say_when_to_come_back(client, settings):
    settings.CHECKS_PER_MINUTE = 2

    answers = [check(client, SOFT) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 61


def test_a_long_text_counts_for_several(client, settings):
    settings.CHECKS_PER_MINUTE, settings.CHECK_CHARACTERS = 3, 10

    answers = [check(client, "Twenty-five letters here.") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]


def test_a_visitors_many_checks_do_not_stop_a_member_of_the_same_network(client, settings):
    settings.CHECKS_PER_MINUTE = 1
    check(client, SOFT)
    client.force_login(UserFactory())

    assert check(client, SOFT).status_code == 200


def test_only_what_is_sent_is_checked(client):
    assert client.get(ADDRESS).status_code == 405


@pytest.mark.parametrize("body", ["", "   ", "😀" * 76, "x" * 30_001])
def test_what_cannot_be_read_yet_is_answered_in_words(client, body):
    answer = check(client, body)

    assert answer.status_code == 422
    assert answer.json()["error"]


def test_the_token_of_a_check_answers_the_form_of_the_same_text(client, member):
    topic = make_topic()
    token = check(client, HARD).json()["token"]

    answer = client.post(f"{topic.get_absolute_url()}reply/", form(body=HARD, checked=token))

    assert answer.status_code == 302
    post = Post.objects.latest("pk")
    assert (post.state, post.hold_reasons) == ("pending", ["patient"])
    assert post.screening["disputed"]


def test_no_more_of_a_files_name_is_read_than_a_file_can_have(client, member):
    stored = store_image(member, picture("PNG"))
    body = f"Look.\n\n![A scan]({stored.get_absolute_url()})"
    name = "MRN 8841234 "

    told = check(client, body, image_name=name * 10_000).json()["findings"]

    assert 0 < len([one for one in told if one["part"] == "file"]) <= 255 // len(name)
