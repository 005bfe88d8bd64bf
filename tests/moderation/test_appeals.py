"""A refusal may be appealed once, and somebody else decides."""

import pytest

from forum import actions as forum_actions
from forum.models import InvalidTransition, Post, Remark
from moderation import actions
from moderation.models import Decision
from tests.factories import (
    UserFactory,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)

pytestmark = pytest.mark.django_db


def declined(judge, author=None):
    post = make_reply(make_topic(), sender=author or newcomer())
    actions.decide(post.pk, moderator=judge, version=1, outcome="decline", reason="wording")
    post.refresh_from_db()
    return post


def test_an_appeal_puts_the_text_back_as_a_version_of_its_own():
    author = newcomer()
    post = declined(moderator(), author)

    forum_actions.appeal(post.pk, text="It is quoted.", actor=author)

    post.refresh_from_db()
    assert (post.state, post.version) == ("pending", 2)
    assert post.appealed_at
    assert Remark.objects.get().text == "It is quoted."
    assert post.moves.last().actor == author


def test_who_declined_it_may_not_decide_the_appeal_and_reads_why(client):
    first, second = moderator(), moderator()
    post = declined(first)
    forum_actions.appeal(post.pk, text="Please look again.")

    with pytest.raises(actions.NotYours):
        actions.decide(post.pk, moderator=first, version=2, outcome="publish")
    client.force_login(first)
    assert (
        "You declined this before" in client.get(f"/moderation/items/{post.pk}/").content.decode()
    )
    refused = client.post(
        f"/moderation/items/{post.pk}/decide/", {"version": 2, "outcome": "publish"}
    )
    assert refused.status_code == 403
    assert "another moderator decides on the appeal" in refused.content.decode()

    actions.decide(post.pk, moderator=second, version=2, outcome="publish")
    outcomes = Decision.objects.filter(post=post).values_list("outcome", "version")
    assert list(outcomes) == [("decline", 1), ("publish", 2)]


def test_there_is_one_appeal(client):
    author = newcomer()
    post = declined(moderator(), author)
    forum_actions.appeal(post.pk, text="Once.", actor=author)
    actions.decide(post.pk, moderator=moderator(), version=2, outcome="decline", reason="wording")

    with pytest.raises(InvalidTransition):
        forum_actions.appeal(post.pk, text="Twice.", actor=author)
    client.force_login(author)
    response = client.post(f"/posts/{post.pk}/appeal/", {"text": "Twice."})
    assert response.status_code == 409
    assert "Twice." in response.content.decode()
    assert "Two moderators have read this" in response.content.decode()


@pytest.mark.parametrize("state", ["pending", "published", "returned", "withdrawn"])
def test_only_a_declined_post_is_appealed(state):
    post = make_held_reply()
    if state == "published":
        actions.decide(post.pk, moderator=moderator(), version=1, outcome="publish")
    elif state == "returned":
        actions.decide(
            post.pk, moderator=moderator(), version=1, outcome="return", reason="wording"
        )
    elif state == "withdrawn":
        forum_actions.withdraw(post.pk)

    with pytest.raises(InvalidTransition):
        forum_actions.appeal(post.pk, text="Why not?")

    assert Post.objects.get(pk=post.pk).state == state


def test_a_member_appeals_on_a_page_without_scripts(client):
    judge, author = moderator(), newcomer()
    post = declined(judge, author)
    client.force_login(author)
    topic = client.get(f"{post.topic.get_absolute_url()}?page=last").content.decode()
    assert f"/posts/{post.pk}/appeal/" in topic

    page = client.get(f"/posts/{post.pk}/appeal/").content.decode()
    assert "wording about patients" in page
    assert judge.display_name not in page
    assert client.post(f"/posts/{post.pk}/appeal/", {"text": " "}).status_code == 422
    assert client.post(f"/posts/{post.pk}/appeal/", {"text": "Look again."}).status_code == 302

    assert Post.objects.get(pk=post.pk).is_pending


def test_nobody_appeals_for_somebody_else(client):
    post = declined(moderator())
    client.force_login(UserFactory())

    assert client.get(f"/posts/{post.pk}/appeal/").status_code == 404
    assert client.post(f"/posts/{post.pk}/appeal/", {"text": "Mine."}).status_code == 404


def test_the_desk_shows_what_was_declined_and_what_the_author_says(client):
    first = moderator()
    post = declined(first)
    forum_actions.appeal(post.pk, text="It is a quotation.")
    client.force_login(moderator())

    page = client.get(f"/moderation/items/{post.pk}/").content.decode()

    assert "The author asks for a second look" in page
    assert "It is a quotation." in page
    assert first.display_name in page
