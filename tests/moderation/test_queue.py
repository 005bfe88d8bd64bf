"""The list of the desk: its order, filters, pages and numbers, at any length."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.models import PendingEdit, Post, Topic
from moderation import actions
from moderation.models import Claim, Opinion, Report
from moderation.querysets.backlog import backlog, waiting_count
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)
from tests.moderation.edits import guests_post, make_edit

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def judge(client):
    person = moderator()
    client.force_login(person)
    return person


def waiting_for(thing, hours):
    """Let a post or an edit have waited so long."""
    moment = timezone.now() - timedelta(hours=hours)
    if isinstance(thing, PendingEdit):
        PendingEdit.objects.filter(pk=thing.pk).update(sent_at=moment)
    else:
        Post.objects.filter(pk=thing.pk).update(held_at=moment)
    return thing


def report(post, hours=0, **fields):
    """A reader's report as a row, with the number that goes with it."""
    made = timezone.now() - timedelta(hours=hours)
    Report.objects.create(
        post=post, version=post.version, reporter=UserFactory(), why="unsafe", made_at=made
    )
    Post.objects.filter(pk=post.pk).update(open_reports=post.reports.open().count(), **fields)
    return post


def rows_of(client, query=""):
    return client.get(f"/moderation/{query}").context["rows"]


def names_of(client, query=""):
    return [row.item for row in rows_of(client, query)]


def send(client, post, query="", **fields):
    form = {"version": post.version, "outcome": "publish", "reason": "", "message": ""}
    return client.post(f"/moderation/items/{post.pk}/decide/{query}", form | fields)


def test_held_posts_edits_and_reports_are_one_list_by_age(client, judge):
    topic = make_topic()
    young = waiting_for(make_held_reply(topic), 1)
    edit = waiting_for(make_edit(guests_post(topic)), 2)
    reported = report(make_reply(topic), hours=3)
    old = waiting_for(make_held_reply(topic), 4)

    assert names_of(client) == [
        f"post:{old.pk}",
        f"report:{reported.pk}",
        f"edit:{edit.pk}",
        f"post:{young.pk}",
    ]


def test_what_may_need_help_now_and_appeals_come_before_what_is_older(client, judge):
    topic = make_topic()
    old, appeal, urgent = (waiting_for(make_held_reply(topic), hours) for hours in (9, 2, 1))
    Post.objects.filter(pk=appeal.pk).update(appealed_at=timezone.now())
    Post.objects.filter(pk=urgent.pk).update(is_urgent=True)

    assert names_of(client) == [f"post:{one.pk}" for one in (appeal, urgent, old)]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?show=posts", {"guest", "member", "appeal", "urgent", "spam"}),
        ("?show=guests", {"guest", "appeal", "urgent", "spam", "edit"}),
        ("?show=edits", {"edit"}),
        ("?show=reports", {"report"}),
        ("?show=appeals", {"appeal"}),
        ("?show=urgent", {"urgent"}),
        ("?show=spam", {"spam"}),
        ("?reason=first_post", {"member"}),
        ("?category=quiet", {"report"}),
        ("?show=posts&category=quiet", set()),
        ("?show=nonsense", {"guest", "member", "appeal", "urgent", "spam", "edit", "report"}),
    ],
)
def test_a_filter_shows_what_it_says(client, judge, query, shown):
    topic = make_topic()
    spam = {"spam": {"score": 9}}
    known = {
        "guest": make_held_reply(topic),
        "member": make_reply(topic, sender=newcomer()),
        "appeal": make_held_reply(topic),
        "urgent": make_held_reply(topic),
        "spam": make_held_reply(topic),
        "report": report(make_reply(make_topic(category=CategoryFactory(slug="quiet")))),
    }
    Post.objects.filter(pk=known["appeal"].pk).update(appealed_at=timezone.now())
    Post.objects.filter(pk=known["urgent"].pk).update(is_urgent=True)
    Post.objects.filter(pk=known["spam"].pk).update(screening=spam)
    known["edit"] = make_edit(guests_post(topic))
    kinds = {"report": "report", "edit": "edit"}
    names = {f"{kinds.get(name, 'post')}:{one.pk}": name for name, one in known.items()}

    assert {names[item] for item in names_of(client, query)} == shown


