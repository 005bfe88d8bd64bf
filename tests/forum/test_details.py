"""Cases and practice tips: the fields, their prose, the box, and that nothing identifies."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from forum import actions
from forum.details import SELECTS, facts
from forum.models import Post, Topic
from tests.factories import CategoryFactory, moderator, newcomer

pytestmark = pytest.mark.django_db

CASE = {
    "kind": "case",
    "case_question": "Repeat a standard start or go low-dose?",
    "case_setting": "clinic",
    "case_age": "30-44",
}
TIP = {
    "kind": "tip",
    "tip_claim": "Give more at once when it gets worse.",
    "tip_applies": "Withdrawal within two hours of the first dose",
    "tip_excludes": "Sedation or other sedatives",
    "tip_source": "https://example.org/guidance",
}


def form(**fields):
    if "category" not in fields:
        fields["category"] = CategoryFactory().slug
    return {
        "title": "A title long enough",
        "tags": "",
        "body": "",
        "submission_key": str(uuid.uuid4()),
        **fields,
    }


def send(client, **fields):
    return client.post("/discussions/new/", form(**fields))


def opening():
    return Post.objects.select_related("topic").get(opens_topic=True)


# --- cases --------------------------------------------------------------------------------------


def test_a_case_reads_as_prose_and_keeps_its_fields(client, member):
    day = timezone.localdate() + timedelta(days=14)
    send(
        client,
        **CASE,
        case_pregnancy="yes",
        case_medication="methadone 40 mg",
        case_last_use="24h",
        case_tried="Ondansetron",
        case_constraints="No pharmacy in town",
        follow_up_on=day.isoformat(),
        body="She would rather not go through it again.",
    )

    post = opening()
    assert post.body_text.split("\n") == [
        "Repeat a standard start or go low-dose?",
        (
            "Seen in an outpatient clinic: a person 30 to 44 years old, pregnant, last used"
            " opioids 12 to 24 hours ago. Current medication: methadone 40 mg."
        ),
        "What was tried: Ondansetron",
        "Constraints: No pharmacy in town",
        "She would rather not go through it again.",
    ]
    assert post.body_html.startswith("<p><strong>Repeat a standard start")
    assert post.topic.follow_up_on == day
    assert post.details["kind"] == "case"
    assert post.details["follow_up_on"] == day.isoformat()
    assert (post.topic.kind, post.state) == ("case", "published")


def test_the_page_of_a_case_shows_the_box_above_the_text(client, member):
    page = client.post("/discussions/new/", form(**CASE), follow=True).content.decode()

    assert page.index("Case in brief") < page.index("<strong>Repeat a standard start")
    assert "<dt>Setting</dt><dd>Outpatient clinic</dd>" in page
    assert "<dt>Age band</dt><dd>30 to 44</dd>" in page
    assert "Pregnancy" not in page


def test_the_text_of_a_case_is_optional_and_that_of_a_question_is_not(client, member):
    assert send(client, **CASE).status_code == 302
    assert send(client, kind="question").status_code == 422


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"case_question": ""}, "Your question: This field is required."),
        ({"case_setting": ""}, "Setting: This field is required."),
        ({"case_setting": "moon"}, "Select a valid choice"),
        ({"case_age": "34"}, "Select a valid choice"),
        ({"case_question": "?!?"}, "Please use letters here."),
        ({"case_question": "x" * 301}, "at most 300 characters"),
        ({"follow_up_on": "tomorrow"}, "Please choose a date"),
        ({"follow_up_on": "2020-01-01"}, "still to come"),
        ({"follow_up_on": "2999-01-01"}, "within the next two years"),
    ],
)
def test_a_case_with_an_error_answers_422_in_place_and_keeps_what_was_typed(
    client, member, fields, says
):
    typed = {**CASE, "case_tried": "Ondansetron, clonidine", "body": "The course so far."} | fields

    response = send(client, **typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "Ondansetron, clonidine" in page
    assert "The course so far." in page
    assert Topic.objects.count() == 0


def test_fields_of_a_kind_that_was_not_chosen_are_neither_asked_for_nor_kept(client, member):
    assert send(client, **TIP | {"kind": "question"}, body="A question.").status_code == 302

    post = opening()
    assert post.details == {}
    assert post.body_text == "A question."


def test_a_follow_up_date_belongs_to_cases_only(client, member):
    day = timezone.localdate() + timedelta(days=14)

    send(client, kind="question", body="A question.", follow_up_on=day.isoformat())

    assert opening().topic.follow_up_on is None


def test_there_is_no_field_for_a_date_of_birth_an_age_or_a_place():
    codes = {choice.code for choices in SELECTS.values() for choice in choices}

    assert {"30-44", "65-up", "24h"} <= codes
    assert not any(code.isdigit() for code in codes)


# --- tips ---------------------------------------------------------------------------------------


def test_a_tip_reads_as_prose_with_its_source_as_a_link(client, member):
    send(client, **TIP)

    post = opening()
    assert post.body_text.split("\n") == [
        "Give more at once when it gets worse.",
        "When it applies: Withdrawal within two hours of the first dose",
        "When it does not: Sedation or other sedatives",
        "Source: https://example.org/guidance",
    ]
    assert '<a href="https://example.org/guidance" rel="ugc noopener"' in post.body_html


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", "https://a b", "ftp://example.org", "Own practice", "//x"]
)
def test_a_source_that_is_no_address_stays_text(client, member, source):
    send(client, **TIP | {"tip_source": source})

    post = opening()
    assert "href" not in post.body_html
    assert [fact.address for fact in facts(post.details)] == ["", "", ""]


@pytest.mark.parametrize("name", ["tip_claim", "tip_applies", "tip_excludes", "tip_source"])
def test_a_tip_is_asked_for_all_of_its_fields(client, member, name):
    assert send(client, **TIP | {name: ""}).status_code == 422


# --- safety -------------------------------------------------------------------------------------


def test_markup_in_a_field_is_text_in_the_post_and_on_the_page(client, member):
    evil = "<script>alert(1)</script>"
    typed = form(**CASE | {"case_question": f"Why {evil}"}, case_medication=f"a {evil}")

    page = client.post("/discussions/new/", typed, follow=True).content.decode()

    assert evil not in opening().body_html
    assert evil not in page
    assert "&lt;script&gt;" in page


def test_a_guests_case_waits_with_all_its_words_for_the_moderator(client):
    send(client, **CASE, guest_name="Jory M.")

    post = opening()
    assert post.state == "pending"
    client.force_login(moderator())
    assert "in an outpatient clinic" in client.get(f"/moderation/items/{post.pk}/").content.decode()


def test_a_revised_case_keeps_its_fields_and_their_prose(client):
    author = newcomer()
    client.force_login(author)
    send(client, **CASE, body="First words.")
    post = opening()

    revised = {**CASE, "body": "Other words.", "version": 1, "title": "A title long enough"}
    client.post(f"/posts/{post.pk}/edit/", revised)

    post.refresh_from_db()
    assert post.version == 2
    assert post.details["setting"] == "clinic"
    assert post.body_text.startswith("Repeat a standard start")
    assert post.body_text.endswith("Other words.")


def test_a_purged_case_has_no_fields_left(client, member):
    send(client, **CASE)
    post = opening()

    actions.purge(post, actor=moderator(), reason="patient details")

    post.refresh_from_db()
    assert post.details == {}


def test_the_same_case_sent_twice_gives_one_topic(client, member):
    typed = form(**CASE)

    answers = {client.post("/discussions/new/", typed).url for _ in range(2)}

    assert len(answers) == 1
    assert Topic.objects.count() == 1


def test_a_preview_shows_the_box_and_asks_for_nothing_more(client):
    fields = {"kind": "case", "case_setting": "clinic", "body": "The course so far."}

    page = client.post("/compose/preview/", fields)

    assert page.status_code == 200
    assert "Case in brief" in page.content.decode()
    assert "The course so far." in page.content.decode()
