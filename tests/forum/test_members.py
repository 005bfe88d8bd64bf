"""A member's page says who they are and nothing that its reader may not see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import EDITOR, PRESCRIBER
from forum.models import Post, Topic
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_reply,
    make_topic,
    moderator,
    newcomer,
    prescriber,
)

pytestmark = pytest.mark.django_db


def page(client, person, query=""):
    return client.get(f"/members/{person.handle}/{query}")


def titles(client, person, query=""):
    rows = page(client, person, query).context["rows"]
    return [row.title if isinstance(row, Topic) else row.topic.title for row in rows]


def test_the_page_says_who_somebody_is(client):
    person = UserFactory(
        display_name="Rosalind Achterberg",
        credentials="MD",
        specialty="Family medicine",
        state="Minnesota",
        bio="Rural clinic.\n\n<b>Not bold.</b>",
        groups=(PRESCRIBER, EDITOR),
    )

    html = page(client, person).content.decode()

    for words in ["Rosalind Achterberg", "MD", "Family medicine", "Minnesota", "Rural clinic."]:
        assert words in html
    assert "Verified prescriber" in html
    assert "Editor" in html
    assert "Moderator<" not in html
    assert "&lt;b&gt;Not bold." in html
    assert person.email not in html


def test_posts_and_started_discussions_are_listed_newest_first(client):
    person = UserFactory()
    make_topic(sender=person, title="Started the first")
    make_topic(sender=person, title="Started the second")
    make_reply(make_topic(title="Only answered"), sender=person)

    assert titles(client, person) == ["Only answered", "Started the second", "Started the first"]
    assert titles(client, person, "?show=topics") == ["Started the second", "Started the first"]


def hidden_things(person):
    """Everything of `person` that a stranger may not see, each under a telling title."""
    removed = make_reply(make_topic(title="Secret of a removed reply"), sender=person)
    Post.objects.get(pk=removed.pk).hide(reason="wording")
    gone = make_topic(title="Secret of a removed topic", sender=person)
    Topic.objects.filter(pk=gone.pk).update(is_public=False)
    for visibility in ("members", "prescribers"):
        category = CategoryFactory(visibility=visibility, guest_policy="none")
        make_topic(category=category, sender=person, title=f"Secret of {visibility}")
    held = make_topic(title="Secret of a held topic", sender=newcomer())
    Topic.objects.filter(pk=held.pk).update(author=person)
    Post.objects.filter(topic=held).update(author=person)


@pytest.mark.parametrize("query", ["", "?show=topics"])
def test_nothing_that_the_reader_may_not_see_shows_or_is_counted(client, query):
    person = prescriber()
    bare = page(client, person, query).content.decode()

    hidden_things(person)

    assert page(client, person, query).content.decode() == bare
    client.force_login(UserFactory())
    assert titles(client, person, query) == ["Secret of members"]
    client.force_login(prescriber())
    assert titles(client, person, query) == ["Secret of prescribers", "Secret of members"]
    client.force_login(moderator())
    assert titles(client, person, query) == ["Secret of prescribers", "Secret of members"]


def test_who_left_has_no_page(client):
    person = UserFactory(is_active=False)

    assert page(client, person).status_code == 404
    client.force_login(moderator())
    assert page(client, person).status_code == 404


def test_who_has_nothing_published_yet_has_no_page_for_strangers(client):
    person = newcomer()

    assert page(client, person).status_code == 404
    client.force_login(UserFactory())
    assert page(client, person).status_code == 200


@pytest.mark.parametrize("handle", ["nobody", "a", "x" * 300, "%00", "a.b"])
def test_an_unknown_handle_is_a_404(client, handle):
    assert client.get(f"/members/{handle}/").status_code == 404


@pytest.mark.parametrize("number", [2, 20])
@pytest.mark.parametrize("query", ["", "?show=topics"])
def test_the_page_costs_the_same_for_any_number_of_posts(client, number, query):
    person = UserFactory()
    for _ in range(number):
        make_topic(sender=person)

    with CaptureQueriesContext(connection) as captured:
        page(client, person, query)

    assert len(captured) == 2


@pytest.mark.parametrize("query", ["", "?show=topics"])
def test_pages_follow_the_mark_of_the_page_before_and_stay_in_their_list(client, query):
    person, category = UserFactory(), CategoryFactory()
    made = [make_topic(sender=person, category=category).title for _ in range(25)]

    seen, address = [], f"/members/{person.handle}/{query}"
    while address:
        response = client.get(address)
        seen += [getattr(row, "topic", row).title for row in response.context["rows"]]
        address = response.context["pager"].next

    assert seen == made[::-1]


def test_reading_a_members_page_sets_no_cookie(client):
    response = page(client, UserFactory())

    assert not response.cookies
