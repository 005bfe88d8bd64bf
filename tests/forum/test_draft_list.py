"""The list of one's drafts: what each is for, and the way back to it."""

import json
import time

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import MODERATOR
from forum.actions import moves
from forum.models import Draft
from tests.factories import UserFactory, make_reply, make_topic
from tests.forum.drafting import save
from tests.forum.replying import reply_address

pytestmark = pytest.mark.django_db


def test_the_list_names_each_draft_and_leads_on(client, member):
    topic = make_topic(title="Withdrawal got worse after the first 8 mg")
    save(client, f"topic:{topic.pk}", "<p>First words of a reply</p>", body_format="html")
    save(client, "new", "Body", fields=json.dumps({"title": "My own question"}))

    page = client.get(reverse("forum:drafts")).content.decode()

    assert "Reply in “Withdrawal got worse after the first 8 mg”" in page
    assert "First words of a reply" in page
    assert "My own question" in page
    assert f'href="{reply_address(topic)}"' in page


def test_the_list_is_its_members_alone(client, member):
    save(client, "new", "Private words.")
    other = Client()
    other.force_login(UserFactory())

    assert "Private words." not in other.get(reverse("forum:drafts")).content.decode()
    assert Client().get(reverse("forum:drafts")).status_code == 302
    assert "no-store" in client.get(reverse("forum:drafts"))["Cache-Control"]


def test_an_empty_list_says_what_it_is_for(client, member):
    assert "No drafts" in client.get(reverse("forum:drafts")).content.decode()


def test_a_draft_of_a_topic_that_is_gone_is_kept_without_its_title(client, member):
    topic = make_topic()
    save(client, f"topic:{topic.pk}", "My words all the same.")
    moves.hide(topic.posts.get(), actor=UserFactory(groups=(MODERATOR,)), reason="r")

    page = client.get(reverse("forum:drafts")).content.decode()

    assert topic.title not in page
    assert "not here any more" in page
    assert "My words all the same." in page


def test_a_discarded_draft_can_be_put_back(client, member):
    save(client, "new", "Keep me.", fields=json.dumps({"title": "Mine"}))

    page = client.post(reverse("forum:discard_draft"), {"target": "new"}).content.decode()
    assert not Draft.objects.exists()
    assert "The draft was discarded." in page
    client.post(
        reverse("forum:save_draft"),
        {"target": "new", "version": "0", "body": "Keep me.", "title": "Mine"},
    )

    draft = Draft.objects.get()
    assert (draft.body, draft.fields) == ("Keep me.", {"title": "Mine"})


def test_without_scripts_a_conflict_is_a_page_with_both_texts(client, member):
    save(client, "new", "First.")
    save(client, "new", "The newer text.", 1)

    answer = client.post(
        reverse("forum:save_draft"), {"target": "new", "version": "1", "body": "The older text."}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The newer text." in page
    assert "The older text." in page
    assert "Keep this one" in page
    assert "Use the newer one" in page


def test_the_lists_queries_do_not_grow(client, member, django_assert_max_num_queries):
    for number in range(12):
        target = f"topic:{make_topic().pk}" if number % 2 else ""
        save(client, target or f"edit:{make_reply(make_topic(), sender=member).pk}", "x")

    with django_assert_max_num_queries(6):
        client.get(reverse("forum:drafts"))


def test_words_in_a_draft_are_never_markup(client, member):
    save(client, "new", "<script>alert(1)</script>", fields=json.dumps({"title": "<b>x</b>"}))

    for address in (reverse("forum:drafts"), reverse("forum:new_topic")):
        page = client.get(address).content.decode()
        assert "<script>alert(1)</script>" not in page
        assert "<b>x</b>" not in page


@pytest.mark.parametrize(
    "hostile",
    ["<" + "a" * 29_000, "<a" * 14_000, '<a "' * 7_000, '<a""' * 7_000, "&#" + "9" * 20_000],
    ids=["name", "names", "open quotes", "quotes", "number"],
)
def test_no_draft_makes_its_list_or_its_composer_slow(client, member, hostile):
    for number in range(3):
        Draft.objects.create(
            person=member, target=f"topic:{number + 1}", body=hostile, body_format="html"
        )
    began = time.process_time()

    page = client.get(reverse("forum:drafts"))
    told = client.get(f"{reverse('forum:draft')}?target=topic:1")

    assert (page.status_code, told.status_code) == (200, 200)
    assert time.process_time() - began < 10  # the patterns took half a minute for one of these


@pytest.mark.both_databases
def test_a_name_that_no_database_takes_is_no_draft(client, member):
    named = {"target": "new\0"}

    assert client.get(reverse("forum:draft"), named).status_code == 204
    assert client.post(reverse("forum:discard_draft"), named).status_code == 200
