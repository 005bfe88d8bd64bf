"""A reply reaches its follower by a real worker and a real mail server, exactly once."""

import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import OutboxMessage
from forum import actions
from forum.models import Notice, Post, Topic
from forum.notices import announce, refresh_unread
from tests.factories import UserFactory, make_reply, make_topic

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


def at_once(*calls: Callable[[], object]) -> list[object]:
    def run(call: Callable[[], object]) -> object:
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [answer.result() for answer in [pool.submit(run, call) for call in calls]]


def followed_topic() -> Topic:
    topic = make_topic(title="Which codes for two visits?")
    Post.objects.update(announced_at=timezone.now())
    actions.follow(UserFactory(email="fan@example.org"), topic=topic, level="all")
    return topic


def send_reply(client, topic: Topic) -> None:
    client.force_login(topic.author)
    form = {"body": "Two visits, two codes.", "submission_key": str(uuid.uuid4())}
    started = time.monotonic()
    assert client.post(topic.get_absolute_url() + "reply/", form).status_code == 302
    assert time.monotonic() - started < 10


# --- two at once ----------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_four_workers_at_once_tell_once():
    topic = make_topic()
    for _ in range(ROUNDS):
        post = make_reply(topic)

        told = at_once(*(lambda post=post: announce(post.pk) for _ in range(4)))

        assert sorted(told) == [0, 0, 0, 1]
        assert Notice.objects.about(post).count() == 1
    assert OutboxMessage.objects.count() == ROUNDS


@pytest.mark.both_databases
def test_two_posts_announced_at_once_leave_the_right_number():
    topic, fans = make_topic(), [UserFactory() for _ in range(5)]
    for fan in fans:
        actions.follow(fan, topic=topic, level="all")
    for number in range(1, ROUNDS + 1):
        posts = [make_reply(topic, sender=topic.author) for _ in range(2)]

        at_once(*(lambda post=post: announce(post.pk) for post in posts))

        for fan in fans:
            fan.refresh_from_db()
        assert {fan.unread_notices for fan in fans} == {2 * number}


@pytest.mark.both_databases
def test_reading_while_being_told_leaves_the_right_number():
    topic = make_topic()
    asker = topic.author
    for _ in range(ROUNDS):
        post = make_reply(topic)
        asker.refresh_from_db()
        at_once(
            lambda post=post: announce(post.pk),
            lambda: actions.read_all_notices(asker, upto=10**9),
            lambda: refresh_unread([asker.pk]),
        )

        asker.refresh_from_db()
        assert asker.unread_notices == Notice.objects.of(asker).unread().count()


# --- the whole road ---------------------------------------------------------------------------------


@pytest.mark.worker
def test_a_reply_reaches_its_follower_by_one_mail(
    client, smtp_server, valkey, celery_worker_process
):
    topic = followed_topic()
    celery_worker_process(beat=True)

    send_reply(client, topic)

    [received] = smtp_server.wait_for(1, seconds=60)
    host = "localhost"
    assert received["To"] == "fan@example.org"
    assert received["Subject"] == "[Open Rounds] Which codes for two visits?"
    assert received["References"] == f"<topic-{topic.pk}@{host}>"
    assert received["List-Id"] == f"<{topic.category.slug}.{host}>"
    assert received["List-Unsubscribe"].strip().startswith("<http://localhost:8000/stop/")
    assert received["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert {part.get_content_type() for part in received.iter_parts()} == {
        "text/plain",
        "text/html",
    }
    assert "Two codes" not in received.as_string()


@pytest.mark.worker
def test_with_the_broker_stopped_the_mail_arrives_later_and_once(
    client, smtp_server, valkey, celery_worker_process
):
    topic = followed_topic()
    valkey.stop()

    send_reply(client, topic)
    assert Post.objects.to_announce().count() == 1

    valkey.start()
    celery_worker_process(beat=True)
    [received] = smtp_server.wait_for(1, seconds=90)
    assert received["To"] == "fan@example.org"
    # Another sweep, and the news of another reply, bring nothing about the first one again.
    send_reply(client, topic)
    assert len(smtp_server.wait_for(2, seconds=60)) == 2
    assert Notice.objects.count() == OutboxMessage.objects.filter(kind="notice").count() == 2
