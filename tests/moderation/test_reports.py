"""A reader asks moderators to look at a post; one decision answers everybody who asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum.actions import editing
from forum.limits import TooMany
from forum.models import Category, InvalidTransition, Move, Post
from forum.sanitize import cook
from moderation import actions
from moderation.models import Decision, Report
from moderation.tasks import forget_reporters
from tests.factories import (
    CategoryFactory,
    UserFactory,
    guest,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def post() -> Post:
    return make_reply(make_topic(), sender=UserFactory(display_name="Author of it"))


def report(post: Post, reporter: Any = None, why: str = "unsafe", **fields: Any) -> actions.Filed:
    sent = {"address": "203.0.113.9", "version": post.version, "note": "", **fields}
    return actions.report(post.pk, reporter=reporter, why=why, **sent)


def judge(post: Post, outcome: str, **fields: Any) -> Decision:
    post.refresh_from_db()
    read = {"version": post.version, "seen": Report.objects.open().filter(post=post).numbers()}
    named = {"moderator": fields.pop("moderator", None) or moderator(), **read, **fields}
    return actions.judge_reports(post.pk, outcome=outcome, **named)


def fresh(post: Post) -> Post:
    return Post.objects.select_related("topic__category").get(pk=post.pk)


def is_counted_right(post: Post) -> bool:
    topic = fresh(post).topic
    counted = topic.posts.recount()
    return (
        topic.reply_count == counted["replies"]
        and fresh(post).open_reports == Report.objects.open().filter(post=post).count()
        and topic.category.post_count == Post.objects.published().count()
    )


# --- sending ------------------------------------------------------------------------------------


def test_a_report_waits_and_the_post_stays(post):
    filed = report(post, UserFactory(), note="The dose is too high.")

    assert not filed.hid
    assert fresh(post).is_published
    assert fresh(post).open_reports == 1
    assert is_counted_right(post)


def test_two_members_are_two_reports_and_the_same_member_is_one(post):
    reporter = UserFactory()
    report(post, reporter)
    report(post, UserFactory())

    assert report(post, reporter).repeated
    assert fresh(post).open_reports == 2


def test_another_reason_takes_the_place_of_the_first(post):
    reporter = UserFactory()
    first = report(post, reporter, "spam").report

    second = report(post, reporter, "unsafe", note="On second thought.").report

    assert second.pk != first.pk
    assert fresh(post).open_reports == 1
    first.refresh_from_db()
    assert first.closed_at
    assert first.decision is None


def test_a_visitor_names_no_member_and_is_known_by_network_alone(post):
    made = report(post, why="spam").report

    assert (made.reporter, made.network) == (None, "203.0.113.0/24")
    assert report(post, why="spam", address="203.0.113.77").repeated


def test_visitors_of_one_network_wait_after_several_reports(settings):
    settings.REPORTS_PER_HOUR_NETWORK = 2
    topic = make_topic()
    posts = [make_reply(topic) for _ in range(3)]
    for one in posts[:2]:
        report(one)

    with pytest.raises(TooMany):
        report(posts[2])
    assert report(posts[2], address="198.51.100.1").report.pk


def test_members_wait_as_well(settings):
    settings.REPORTS_PER_HOUR = 1
    reporter, topic = UserFactory(), make_topic()
    report(make_reply(topic), reporter)

    with pytest.raises(TooMany):
        report(make_reply(topic), reporter)


@pytest.mark.parametrize("state", ["pending", "hidden", "purged"])
def test_what_readers_do_not_see_cannot_be_reported(state):
    topic = make_topic()
    if state == "pending":
        post = make_reply(topic, sender=guest())
    else:
        post = make_reply(topic)
        verb = {"hidden": forum_actions.hide, "purged": forum_actions.purge}[state]
        verb(post, actor=moderator(), reason="gone")

    with pytest.raises(Post.DoesNotExist):
        report(post, UserFactory())


def test_nobody_reports_what_they_wrote_not_even_anonymously():
    author, category = UserFactory(), CategoryFactory(allows_anonymous=True)
    mine = make_reply(make_topic(), sender=author)
    hidden = make_reply(make_topic(category=category))
    label = hidden.topic.peers.create(person=author, number=1, label="Prescriber 1")
    Post.objects.filter(pk=hidden.pk).update(author=None, peer=label, peer_label=label.label)

    for post in (mine, hidden):
        with pytest.raises(actions.NotYours):
            report(post, author)


def test_prescribers_rooms_are_reported_by_who_reads_them():
    room = CategoryFactory(visibility=Category.Visibility.PRESCRIBERS, guest_policy="none")
    post = make_topic(category=room).posts.get()

    with pytest.raises(Post.DoesNotExist):
        report(post, UserFactory())
    with pytest.raises(Post.DoesNotExist):
        report(post)


# --- what may identify a patient ----------------------------------------------------------------


def test_a_member_s_word_hides_at_once_and_no_human_is_named(post):
    filed = report(post, UserFactory(), "patient")

    now = fresh(post)
    assert filed.hid
    assert now.state == "hidden"
    assert "a moderator is looking" in now.removal_reason
    move = Move.objects.filter(post=post).last()
    assert (move.by, move.actor) == ("rule", None)
    assert not Decision.objects.exists()
    assert is_counted_right(post)


def test_the_author_is_told_and_never_who_reported(post):
    reporter = UserFactory(display_name="Quiet Reader", email="quiet@example.org")

    report(post, reporter, "patient", note="Bed 7 on ward B")

    letter = OutboxMessage.objects.get(to=post.author.email)
    said = letter.subject + letter.text + letter.html
    assert "may identify a patient" in said
    assert "Quiet" not in said
    assert "Bed 7" not in said
    assert post.topic.title not in said


@pytest.mark.parametrize(
    "who", ["visitor", "newcomer", "on probation", "wrong before", "keeps enough hidden"]
)
def test_this_word_alone_hides_nothing(who, settings):
    settings.REPORT_MISTAKES_MAX, settings.REPORT_HIDES_WAITING = 2, 2
    topic = make_topic()
    reporter = newcomer() if who == "newcomer" else UserFactory()
    if who == "on probation":
        reporter.probation_until = timezone.now() + timedelta(days=3)
        reporter.save()
    if who == "wrong before":
        for _ in range(2):
            earlier = make_reply(topic)
            assert report(earlier, reporter, "patient").hid
            judge(earlier, "keep")
    if who == "keeps enough hidden":
        for _ in range(2):
            assert report(make_reply(topic), reporter, "patient").hid
    post = make_reply(topic)

    filed = report(post, None if who == "visitor" else reporter, "patient")

    assert not filed.hid
    assert fresh(post).is_published
    assert fresh(post).open_reports == 1


def test_mistakes_are_forgiven_in_time(settings):
    settings.REPORT_MISTAKES_MAX = 1
    reporter, topic = UserFactory(), make_topic()
    earlier = make_reply(topic)
    report(earlier, reporter, "patient")
    judge(earlier, "keep")
    assert not actions.reporting.may_hide(reporter)

    long_ago = timezone.now() - timedelta(days=settings.REPORT_MISTAKES_DAYS + 1)
    Report.objects.filter(reporter=reporter).update(closed_at=long_ago)

    assert report(make_reply(topic), reporter, "patient").hid


def test_a_text_that_a_moderator_kept_is_hidden_by_no_rule_but_a_new_one_is(post):
    report(post, UserFactory(), "patient")
    judge(post, "keep")

    assert not report(post, UserFactory(), "patient").hid
    judge(post, "keep")
    writing = cook("Other words.", "text", by_guest=False)
    editing.edit(post.pk, editor=post.author, seen_version=1, writing=writing)
    post.refresh_from_db()

    assert report(post, UserFactory(), "patient").hid


def test_a_reported_opening_takes_its_discussion_along_and_back():
    topic = make_topic()
    make_reply(topic)
    opening = topic.posts.get(opens_topic=True)

    report(opening, UserFactory(), "patient")
    topic.refresh_from_db()
    assert not topic.is_public

    judge(opening, "keep")
    topic.refresh_from_db()
    assert topic.is_public
    assert is_counted_right(opening)


# --- answering ----------------------------------------------------------------------------------


def test_one_decision_answers_all_and_thanks_every_member_once(post):
    reporters = [UserFactory() for _ in range(3)]
    for reporter in reporters:
        report(post, reporter, note="Secret note")
    report(post)

    decision = judge(post, "keep")

    assert decision.outcome == "keep"
    assert fresh(post).open_reports == 0
    assert set(Report.objects.values_list("decision", flat=True)) == {decision.pk}
    told = OutboxMessage.objects.filter(kind="report looked at")
    assert sorted(told.values_list("to", flat=True)) == sorted(p.email for p in reporters)
    words = "".join(told.values_list("text", flat=True))
    assert "Secret note" not in words
    assert post.topic.title not in words
    assert not OutboxMessage.objects.filter(to=post.author.email).exists()


def test_removing_tells_the_author_the_reason_and_nothing_of_the_reports(post):
    report(post, UserFactory(display_name="Quiet Reader"), note="Secret note")

    judge(post, "hide", reason="patient_details")

    assert fresh(post).state == "hidden"
    letter = OutboxMessage.objects.get(to=post.author.email)
    assert "could have identified a patient" in letter.text
    assert "Secret note" not in letter.text
    assert "Quiet" not in letter.text


def test_what_a_rule_hid_comes_back_with_its_place_and_the_author_hears(post):
    report(post, UserFactory(), "patient")

    decision = judge(post, "keep")

    assert decision.outcome == "restore"
    assert fresh(post).is_published
    assert fresh(post).position == post.position
    assert OutboxMessage.objects.filter(kind="shown again", to=post.author.email).exists()
    assert is_counted_right(post)


def test_what_a_rule_hid_stays_hidden_for_the_moderator_s_reason(post):
    report(post, UserFactory(), "patient")

    judge(post, "hide", reason="patient_details")

    now = fresh(post)
    assert now.state == "hidden"
    assert "looking" not in now.removal_reason
    assert [m.by for m in post.moves.told()] == ["rule", "rule", "moderator"]
    assert is_counted_right(post)


@pytest.mark.parametrize("moved_on", ["another report", "changed report", "edit", "decided"])
def test_a_stale_answer_is_refused_and_nothing_is_written(post, moved_on):
    reporter = UserFactory()
    seen = [report(post, reporter).report.pk]
    if moved_on == "another report":
        report(post, UserFactory())
    elif moved_on == "changed report":
        report(post, reporter, "spam")
    elif moved_on == "edit":
        writing = cook("Other words.", "text", by_guest=False)
        editing.edit(post.pk, editor=post.author, seen_version=1, writing=writing)
    else:
        judge(post, "keep")
    before = Decision.objects.count()

    with pytest.raises(actions.StaleReports):
        actions.judge_reports(
            post.pk,
            moderator=moderator(),
            version=1,
            seen=seen,
            outcome="hide",
            reason="promotion",
        )
    assert fresh(post).is_published
    assert Decision.objects.count() == before


def test_moderators_do_not_answer_reports_on_their_own_posts():
    author = moderator()
    post = make_reply(make_topic(), sender=author)
    report(post, UserFactory())

    with pytest.raises(actions.NotYours):
        judge(post, "keep", moderator=author)


@pytest.mark.parametrize("verb", ["hide", "purge"])
def test_every_other_verb_of_the_desk_answers_the_reports_too(post, verb):
    report(post, UserFactory())
    if verb == "hide":
        actions.hide(post.pk, moderator=moderator(), reason="promotion")
    else:
        actions.purge(post.pk, moderator=moderator(), version=1, reason="patient_details")

    assert fresh(post).open_reports == 0
    assert not Report.objects.open().exists()


def test_a_post_may_be_reported_again_after_an_answer(post):
    reporter = UserFactory()
    report(post, reporter)
    judge(post, "keep")

    assert not report(post, reporter).repeated
    assert fresh(post).open_reports == 1


def test_a_broken_second_write_leaves_nothing_behind(post, monkeypatch):
    report(post, UserFactory(), "patient")

    def broken(*args: Any, **kwargs: Any) -> None:
        raise InvalidTransition

    monkeypatch.setattr(actions.judging_reports, "record", broken)
    with pytest.raises(InvalidTransition):
        judge(post, "keep")

    assert fresh(post).state == "hidden"
    assert fresh(post).open_reports == 1
    assert mail.outbox == []


def test_the_network_of_a_visitor_is_forgotten_in_time(post, settings):
    old = report(post).report
    past = timezone.now() - timedelta(days=settings.GUEST_DATA_DAYS + 1)
    Report.objects.filter(pk=old.pk).update(made_at=past)
    recent = report(make_reply(post.topic), address="198.51.100.7").report

    assert forget_reporters() == 1

    assert Report.objects.get(pk=old.pk).network == ""
    assert Report.objects.get(pk=recent.pk).network == "198.51.100.0/24"
