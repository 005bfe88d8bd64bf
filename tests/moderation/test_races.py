"""Two at once, with real connections: one decision, one mail, state and log agreeing."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum.models import InvalidTransition, Post
from forum.quoting import quotation
from forum.sanitize import cook
from forum.tasks import refresh_quotes
from moderation import actions
from moderation.models import Decision
from tests.factories import UserFactory, make_held_reply, make_reply, make_topic, moderator

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

ROUNDS = 10
# What two people do at once with one post, many times over where writers do not queue by themselves.
MANY = 100 if connection.vendor == "postgresql" else 10


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run every call in a thread and connection of its own, started together."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        except (actions.Stale, InvalidTransition) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_four_moderators_at_once_give_one_decision_and_one_mail():
    topic = make_topic()
    judges = [moderator() for _ in range(4)]
    for round_number in range(ROUNDS):
        post = make_held_reply(topic, email=f"guest{round_number}@example.org")
        forum_actions.confirm_email(post.receipt.pk)

        def decide(judge, outcome, post=post):
            return lambda: actions.decide(
                post.pk, moderator=judge, version=1, outcome=outcome, reason="promotion"
            )

        outcomes = ["publish", "decline", "publish", "return"]
        answers = at_once(*(decide(j, o) for j, o in zip(judges, outcomes, strict=True)))

        won = [answer for answer in answers if isinstance(answer, Decision)]
        post.refresh_from_db()
        assert len(won) == 1
        assert Decision.objects.filter(post=post).count() == 1
        assert OutboxMessage.objects.filter(key=f"decision {won[0].pk}").count() == 1
        state = {"publish": "published", "decline": "declined", "return": "returned"}
        assert post.state == state[won[0].outcome]
    assert OutboxMessage.objects.filter(kind__startswith="decision").count() == ROUNDS


def test_approval_against_withdrawal_has_one_winner():
    topic, judge = make_topic(), moderator()
    for _ in range(MANY):
        post = make_held_reply(topic)

        at_once(
            lambda post=post: actions.decide(
                post.pk, moderator=judge, version=1, outcome="publish"
            ),
            lambda post=post: forum_actions.withdraw(post.pk),
        )

        post.refresh_from_db()
        decided = Decision.objects.filter(post=post).count()
        assert (post.state, decided) in {("published", 1), ("withdrawn", 0)}


def test_approval_against_an_edit_never_publishes_text_nobody_read():
    topic, judge = make_topic(), moderator()
    for _ in range(MANY):
        post = make_held_reply(topic)

        at_once(
            lambda post=post: actions.decide(
                post.pk, moderator=judge, version=1, outcome="publish"
            ),
            lambda post=post: forum_actions.resubmit(
                post.pk, seen_version=1, writing=cook("Unread.", "text", by_guest=True)
            ),
        )

        post.refresh_from_db()
        assert (post.state, post.body_text) in {
            ("published", "From a guest."),
            ("pending", "Unread."),
        }


@pytest.mark.parametrize("other", ["publish", "decline"])
def test_two_moderators_at_once_give_one_decision(other):
    topic, first, second = make_topic(), moderator(), moderator()
    for _ in range(MANY):
        post = make_held_reply(topic)

        def decide(judge, outcome, post=post):
            reason = "" if outcome == "publish" else "promotion"
            return lambda: actions.decide(
                post.pk, moderator=judge, version=1, outcome=outcome, reason=reason
            )

        answers = at_once(decide(first, "publish"), decide(second, other))

        post.refresh_from_db()
        decision = Decision.objects.get(post=post)
        assert sum(isinstance(answer, actions.Stale) for answer in answers) == 1
        assert (post.state, decision.outcome) in {
            ("published", "publish"),
            ("declined", "decline"),
        }


def test_edit_and_publish_against_approval_has_one_winner():
    topic, first, second = make_topic(), moderator(), moderator()
    for _ in range(ROUNDS):
        post = make_held_reply(topic)

        at_once(
            lambda post=post: actions.decide(
                post.pk, moderator=first, version=1, outcome="publish"
            ),
            lambda post=post: actions.publish_edited(
                post.pk,
                moderator=second,
                version=1,
                writing=cook("Edited.", "text", by_guest=True),
                note="Shorter.",
            ),
        )

        post.refresh_from_db()
        outcome = Decision.objects.get(post=post).outcome
        assert (outcome, post.version, post.body_text) in {
            ("publish", 1, "From a guest."),
            ("edited", 2, "Edited."),
        }


def test_a_decision_is_taken_back_once_by_two_at_once():
    topic, judges = make_topic(), [moderator(), moderator()]
    for _ in range(ROUNDS):
        post = make_held_reply(topic)
        first = actions.decide(
            post.pk, moderator=judges[0], version=1, outcome="decline", reason="promotion"
        )

        at_once(
            *[
                lambda judge=judge, first=first: actions.undo(first.pk, moderator=judge)
                for judge in judges
            ]
        )

        assert Decision.objects.filter(undoes=first).count() == 1
        assert Post.objects.get(pk=post.pk).version == 2


def test_an_appeal_is_made_once():
    topic, judge = make_topic(), moderator()
    for _ in range(ROUNDS):
        post = make_held_reply(topic)
        actions.decide(post.pk, moderator=judge, version=1, outcome="decline", reason="promotion")

        at_once(*[lambda post=post: forum_actions.appeal(post.pk, text="Please.")] * 2)

        post.refresh_from_db()
        assert (post.state, post.version, post.remarks.count()) == ("pending", 2, 1)


def test_removing_a_post_while_it_is_quoted_does_not_block():
    judge, author = moderator(), UserFactory()
    for _ in range(ROUNDS):
        topic = make_topic()
        quoted = make_reply(topic, body="To be removed.")
        words = quotation(quoted) + "\nMine."
        make_reply(topic, body=words)

        at_once(
            lambda quoted=quoted: actions.hide(quoted.pk, moderator=judge, reason="wording"),
            lambda topic=topic, words=words: make_reply(topic, sender=author, body=words),
        )
        refresh_quotes(quoted.pk)  # what a worker does after the commit

        quoting = Post.objects.filter(topic=topic, position__gt=2)
        assert [post for post in quoting if "To be removed." in post.body_html] == []


def test_replies_at_once_each_get_a_place_of_their_own():
    topic = make_topic()

    at_once(*[lambda: make_reply(Post.objects.get(topic=topic, position=1).topic)] * 8)

    topic.refresh_from_db()
    positions = Post.objects.filter(topic=topic).in_reading_order()
    assert list(positions.values_list("position", flat=True)) == list(range(1, 10))
    assert (topic.reply_count, topic.last_position) == (8, 9)
    assert topic.category.post_count == 9


def test_two_removals_in_one_topic_do_not_block_each_other():
    judges = [moderator(), moderator()]
    for _ in range(ROUNDS):
        topic = make_topic()
        replies = [make_reply(topic), make_reply(topic)]

        at_once(
            *[
                lambda post=post, judge=judge: actions.hide(
                    post.pk, moderator=judge, reason="wording"
                )
                for post, judge in zip(replies, judges, strict=True)
            ]
        )

        topic.refresh_from_db()
        assert topic.reply_count == 0


def test_removing_a_post_while_it_is_answered_does_not_block():
    judge, author = moderator(), UserFactory()
    for _ in range(ROUNDS):
        topic = make_topic()
        answered = make_reply(topic)

        at_once(
            lambda answered=answered: actions.hide(answered.pk, moderator=judge, reason="wording"),
            lambda topic=topic, answered=answered: forum_actions.submit_reply(
                topic_id=topic.pk,
                sender=author,
                writing=cook("An answer.", "text", by_guest=False),
                submission_key=uuid.uuid4(),
                reply_to=answered,
            ),
        )

        topic.refresh_from_db()
        assert (topic.reply_count, topic.last_position) == (1, 3)
