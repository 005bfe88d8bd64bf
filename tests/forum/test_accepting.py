"""Accepted answers and recommended posts: who chooses, where it shows, what it counts."""

import pytest
from django.db import transaction

from forum import actions as forum_actions
from forum.actions.accepting import accept, recommend
from forum.models import Notice, Post, Topic
from tests.factories import (
    UserFactory,
    guest,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    prescriber,
)

pytestmark = pytest.mark.django_db


def question(kind="question", **fields):
    topic = make_topic(**fields)
    Topic.objects.filter(pk=topic.pk).update(kind=kind)
    return Topic.objects.get(pk=topic.pk)


def test_the_asker_accepts_a_reply_and_takes_it_back(client):
    topic = question()
    post = make_reply(topic)
    client.force_login(topic.author)

    response = client.post(f"/posts/{post.pk}/accept/", {"on": "1"})

    post.refresh_from_db()
    topic.refresh_from_db()
    assert (response.status_code, response.url) == (302, post.get_absolute_url())
    assert post.accepted_at
    assert post.accepted_by == topic.author
    assert (topic.accepted_count, topic.highlighted) == (1, [post.pk])

    client.post(f"/posts/{post.pk}/accept/", {"on": "0"})

    post.refresh_from_db()
    topic.refresh_from_db()
    assert (post.accepted_at, post.accepted_by) == (None, None)
    assert (topic.accepted_count, topic.highlighted) == (0, [])


def test_several_answers_may_be_accepted_and_the_first_stays_first():
    topic = question()
    first, second = make_reply(topic), make_reply(topic)

    accept(second.pk, actor=topic.author, on=True)
    accept(first.pk, actor=topic.author, on=True)

    topic.refresh_from_db()
    assert (topic.accepted_count, topic.highlighted) == (2, [second.pk, first.pk])


def test_accepting_twice_keeps_who_was_first():
    topic = question()
    post = make_reply(topic)
    accept(post.pk, actor=topic.author, on=True)
    when = Post.objects.get(pk=post.pk).accepted_at

    accept(post.pk, actor=moderator(), on=True)

    post.refresh_from_db()
    assert (post.accepted_at, post.accepted_by) == (when, topic.author)


def test_an_asker_may_accept_their_own_reply():
    topic = question()
    post = make_reply(topic, sender=topic.author)

    accept(post.pk, actor=topic.author, on=True)

    assert Post.objects.get(pk=post.pk).accepted_at


def test_the_author_is_told_once_however_often_it_changes():
    topic = question()
    post = make_reply(topic)

    for on in (True, True, False, True):
        accept(post.pk, actor=topic.author, on=on)

    told = Notice.objects.filter(post=post, kind="accepted")
    assert [notice.person for notice in told] == [post.author]


def test_nobody_is_told_of_an_answer_they_accepted_themselves():
    topic = question()
    own = make_reply(topic, sender=topic.author)

    accept(own.pk, actor=topic.author, on=True)

    assert not Notice.objects.filter(kind="accepted").exists()


def test_accepting_a_guests_reply_tells_nobody():
    topic = question()
    post = make_held_reply(topic)
    with transaction.atomic():
        forum_actions.publish(Post.objects.get(pk=post.pk), actor=moderator())

    accept(post.pk, actor=topic.author, on=True)

    assert Topic.objects.get(pk=topic.pk).accepted_count == 1
    assert not Notice.objects.filter(kind="accepted").exists()


def asker(post):
    return post.topic.author


def writer(post):
    return post.author


READERS = {
    "visitor": lambda post: None,
    "member": lambda post: UserFactory(),
    "asker": asker,
    "writer": writer,
    "prescriber": lambda post: prescriber(),
    "moderator": lambda post: moderator(),
}
ASKED = {"asker": 302, "writer": 403, "member": 403, "prescriber": 403, "moderator": 302}


