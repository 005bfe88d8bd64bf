"""Whom the composer offers to mention: by the beginning of a name, of those who may read it."""

import json

import pytest
from django.test import Client

from accounts.models import NameWord, User
from accounts.names import search_words
from accounts.roles import ADMINISTRATOR, PRESCRIBER
from tests.factories import (
    CategoryFactory,
    UserFactory,
    fill_topic,
    make_reply,
    make_topic,
    moderator,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def named(display_name, handle, **fields):
    return UserFactory(display_name=display_name, handle=handle, **fields)


def ask(client, typed, **where):
    answer = client.get("/compose/people/", {"q": typed, **where})
    assert answer.status_code == 200
    return [person["handle"] for person in answer.json()]


@pytest.fixture
def member(client):
    """The one who writes."""
    writer = named("Noor Writer", "noor-writer")
    client.force_login(writer)
    return writer


@pytest.fixture
def closed():
    return CategoryFactory(visibility="prescribers", guest_policy="none")


@pytest.mark.parametrize(
    "typed", ["ros", "ROSA", "acht", "rosalind-a", "Brien", "o'b", "O’B", "jose"]
)
def test_people_are_found_by_the_beginning_of_their_handle_or_of_any_word_of_their_name(
    client, member, typed
):
    named("Rosalind Achterberg", "rosalind-a")
    named("José O'Brien", "zulu")
    named("O’Brien", "yankee")

    assert ask(client, typed)


def test_a_word_inside_of_a_name_is_not_its_beginning(client, member):
    named("Rosalind Achterberg", "rosalind-a")

    assert ask(client, "salind") == []


@pytest.mark.parametrize("odd", ["%", "_", "\\", "a%", "\x00", "é" * 90, "'", "🙂", " "])
def test_odd_letters_find_nobody_and_break_nothing(client, member, odd):
    named("Abel Zane", "abel-zane")

    assert ask(client, odd) == []


def test_odd_places_are_404_or_read_as_what_is_left_of_them(client, member):
    category = CategoryFactory()
    named("Abel Zane", "abel-zane")

    answers = [
        client.get("/compose/people/", {"q": "ab\0el", **where}).status_code
        for where in ({}, {"category": f"{category.slug}\0"}, {"category": "\0x"}, {"topic": "\0"})
    ]

    assert answers == [200, 200, 404, 200]


def test_the_answer_says_what_the_list_shows(client, member):
    named("Rosalind Achterberg", "rosalind-a", credentials="MD", groups=(PRESCRIBER,))

    assert client.get("/compose/people/", {"q": "ros"}).json() == [
        {
            "handle": "rosalind-a",
            "name": "Rosalind Achterberg",
            "credentials": "MD",
            "verified": True,
        }
    ]


def test_at_most_eight_people_are_listed_and_oneself_never(client, member):
    for number in range(12):
        named(f"Noor {'abcdefghijkl'[number]}", f"noor-{number}x")

    found = ask(client, "noor")

    assert len(found) == len(set(found)) == 8
    assert member.handle not in found


def test_those_who_wrote_in_the_topic_come_first(client, member):
    topic = make_topic(sender=named("Zoe Zander", "zoe-zander"))
    make_reply(topic, sender=named("Zoe Young", "zoe-young"))
    named("Zoe Aaron", "zoe-aaron")

    assert ask(client, "zoe", topic=topic.pk) == ["zoe-young", "zoe-zander", "zoe-aaron"]


def test_with_nothing_typed_only_those_who_wrote_are_offered(client, member):
    topic = make_topic(sender=named("Zoe Zander", "zoe-zander"))
    named("Zoe Aaron", "zoe-aaron")

    assert ask(client, "", topic=topic.pk) == ["zoe-zander"]
    assert ask(client, "") == []


def test_the_author_of_a_waiting_reply_is_nobody_who_wrote(client, member):
    topic = make_topic()
    waiting = named("Zoe Zander", "zoe-zander", first_published_at=None)
    make_reply(topic, sender=waiting)

    assert ask(client, "", topic=topic.pk) == [topic.author.handle]


def test_visitors_get_no_list():
    named("Rosalind Achterberg", "rosalind-a")

    answer = Client().get("/compose/people/", {"q": "ros"})

    assert answer.status_code == 401
    assert "rosalind" not in answer.content.decode()
    assert json.loads(answer.content)["error"]
    assert not answer.cookies


def test_people_who_left_are_not_found(client, member):
    by_form = named("Rosalind Achterberg", "rosalind-a")
    by_form.is_active = False
    by_form.save(update_fields=["is_active"])
    named("Rosalind Baker", "rosalind-b")
    User.objects.filter(handle="rosalind-b").update(is_active=False)

    assert ask(client, "ros") == []
    assert not NameWord.objects.filter(person=by_form).exists()


def test_in_a_room_of_prescribers_only_its_readers_are_found(client, closed):
    writer = UserFactory(groups=(PRESCRIBER,))
    client.force_login(writer)
    topic = make_topic(category=closed, sender=writer)
    named("Rosa Member", "rosa-member")
    named("Rosa Prescriber", "rosa-prescriber", groups=(PRESCRIBER,))
    named("Rosa Admin", "rosa-admin", groups=(ADMINISTRATOR,))
    former = named("Rosa Former", "rosa-former", groups=(PRESCRIBER,))
    make_reply(topic, sender=former)
    former.groups.clear()

    assert ask(client, "rosa", topic=topic.pk) == ["rosa-admin", "rosa-prescriber"]
    assert ask(client, "rosa", category=closed.slug) == ["rosa-admin", "rosa-prescriber"]
    assert "rosa-former" not in ask(client, "", topic=topic.pk)


def test_a_topic_or_category_that_one_may_not_see_tells_nothing(client, member, closed):
    topic = make_topic(category=closed, sender=moderator())

    answers = [
        client.get("/compose/people/", {"q": "a", **where}).status_code
        for where in ({"topic": topic.pk}, {"category": closed.slug}, {"topic": "x"})
    ]

    assert answers == [404, 404, 404]


def test_a_new_name_is_found_and_the_old_one_is_not(client, member):
    person = named("Rosalind Achterberg", "rosalind-a")
    person.display_name = "Ines Petrov"
    person.save()

    assert ask(client, "petrov") == ["rosalind-a"]
    assert ask(client, "achter") == []


def test_a_save_that_leaves_the_name_alone_touches_no_words(django_assert_num_queries):
    person = UserFactory()

    with django_assert_num_queries(1):
        person.save(update_fields=["first_published_at"])


def test_search_words_are_folded_and_taken_apart():
    assert search_words("Dr. José O'Brien", "jose-o") == {
        *("dr.", "dr", "jose", "o'brien", "o", "brien", "jose-o")
    }


@pytest.mark.parametrize(("members", "posts"), [(1, 2), (40, 60)])
def test_a_look_up_costs_the_same_at_any_number_of_members_and_posts(
    client, member, django_assert_max_num_queries, members, posts
):
    for number in range(members):
        named(f"Zoe {'abcdefgh'[number % 8]}", f"zoe-{number}")
    topic = make_topic(sender=User.objects.get(handle="zoe-0"))
    fill_topic(topic, posts)

    with django_assert_max_num_queries(5):  # session, user, topic, its writers, others
        assert ask(client, "zoe", topic=topic.pk)
