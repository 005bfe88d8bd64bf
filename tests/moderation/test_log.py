"""The log holds all that moderators did, and shows each what lies in their categories."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation import actions
from moderation.models import Decision, Opening, Sanction, ToolUse
from tests.factories import UserFactory, make_held_reply, make_topic, moderator

pytestmark = pytest.mark.django_db

LOG = reverse("moderation:log")


def everything(who):
    """One row of each kind, of one moderator; returns the topic they are about."""
    post = make_held_reply()
    actions.decide(post.pk, moderator=who, version=1, outcome="publish")
    topic = post.topic
    ToolUse.objects.create(topic=topic, verb="lock", moderator=who, reason="It was answered.")
    Sanction.objects.create(
        person=UserFactory(display_name="Ada Baker"), kind="warning", moderator=who, reason="Tone."
    )
    Opening.objects.create(post=post, moderator=who, reason="A patient may be at risk.")
    return topic


def test_every_kind_is_listed_newest_first(client):
    who = moderator()
    client.force_login(who)
    everything(who)

    page = client.get(LOG).content.decode()

    said = ["Name opened", "Ada Baker", "It was answered.", "Approved"]
    places = [page.index(words) for words in said]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("decision", "Approved"),
        ("tool", "It was answered."),
        ("sanction", "Ada Baker"),
        ("opening", "A patient may be at risk."),
    ],
)
def test_one_kind_can_be_picked(client, kind, words):
    who = moderator()
    client.force_login(who)
    everything(who)

    page = client.get(LOG, {"show": kind}).content.decode()

    assert words in page
    assert page.count("<tr>") == 2


def test_pages_follow_each_other_without_a_gap_even_in_one_instant(client):
    who = moderator()
    client.force_login(who)
    topic = make_topic()
    now = timezone.now()
    ToolUse.objects.bulk_create(
        ToolUse(topic=topic, verb="pin", moderator=who, reason=f"Row {n}.", at=now)
        for n in range(60)
    )
    ToolUse.objects.bulk_create(
        ToolUse(
            topic=topic, verb="pin", moderator=who, reason=f"Row {n}.", at=now - n * timedelta(1)
        )
        for n in range(60, 70)
    )

    seen, address = [], LOG
    while address:
        page = client.get(address)
        seen += [row.reason for _kind, row in page.context["rows"]]
        mark = page.context["following"]
        address = f"{LOG}?before={mark.replace('+', '%2B')}" if mark else ""

    assert len(seen) == 70
    assert len(set(seen)) == 70


@pytest.mark.parametrize(
    "before", ["1", "x_y_z", "2026-11-22T10:00:00_decision_1", "2026-99-99_tool_1", "_" * 50]
)
def test_a_mark_that_is_none_is_not_found(client, before):
    client.force_login(moderator())

    assert client.get(LOG, {"before": before}).status_code == 404


def test_a_moderator_of_some_categories_sees_what_happened_there(client):
    everywhere = moderator()
    mine, others = everything(everywhere), everything(everywhere)
    who = moderator()
    who.moderates_all = False
    who.save()
    mine.category.moderators.add(who)
    client.force_login(who)

    page = client.get(LOG).content.decode()

    assert mine.title in page
    assert others.title not in page
    assert "Ada Baker" not in page


def test_the_log_costs_the_same_for_many_rows(client, django_assert_num_queries):
    who = moderator()
    client.force_login(who)
    everything(who)
    client.get(LOG)
    with django_assert_num_queries(8) as few:
        client.get(LOG)
    for _ in range(5):
        everything(who)

    with django_assert_num_queries(len(few)):
        client.get(LOG)
    assert Decision.objects.count() == 6


def test_the_log_is_for_moderators(client):
    client.force_login(UserFactory())
    assert client.get(LOG).status_code == 403