@pytest.mark.parametrize("who", ASKED)
@pytest.mark.parametrize(
    ("kind", "opening"),
    [("question", False), ("case", False), ("discussion", False), ("tip", False), ("case", True)],
)
def test_who_may_accept_what(client, who, kind, opening):
    topic = question(kind)
    post = topic.posts.get(opens_topic=True) if opening else make_reply(topic)
    client.force_login(READERS[who](post))

    response = client.post(f"/posts/{post.pk}/accept/", {"on": "1"})

    takes_answers = kind in ("question", "case") and not opening
    assert response.status_code == (ASKED[who] if takes_answers else 403)
    post.refresh_from_db()
    assert bool(post.accepted_at) is (response.status_code == 302)


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("opening", [False, True])
def test_only_moderators_recommend_and_only_replies(client, who, opening):
    topic = question("discussion")
    post = topic.posts.get(opens_topic=True) if opening else make_reply(topic)
    reader = READERS[who](post)
    if reader:
        client.force_login(reader)

    response = client.post(f"/posts/{post.pk}/recommend/", {"on": "1"})

    post.refresh_from_db()
    chosen = who == "moderator" and not opening
    assert bool(post.recommended_at) is chosen
    if reader:
        assert response.status_code == (302 if chosen else 403)
    else:
        assert response.url.startswith("/accounts/login/")


@pytest.mark.parametrize("verb", ["accept", "recommend"])
def test_a_moderator_does_not_choose_what_they_wrote(client, verb):
    judge = moderator()
    post = make_reply(question(), sender=judge)
    client.force_login(judge)

    assert client.post(f"/posts/{post.pk}/{verb}/", {"on": "1"}).status_code == 403


@pytest.mark.parametrize("verb", ["accept", "recommend"])
def test_a_removed_reply_is_a_404_for_everyone(client, verb):
    topic = question()
    post = make_reply(topic)
    Post.objects.get(pk=post.pk).hide(reason="wording")

    for reader in [topic.author, moderator()]:
        client.force_login(reader)
        assert client.post(f"/posts/{post.pk}/{verb}/", {"on": "1"}).status_code == 404


def test_the_topic_of_a_guest_is_answered_by_moderators_alone(client):
    topic = question(sender=moderator())
    Topic.objects.filter(pk=topic.pk).update(author=None, guest_name=guest().name)
    post = make_reply(topic)

    client.force_login(UserFactory())
    assert client.post(f"/posts/{post.pk}/accept/").status_code == 403
    client.force_login(moderator())
    assert client.post(f"/posts/{post.pk}/accept/").status_code == 302


def test_a_removed_answer_is_named_nowhere_until_it_is_back():
    topic, judge = question(), moderator()
    post = make_reply(topic)
    accept(post.pk, actor=topic.author, on=True)

    with transaction.atomic():
        forum_actions.hide(Post.objects.get(pk=post.pk), actor=judge, reason="wording")
    topic.refresh_from_db()
    assert (topic.accepted_count, topic.highlighted) == (0, [])

    with transaction.atomic():
        forum_actions.restore(Post.objects.get(pk=post.pk), actor=judge)
    topic.refresh_from_db()
    assert (topic.accepted_count, topic.highlighted) == (1, [post.pk])


def test_a_recommended_post_follows_the_answers():
    topic = question()
    picked, answer = make_reply(topic), make_reply(topic)
    recommend(picked.pk, moderator=moderator(), on=True)
    accept(answer.pk, actor=topic.author, on=True)

    topic.refresh_from_db()
    assert topic.highlighted == [answer.pk, picked.pk]


def test_what_fails_halfway_leaves_nothing_behind(monkeypatch):
    topic = question()
    post = make_reply(topic)

    def broken(topic):
        raise RuntimeError("halfway")

    monkeypatch.setattr("forum.actions.highlights.refresh", broken)
    with pytest.raises(RuntimeError):
        accept(post.pk, actor=topic.author, on=True)

    assert Post.objects.get(pk=post.pk).accepted_at is None
