"""Guests who follow a discussion by confirmed mail, and how everything about them ends."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMessage
from forum import actions
from forum.actions import guest_following
from forum.guest_news import MAIL, tell_due
from forum.models import Category, GuestFollow, Post, Receipt
from forum.tasks import forget_guests, tell_guests
from moderation import actions as desk
from tests.factories import UserFactory, guest, make_reply, make_topic, moderator

pytestmark = pytest.mark.django_db

ADDRESS = "jory@example.org"


def following(topic=None, *, email: str = ADDRESS) -> Receipt:
    topic = topic or make_topic()
    post = make_reply(
        topic, sender=guest(email=email, browser="Netscape 4.7", address="203.0.113.77")
    )
    actions.confirm_email(post.receipt.pk)
    guest_following.follow_as_guest(post.receipt.pk)
    OutboxMessage.objects.all().delete()
    return Receipt.objects.select_related("post__topic", "follow").get(post=post)


def mails() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(kind=MAIL))


def test_only_a_confirmed_address_follows_and_only_what_everybody_reads(client):
    post = make_reply(make_topic(), sender=guest(email=ADDRESS))
    receipt = post.receipt

    refused = client.post(f"{receipt.get_absolute_url()}follow/")
    actions.confirm_email(receipt.pk)
    client.post(f"{receipt.get_absolute_url()}follow/")

    assert refused.status_code == 409
    assert GuestFollow.objects.get().receipt == receipt
    Category.objects.update(visibility="members", guest_policy="none")
    with pytest.raises(guest_following.NotConfirmed):
        guest_following.follow_as_guest(receipt.pk)


def test_news_are_one_mail_for_many_replies_without_a_name_or_a_word():
    topic = following().post.topic
    for number in range(3):
        make_reply(topic, sender=UserFactory(display_name="Wren Secret"), body=f"Hidden {number}.")

    tell_guests()

    [mail] = mails()
    assert mail.to == ADDRESS
    assert f"3 new replies in “{topic.title}”" in mail.text
    assert "Wren" not in mail.text + mail.html
    assert "Hidden" not in mail.text + mail.html


def test_no_news_no_mail_and_nothing_is_told_twice():
    topic = following().post.topic

    tell_due()
    nothing = len(mails())
    make_reply(topic)
    tell_due()
    tell_due(timezone.now() + timedelta(hours=2))

    assert (nothing, len(mails())) == (0, 1)


def test_at_most_one_mail_an_hour():
    topic = following().post.topic
    make_reply(topic)
    now = timezone.now()
    tell_due(now)
    make_reply(topic)

    tell_due(now + timedelta(minutes=59))
    soon = len(mails())
    tell_due(now + timedelta(minutes=61))

    assert (soon, len(mails())) == (1, 2)


def test_the_guests_own_reply_and_what_waits_are_no_news():
    receipt = following()
    make_reply(receipt.post.topic, sender=guest())
    desk.decide(receipt.post_id, moderator=moderator(), version=1, outcome="publish")

    tell_due()

    assert mails() == []


def test_mail_stops_with_one_press_and_says_so_in_its_headers(client):
    receipt = following()
    make_reply(receipt.post.topic)
    tell_due()
    [mail] = mails()
    stop = f"/receipts/stop/{receipt.follow.token}/"
    strict = Client(enforce_csrf_checks=True)

    asked = strict.get(stop)
    still = GuestFollow.objects.active().count()
    strict.post(stop, {"List-Unsubscribe": "One-Click"})
    make_reply(receipt.post.topic)
    tell_due(timezone.now() + timedelta(hours=2))

    assert mail.headers["List-Unsubscribe"].endswith(f"{stop}>")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (asked.status_code, still, len(strict.cookies)) == (200, 1, 0)
    assert asked["Referrer-Policy"] == "no-referrer"
    assert mails() == []  # what had waited went as well
    assert client.get("/receipts/stop/none-of-ours/").status_code == 404


@pytest.mark.parametrize("how", ["hide", "members"])
def test_waiting_mail_goes_with_the_discussion(how):
    receipt = following()
    topic = receipt.post.topic
    make_reply(topic)
    tell_due()

    if how == "hide":
        opening = topic.posts.get(opens_topic=True)
        desk.hide(opening.pk, moderator=moderator(), reason="other")
    else:
        Category.objects.update(visibility="members", guest_policy="none")
        tell_guests()

    assert mails() == []


def test_what_is_not_public_any_more_makes_no_mail():
    receipt = following()
    make_reply(receipt.post.topic)
    Category.objects.update(visibility="members", guest_policy="none")

    tell_due()

    assert mails() == []


def test_following_again_begins_from_now(client):
    receipt = following()
    address = f"{receipt.get_absolute_url()}follow/"
    client.post(address, {"stop": "1"})
    make_reply(receipt.post.topic)

    client.post(address)
    tell_due()

    assert mails() == []
    assert GuestFollow.objects.active().count() == 1


# --- erasure ----------------------------------------------------------------------------------


def dump() -> str:
    """Every value of every row of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


@pytest.mark.both_databases
def test_after_its_days_nothing_in_the_database_tells_who_the_guest_was():
    receipt = following()
    topic = receipt.post.topic
    desk.decide(receipt.post_id, moderator=moderator(), version=1, outcome="publish")
    make_reply(topic)
    tell_due()
    OutboxMessage.objects.filter(kind=MAIL).update(sent_at=timezone.now())
    traces = ("jory@example.org", "203.0.113", "Netscape")
    assert all(trace in dump() for trace in traces)
    Receipt.objects.update(created_at=timezone.now() - timedelta(days=91))

    forget_guests()

    assert [trace for trace in traces if trace in dump()] == []
    make_reply(topic)
    assert tell_due(timezone.now() + timedelta(hours=2)) == 0
    assert Client().get(receipt.get_absolute_url()).status_code == 200


def test_mail_to_a_member_or_a_younger_receipt_at_that_address_stays():
    old, young = following(), following(email="young@example.org")
    UserFactory(email=ADDRESS)
    make_reply(old.post.topic)
    make_reply(young.post.topic)
    tell_due()
    again = following(email="other@example.org")
    Receipt.objects.filter(pk__in=[old.pk]).update(created_at=timezone.now() - timedelta(days=91))

    forget_guests()

    assert Receipt.objects.get(pk=again.pk).email == "other@example.org"
    assert Receipt.objects.get(pk=young.pk).email == "young@example.org"
    assert Post.objects.filter(pk=old.post_id).exists()


def test_news_of_what_an_erased_guest_followed_are_not_sent_whoever_has_the_address():
    old = following()
    UserFactory(email=ADDRESS)
    make_reply(old.post.topic)
    tell_due()
    waiting = len(mails())
    Receipt.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=91))

    forget_guests()

    assert (waiting, mails()) == (1, [])