def test_pills_say_what_to_know_before_opening(client, judge):
    topic = make_topic()
    author = UserFactory(first_published_at=None)
    held = make_reply(topic, sender=author)
    for _ in range(3):
        make_reply(topic, sender=UserFactory())
    Post.objects.filter(topic=topic, position__in=[2, 3, 4]).update(author=author)
    Post.objects.filter(pk=held.pk).update(
        version=2, hold_reasons=["patient"], screening={"spam": {"score": 9}}
    )
    Opinion.objects.create(post=held, version=2, asked_by=moderator())
    page = client.get("/moderation/").content.decode()

    for words in (
        "Possible patient details",
        "3 approved before",
        "Version 2",
        "Second opinion wanted",
        "Likely spam",
    ):
        assert words in page


def test_a_guest_is_known_again_by_a_confirmed_address_and_by_nothing_else(client, judge):
    topic = make_topic()
    for confirmed in (True, False):
        earlier = make_held_reply(topic, email="jory@example.org")
        actions.decide(earlier.pk, moderator=judge, version=1, outcome="publish")
        if confirmed:
            earlier.receipt.email_confirmed_at = timezone.now()
            earlier.receipt.save()
    known = make_held_reply(topic, email="jory@example.org")
    known.receipt.email_confirmed_at = timezone.now()
    known.receipt.save()
    stranger = make_held_reply(topic, email="jory@example.org")

    said = {row.post.pk: row.approved for row in rows_of(client)}

    assert said == {known.pk: 1, stranger.pk: 0}


def test_age_is_shown_against_the_promise(client, judge, settings):
    settings.MODERATION_GOAL_HOURS = 4
    topic = make_topic()
    for hours in (5, 3.5, 1):
        waiting_for(make_held_reply(topic), hours)

    assert [row.age for row in rows_of(client)] == ["bad", "warn", ""]
    page = client.get("/moderation/").content.decode()
    assert "past the goal" in page
    assert "close to the goal" in page


def test_a_reported_post_that_was_hidden_at_once_waits_too(client, judge):
    reported = make_reply(make_topic())
    actions.hide(reported.pk, moderator=judge, reason="patient_details")
    report(reported)

    page = client.get("/moderation/").content.decode()

    assert "1 report" in page
    assert "Hidden until decided" in page


def test_the_desk_bar_counts_what_waits_and_what_was_decided(client, judge):
    topic = make_topic()
    decided = make_held_reply(topic)
    actions.decide(decided.pk, moderator=judge, version=1, outcome="publish")
    waiting_for(make_held_reply(topic), 6)
    make_edit(guests_post(topic))
    report(make_reply(topic), hours=5)

    figures = client.get("/moderation/").context["figures"]

    assert (figures.count, figures.late, figures.decided) == (3, 2, 1)
    assert timezone.now() - figures.oldest > timedelta(hours=5, minutes=59)
    assert waiting_count(judge) == 3
    assert backlog(judge, goal=timezone.now()).late == 3


# --- next ------------------------------------------------------------------------------------


def test_a_decision_leads_to_the_next_item_of_the_same_filter(client, judge):
    topic, other = make_topic(), make_topic(category=CategoryFactory(slug="elsewhere"))
    first, second = make_held_reply(topic), make_held_reply(topic)
    between = waiting_for(make_held_reply(other), 9)
    query = f"?category={topic.category.slug}"

    page = client.get(f"/moderation/items/{first.pk}/{query}")
    answer = send(client, first, page.context["stay"])

    assert between.pk < second.pk or between.is_pending
    assert answer.url == f"/moderation/items/{second.pk}/{query}"


def test_an_empty_filter_leads_back_to_the_list_with_that_filter(client, judge):
    topic = make_topic()
    held = make_held_reply(topic)
    make_edit(guests_post(topic))

    answer = send(client, held, "?show=posts")

    assert answer.url == "/moderation/?show=posts"


