"""What else members are told: edits, accepted answers, decisions, follow-up dates."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OutboxMessage
from forum import actions
from forum.actions import announcing
from forum.models import Notice, Topic
from forum.notices import announce
from forum.tasks import remind_of_follow_ups
from moderation import actions as desk
from tests.factories import UserFactory, make_reply, moderator
from tests.forum.telling import quiet_topic, told

pytestmark = pytest.mark.django_db


def test_an_edit_tells_only_people_who_are_newly_mentioned():
    topic, before, new = quiet_topic(), UserFactory(), UserFactory()
    post = make_reply(topic)
    post.mentions.add(before)
    told(post)

    post.mentions.set([before, new, topic.author])
    announcing.tell_mentioned(post)
    announcing.tell_mentioned(post)

    kinds = {notice.person: notice.kind for notice in Notice.objects.about(post)}
    assert kinds == {before: "mention", topic.author: "reply", new: "mention"}
    assert OutboxMessage.objects.count() == 3


def test_an_edit_before_the_announcement_leaves_it_to_the_announcement():
    topic, new = quiet_topic(), UserFactory()
    post = make_reply(topic)
    post.mentions.set([new])

    announcing.tell_mentioned(post)
    assert not Notice.objects.exists()
    assert told(post) == {new: "mention", topic.author: "reply"}


def test_an_accepted_answer_is_told_once_with_its_asker():
    topic, writer = quiet_topic(), UserFactory()
    post = make_reply(topic, sender=writer)

    announcing.tell_accepted(post, actor=topic.author)
    announcing.tell_accepted(post, actor=moderator())
    announcing.tell_accepted(post, actor=writer)

    [notice] = Notice.objects.all()
    assert (notice.person, notice.kind, notice.actor) == (writer, "accepted", topic.author)
    assert OutboxMessage.objects.get().to == writer.email


@pytest.mark.parametrize("outcome", ["publish", "return", "decline"])
def test_a_member_finds_a_decision_in_the_list_without_the_moderators_name(outcome):
    writer = UserFactory(first_published_at=None)
    post = make_reply(quiet_topic(), sender=writer)

    desk.decide(post.pk, moderator=moderator(), version=1, outcome=outcome, reason="promotion")
    announce(post.pk)

    [notice] = Notice.objects.filter(person=writer)
    assert (notice.kind, notice.actor) == ("decision", None)
    writer.refresh_from_db()
    assert writer.unread_notices == 1
    assert not OutboxMessage.objects.filter(kind="notice", to=writer.email).exists()


def test_a_later_decision_on_the_same_post_takes_the_place_of_the_earlier():
    writer, judge = UserFactory(first_published_at=None), moderator()
    post = make_reply(quiet_topic(), sender=writer)
    desk.decide(post.pk, moderator=judge, version=1, outcome="publish")
    announce(post.pk)
    desk.hide(post.pk, moderator=judge, reason="wording")

    assert Notice.objects.get(person=writer, kind="decision").post == post
    writer.refresh_from_db()
    assert writer.unread_notices == 1


def test_who_switched_decisions_off_gets_no_line():
    writer = UserFactory(first_published_at=None)
    actions.choose_ways(writer, {"decision": "off"})
    post = make_reply(quiet_topic(), sender=writer)

    desk.decide(post.pk, moderator=moderator(), version=1, outcome="publish")
    announce(post.pk)

    assert not Notice.objects.filter(person=writer).exists()
    assert OutboxMessage.objects.filter(kind="decision publish").count() == 1


def test_the_author_of_a_case_is_reminded_once_when_its_day_has_come():
    today = timezone.localdate()
    due, later, hidden, stale = (quiet_topic() for _ in range(4))
    for topic, days in ((due, 0), (later, -1), (hidden, 0), (stale, 60)):
        Topic.objects.filter(pk=topic.pk).update(follow_up_on=today - timedelta(days=days))
    desk.hide(hidden.posts.get().pk, moderator=moderator(), reason="wording")

    assert remind_of_follow_ups() == 1
    assert remind_of_follow_ups() == 0

    notice = Notice.objects.get(kind="follow_up")
    assert (notice.person, notice.post) == (due.author, due.posts.get())
    assert OutboxMessage.objects.get(kind="notice").to == due.author.email


def test_who_muted_the_topic_is_not_told_that_their_answer_was_accepted():
    topic, writer = quiet_topic(), UserFactory()
    post = make_reply(topic, sender=writer)
    actions.follow(writer, topic=topic, level="muted")

    announcing.tell_accepted(post, actor=topic.author)

    assert not Notice.objects.exists()
