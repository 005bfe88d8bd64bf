"""How moderation is doing: figures from the records, charts with tables, counts for everybody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from forum.models import Post
from moderation import actions, rereading
from moderation.insights import charts, insights, transparency
from moderation.models import Decision, Rereview
from tests.factories import UserFactory, make_held_reply, make_topic, moderator

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def held(since):
    """A guest's reply that waits since then."""
    post = make_held_reply()
    Post.objects.filter(pk=post.pk).update(held_at=since, written_at=since)
    return post


def decided(who, *, waited, at, outcome="publish", reason=""):
    post = held(at - waited)
    return actions.decide(
        post.pk, moderator=who, version=1, outcome=outcome, reason=reason, message="", now=at
    )


def five_decisions(who, *, before=NOW):
    for hours in (1, 2, 3, 4, 10):
        decided(who, waited=hours * HOUR, at=before - timedelta(days=1))


def test_median_and_share_within_the_goal_come_from_what_was_waited(settings):
    settings.MODERATION_GOAL_HOURS = 4
    five_decisions(moderator())

    found = insights(30, now=NOW)

    assert found.decided == 5
    assert found.median_hours == 3.0
    assert found.within_goal == 80
    assert found.median_before is None


def test_the_period_before_says_whether_it_got_faster():
    who = moderator()
    five_decisions(who)
    for hours in (5, 6, 7, 8, 9):
        decided(who, waited=hours * HOUR, at=NOW - timedelta(days=10))

    found = insights(7, now=NOW)

    assert found.median_hours == 3.0
    assert found.median_before == 7.0
    assert found.faster_by == 4.0


def test_few_decisions_give_no_median():
    decided(moderator(), waited=HOUR, at=NOW - HOUR)

    found = insights(30, now=NOW)

    assert found.median_hours is None
    assert not found.is_enough


def test_noon_counts_what_waited_then():
    who = moderator()
    yesterday_noon = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    decided(who, waited=2 * HOUR, at=yesterday_noon + HOUR)
    decided(who, waited=2 * HOUR, at=yesterday_noon - HOUR)
    held(yesterday_noon - 5 * HOUR)

    days = {one.day.isoformat(): one for one in insights(7, now=NOW).days}

    assert days["2026-11-21"].waiting_at_noon == 2
    assert days["2026-11-22"].waiting_at_noon == 1
    assert days["2026-11-20"].waiting_at_noon == 0
    assert days["2026-11-21"].decided == 2


def test_outcomes_and_reasons_are_counted():
    who = moderator()
    five_decisions(who)
    decided(who, waited=HOUR, at=NOW - HOUR, outcome="decline", reason="promotion")
    decided(who, waited=HOUR, at=NOW - HOUR, outcome="return", reason="wording")
    decided(who, waited=HOUR, at=NOW - HOUR, outcome="return", reason="wording")

    found = insights(30, now=NOW)

    assert (found.approved, found.judged) == (5, 8)
    assert dict(found.reasons) == {"Promotion or spam": 1, "Wording about patients": 2}
    this_week = found.weeks[-1]
    assert (this_week.approved, this_week.returned, this_week.declined) == (5, 2, 1)


def test_a_restored_post_is_a_reversed_decision():
    who, other = moderator(), moderator()
    post = make_topic().posts.get()
    actions.hide(post.pk, moderator=who, reason="other", message="Why.")
    actions.restore(post.pk, moderator=other)

    found = insights(30)

    assert found.reversed == 1
    assert found.decisions == 2


def test_the_page_costs_as_many_queries_for_many_decisions(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    who = moderator()
    client.force_login(who)
    decided(who, waited=HOUR, at=NOW - HOUR)
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("moderation:insights"))
    for _ in range(6):
        decided(who, waited=HOUR, at=NOW - HOUR)

    with django_assert_num_queries(len(few)):
        client.get(reverse("moderation:insights"))


def test_insights_are_for_moderators(client):
    assert client.get(reverse("moderation:insights")).status_code == 302
    client.force_login(UserFactory())
    assert client.get(reverse("moderation:insights")).status_code == 403
    assert client.get(reverse("moderation:insights_csv")).status_code == 403
    assert client.get(reverse("moderation:rereview")).status_code == 403


