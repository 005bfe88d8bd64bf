"""What is erased for good is nowhere afterwards: not in drafts, titles, look-ups, mail or caches."""

import pytest
from django.core.cache import cache

from accounts.models import OutboxMessage
from forum import actions
from forum.actions import editing
from forum.models import Draft, Post, Topic, TopicWord
from forum.sanitize import cook
from moderation import actions as desk
from tests.factories import UserFactory, guest, make_reply, make_topic, moderator, newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def purge(post: Post) -> None:
    post.refresh_from_db()
    actions.purge(post, actor=moderator(), reason="patient")


def owe(key: str, topic: Topic, *, about: str, sent: bool = False) -> None:
    moment = topic.created_at if sent else None
    text = f"In “{topic.title}”\n\nhttp://localhost:8000{about}\n"
    OutboxMessage.objects.create(key=key, kind="x", to="a@example.org", text=text, sent_at=moment)


def keys() -> set[str]:
    return set(OutboxMessage.objects.values_list("key", flat=True))


def test_drafts_of_edits_go_with_the_text_and_no_others():
    author = UserFactory()
    topic = make_topic(sender=author)
    post, other = topic.posts.get(), make_reply(topic)
    for person in (author, moderator()):
        Draft.objects.create(person=person, target=f"edit:{post.pk}", body="MRN 7712")
    Draft.objects.create(person=author, target=f"edit:{other.pk}", body="Something else")
    Draft.objects.create(person=author, target=f"topic:{topic.pk}", body="A reply")

    purge(post)

    assert set(Draft.objects.values_list("body", flat=True)) == {"Something else", "A reply"}


def test_a_purged_opening_leaves_no_title_no_address_and_no_words():
    topic = make_topic(title="Jane Doe of Elm Street", sender=UserFactory())

    purge(topic.posts.get())

    topic.refresh_from_db()
    assert (topic.title, topic.slug) == ("Removed discussion", "removed-discussion")
    assert not TopicWord.objects.exists()


def test_a_purged_reply_leaves_its_topic_alone():
    topic = make_topic(title="Vomiting after the film")
    reply, other = make_reply(topic), make_reply(topic)
    owe("notice 1", topic, about=f"/posts/{reply.pk}/", sent=True)
    owe("decision 1", topic, about=f"{topic.get_absolute_url()}?page=last#post-{reply.pk}")
    owe("notice 2", topic, about=f"/posts/{other.pk}/")

    purge(reply)

    topic.refresh_from_db()
    assert topic.title == "Vomiting after the film"
    assert TopicWord.objects.count() == 2
    assert keys() == {"notice 2"}


def test_mail_that_names_the_title_goes_sent_or_not():
    topic = make_topic(title="Jane Doe of Elm Street", sender=UserFactory())
    post, reply = topic.posts.get(), make_reply(topic)
    owe("notice 1", topic, about=f"/posts/{reply.pk}/", sent=True)
    owe("notice 2", topic, about=f"/posts/{post.pk}/")
    owe("decision 1", topic, about=f"{topic.get_absolute_url()}?page=last#post-{post.pk}")
    namesake = make_topic(title="Jane Doe of Elm Street")
    owe("notice 3", namesake, about=f"/posts/{namesake.posts.get().pk}/")

    purge(post)

    assert keys() == {"notice 3"}


def test_the_mail_about_its_own_publication_goes():
    topic = make_topic(title="Jane Doe of Elm Street", sender=newcomer())
    post = topic.posts.get()
    desk.decide(post.pk, moderator=moderator(), version=1, outcome="publish")
    named = OutboxMessage.objects.naming(["Jane Doe of Elm Street"])
    assert named.exists()

    purge(post)

    assert not named.exists()


def test_a_guest_s_decision_mail_and_mail_with_an_earlier_title_go():
    topic = make_topic(title="Jane Doe of Elm Street", sender=guest())
    post = topic.posts.get()
    owe("decision 1", topic, about=f"/receipts/{post.receipt.token}/", sent=True)
    judge = moderator()
    desk.decide(post.pk, moderator=judge, version=1, outcome="publish")
    writing = cook("New.", "text", by_guest=True)
    editing.edit(
        post.pk, editor=judge, seen_version=1, writing=writing, title="A patient", note="Privacy"
    )

    purge(post)

    assert "decision 1" not in keys()


def test_kept_differences_go_too(client, django_capture_on_commit_callbacks):
    post = make_topic(sender=UserFactory()).posts.get()
    writing = cook("Other words.", "text", by_guest=False)
    editing.edit(post.pk, editor=post.author, seen_version=1, writing=writing)
    client.get(f"/posts/{post.pk}/history/")
    assert cache.get(f"diff:{post.pk}:1")

    with django_capture_on_commit_callbacks(execute=True):
        purge(post)

    assert cache.get(f"diff:{post.pk}:1") is None
