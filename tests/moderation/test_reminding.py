"""A reminder by age: rolled up, never empty, never twice on a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OutboxMessage
from forum.models import Post
from moderation.reminding import remind_moderators
from tests.factories import UserFactory, make_held_reply, make_topic, moderator

pytestmark = pytest.mark.django_db


def late_reply(hours=9, topic=None):
    post = make_held_reply(topic)
    Post.objects.filter(pk=post.pk).update(held_at=timezone.now() - timedelta(hours=hours))
    return post


def reminders():
    return OutboxMessage.objects.filter(kind="queue reminder")


def test_each_moderator_gets_one_mail_about_all_that_is_late(settings):
    settings.MODERATION_GOAL_HOURS = 4
    first, second = moderator(), moderator()
    UserFactory()
    late_reply(hours=9)
    late_reply(hours=5)
    make_held_reply()

    assert remind_moderators() == 2

    assert set(reminders().values_list("to", flat=True)) == {first.email, second.email}
    mail = reminders().first()
    assert mail.subject == "2 posts wait longer than promised"
    assert "The oldest has waited 9 hours; the goal is 4." in mail.text
    assert "3 items wait in all." in mail.text
    assert "/moderation/" in mail.text
    assert "From a guest." not in mail.text + mail.html


def test_asked_every_half_hour_it_mails_once_a_day():
    moderator()
    late_reply()
    # Tomorrow morning: this morning, at an hour past ten, nothing had been waiting yet.
    now = (timezone.now() + timedelta(days=1)).replace(hour=10)

    remind_moderators(now)
    remind_moderators(now + timedelta(minutes=30))
    assert reminders().count() == 1

    remind_moderators(now + timedelta(days=1))
    assert reminders().count() == 2


def test_nothing_is_said_while_nothing_is_late():
    moderator()
    make_held_reply()

    assert remind_moderators() == 0
    assert not reminders().exists()


def test_who_left_is_not_reminded():
    who = moderator()
    who.is_active = False
    who.save()
    late_reply()

    assert remind_moderators() == 0


def test_a_moderator_of_some_categories_hears_of_those_alone():
    who = moderator()
    who.moderates_all = False
    who.save()
    mine, others = make_topic(), make_topic()
    mine.category.moderators.add(who)
    late_reply(topic=others)
    assert remind_moderators() == 0

    late_reply(topic=mine)
    assert remind_moderators() == 1
    assert reminders().get().subject == "1 post waits longer than promised"
