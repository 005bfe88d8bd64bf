"""Drafts: what is being written is kept, and no older tab overwrites a newer text."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import MODERATOR
from forum import tasks
from forum.models import Draft
from tests.factories import CategoryFactory, UserFactory, make_reply, make_topic
from tests.forum.drafting import SCRIPT, save

pytestmark = pytest.mark.django_db


# --- saving -------------------------------------------------------------------------------------


def test_each_save_is_the_next_version(client, member):
    topic = make_topic()
    target = f"topic:{topic.pk}"

    versions = [save(client, target, f"Text {n}", n).json()["version"] for n in range(3)]

    assert versions == [1, 2, 3]
    assert Draft.objects.get(person=member, target=target).body == "Text 2"


def test_other_fields_are_kept_and_secrets_of_the_form_are_not(client, member):
    fields = {"title": "A title", "tags": "fentanyl", "submission_key": "x", "version": "9"}

    save(client, "new", fields=json.dumps(fields))

    assert Draft.objects.get().fields == {"title": "A title", "tags": "fentanyl"}


def test_json_is_taken_as_well_as_a_form(client, member):
    answer = client.post(
        reverse("forum:save_draft"),
        {"target": "new", "version": 0, "body": "<p>x</p>", "body_format": "html", "fields": {}},
        content_type="application/json",
        headers=SCRIPT,
    )

    assert answer.json() == {"version": 1}
    assert Draft.objects.get().body_format == "html"


def test_an_older_tab_is_shown_the_newer_text_and_overwrites_nothing(client, member):
    save(client, "new", "First.", 0)
    save(client, "new", "Newer, of the other tab.", 1)

    answer = save(client, "new", "Older.", 1)

    assert answer.status_code == 409
    assert answer.json()["version"] == 2
    assert answer.json()["body"] == "Newer, of the other tab."
    assert Draft.objects.get().body == "Newer, of the other tab."


def test_a_tab_that_never_saw_the_draft_is_shown_it(client, member):
    save(client, "new", "First.")

    assert save(client, "new", "Second.", 0).status_code == 409


def test_the_older_text_wins_where_its_writer_chose_it(client, member):
    save(client, "new", "First.")
    newer = save(client, "new", "Mine.", 0).json()["version"]

    assert save(client, "new", "Mine.", newer).status_code == 200
    assert Draft.objects.get().body == "Mine."


def test_a_save_whose_answer_was_lost_may_be_repeated(client, member):
    save(client, "new", "Text.", 0)

    answer = save(client, "new", "Text.", 0)

    assert (answer.status_code, answer.json()["version"]) == (200, 1)


def test_a_text_that_was_emptied_is_no_draft(client, member):
    save(client, "new", "Text.")

    assert save(client, "new", "  ", 1).json() == {"version": 0}
    assert not Draft.objects.exists()


def test_emptying_an_older_tab_erases_no_newer_text(client, member):
    save(client, "new", "First.")
    save(client, "new", "Newer.", 1)

    assert save(client, "new", "", 1).status_code == 409
    assert Draft.objects.get().body == "Newer."


def test_a_tab_whose_draft_was_discarded_elsewhere_saves_anew(client, member):
    save(client, "new", "First.")
    client.post(reverse("forum:discard_draft"), {"target": "new"})

    assert save(client, "new", "Still typing.", 1).json() == {"version": 2}


@pytest.mark.django_db(transaction=True)
def test_of_eight_saves_at_once_one_is_kept_and_seven_are_told(member):
    answers: list[int] = []
    gate = threading.Barrier(8)

    def tab(number: int) -> None:
        client = Client()
        client.force_login(member)
        gate.wait()
        answers.append(save(client, "new", f"Tab {number}").status_code)
        connection.close()

    tabs = [threading.Thread(target=tab, args=[number]) for number in range(8)]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()

    assert sorted(answers) == [200] + [409] * 7
    assert Draft.objects.count() == 1


def test_a_draft_is_for_what_its_writer_may_see(client, member):
    hidden = make_topic(
        category=CategoryFactory(visibility="prescribers", guest_policy="none"),
        sender=UserFactory(groups=(MODERATOR,)),
    )
    others = make_reply(make_topic())
    own = make_reply(make_topic(), sender=member)
    targets = [f"topic:{hidden.pk}", f"edit:{others.pk}", "topic:999999", "topic:", "tag:1", ""]
    targets += [f"topic:{'9' * 30}", "edit:-1", "topic:٣", "new:1"]

    assert [save(client, target).status_code for target in targets] == [404] * len(targets)
    assert save(client, f"edit:{own.pk}").status_code == 200
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    "more",
    [
        {"version": "many"},
        {"version": -1},
        {"version": 10**12},
        {"body_format": "pdf"},
        {"fields": "[1]"},
        {"fields": '{"title": {"deep": 1}}'},
        {"fields": "not json"},
        {"body": "a\0b"},
        {"target": "x" * 500},
    ],
)
def test_nonsense_is_refused_and_never_an_error(client, member, more):
    answer = client.post(
        reverse("forum:save_draft"), {"target": "new", "body": "x", **more}, headers=SCRIPT
    )

    assert answer.status_code in (404, 422)
    assert answer.json()["error"]
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"[]", b"null", b'{"target": 3}', b"\xff", b"[" * 100_000),
        b'{"target": "new", "body": "\\ud800"}',
        b'{"target": "new", "body": "x", "fields": {"title": "\\udfff"}}',
        b'{"target": "new", "body": "x", "version": 1e999}',
    ],
)
def test_nonsense_in_json_is_refused_as_well(client, member, body):
    answer = client.post(
        reverse("forum:save_draft"), body, content_type="application/json", headers=SCRIPT
    )

    assert answer.status_code == 422


def test_a_text_beyond_the_limit_is_refused_in_words(client, member, settings):
    settings.BODY_MAX, settings.DRAFT_FIELDS_MAX = 100, 100

    long_text = save(client, "new", "x" * 101)
    long_fields = save(client, "new", "x", fields=json.dumps({"title": "y" * 100}))

    assert [long_text.status_code, long_fields.status_code] == [422, 422]
    assert "too long" in long_text.json()["error"]


def test_a_member_keeps_so_many_drafts_and_the_oldest_fall_out(client, member, settings):
    settings.DRAFTS_MAX = 3
    topics = [make_topic() for _ in range(5)]

    for one in topics:
        save(client, f"topic:{one.pk}", f"For {one.pk}")

    kept = Draft.objects.filter(person=member).order_by("pk").values_list("target", flat=True)
    assert list(kept) == [f"topic:{one.pk}" for one in topics[2:]]


def test_a_guest_keeps_drafts_on_the_device(client):
    answer = save(client, f"topic:{make_topic().pk}")

    assert answer.status_code == 403
    assert "on your device" in answer.json()["error"]


def test_another_site_saves_nothing(member):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)

    assert save(strict, "new").status_code == 403
    assert not Draft.objects.exists()


def test_saving_again_takes_few_queries(client, member, django_assert_max_num_queries):
    save(client, "new", "First.")

    with django_assert_max_num_queries(4):  # session, member, the save, the answer
        save(client, "new", "Second.", 1)


# --- forgetting ---------------------------------------------------------------------------------


def test_drafts_nobody_came_back_to_are_erased(member, settings):
    now = timezone.now()
    old = now - timedelta(days=settings.DRAFT_KEEP_DAYS + 1)
    Draft.objects.create(person=member, target="new", body="x", saved_at=old)
    Draft.objects.create(person=member, target="topic:1", body="x", saved_at=now)

    assert tasks.forget_drafts() == 1
    assert Draft.objects.get().target == "topic:1"
