"""Telling many: batches that survive a failure, and how many one writer may call."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutboxMessage, User
from forum import notices
from forum.actions import announcing
from forum.models import Follow, Notice, Post, Topic
from forum.notices import announce, remind
from forum.tasks import remind_of_follow_ups
from moderation import actions as desk
from tests.factories import UserFactory, make_reply, moderator, newcomer
from tests.forum.linking import FDA
from tests.forum.telling import quiet_topic, told

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def followed(people: int) -> Topic:
    topic = quiet_topic()
    for _ in range(people):
        Follow.objects.create(person=UserFactory(), topic=topic)
    return topic


# --- batches ----------------------------------------------------------------------------------


def test_a_failure_keeps_the_batches_before_it_and_the_next_run_goes_on(settings, monkeypatch):
    settings.NOTICE_BATCH = 2
    topic = followed(5)
    post = make_reply(topic, sender=topic.author)
    refresh, batches = notices.refresh_unread, []

    def fail_at_the_second(people):
        batches.append(people)
        if len(batches) == 2:
            raise ZeroDivisionError
        refresh(people)

    monkeypatch.setattr(notices, "refresh_unread", fail_at_the_second)
    with pytest.raises(ZeroDivisionError):
        announce(post.pk)
    post.refresh_from_db()
    assert (Notice.objects.count(), OutboxMessage.objects.count()) == (2, 2)
    assert post.announced_at is None

    assert announce(post.pk) == 3
    post.refresh_from_db()
    assert (Notice.objects.count(), OutboxMessage.objects.count()) == (5, 5)
    assert post.announced_at
    assert set(
        User.objects.filter(follows__topic=topic).values_list("unread_notices", flat=True)
    ) == {1}


def test_a_post_hidden_between_two_batches_is_told_to_nobody_else(settings, monkeypatch):
    settings.NOTICE_BATCH = 2
    topic, judge = followed(5), moderator()
    post = make_reply(topic, sender=topic.author)
    refresh = notices.refresh_unread

    def hide_then_refresh(people):
        monkeypatch.setattr(notices, "refresh_unread", refresh)
        refresh(people)
        desk.hide(post.pk, moderator=judge, reason="wording")

    monkeypatch.setattr(notices, "refresh_unread", hide_then_refresh)

    assert announce(post.pk) == 2
    assert not OutboxMessage.objects.filter(kind="notice").exists()

    desk.restore(post.pk, moderator=judge)
    assert announce(post.pk) == 3
    assert OutboxMessage.objects.filter(kind="notice").count() == 5


def test_who_is_called_by_an_edit_between_two_batches_hears_of_it(settings, monkeypatch):
    settings.NOTICE_BATCH = 2
    topic, called = followed(3), UserFactory()
    post = make_reply(topic, sender=topic.author)
    refresh = notices.refresh_unread

    def edit_then_refresh(people):
        monkeypatch.setattr(notices, "refresh_unread", refresh)
        refresh(people)
        post.mentions.add(called)
        Post.objects.filter(pk=post.pk).update(version=2)

    monkeypatch.setattr(notices, "refresh_unread", edit_then_refresh)

    assert announce(post.pk) == 4
    assert Notice.objects.get(person=called).kind == "mention"


# --- how many one writer may call ---------------------------------------------------------------


def test_of_many_that_are_quoted_the_first_hear_of_it(settings):
    settings.MENTIONS_MAX = 3
    topic = quiet_topic()
    said = [make_reply(topic) for _ in range(5)]
    quoted = [said[4], said[4], *said[:4]]
    cited = "".join(f'<blockquote cite="/posts/{one.pk}/"><p>x</p></blockquote>' for one in quoted)
    post = make_reply(topic, sender=topic.author)
    Post.objects.filter(pk=post.pk).update(body_html=cited)

    assert told(post) == {said[n].author: "quote" for n in (4, 0, 1)}


def test_however_often_a_post_is_edited_it_calls_only_so_many_people(settings):
    settings.MENTIONS_MAX = 3
    topic, people = quiet_topic(), [UserFactory() for _ in range(7)]
    post = make_reply(topic, sender=topic.author)
    post.mentions.set(people[:2])
    told(post)

    for called in (people[1:4], people[4:]):
        post.mentions.set(called)
        announcing.tell_mentioned(post)

    assert set(Notice.objects.values_list("person", flat=True)) == {one.pk for one in people[:3]}
    assert OutboxMessage.objects.count() == 3


# --- locks ------------------------------------------------------------------------------------


def test_publishing_touches_the_author_after_the_link_cards():
    post = make_reply(quiet_topic(), sender=newcomer(), body=FDA)

    with CaptureQueriesContext(connection) as captured:
        desk.decide(post.pk, moderator=moderator(), version=1, outcome="publish")

    asked = [query["sql"] for query in captured]
    cards = [number for number, sql in enumerate(asked) if "forum_linkcard" in sql]
    people = [number for number, sql in enumerate(asked) if sql.startswith('UPDATE "accounts_user')]
    assert cards
    assert people
    assert max(cards) < min(people)


def test_a_case_hidden_while_others_are_reminded_reminds_nobody():
    topic = quiet_topic()
    Topic.objects.filter(pk=topic.pk).update(follow_up_on=timezone.localdate() - timedelta(days=1))
    case = topic.posts.get()

    desk.hide(case.pk, moderator=moderator(), reason="wording")
    assert remind(case.pk) == 0
    desk.restore(case.pk, moderator=moderator())
    assert [remind(case.pk), remind(case.pk), remind_of_follow_ups()] == [1, 0, 0]


def test_a_reminder_locks_the_post_then_the_topic_before_it_looks_who_was_told():
    topic = quiet_topic()
    Topic.objects.filter(pk=topic.pk).update(follow_up_on=timezone.localdate())

    with CaptureQueriesContext(connection) as captured:
        assert remind_of_follow_ups() == 1

    asked = [query["sql"] for query in captured if "SELECT" in query["sql"]]
    first = {
        name: next(n for n, sql in enumerate(asked) if n and f'FROM "{name}"' in sql)
        for name in ("forum_post", "forum_topic", "accounts_user")
    }
    assert first["forum_post"] < first["forum_topic"] < first["accounts_user"]
