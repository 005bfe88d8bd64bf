"""Lists: orders, filters, what is unread and what is followed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.models import Follow, ReadMark, Tag, Topic
from tests.factories import CategoryFactory, UserFactory, make_reply, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def titles(client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return [topic.title for topic in response.context["topics"]]


def votes(topic: Topic, number: int) -> Topic:
    Topic.objects.filter(pk=topic.pk).update(helpful_count=number)
    return topic


# --- orders -----------------------------------------------------------------------------------


def test_top_puts_the_most_helpful_first(client):
    few = votes(make_topic(title="Two found it helpful"), 2)
    many = votes(make_topic(title="Nine found it helpful"), 9)

    assert titles(client, "/discussions/?sort=top") == [many.title, few.title]


def test_pages_of_top_follow_each_other_without_gap_or_repeat(client, settings):
    settings.TOPICS_PER_PAGE = 2
    wanted = [votes(make_topic(title=f"Number {n} of five"), n % 2).title for n in range(5)]
    address, seen = "/discussions/?sort=top", []

    while address:
        response = client.get(address)
        seen += [topic.title for topic in response.context["topics"]]
        address = response.context["pager"].next

    assert sorted(seen) == sorted(wanted)
    assert seen[:2] == ["Number 3 of five", "Number 1 of five"]


@pytest.mark.parametrize("sort", ["unread", "followed"])
def test_a_visitor_has_nothing_unread_or_followed_and_sees_the_latest(client, sort):
    topic = make_topic()

    response = client.get(f"/discussions/?sort={sort}")

    assert [one.title for one in response.context["topics"]] == [topic.title]
    assert "Following" not in response.content.decode()


# --- unread -----------------------------------------------------------------------------------


def test_a_discussion_is_unread_until_its_last_place_was_seen(client):
    reader = UserFactory()
    topic = make_topic(title="With a second post")
    make_reply(topic)
    client.force_login(reader)

    assert titles(client, "/discussions/?sort=unread") == [topic.title]
    ReadMark.objects.create(person=reader, topic=topic, position=1)
    assert titles(client, "/discussions/?sort=unread") == [topic.title]
    ReadMark.objects.filter(person=reader).update(position=2)
    assert titles(client, "/discussions/?sort=unread") == []


def test_a_reader_who_caught_up_or_has_just_joined_has_nothing_unread(client):
    make_topic()
    reader = UserFactory(read_until=timezone.now() + timedelta(seconds=1))
    client.force_login(reader)

    assert titles(client, "/discussions/?sort=unread") == []


def test_what_is_old_counts_as_read(client, settings):
    topic = make_topic()
    reader = UserFactory(read_until=timezone.now() - timedelta(days=900))
    old = timezone.now() - timedelta(days=settings.UNREAD_DAYS + 1)
    Topic.objects.filter(pk=topic.pk).update(last_activity_at=old)
    client.force_login(reader)

    assert titles(client, "/discussions/?sort=unread") == []


def test_an_unread_row_says_so_in_words(client):
    topic = make_topic(title="A question nobody opened")
    reader = UserFactory(read_until=timezone.now() - timedelta(days=1))
    client.force_login(reader)

    page = client.get("/discussions/").content.decode()

    assert 'class="topic unread"' in page
    assert "Unread:" in page
    ReadMark.objects.create(person=reader, topic=topic, position=1)
    assert 'class="topic seen"' in client.get("/discussions/").content.decode()


# --- followed ---------------------------------------------------------------------------------


def test_followed_gathers_topics_categories_and_tags_but_nothing_muted(client):
    reader = UserFactory()
    tag = Tag.objects.create(slug="fentanyl", name="fentanyl")
    by_topic, by_category, by_tag, muted, other = (
        make_topic(title=f"Followed by its {name}")
        for name in ("own number", "category here", "tag there", "muted state", "nobody at all")
    )
    by_tag.tags.add(tag)
    for follow in (
        {"topic": by_topic},
        {"category": by_category.category},
        {"tag": tag},
        {"category": muted.category},
        {"topic": muted, "level": "muted"},
    ):
        Follow.objects.create(person=reader, **follow)
    client.force_login(reader)

    found = titles(client, "/discussions/?sort=followed")

    assert sorted(found) == sorted([by_topic.title, by_category.title, by_tag.title])
    assert other.title not in found


def test_home_shows_a_member_what_is_unread_and_followed(client):
    reader = UserFactory(read_until=timezone.now() - timedelta(days=1))
    unread, followed = make_topic(title="Nobody opened this"), make_topic(title="One follows this")
    ReadMark.objects.create(person=reader, topic=followed, position=1)
    Follow.objects.create(person=reader, topic=followed)
    client.force_login(reader)

    context = client.get("/").context

    assert [topic.title for topic in context["unread"]] == [unread.title]
    assert [topic.title for topic in context["followed"]] == [followed.title]


# --- filters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("status=answered", ["Answered question"]),
        ("status=open", ["A practice tip", "From last year"]),
        ("kind=tip", ["A practice tip"]),
        ("time=month", ["A practice tip", "Answered question"]),
        (
            "kind=nonsense&status=&time=never",
            ["A practice tip", "Answered question", "From last year"],
        ),
        ("kind=tip&status=answered", []),
    ],
)
def test_filters_leave_out_what_does_not_fit(client, query, kept):
    answered, tip, old = (
        make_topic(title=name) for name in ("Answered question", "A practice tip", "From last year")
    )
    Topic.objects.filter(pk=answered.pk).update(accepted_count=1)
    Topic.objects.filter(pk=tip.pk).update(kind="tip")
    long_ago = timezone.now() - timedelta(days=300)
    Topic.objects.filter(pk=old.pk).update(last_activity_at=long_ago)

    assert sorted(titles(client, f"/discussions/?{query}")) == sorted(kept)


def test_the_next_page_keeps_order_and_filter(client, settings):
    settings.TOPICS_PER_PAGE = 1
    for _ in range(2):
        make_topic()

    following = client.get("/discussions/?sort=top&status=open&evil=1").context["pager"].next

    assert "sort=top" in following
    assert "status=open" in following
    assert "evil" not in following


def test_an_empty_filter_offers_the_way_back(client):
    make_topic()

    page = client.get("/discussions/?kind=tip").content.decode()

    assert "Nothing fits this filter" in page


# --- tags -------------------------------------------------------------------------------------


def test_tags_count_only_what_the_reader_may_read(client):
    tag = Tag.objects.create(slug="cows", name="COWS")
    make_topic().tags.add(tag)
    make_topic(category=CategoryFactory(visibility="members", guest_policy="none")).tags.add(tag)

    def count() -> int:
        return client.get("/tags/").context["tags"][0].seen_topics

    assert count() == 1
    client.force_login(UserFactory())
    assert count() == 2


# --- cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", ["latest", "unanswered", "top", "unread", "followed"])
@pytest.mark.parametrize("number", [2, 25])
def test_every_order_costs_a_member_the_same(client, sort, number):
    category = CategoryFactory()
    for _ in range(number):
        make_topic(category=category)
    reader = UserFactory(read_until=timezone.now() - timedelta(days=1))
    Follow.objects.create(person=reader, category=category)
    client.force_login(reader)

    with CaptureQueriesContext(connection) as captured:
        client.get(f"/discussions/?sort={sort}")

    assert len(captured) <= 5


@pytest.mark.parametrize("number", [2, 25])
def test_home_costs_a_visitor_3_queries_and_a_member_7(client, number):
    category = CategoryFactory()
    for _ in range(number):
        make_topic(category=category)
    client.get("/")

    with CaptureQueriesContext(connection) as visitor:
        client.get("/")
    client.force_login(UserFactory())
    with CaptureQueriesContext(connection) as member:
        client.get("/")

    assert (len(visitor), len(member)) == (3, 7)