def test_the_table_holds_dates_and_numbers_alone(client):
    who = moderator()
    client.force_login(who)
    decided(who, waited=HOUR, at=datetime.now(UTC) - HOUR)

    answer = client.get(reverse("moderation:insights_csv") + "?days=7")

    head, *rows = answer.content.decode().splitlines()
    assert head == "day,waiting_at_noon,decided,median_hours,slowest_tenth_hours"
    assert len(rows) == 8
    assert all(set(row) <= set("0123456789-.,") for row in rows)
    assert answer["Cache-Control"] == "private, no-store"


# --- everybody --------------------------------------------------------------------------------


def test_the_public_page_tells_counts_and_hides_small_ones(client):
    cache.delete("moderation:transparency")
    who = moderator()
    five_decisions(who, before=datetime.now(UTC))
    decided(who, waited=HOUR, at=datetime.now(UTC), outcome="decline", reason="promotion")

    page = client.get(reverse("transparency")).content.decode()

    assert "Approved" in page
    assert "fewer than 5" in page
    assert "Promotion or spam" in page
    assert who.display_name not in page


def test_the_public_page_sets_no_cookie_and_may_be_cached(client):
    answer = client.get(reverse("transparency"))

    assert not answer.cookies
    assert "public" in answer["Cache-Control"]


def test_small_counts_are_few_and_none_is_none():
    found = transparency()

    assert [line.is_few for line in found.other] == [False] * len(found.other)


# --- second reading -----------------------------------------------------------------------------


def test_at_least_one_judgement_of_a_day_is_drawn_and_only_once():
    five_decisions(moderator(), before=NOW + HOUR)

    assert rereading.draw(NOW) == 1
    assert rereading.draw(NOW + HOUR) == 0
    assert Rereview.objects.count() == 1


def test_nothing_is_drawn_where_nothing_was_decided():
    assert rereading.draw(NOW) == 0


def test_nobody_reads_their_own_decision_or_post_again():
    who, author = moderator(), moderator()
    topic = make_topic(sender=author)
    decision = Decision.objects.create(
        post=topic.posts.get(), version=1, moderator=who, outcome="publish"
    )
    Rereview.objects.create(decision=decision)

    assert not rereading.waiting_for(who).exists()
    assert not rereading.waiting_for(author).exists()
    assert rereading.waiting_for(moderator()).count() == 1


def test_a_second_reader_answers_once_and_the_post_stays_as_it_is(client):
    first, second, third = moderator(), moderator(), moderator()
    decision = decided(first, waited=HOUR, at=datetime.now(UTC) - HOUR)
    drawn = Rereview.objects.create(decision=decision)
    client.force_login(second)
    page = client.get(reverse("moderation:rereview"))
    assert "From a guest." in page.content.decode()
    assert first.display_name not in page.content.decode()

    client.post(reverse("moderation:rereview"), {"number": drawn.pk, "outcome": "decline"})

    drawn.refresh_from_db()
    assert (drawn.moderator, drawn.outcome) == (second, "decline")
    assert not rereading.answer(drawn.pk, third, "publish")
    decision.post.refresh_from_db()
    assert decision.post.is_published
    found = insights(30)
    assert (found.reread, found.agreed) == (1, 0)


def test_an_answer_without_a_choice_comes_back(client):
    decision = decided(moderator(), waited=HOUR, at=datetime.now(UTC) - HOUR)
    drawn = Rereview.objects.create(decision=decision)
    client.force_login(moderator())

    answer = client.post(reverse("moderation:rereview"), {"number": drawn.pk})

    assert answer.status_code == 422
    assert "Please choose what you would have decided." in answer.content.decode()


# --- geometry -----------------------------------------------------------------------------------


def test_lines_across_are_round_numbers_and_few():
    for highest in (1, 3, 7, 19, 83, 1200, 99_999):
        step = charts.step_of(highest)
        assert str(step).strip("0") in {"1", "2", "5"}
        assert 1 <= highest / step <= 5 or step == 1


def test_a_chart_stays_inside_its_frame():
    drawn = charts.lines([[0, 5, None, 19]], ["a", "b", "c", "d"], target=4)

    points = [tuple(map(float, point.split(","))) for point in drawn.lines[0].split()]
    assert len(points) == 3
    assert all(38 <= x <= 588 and 14 <= y <= 212 for x, y in points)
    assert 14 <= drawn.target <= 212


def test_charts_of_nothing_are_empty_not_broken():
    assert charts.lines([[]], []).area == ""
    assert charts.ranked([]) == []
    assert charts.heat([[0] * 12] * 7)[0].cells[0][1] == 0.06
