"""A tool and something else at once, with real connections: nothing is lost, nobody is refused
for a reason that is not true, and every counter is right."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from forum import actions as forum_actions
from forum.models import Follow, InvalidTransition, Post, Topic
from forum.sanitize import cook
from moderation import actions
from moderation.models import Decision, ToolUse
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
)
from tests.moderation.tooling import assert_counters_are_right

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

ROUNDS = 10
MANY = 100 if connection.vendor == "postgresql" else ROUNDS


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run every call in a thread and connection of its own, started together."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        except (
            actions.Stale,
            actions.StaleTopic,
            actions.Refused,
            forum_actions.NotOpen,
            InvalidTransition,
            Topic.DoesNotExist,
        ) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def merge(source: Topic, target: Topic, judge) -> Callable[[], object]:
    seen = {"seen": 0, "seen_target": 0, "reason": "Same."}
    return lambda: actions.merge(source.pk, target.pk, moderator=judge, **seen)


def approve(post: Post, judge) -> Callable[[], object]:
    return lambda: actions.decide(post.pk, moderator=judge, version=1, outcome="publish")


def reply(topic: Topic, author) -> Callable[[], object]:
    return lambda: forum_actions.submit_reply(
        topic_id=topic.pk,
        sender=author,
        writing=cook("Written meanwhile.", "text", by_guest=False),
        submission_key=uuid.uuid4(),
    )


def test_merge_against_approval_publishes_the_post_in_the_topic_that_stays():
    judges = [moderator(), moderator()]
    for _ in range(MANY):
        source, target = make_topic(), make_topic()
        post = make_held_reply(source)

        answers = at_once(merge(source, target, judges[0]), approve(post, judges[1]))

        post.refresh_from_db()
        assert isinstance(answers[0], ToolUse)
        assert isinstance(answers[1], Decision)
        assert (post.state, post.topic) == ("published", target)
    assert_counters_are_right()


def test_merge_against_a_reply_leaves_none_behind():
    judge, author = moderator(), UserFactory()
    for _ in range(ROUNDS):
        source, target = make_topic(), make_topic()
        forum_actions.follow(author, topic=source, level=Follow.Level.ALL)

        at_once(merge(source, target, judge), reply(source, moderator()))

        assert not Post.objects.filter(topic=source).exists()
        assert Topic.objects.get(pk=source.pk).merged_into == target
    assert_counters_are_right()


def test_two_merges_at_once_end_without_a_ring_and_without_a_block():
    judges = [moderator(), moderator()]
    for _ in range(ROUNDS):
        one, other = make_topic(), make_topic()

        answers = at_once(merge(one, other, judges[0]), merge(other, one, judges[1]))

        done = [answer for answer in answers if isinstance(answer, ToolUse)]
        assert len(done) == 1
        assert Topic.objects.filter(pk__in=[one.pk, other.pk], is_public=True).count() == 1
    assert_counters_are_right()


def test_moves_and_removals_across_two_categories_do_not_block_each_other():
    judges = [moderator() for _ in range(4)]
    left, right = CategoryFactory(), CategoryFactory()
    for _ in range(ROUNDS):
        one, other = make_topic(category=left), make_topic(category=right)
        replies = [make_reply(one), make_reply(other)]

        def move(topic, category, judge):
            return lambda: actions.move(topic.pk, moderator=judge, seen=0, category_id=category.pk)

        def hide(post, judge):
            return lambda: actions.hide(post.pk, moderator=judge, reason="wording")

        answers = at_once(
            move(one, right, judges[0]),
            move(other, left, judges[1]),
            hide(replies[0], judges[2]),
            hide(replies[1], judges[3]),
        )

        assert [type(answer) for answer in answers] == [ToolUse, ToolUse, Decision, Decision]
    assert_counters_are_right()


def test_split_against_removal_and_reply_counts_every_post_once():
    judges = [moderator(), moderator()]
    for _ in range(ROUNDS):
        topic = make_topic()
        posts = [make_reply(topic) for _ in range(3)]
        form = {
            "seen": 0,
            "title": "Its own",
            "category_id": topic.category_id,
            "reason": "Other.",
        }

        at_once(
            lambda topic=topic, posts=posts, form=form: actions.split(
                topic.pk, [posts[0].pk, posts[2].pk], moderator=judges[0], **form
            ),
            lambda posts=posts: actions.hide(posts[2].pk, moderator=judges[1], reason="wording"),
            reply(topic, UserFactory()),
        )
    assert_counters_are_right()


def test_closing_against_a_reply_lets_none_in_afterwards():
    judge = moderator()
    for _ in range(ROUNDS):
        topic = make_topic()
        author = UserFactory()

        answers = at_once(
            lambda topic=topic: actions.lock(
                topic.pk, moderator=judge, seen=0, closed=True, word="Enough."
            ),
            reply(topic, author),
        )

        written = Post.objects.filter(topic=topic, author=author).count()
        refused = isinstance(answers[1], forum_actions.NotOpen)
        assert written == (0 if refused else 1)
    assert_counters_are_right()
