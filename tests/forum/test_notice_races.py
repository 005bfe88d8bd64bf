"""Two at once about people's notices, with real connections: nobody blocks, nobody hears twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import OutboxMessage, User
from forum.actions import editing
from forum.mentions import prepare
from forum.models import LinkCard, Notice, Post, Topic
from forum.tasks import remind_of_follow_ups
from moderation import actions as desk
from tests.factories import UserFactory, make_reply, moderator, newcomer
from tests.forum.linking import FDA
from tests.forum.telling import quiet_topic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

ROUNDS = 10


def at_once(*calls: Callable[[], object]) -> list[object]:
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_four_reminders_at_once_remind_every_author_once():
    for _ in range(ROUNDS):
        topics = [quiet_topic(sender=UserFactory()) for _ in range(3)]
        cases = Topic.objects.filter(pk__in=[topic.pk for topic in topics])
        cases.update(follow_up_on=timezone.localdate())

        reminded = at_once(*[remind_of_follow_ups] * 4)

        assert sum(reminded) == 3
    assert Notice.objects.filter(kind="follow_up").count() == 3 * ROUNDS
    assert OutboxMessage.objects.filter(kind="notice").count() == 3 * ROUNDS


def test_a_first_post_and_an_edit_that_calls_its_author_do_not_block_each_other():
    topic, judge, editor = quiet_topic(), moderator(), UserFactory()
    LinkCard.objects.create(address=FDA)
    for _ in range(ROUNDS):
        writer = newcomer()
        held = make_reply(topic, sender=writer, body=FDA)
        other = make_reply(quiet_topic(), sender=editor)
        Post.objects.filter(pk=other.pk).update(announced_at=timezone.now())
        writing = prepare(f"@{writer.handle}\n\n{FDA}", "text", by_guest=False)

        at_once(
            lambda held=held: desk.decide(held.pk, moderator=judge, version=1, outcome="publish"),
            lambda other=other, writing=writing: editing.edit(
                other.pk, editor=editor, seen_version=1, writing=writing
            ),
        )

        assert Post.objects.get(pk=held.pk).is_published
        assert Notice.objects.of(User.objects.get(pk=writer.pk)).about(other).exists()
