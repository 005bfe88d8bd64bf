"""Mail about notices that waits while its post comes and goes, or its topic gets another title."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import tasks
from accounts.models import OutboxMessage, User
from forum import actions
from forum.actions import editing
from forum.models import Notice, Post, Topic
from forum.notices import announce
from forum.sanitize import cook
from forum.tasks import sweep_announcements
from moderation import actions as desk
from tests.factories import UserFactory, make_reply, moderator
from tests.forum.telling import quiet_topic

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def told_reply(topic: Topic | None = None) -> Post:
    post = make_reply(topic or quiet_topic())
    announce(post.pk)
    return post


def hide_and_restore(post: Post) -> None:
    judge = moderator()
    desk.hide(post.pk, moderator=judge, reason="wording")
    desk.restore(post.pk, moderator=judge)


def letters() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(kind="notice").order_by("pk"))


def rename(topic: Topic, title: str) -> None:
    editing.edit(
        topic.posts.get(position=1).pk,
        editor=topic.author,
        seen_version=1,
        writing=cook("Opening.", "text", by_guest=False),
        title=title,
    )


# --- hidden and restored ----------------------------------------------------------------------


def test_mail_taken_back_is_owed_again_once_its_post_is_restored():
    post = told_reply()
    [before] = letters()

    hide_and_restore(post)

    [again] = letters()
    for name in ("key", "to", "subject", "text", "html", "headers"):
        assert getattr(again, name) == getattr(before, name)


def test_mail_of_a_whole_topic_comes_back_with_its_opening_post():
    topic = quiet_topic()
    fan = UserFactory()
    actions.follow(fan, category=topic.category, level="all")
    told_reply(topic), told_reply(topic)
    before = {(message.key, message.to, message.text) for message in letters()}

    hide_and_restore(topic.posts.get(position=1))

    assert len(before) == 4
    assert {(message.key, message.to, message.text) for message in letters()} == before


def test_what_was_sent_or_read_or_is_old_or_unwanted_is_not_mailed_again(settings):
    sent, read, old, unwanted = (told_reply() for _ in range(4))
    tasks.send_message(OutboxMessage.objects.get(to=sent.topic.author.email).pk)
    reader = User.objects.get(pk=read.topic.author_id)
    actions.read_all_notices(reader, upto=Notice.objects.get(person=reader).pk)
    actions.choose_ways(unwanted.topic.author, {"reply": "list"})
    long_ago = timezone.now() - timedelta(hours=settings.NOTICE_MAIL_HOURS + 1)
    Post.objects.filter(pk=old.pk).update(published_at=long_ago)

    for post in (sent, read, old, unwanted):
        hide_and_restore(post)

    [message] = letters()
    assert (message.to, message.sent_at is None) == (sent.topic.author.email, False)


def test_a_post_restored_in_a_hidden_topic_is_not_mailed():
    post, judge = told_reply(), moderator()
    desk.hide(post.pk, moderator=judge, reason="wording")
    desk.hide(post.topic.posts.get(position=1).pk, moderator=judge, reason="wording")

    desk.restore(post.pk, moderator=judge)

    assert letters() == []


# --- renamed ----------------------------------------------------------------------------------


def test_mail_that_waits_has_the_new_title_and_what_was_sent_stays_as_it_was():
    topic = quiet_topic(title="Patient 4711 sleeps badly")
    told_reply(topic)
    tasks.send_message(letters()[0].pk)
    told_reply(topic)

    rename(topic, "A patient sleeps badly")

    sent, waiting = letters()
    assert "4711" in sent.text
    assert waiting.subject == "[Open Rounds] A patient sleeps badly"
    for text in (waiting.text, waiting.html):
        assert "4711" not in text
        assert "A patient sleeps badly" in text
    assert waiting.headers["List-Unsubscribe"].strip("<>") in waiting.text


def test_mail_with_an_old_title_goes_where_nobody_wants_it_any_more():
    topic, fan = quiet_topic(title="Patient 4711 sleeps badly"), UserFactory()
    actions.follow(fan, topic=topic, level="all")
    announce(make_reply(topic, sender=topic.author).pk)
    actions.follow(fan, topic=topic, level="none")

    rename(topic, "A patient sleeps badly")

    assert letters() == []
    assert Notice.objects.of(fan).exists()


def test_an_accepted_answers_mail_keeps_who_accepted_it():
    topic = quiet_topic(title="Patient 4711 sleeps badly")
    post = make_reply(topic)
    actions.tell_accepted(post, actor=topic.author)

    rename(topic, "A patient sleeps badly")

    [message] = letters()
    assert f"{topic.author.display_name} accepted your answer" in message.text
    assert "4711" not in message.text


# --- cost -------------------------------------------------------------------------------------


def queries_to_hide(others: int) -> list[str]:
    post, judge = told_reply(), moderator()
    OutboxMessage.objects.bulk_create(
        OutboxMessage(key=f"notice {10**9 + n + others}", kind="notice", to="a@example.org")
        for n in range(others)
    )
    with CaptureQueriesContext(connection) as captured:
        desk.hide(post.pk, moderator=judge, reason="wording")
    return [query["sql"] for query in captured]


def test_hiding_a_post_never_reads_the_mail_of_others(settings):
    settings.NOTICE_BATCH = 10

    few, many = queries_to_hide(0), queries_to_hide(100)

    assert len(few) == len(many)
    assert not [sql for sql in many if sql.startswith("SELECT") and "outboxmessage" in sql]


def test_the_sweep_leaves_other_mail_alone_whatever_its_key_says():
    post = told_reply()
    for key, kind in (("decision 5", "decision"), ("confirm no-number", "confirmation")):
        OutboxMessage.objects.create(key=key, kind=kind, to="a@example.org", subject="S", text="T")
    assert sweep_announcements() == 0
    assert OutboxMessage.objects.count() == 3

    User.objects.filter(pk=post.topic.author_id).update(is_active=False)
    sweep_announcements()

    assert set(OutboxMessage.objects.values_list("kind", flat=True)) == {"decision", "confirmation"}
