"""Mail about notices: what it says and leaves out, its headers, and how it is withdrawn."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from accounts import tasks
from accounts.models import OutboxMessage, User
from forum import actions
from forum.actions import announcing
from forum.models import Category, Notice, Post, Tag
from forum.notices import announce
from forum.tasks import sweep_announcements
from moderation import actions as desk
from tests.factories import (
    CategoryFactory,
    UserFactory,
    guest,
    make_reply,
    make_topic,
    moderator,
    prescriber,
)

pytestmark = pytest.mark.django_db


def reply_told_to(person: User, *, sender=None, title: str = "", body: str = "My answer.") -> Post:
    topic = make_topic(sender=person, title=title, category=CategoryFactory(slug="billing"))
    Post.objects.update(announced_at=timezone.now())
    post = make_reply(topic, sender=sender, body=body)
    announce(post.pk)
    return post


def waiting() -> OutboxMessage:
    return OutboxMessage.objects.waiting().get(kind="notice")


def test_it_says_who_did_what_where_and_how_to_stop_it():
    sender = UserFactory(display_name="Henrik Kallasmaa", credentials="DO")
    post = reply_told_to(UserFactory(), sender=sender, title="Which codes for two visits?")

    message = waiting()

    assert message.subject == "[Open Rounds] Which codes for two visits?"
    sentence = "Henrik Kallasmaa, DO replied to you in “Which codes for two visits?”."
    for text in (message.text, message.html):
        assert sentence in text
        assert f"http://localhost:8000/posts/{post.pk}/" in text
        assert "http://localhost:8000/settings/notifications/" in text
        assert message.headers["List-Unsubscribe"].strip("<>") in text
    assert "token-of-the-recipient" not in message.text + message.html


def test_it_holds_no_text_of_the_post():
    reply_told_to(UserFactory(), body="A very particular sentence.")

    assert "particular" not in waiting().text + waiting().html


def test_mail_about_one_topic_is_one_thread_of_one_list(settings):
    settings.SITE_ADDRESS = "https://rounds.example:8443"
    asker = UserFactory()
    post = reply_told_to(asker)
    announce(make_reply(post.topic).pk)

    first, second = OutboxMessage.objects.all()
    assert first.headers["References"] == f"<topic-{post.topic_id}@rounds.example>"
    assert first.headers["In-Reply-To"] == first.headers["References"]
    assert second.headers["References"] == first.headers["References"]
    assert first.headers["List-Id"] == "<billing.rounds.example>"
    assert first.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(
        r"<https://rounds.example:8443/stop/[^/>\s]+/>", first.headers["List-Unsubscribe"]
    )


def test_the_headers_reach_the_mail_server(smtp_server):
    asker = UserFactory()
    post = reply_told_to(asker)
    message = waiting()

    tasks.send_message(message.pk)

    [received] = smtp_server.messages
    for name, value in message.headers.items():
        assert received[name].strip() == value  # a long one begins on a line of its own
    assert received["To"] == asker.email
    assert received["Auto-Submitted"] == "auto-generated"
    assert f"/posts/{post.pk}/" in received.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    "title",
    ["Codes\nBcc: all@example.org", "Codes\r\nX-Mailer: us", "Codes\x0b\x85\u2028 and more"],
)
def test_a_title_adds_no_header(smtp_server, title):
    post = reply_told_to(UserFactory())
    post.topic.title = title
    post.topic.save()
    announce(make_reply(post.topic).pk)

    for message in OutboxMessage.objects.all():
        tasks.send_message(message.pk)

    assert len(smtp_server.messages) == 2
    assert not any(mail["Bcc"] or mail["X-Mailer"] for mail in smtp_server.messages)
    assert smtp_server.messages[1]["Subject"] == "[Open Rounds] " + " ".join(title.split())


def test_markup_in_names_and_titles_stays_text():
    sender = guest(name="Jory <b>M</b>")
    topic = make_topic(title="What <script>alert(1)</script> & why")
    Post.objects.update(announced_at=timezone.now())
    held = make_reply(topic, sender=sender)
    desk.decide(held.pk, moderator=moderator(), version=1, outcome="publish")
    announce(held.pk)

    message = waiting()
    assert "<script>" not in message.html
    assert "&lt;script&gt;" in message.html
    assert "Jory <b>M</b> replied" in message.text
    assert message.subject.endswith("What <script>alert(1)</script> & why")


def test_each_cause_has_its_own_words():
    asker, quoted, named, fan, tagged = (UserFactory() for _ in range(5))
    tag = Tag.objects.create(slug="films", name="Films & strips")
    topic = make_topic(sender=asker, category=CategoryFactory(name="Billing"))
    topic.tags.add(tag)
    said = make_reply(topic, sender=quoted)
    Post.objects.update(announced_at=timezone.now())
    actions.follow(fan, category=topic.category, level="all")
    actions.follow(tagged, tag=tag, level="all")
    post = make_reply(topic, sender=UserFactory(display_name="Ada Marsh"))
    html = f'<blockquote cite="/posts/{said.pk}/"><p>x</p></blockquote>'
    Post.objects.filter(pk=post.pk).update(body_html=html)
    post.mentions.add(named)
    announce(post.pk)
    announcing.tell_accepted(post, actor=asker)

    text = {message.to: message.text for message in OutboxMessage.objects.all()}
    where = f"“{topic.title}”."
    assert f"Ada Marsh replied to you in {where}" in text[asker.email]
    assert f"Ada Marsh quoted you in {where}" in text[quoted.email]
    assert f"Ada Marsh mentioned you in {where}" in text[named.email]
    assert f"Ada Marsh wrote in {where}" in text[fan.email]
    assert "because you follow the category Billing." in text[fan.email]
    assert "because you follow the tag Films & strips." in text[tagged.email]
    assert f"{asker.display_name} accepted your answer in {where}" in text[post.author.email]


def test_a_new_discussion_says_where_it_began():
    fan, room = UserFactory(), CategoryFactory(name="Billing")
    actions.follow(fan, category=room, level="topics")
    topic = make_topic(category=room, sender=UserFactory(display_name="Ada Marsh"))
    announce(topic.posts.get().pk)

    assert f"Ada Marsh started “{topic.title}” in Billing." in waiting().text


def test_everybody_has_an_address_of_their_own_to_stop_it():
    topic = make_topic()
    Post.objects.update(announced_at=timezone.now())
    for _ in range(3):
        actions.follow(UserFactory(), topic=topic, level="all")
    announce(make_reply(topic, sender=topic.author).pk)

    stops = set()
    for message in OutboxMessage.objects.all():
        address = message.headers["List-Unsubscribe"].strip("<>")
        stops.add(address)
        others = re.findall(r"http://localhost:8000/stop/[^\s\"<]+", message.text + message.html)
        assert set(others) == {address}
    assert len(stops) == 3


# --- taken back -----------------------------------------------------------------------------------


def test_mail_that_waits_goes_when_its_post_is_removed():
    post = reply_told_to(UserFactory())
    assert waiting()

    desk.hide(post.pk, moderator=moderator(), reason="wording")

    assert not OutboxMessage.objects.filter(kind="notice").exists()


def test_mail_about_other_posts_stays_and_so_does_what_was_sent():
    asker = UserFactory()
    post = reply_told_to(asker)
    tasks.send_message(waiting().pk)
    kept = make_reply(post.topic)
    announce(kept.pk)

    desk.hide(post.pk, moderator=moderator(), reason="wording")

    keys = set(OutboxMessage.objects.filter(kind="notice").values_list("key", flat=True))
    told = Notice.objects.announcing().values_list("pk", flat=True)
    assert keys == {f"notice {pk}" for pk in told}
    assert len(keys) == 2
    assert len(mail.outbox) == 1


def test_mail_about_a_whole_topic_goes_with_its_opening_post():
    post = reply_told_to(UserFactory())

    opening = post.topic.posts.get(position=1)
    desk.hide(opening.pk, moderator=moderator(), reason="wording")

    assert not OutboxMessage.objects.filter(kind="notice").exists()


def test_mail_that_waits_goes_when_its_category_closes_but_only_to_who_is_shut_out():
    fan, seer = UserFactory(), prescriber()
    topic = make_topic(sender=prescriber())
    Post.objects.update(announced_at=timezone.now())
    for person in (fan, seer):
        actions.follow(person, topic=topic, level="all")
    announce(make_reply(topic, sender=topic.author).pk)
    room = topic.category
    room.visibility, room.guest_policy = Category.Visibility.PRESCRIBERS, "none"
    room.save()

    actions.withdraw_mail_of(room)

    assert [message.to for message in OutboxMessage.objects.all()] == [seer.email]


def test_the_sweep_withdraws_mail_to_people_who_left():
    asker = UserFactory()
    reply_told_to(asker)
    User.objects.filter(pk=asker.pk).update(is_active=False)

    sweep_announcements()

    assert not OutboxMessage.objects.exists()


def test_mail_withdrawn_while_the_server_refuses_it_stays_withdrawn(smtp_server, monkeypatch):
    post = reply_told_to(UserFactory())
    message = waiting()
    smtp_server.answer = smtp_server.LATER
    hand_over = tasks._hand_over

    def removed_meanwhile(owed: OutboxMessage) -> None:
        desk.hide(post.pk, moderator=moderator(), reason="wording")
        hand_over(owed)

    monkeypatch.setattr(tasks, "_hand_over", removed_meanwhile)
    tasks.send_message(message.pk)

    assert not OutboxMessage.objects.filter(kind="notice").exists()
