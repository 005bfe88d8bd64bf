"""The page of a new topic: what it begins with, what it shows beside the form."""

import uuid

import pytest

from forum.models import Follow, Tag, Topic
from tests.factories import CategoryFactory, UserFactory, make_topic

pytestmark = pytest.mark.django_db


def form(**fields):
    return {
        "title": "A title long enough",
        "category": "",
        "kind": "question",
        "tags": "",
        "body": "A useful question.",
        "submission_key": str(uuid.uuid4()),
        **fields,
    }


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [("", "question"), ("?kind=case", "case"), ("?kind=tip", "tip"), ("?kind=poem", None)],
)
def test_the_address_chooses_the_kind(client, asked, chosen):
    page = client.get(f"/discussions/new/{asked}").content.decode()

    checked = [
        kind for kind in Topic.Kind.values if f'value="{kind}"' in page and _checked(page, kind)
    ]
    assert checked == ([chosen] if chosen else [])


def _checked(page, kind):
    tag = page[page.index(f'value="{kind}"') :]
    return "checked" in tag[: tag.index(">")]


def test_the_address_chooses_the_category(client):
    category = CategoryFactory()

    page = client.get(f"/discussions/new/?category={category.slug}").content.decode()

    assert f'<option value="{category.slug}" selected>' in page


def test_tags_are_offered_while_typing(client):
    Tag.objects.create(slug="low-dose", name="Low dose")

    page = client.get("/discussions/new/").content.decode()

    assert '<option value="Low dose">' in page
    assert 'list="all-tags"' in page


def test_a_visitors_form_asks_for_a_name_and_offers_no_following(client):
    page = client.get("/discussions/new/").content.decode()

    assert "Name to show" in page
    assert "Follow this discussion" not in page


@pytest.mark.parametrize(("fields", "follows"), [({"follow": "on"}, True), ({}, False)])
def test_a_member_follows_their_topic_unless_they_say_no(client, fields, follows):
    person = UserFactory()
    client.force_login(person)
    page = client.get("/discussions/new/").content.decode()
    assert 'name="follow"' in page
    assert _checked(page.replace('name="follow"', 'value="follow"'), "follow")

    client.post("/discussions/new/", form(category=CategoryFactory().slug, **fields))

    assert (
        Follow.objects.filter(person=person, topic__title="A title long enough").exists() is follows
    )


def test_without_scripts_a_preview_leaves_everything_as_it_was_typed(client):
    client.force_login(UserFactory())
    category = CategoryFactory()
    Tag.objects.create(slug="cows", name="COWS")
    typed = form(
        category=category.slug,
        kind="case",
        tags="cows",
        title="Short",
        case_question="What would you do?",
        case_setting="clinic",
        follow_up_on="2999-01-01",
        preview="1",
    )

    response = client.post("/discussions/new/", typed)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Nothing has been sent." in page
    assert "<p>A useful question.</p>" in page
    for kept in (typed["submission_key"], 'value="Short"', 'value="cows"', "What would you do?"):
        assert kept in page
    assert '<option value="clinic" selected>' in page
    assert f'<option value="{category.slug}" selected>' in page
    assert 'value="2999-01-01"' in page
    assert not _checked(page.replace('name="follow"', 'value="follow"'), "follow")
    assert Topic.objects.count() == 0


@pytest.mark.parametrize("button", [{"preview": "1"}, {"body": ""}])
def test_a_form_that_comes_back_names_what_was_said_before(client, button):
    make_topic(title="Vomiting after the first film")

    page = client.post(
        "/discussions/new/", form(title="Vomiting after a film", **button)
    ).content.decode()

    assert "Vomiting after the first film" in page
    assert "1 found" in page


def test_the_menu_offers_a_de_identified_case(client):
    page = client.get("/").content.decode()

    assert 'href="/discussions/new/?kind=case"' in page
