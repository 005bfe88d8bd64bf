"""A second opinion, and a word to the author: neither decides anything."""

import pytest

from accounts.models import OutboxMessage
from forum.models import Post, Remark
from moderation import actions
from moderation.models import Decision, Opinion
from tests.factories import make_held_reply, make_reply, make_topic, moderator, newcomer

pytestmark = pytest.mark.django_db


def test_one_asks_and_another_answers(client):
    first, second, post = moderator(), moderator(), make_held_reply()
    client.force_login(first)
    asked = {"version": 1, "text": "Is this dose known?"}
    assert client.post(f"/moderation/items/{post.pk}/opinion/", asked).status_code == 302

    client.force_login(second)
    page = client.get(f"/moderation/items/{post.pk}/").content.decode()
    assert "Is this dose known?" in page
    answer = {"version": 1, "text": "It is.", "answer": "1"}
    client.post(f"/moderation/items/{post.pk}/opinion/", answer)

    opinion = Opinion.objects.get()
    assert (opinion.asked_by, opinion.answered_by, opinion.answer) == (first, second, "It is.")
    assert "It is." in client.get(f"/moderation/items/{post.pk}/").content.decode()
    assert not Decision.objects.exists()


def test_nobody_answers_their_own_question(client):
    judge, post = moderator(), make_held_reply()
    actions.ask_opinion(post.pk, moderator=judge, version=1, question="Well?")
    client.force_login(judge)

    response = client.post(
        f"/moderation/items/{post.pk}/opinion/", {"version": 1, "text": "Yes.", "answer": "1"}
    )

    assert response.status_code == 403
    assert Opinion.objects.get().answered_at is None


def test_a_second_question_on_the_same_version_keeps_what_was_typed(client):
    post = make_held_reply()
    actions.ask_opinion(post.pk, moderator=moderator(), version=1, question="First?")
    client.force_login(moderator())

    response = client.post(
        f"/moderation/items/{post.pk}/opinion/", {"version": 1, "text": "Second?"}
    )

    assert response.status_code == 409
    assert "Second?" in response.content.decode()
    assert Opinion.objects.count() == 1


def test_a_question_on_a_decided_post_answers_409(client):
    post, judge = make_held_reply(), moderator()
    actions.decide(post.pk, moderator=judge, version=1, outcome="publish")
    client.force_login(judge)

    response = client.post(f"/moderation/items/{post.pk}/opinion/", {"version": 1, "text": "Hm?"})

    assert response.status_code == 409
    assert "Hm?" in response.content.decode()


def test_an_empty_question_is_refused_in_place(client):
    post = make_held_reply()
    client.force_login(moderator())

    response = client.post(f"/moderation/items/{post.pk}/opinion/", {"version": 1, "text": " "})

    assert response.status_code == 422


def test_a_moderator_writes_to_the_author_who_may_answer(client):
    judge, author = moderator(), newcomer()
    post = make_reply(make_topic(), sender=author)
    client.force_login(judge)
    client.post(f"/moderation/items/{post.pk}/remark/", {"text": "Which dose was it?"})

    mail = OutboxMessage.objects.get(to=author.email)
    assert "Which dose" not in mail.text
    client.force_login(author)
    page = client.get(f"/posts/{post.pk}/edit/").content.decode()
    assert "Which dose was it?" in page
    assert judge.display_name not in page
    assert client.post(f"/posts/{post.pk}/answer/", {"text": ""}).status_code == 422
    client.post(f"/posts/{post.pk}/answer/", {"text": "Eight milligrams."})

    said = Remark.objects.order_by("pk").values_list("by_author", "text")
    assert list(said) == [(False, "Which dose was it?"), (True, "Eight milligrams.")]
    assert Post.objects.get(pk=post.pk).is_pending


def test_nothing_is_written_to_the_author_of_a_published_post(client):
    post = make_reply(make_topic())
    client.force_login(moderator())

    response = client.post(f"/moderation/items/{post.pk}/remark/", {"text": "Hello."})

    assert response.status_code == 409
    assert "Hello." in response.content.decode()


def test_an_answer_that_comes_after_the_decision_is_given_back(client):
    author = newcomer()
    post = make_reply(make_topic(), sender=author)
    actions.decide(post.pk, moderator=moderator(), version=1, outcome="decline", reason="promotion")
    client.force_login(author)

    answer = client.post(f"/posts/{post.pk}/answer/", {"text": "Eight milligrams."})

    assert answer.status_code == 409
    assert "Eight milligrams." in answer.content.decode()
    assert not post.remarks.exists()
