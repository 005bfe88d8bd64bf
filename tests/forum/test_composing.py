"""A reply in the making: what it quotes, whom it answers, and that its writer may follow on."""

import uuid

import pytest

from forum import actions
from forum.models import Follow
from forum.sanitize import cook
from tests.factories import UserFactory, make_held_reply, make_reply, make_topic, moderator

pytestmark = pytest.mark.django_db


# --- quotes -------------------------------------------------------------------------------------


def quote_page(client, topic, post):
    return client.get(f"{topic.get_absolute_url()}reply/", {"quote": post.pk})


def test_the_quote_link_prefills_the_form_and_the_sent_reply_cites_the_post(client, member):
    topic = make_topic()
    quoted = make_reply(
        topic, sender=UserFactory(display_name="Ada Baker"), body="First.\n\nSecond."
    )

    typed = quote_page(client, topic, quoted).context["form"]["body"].value()
    assert typed == f"> [Ada Baker, #2](/posts/{quoted.pk}/)\n>\n> First.\n>\n> Second.\n\n"

    body = {"body": f"{typed}I agree.", "submission_key": str(uuid.uuid4())}
    client.post(f"{topic.get_absolute_url()}reply/", body)
    sent = topic.posts.get(position=3)
    assert f'<blockquote cite="/posts/{quoted.pk}/">' in sent.body_html
    assert "<p>First.</p><p>Second.</p></blockquote><p>I agree.</p>" in sent.body_html


def test_a_quote_holds_the_words_of_its_post_and_not_those_it_quotes(client, member):
    topic = make_topic()
    quoted = make_reply(topic, body="> Somebody else's words.\n\nMine.")

    typed = quote_page(client, topic, quoted).context["form"]["body"].value()

    assert "Mine." in typed
    assert "Somebody" not in typed


def test_a_long_post_is_quoted_in_part(client, member, settings):
    topic = make_topic()
    quoted = make_reply(topic, body="word " * 2000)

    typed = quote_page(client, topic, quoted).context["form"]["body"].value()

    assert len(typed) < settings.QUOTE_MAX + 200
    assert typed.rstrip().endswith("word …")


def test_a_post_that_one_may_not_see_or_of_another_topic_quotes_nothing(client, member):
    topic = make_topic()
    hidden = make_reply(topic, body="Secret words.")
    actions.hide(hidden, actor=moderator(), reason="patient details")
    posts = [hidden, make_held_reply(topic), make_reply(make_topic(), body="Elsewhere.")]

    for post in posts:
        page = quote_page(client, topic, post)
        assert not page.context["form"]["body"].value()
        assert "Secret words." not in page.content.decode()


# --- whom the reply answers ---------------------------------------------------------------------


def test_the_page_says_whom_the_reply_answers_and_takes_it_back_without_losing_text(client, member):
    topic = make_topic()
    answered = make_reply(topic, sender=UserFactory(display_name="Ada Baker"), body="Which dose?")
    address = f"{topic.get_absolute_url()}reply/?to={answered.pk}"
    assert "Ada Baker, #2" in client.get(address).content.decode()

    back = client.post(address, {"body": "Typed at length.", "answer_nobody": "1"})

    page = back.content.decode()
    assert back.status_code == 200
    assert "Typed at length." in page
    assert "Ada Baker, #2" not in page
    assert "?to=" not in page
    assert topic.posts.count() == 2


# --- following what one writes in ---------------------------------------------------------------


@pytest.mark.parametrize(("fields", "follows"), [({"follow": "on"}, 1), ({}, 0)])
def test_a_reply_follows_the_discussion_where_its_box_is_ticked(client, member, fields, follows):
    topic = make_topic()
    body = {"body": "A reply.", "submission_key": str(uuid.uuid4())}

    client.post(f"{topic.get_absolute_url()}reply/", body | fields)

    assert Follow.objects.filter(person=member, topic=topic, level="all").count() == follows


def test_a_guest_is_offered_no_box_and_follows_nothing(client):
    topic = make_topic()
    page = client.get(f"{topic.get_absolute_url()}reply/").content.decode()
    fields = {"guest_name": "Jory M.", "body": "A reply.", "submission_key": str(uuid.uuid4())}

    client.post(f"{topic.get_absolute_url()}reply/", {**fields, "follow": "on"})

    assert "Follow this discussion" not in page
    assert Follow.objects.count() == 0


def test_a_reply_that_follows_and_fails_leaves_neither(member, monkeypatch):
    topic = make_topic()

    def fail(*_args, **_fields):
        raise RuntimeError

    monkeypatch.setattr("forum.actions.moves.record", fail)
    with pytest.raises(RuntimeError):
        actions.submit_reply(
            topic_id=topic.pk,
            sender=member,
            writing=cook("A reply.", "text", by_guest=False),
            submission_key=uuid.uuid4(),
            wants_to_follow=True,
        )

    assert (topic.posts.count(), Follow.objects.count()) == (1, 0)
