"""Two at once, with real connections: one decision, one mail, state and log agreeing."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum.models import InvalidTransition, Post
from forum.sanitize import cook
from moderation import actions
from moderation.models import Decision
from tests.factories import UserFactory, make_held_reply, make_reply, make_topic, moderator

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

ROUNDS = 10


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
    for _ in range(ROUNDS):
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
    for _ in range(ROUNDS):
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
