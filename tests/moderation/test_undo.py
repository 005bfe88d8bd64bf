"""A decision is taken back by another one: legal states, one undo, honest mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum.models import Notice, Post
from moderation import actions
from moderation.models import Decision
from tests.factories import make_held_reply, make_reply, make_topic, moderator, newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def decided(judge, outcome, author=None):
    post = make_reply(make_topic(), sender=author or newcomer())
    fields = {} if outcome == "publish" else {"reason": "wording"}
    return actions.decide(post.pk, moderator=judge, version=1, outcome=outcome, **fields)


@pytest.mark.parametrize(
    ("outcome", "taken_back_by", "state", "version"),
    [
        ("publish", "hide", "hidden", 1),
        ("return", "reopen", "pending", 2),
        ("decline", "reopen", "pending", 2),
    ],
)
def test_a_judgement_is_taken_back(outcome, taken_back_by, state, version):
    judge = moderator()
    first = decided(judge, outcome)

    second = actions.undo(first.pk, moderator=judge)

    post = Post.objects.get(pk=first.post_id)
    assert (second.outcome, second.undoes, second.version) == (taken_back_by, first, version)
    assert (post.state, post.version) == (state, version)
    assert Decision.objects.count() == 2


def test_what_was_put_back_is_judged_again():
    judge = moderator()
    first = decided(judge, "decline")
    actions.undo(first.pk, moderator=judge)

    actions.decide(first.post_id, moderator=judge, version=2, outcome="publish")

    assert Post.objects.get(pk=first.post_id).is_published


def test_an_approval_taken_back_counts_nowhere_and_says_why(client):
    judge = moderator()
    first = decided(judge, "publish")

    actions.undo(first.pk, moderator=judge)

    topic = Post.objects.get(pk=first.post_id).topic
    assert topic.reply_count == 0
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "a moderator is reading it again" in page


def test_removal_and_return_of_a_post_take_each_other_back():
    judge = moderator()
    post = make_reply(make_topic())
    hidden = actions.hide(post.pk, moderator=judge, reason="wording")
    back = actions.undo(hidden.pk, moderator=judge)
    assert (back.outcome, Post.objects.get(pk=post.pk).state) == ("restore", "published")

    again = actions.undo(back.pk, moderator=judge)

    post.refresh_from_db()
    assert (again.outcome, again.reason, post.state) == ("hide", "wording", "hidden")
    assert post.removal_reason == "wording about patients"


def test_a_decision_is_taken_back_once_and_only_while_it_is_the_latest():
    judge = moderator()
    first = decided(judge, "decline")
    actions.undo(first.pk, moderator=judge)

    with pytest.raises(actions.Stale):
        actions.undo(first.pk, moderator=judge)
    other = decided(judge, "publish")
    actions.hide(other.post_id, moderator=judge, reason="wording")
    with pytest.raises(actions.Stale):
        actions.undo(other.pk, moderator=judge)


def test_after_ten_minutes_only_another_moderator_may(settings):
    judge = moderator()
    first = decided(judge, "publish")
    late = timezone.now() + timedelta(minutes=settings.UNDO_MINUTES, seconds=1)

    with pytest.raises(actions.TooLate):
        actions.undo(first.pk, moderator=judge, now=late)

    assert actions.undo(first.pk, moderator=moderator(), now=late).outcome == "hide"


def test_a_mail_that_was_not_sent_is_withdrawn():
    judge, author = moderator(), newcomer()
    first = decided(judge, "decline", author)
    assert OutboxMessage.objects.filter(to=author.email).count() == 1

    actions.undo(first.pk, moderator=judge)

    assert not OutboxMessage.objects.filter(to=author.email).exists()
    assert not Notice.objects.filter(person=author).exists()
    author.refresh_from_db()
    assert author.unread_notices == 0


def test_a_mail_that_was_sent_is_followed_by_an_honest_one():
    judge, author = moderator(), newcomer()
    first = decided(judge, "publish", author)
    OutboxMessage.objects.filter(to=author.email).update(sent_at=timezone.now())

    actions.undo(first.pk, moderator=judge)

    mail = OutboxMessage.objects.get(to=author.email, sent_at=None)
    assert "taken back" in mail.subject
    assert "A moderator reads it again first" in mail.text


def test_nobody_takes_back_a_decision_on_their_own_post():
    judge = moderator()
    first = decided(moderator(), "publish")
    Post.objects.filter(pk=first.post_id).update(author=judge)

    with pytest.raises(actions.NotYours):
        actions.undo(first.pk, moderator=judge)


def test_the_button_works_without_scripts_and_a_late_one_says_why(client):
    judge = moderator()
    client.force_login(judge)
    first = decided(judge, "decline")

    page = client.post(f"/moderation/decisions/{first.pk}/undo/", follow=True)
    assert "Undone: the post waits again." in page.content.decode()
    assert client.post(f"/moderation/decisions/{first.pk}/undo/").status_code == 409
    assert client.post("/moderation/decisions/999999/undo/").status_code == 404
    assert client.get(f"/moderation/decisions/{first.pk}/undo/").status_code == 302


def test_an_author_who_acted_since_is_not_overruled():
    judge = moderator()
    post = make_held_reply()
    first = actions.decide(post.pk, moderator=judge, version=1, outcome="return", reason="wording")
    forum_actions.withdraw(post.pk)

    with pytest.raises(actions.Stale):
        actions.undo(first.pk, moderator=judge)
    assert Post.objects.get(pk=post.pk).state == "withdrawn"
