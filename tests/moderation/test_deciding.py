"""One decision per version, by somebody else, with a reason, in one transaction."""

import pytest
from django.db import IntegrityError

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum.models import InvalidTransition, Move, Post, Topic
from forum.querysets import AppendOnly
from forum.sanitize import cook
from moderation import actions
from moderation.models import Decision
from tests.factories import (
    UserFactory,
    guest,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)

pytestmark = pytest.mark.django_db


def decide(post, outcome="publish", **fields):
    fields = {"moderator": moderator(), "version": post.version} | fields
    return actions.decide(post.pk, outcome=outcome, **fields)


def test_approval_publishes_counts_and_records():
    topic = make_topic()
    post = make_held_reply(topic)
    judge = moderator()

    decide(post, moderator=judge)

    post.refresh_from_db()
    topic.refresh_from_db()
    decision = Decision.objects.get()
    assert (post.state, post.position, topic.reply_count) == ("published", 2, 1)
    assert (decision.moderator, decision.version, decision.outcome) == (judge, 1, "publish")
    assert list(post.moves.values_list("to_state", flat=True)) == ["pending", "published"]


def test_approving_an_opening_post_makes_its_topic_public():
    topic = make_topic(sender=guest())

    decide(topic.posts.get())

    topic.refresh_from_db()
    topic.category.refresh_from_db()
    assert topic.is_public
    assert (topic.category.topic_count, topic.category.post_count) == (1, 1)


def test_a_second_decision_is_refused_and_names_who_decided():
    post, judge = make_held_reply(), moderator()
    decide(post, moderator=judge)

    with pytest.raises(actions.Stale) as refusal:
        decide(post, "decline", reason="promotion")

    assert refusal.value.decision.moderator == judge
    assert Decision.objects.count() == 1


def test_a_decision_on_an_older_version_is_refused():
    post = make_held_reply()
    forum_actions.resubmit(
        post.pk, seen_version=1, writing=cook("New words.", "text", by_guest=True)
    )

    with pytest.raises(actions.Stale):
        decide(post, version=1)

    post.refresh_from_db()
    assert (post.state, Decision.objects.count()) == ("pending", 0)


def test_nobody_decides_on_their_own_post():
    judge = moderator()
    post = make_reply(make_topic(), sender=newcomer())
    Post.objects.filter(pk=post.pk).update(author=judge)

    with pytest.raises(actions.NotYours):
        decide(post, moderator=judge)
    published = make_reply(make_topic(), sender=judge)
    with pytest.raises(actions.NotYours):
        actions.hide(published.pk, moderator=judge, reason="wording")


def test_a_member_without_the_role_decides_nothing():
    with pytest.raises(Post.DoesNotExist):
        decide(make_held_reply(), moderator=UserFactory())
    with pytest.raises(Post.DoesNotExist):
        actions.hide(make_reply(make_topic()).pk, moderator=UserFactory(), reason="wording")


def test_a_reply_into_a_removed_topic_cannot_be_approved():
    topic = make_topic()
    post = make_held_reply(topic)
    actions.hide(topic.posts.get(position=1).pk, moderator=moderator(), reason="wording")

    with pytest.raises(InvalidTransition):
        decide(post)

    assert Post.objects.get(pk=post.pk).state == "pending"


def test_a_newcomer_is_free_after_their_first_approval():
    author, topic = newcomer(), make_topic()
    decide(make_reply(topic, sender=author))

    author.refresh_from_db()
    assert make_reply(topic, sender=author).state == "published"


def test_a_member_hears_of_the_decision_by_mail():
    author = newcomer()

    decide(make_reply(make_topic(), sender=author), "return", reason="wording")

    assert OutboxMessage.objects.get().to == author.email


def test_removal_leaves_a_tombstone_with_the_public_reason(client):
    topic = make_topic()
    reply = make_reply(topic, body="Words to remove.")
    last = make_reply(topic, body="A later reply.")

    actions.hide(reply.pk, moderator=moderator(), reason="patient_details")

    page = client.get(topic.get_absolute_url()).content.decode()
    topic.refresh_from_db()
    assert "Words to remove." not in page
    assert "Post removed by a moderator." in page
    assert "it could have identified a patient" in page
    assert client.get(reply.get_absolute_url()).status_code == 404
    assert (topic.reply_count, topic.last_position, topic.last_post) == (1, 3, last)


def test_removing_the_opening_post_takes_the_whole_topic_out_of_sight(client):
    topic = make_topic(title="Removed from sight")
    reply = make_reply(topic, body="A reply within.")

    actions.hide(topic.posts.get(position=1).pk, moderator=moderator(), reason="wording")

    assert client.get(topic.get_absolute_url()).status_code == 404
    assert client.get(reply.get_absolute_url()).status_code == 404
    assert "A reply within." not in client.get("/search/?q=within").content.decode()
    assert Topic.objects.get().category.post_count == 0


def test_restoring_is_a_new_decision_and_keeps_the_old_one():
    reply = make_reply(make_topic())
    first_seen = reply.published_at
    actions.hide(reply.pk, moderator=moderator(), reason="wording")

    actions.restore(reply.pk, moderator=moderator())

    reply.refresh_from_db()
    assert (reply.state, reply.published_at) == ("published", first_seen)
    assert list(Decision.objects.values_list("outcome", flat=True)) == ["hide", "restore"]


def test_an_approval_carries_no_words_of_a_refusal():
    author = newcomer()

    decision = decide(
        make_reply(make_topic(), sender=author), reason="promotion", message="No advertising."
    )

    mail = OutboxMessage.objects.get()
    assert (decision.reason, decision.message) == ("", "")
    assert "promotion" not in mail.text
    assert "No advertising." not in mail.text


def test_a_hidden_post_comes_back_by_restoring_and_never_by_a_second_publication():
    reply = make_reply(make_topic())
    actions.hide(reply.pk, moderator=moderator(), reason="wording")
    reply.refresh_from_db()

    with pytest.raises(InvalidTransition):
        reply.publish(position=9, now=reply.published_at)


# --- one transaction --------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["publish", "return", "decline"])
def test_when_the_record_cannot_be_written_nothing_has_happened(outcome):
    """The record is broken on purpose: the version was already judged, says its constraint."""
    post = make_held_reply(email="jory@example.org")
    Decision.objects.create(
        post=post, version=1, moderator=moderator(), outcome="decline", reason="promotion"
    )
    moves, mails = Move.objects.count(), OutboxMessage.objects.count()

    with pytest.raises(IntegrityError):
        decide(post, outcome, reason="promotion")

    post = Post.objects.select_related("topic").get(pk=post.pk)
    assert (post.state, post.topic.reply_count) == ("pending", 0)
    assert (Move.objects.count(), OutboxMessage.objects.count()) == (moves, mails)


def test_a_decision_is_never_changed_or_deleted():
    decision = decide(make_held_reply())

    with pytest.raises(AppendOnly):
        decision.save()
    with pytest.raises(AppendOnly):
        decision.delete()
    with pytest.raises(AppendOnly):
        Decision.objects.update(reason="wording")
    with pytest.raises(AppendOnly):
        Decision.objects.all().delete()


@pytest.mark.parametrize("outcome", ["return", "decline", "hide"])
def test_the_database_refuses_a_refusal_without_a_reason(outcome):
    with pytest.raises(IntegrityError):
        Decision.objects.create(
            post=make_held_reply(), version=1, moderator=moderator(), outcome=outcome
        )
