"""How a post looks in each of its states, and to whom."""

import pytest
from django.utils import timezone

from forum import actions
from forum.models import Move, Post, Topic
from tests.factories import (
    UserFactory,
    fill_topic,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)
from tests.forum.visiting import shown

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def told(post: Post, state: str) -> None:
    Post.objects.filter(pk=post.pk).update(state=state)
    Move.objects.create(
        post=post,
        version=1,
        from_state="pending",
        to_state=state,
        by="moderator",
        reason="it could have identified a patient",
        message="Please take out the place.",
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", ["Awaiting approval", "Usually reviewed within"]),
        ("returned", ["Changes asked for", "Please take out the place.", "/edit/"]),
        ("declined", ["Not published", "Reason: it could have identified a patient."]),
        ("withdrawn", ["You withdrew this post."]),
        ("expired", ["Your post expired before it was decided on."]),
    ],
)
def test_what_is_not_published_is_shown_to_its_author_alone(client, state, words):
    author = newcomer()
    topic = make_topic()
    post = make_reply(topic, sender=author, body="Words for a few eyes.")
    if state in ("returned", "declined"):
        told(post, state)
    Post.objects.filter(pk=post.pk).update(state=state)

    for other in (None, UserFactory(), moderator()):
        if other:
            client.force_login(other)
        assert "Words for a few eyes." not in shown(client, topic)
    client.force_login(author)
    page = shown(client, topic)
    assert "Words for a few eyes." in page
    assert "Only you can see this." in page
    assert [word for word in words if word not in page] == []
    assert client.get(post.get_absolute_url()).url == f"{topic.get_absolute_url()}#post-{post.pk}"


def test_ones_own_waiting_posts_are_on_the_last_page_only(client):
    author = newcomer()
    topic = make_topic()
    fill_topic(topic, 25)
    make_reply(topic, sender=author, body="Words for a few eyes.")
    client.force_login(author)

    assert "Words for a few eyes." not in shown(client, topic)
    assert "Words for a few eyes." in shown(client, topic, "?page=2")


def test_a_removed_post_leaves_its_reason_and_its_place(client):
    topic = make_topic()
    removed = make_reply(topic, body="Words that are gone.")
    actions.hide(removed, actor=moderator(), reason="it could have identified a patient")

    page = shown(client, topic)

    assert f'id="post-{removed.pk}"' in page
    assert "Reason: it could have identified a patient." in page
    assert "Words that are gone." not in page


@pytest.mark.parametrize("hidden", [False, True])
def test_an_answer_in_a_topic_names_who_accepted_it_only_while_it_is_public(client, hidden):
    topic = make_topic()
    answer = make_reply(topic, body="The accepted words.")
    Post.objects.filter(pk=answer.pk).update(accepted_at=timezone.now())
    Topic.objects.filter(pk=topic.pk).update(highlighted=[answer.pk], accepted_count=1)
    if hidden:
        actions.hide(Post.objects.get(pk=answer.pk), actor=moderator(), reason="wording")

    page = shown(client, topic)

    assert ("The accepted words." in page) is not hidden
    assert ("Answer in brief" in page) is not hidden
    assert ("Answered" in page) is not hidden
