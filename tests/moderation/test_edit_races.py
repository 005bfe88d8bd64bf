"""An edit that waits, with two at work on it at once: one outcome, nothing unread published."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from forum.actions import editing
from forum.models import InvalidTransition, PendingEdit, Post
from moderation import actions
from moderation.models import Decision
from tests.factories import make_topic, moderator
from tests.moderation.edits import decide, guests_post, make_edit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

ROUNDS = 8


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run every call in a thread and connection of its own, started together."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        except (actions.StaleEdit, InvalidTransition, editing.Overtaken) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_moderators_at_once_give_one_decision_on_an_edit():
    topic, judges = make_topic(), [moderator(), moderator(), moderator()]
    for _ in range(ROUNDS):
        edit = make_edit(guests_post(topic))

        answers = at_once(
            *[
                lambda judge=judge, outcome=outcome, edit=edit: decide(
                    edit, outcome, moderator=judge, reason="promotion"
                )
                for judge, outcome in zip(judges, ["publish", "decline", "publish"], strict=True)
            ]
        )

        won = [answer for answer in answers if isinstance(answer, Decision)]
        edit.refresh_from_db()
        post = Post.objects.get(pk=edit.post_id)
        assert len(won) == 1
        assert Decision.objects.filter(edit=edit).count() == 1
        assert (edit.state, post.version) == {
            "publish": ("accepted", 2),
            "decline": ("declined", 1),
        }[won[0].outcome]


def test_approval_against_a_change_of_the_edit_never_publishes_what_nobody_read():
    topic, judge = make_topic(), moderator()
    for _ in range(ROUNDS):
        edit = make_edit(guests_post(topic))

        at_once(
            lambda edit=edit: decide(edit, moderator=judge),
            lambda edit=edit: make_edit(edit.post, body="Unread.", seen_edit=1),
        )

        assert Post.objects.get(pk=edit.post_id).body_text in ("Rewritten.", "From a guest.")


def test_two_tabs_at_once_leave_one_waiting_edit():
    topic = make_topic()
    for _ in range(ROUNDS):
        post = guests_post(topic)

        answers = at_once(
            *[lambda post=post, n=n: make_edit(post, body=f"From tab {n}.") for n in range(3)]
        )

        assert sum(isinstance(answer, PendingEdit) for answer in answers) == 1
        assert post.edits.count() == 1


def test_approving_an_edit_while_its_post_is_removed_does_not_block():
    topic, judges = make_topic(), [moderator(), moderator()]
    for _ in range(ROUNDS):
        edit = make_edit(guests_post(topic))

        at_once(
            lambda edit=edit: decide(edit, moderator=judges[0]),
            lambda edit=edit: actions.hide(edit.post_id, moderator=judges[1], reason="wording"),
        )

        edit.refresh_from_db()
        post = Post.objects.get(pk=edit.post_id)
        assert post.state == "hidden"
        assert (edit.state, post.version) in {("accepted", 2), ("pending", 1)}