def test_next_is_what_follows_and_then_the_list_from_its_top(client, judge):
    topic = make_topic()
    first, second, third = (waiting_for(make_held_reply(topic), hours) for hours in (3, 2, 1))

    stay = client.get(f"/moderation/items/{second.pk}/").context["stay"]
    assert send(client, second, stay).url == f"/moderation/items/{third.pk}/"
    stay = client.get(f"/moderation/items/{third.pk}/").context["stay"]
    assert send(client, third, stay).url == f"/moderation/items/{first.pk}/"


def test_next_leaves_out_ones_own_what_others_look_at_and_appeals_of_ones_refusals(client, judge):
    topic = make_topic()
    held, own, claimed, refused, wanted = (make_held_reply(topic) for _ in range(5))
    Post.objects.filter(pk=own.pk).update(author=judge, guest_name="")
    other, now = moderator(), timezone.now()
    Claim.objects.create(
        item=f"post:{claimed.pk}", moderator=other, until=now + timedelta(minutes=5)
    )
    actions.decide(refused.pk, moderator=judge, version=1, outcome="decline", reason="promotion")
    Post.objects.filter(pk=refused.pk).update(
        state="pending", version=2, appealed_at=timezone.now()
    )

    assert send(client, held).url == f"/moderation/items/{wanted.pk}/"


# --- size ------------------------------------------------------------------------------------


def fill_queue(number):
    """So many items of every kind, by rows alone."""
    topic = make_topic()
    author = UserFactory()
    common = {"topic": topic, "body_source": "x", "body_html": "<p>x</p>", "body_text": "x"}
    now = timezone.now()
    Post.objects.bulk_create(
        Post(
            **common,
            guest_name="Jory M.",
            hold_reasons=["guest"],
            held_at=now - timedelta(minutes=one),
        )
        for one in range(number)
    )
    some = number // 10
    placed = Post.objects.bulk_create(
        Post(
            **common,
            author=author,
            state="published",
            position=place,
            published_at=now,
            open_reports=1 if place % 2 else 0,
        )
        for place in range(2, some * 2 + 2)
    )
    Topic.objects.filter(pk=topic.pk).update(last_position=some * 2 + 1)
    Report.objects.bulk_create(
        Report(post=post, version=1, reporter=author, why="spam")
        for post in placed
        if post.open_reports
    )
    PendingEdit.objects.bulk_create(
        PendingEdit(
            post=post,
            author=author,
            base_version=1,
            body_source="y",
            body_format="text",
            body_html="<p>y</p>",
            body_text="y",
        )
        for post in placed
        if not post.open_reports
    )


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]


def test_list_item_and_header_cost_the_same_with_5000_waiting(client, judge):
    def measure():
        oldest = Post.objects.pending().oldest_waiting_first().first()
        pages = ["/moderation/", f"/moderation/items/{oldest.pk}/", "/moderation/?show=posts", "/"]
        for page in pages:
            client.get(page)
        return [len(queries_of(client, page)) for page in pages]

    fill_queue(50)
    few = measure()
    fill_queue(4950)
    many = measure()

    assert waiting_count(judge) == 6000
    assert many == few
    assert few[0] <= 12


def test_the_header_counts_with_one_query(judge, django_assert_num_queries):
    fill_queue(20)
    judge.is_moderator, judge.is_administrator  # noqa: B018 - roles are known in a request
    with django_assert_num_queries(1):
        assert waiting_count(judge) == 24


def test_pages_follow_each_other_without_gap_or_repetition(client, judge, settings):
    settings.DESK_PAGE = 7
    fill_queue(30)
    expected = 36
    seen, query = [], ""
    while True:
        context = client.get(f"/moderation/{query}").context
        seen += [row.item for row in context["rows"]]
        if not (query := context["more"]):
            break

    assert len(seen) == len(set(seen)) == expected


@pytest.mark.parametrize(
    "place",
    ["1", "1.2.post", "a.2.post.3", "1.2.person.3", "1." + "9" * 17 + ".post.1", "٣.1.post.1"],
)
def test_a_place_that_is_none_is_not_found(client, judge, place):
    assert client.get("/moderation/", {"after": place}).status_code == 404
