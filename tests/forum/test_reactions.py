"""Reactions: who may press, once each, and counters that always equal a recount."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from forum import actions as forum_actions
from forum.actions.reacting import NotYours, react
from forum.models import Category, InvalidTransition, Post, Reaction, Topic
from tests.factories import (
    CategoryFactory,
    UserFactory,
    guest,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    prescriber,
)

KINDS = ["helpful", "same", "thanks", "source"]


def press(client, post, kind="helpful", **fields):
    return client.post(f"/posts/{post.pk}/react/", {"kind": kind, **fields})


def recount(post):
    found = Reaction.objects.filter(post=post)
    counted = {kind: found.filter(kind=kind).count() for kind in KINDS}
    return {kind: number for kind, number in counted.items() if number}


def helpful_of(topic):
    return Reaction.objects.filter(
        kind="helpful", post__topic=topic, post__state="published"
    ).count()


@pytest.mark.django_db
@pytest.mark.both_databases
class TestPressing:
    def test_a_press_is_counted_and_leads_back_to_the_post(self, client):
        post = make_reply(make_topic())
        client.force_login(UserFactory())

        response = press(client, post)

        post.refresh_from_db()
        assert (response.status_code, response.url) == (302, post.get_absolute_url())
        assert post.reaction_counts == {"helpful": 1}
        assert Topic.objects.get(pk=post.topic_id).helpful_count == 1

    def test_a_second_press_without_a_wish_takes_the_reaction_back(self, client):
        post = make_reply(make_topic())
        client.force_login(UserFactory())

        press(client, post)
        press(client, post)

        post.refresh_from_db()
        assert post.reaction_counts == {}
        assert Topic.objects.get(pk=post.topic_id).helpful_count == 0

    @pytest.mark.parametrize(("on", "count"), [("1", {"thanks": 1}), ("0", {})])
    def test_a_double_click_on_a_button_does_what_one_click_does(self, client, on, count):
        post = make_reply(make_topic())
        client.force_login(UserFactory())

        for _ in range(2):
            client.post(f"/posts/{post.pk}/react/?on={on}", {"kind": "thanks"})

        post.refresh_from_db()
        assert post.reaction_counts == count

    def test_one_person_may_press_several_kinds_and_each_once(self, client):
        post = make_reply(make_topic())
        client.force_login(UserFactory())

        for kind in [*KINDS, "same"]:
            press(client, post, kind, on="1")

        post.refresh_from_db()
        assert post.reaction_counts == dict.fromkeys(KINDS, 1)

    def test_scripts_get_the_changed_part_alone(self, client):
        post = make_reply(make_topic())
        client.force_login(UserFactory())

        response = client.post(
            f"/posts/{post.pk}/react/",
            {"kind": "helpful", "on": "1"},
            headers={"X-Requested-With": "fetch"},
        )

        html = response.content.decode()
        assert 'aria-pressed="true"' in html
        assert "<b>1</b>" in html
        assert "<html" not in html

    @pytest.mark.parametrize("kind", ["", "love", "helpful ", "\x00"])
    def test_a_kind_outside_the_set_is_a_bad_request_and_changes_nothing(self, client, kind):
        post = make_reply(make_topic())
        client.force_login(UserFactory())

        assert press(client, post, kind).status_code == 400
        assert not Reaction.objects.exists()

    def test_a_closed_discussion_still_takes_reactions(self, client):
        post = make_reply(make_topic())
        Topic.objects.filter(pk=post.topic_id).update(is_locked=True)
        client.force_login(UserFactory())

        assert press(client, post).status_code == 302
        assert Reaction.objects.count() == 1


# --- rights -----------------------------------------------------------------------------------


WHO = {
    "visitor": lambda post: None,
    "member": lambda post: UserFactory(),
    "author": lambda post: post.author,
    "prescriber": lambda post: prescriber(),
    "moderator": lambda post: moderator(),
}


def places():
    """A post of each kind of place, and what each reader's press answers there."""

    def inside(visibility):
        category = CategoryFactory(visibility=visibility, guest_policy="none")
        topic = make_topic(category=category, sender=moderator())
        return make_reply(topic, sender=prescriber())

    def hidden():
        post = make_reply(make_topic())
        Post.objects.get(pk=post.pk).hide(reason="wording")
        return post

    def in_hidden_topic():
        post = make_reply(make_topic())
        Post.objects.get(topic=post.topic, opens_topic=True).hide(reason="wording")
        Topic.objects.filter(pk=post.topic_id).update(is_public=False)
        return post

    everywhere = dict.fromkeys(WHO, 404)
    open_to_all = {"visitor": "login", "member": 302, "author": 403, "prescriber": 302}
    return {
        "public": (lambda: make_reply(make_topic()), {**open_to_all, "moderator": 302}),
        "members": (
            lambda: inside("members"),
            {**open_to_all, "visitor": 404, "moderator": 302},
        ),
        "prescribers": (
            lambda: inside("prescribers"),
            {"visitor": 404, "member": 404, "author": 403, "prescriber": 302, "moderator": 302},
        ),
        "hidden": (hidden, everywhere),
        "in a hidden topic": (in_hidden_topic, everywhere),
        "held": (make_held_reply, everywhere),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("place", list(places()))
def test_who_may_press_where(client, place, who):
    make, answers = places()[place]
    post = make()
    reader = WHO[who](post)
    if reader:
        client.force_login(reader)

    response = press(client, post)

    if answers[who] == "login":
        assert response.status_code == 302
        assert response.url == f"/accounts/login/?next=/posts/{post.pk}/"
    else:
        assert response.status_code == answers[who]
    assert Reaction.objects.exists() is (answers[who] == 302)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["react", "accept", "recommend", "bookmark"])
def test_reading_an_address_that_only_takes_presses_leads_to_the_post(client, verb):
    post = make_reply(make_topic())

    response = client.get(f"/posts/{post.pk}/{verb}/")

    assert (response.status_code, response.url) == (302, post.get_absolute_url())
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["react", "accept", "recommend", "bookmark"])
def test_a_press_without_the_pages_token_is_refused(verb):
    topic = make_topic()
    post = make_reply(topic)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(topic.author)

    response = strict.post(f"/posts/{post.pk}/{verb}/", {"kind": "helpful"})

    assert response.status_code == 403
    post.refresh_from_db()
    assert (post.reaction_counts, post.accepted_at) == ({}, None)


@pytest.mark.django_db
def test_a_post_that_is_not_there_is_a_404(client):
    client.force_login(UserFactory())

    assert client.post("/posts/999999/react/", {"kind": "helpful"}).status_code == 404


# --- counting ---------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.both_databases
def test_votes_of_a_removed_post_leave_the_topic_and_come_back_with_it():
    topic = make_topic()
    post, judge = make_reply(topic), moderator()
    react(post.pk, person=UserFactory(), kind="helpful")
    react(topic.posts.get(opens_topic=True).pk, person=UserFactory(), kind="helpful")

    with transaction.atomic():
        forum_actions.hide(Post.objects.get(pk=post.pk), actor=judge, reason="wording")
    assert Topic.objects.get(pk=topic.pk).helpful_count == 1

    with transaction.atomic():
        forum_actions.restore(Post.objects.get(pk=post.pk), actor=judge)
    assert Topic.objects.get(pk=topic.pk).helpful_count == 2


@pytest.mark.django_db
def test_enough_votes_put_a_reply_among_the_recommended_and_one_less_takes_it_away(settings):
    settings.RECOMMENDED_FROM_VOTES = 3
    post = make_reply(make_topic())
    readers = [UserFactory() for _ in range(3)]

    for reader in readers:
        react(post.pk, person=reader, kind="helpful", on=True)
    assert Topic.objects.get(pk=post.topic_id).highlighted == [post.pk]

    react(post.pk, person=readers[0], kind="helpful", on=False)
    assert Topic.objects.get(pk=post.topic_id).highlighted == []


@pytest.mark.both_databases
class TestCountersAlwaysAgree(TestCase):
    """Any sequence of presses, removals and restorations, by several people."""

    steps = st.lists(
        st.one_of(
            st.tuples(
                st.just("press"),
                st.integers(0, 2),
                st.integers(0, 2),
                st.sampled_from(KINDS),
                st.sampled_from([True, False, None]),
            ),
            st.tuples(st.sampled_from(["hide", "restore", "purge"]), st.integers(0, 2)),
        ),
        max_size=30,
    )

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(steps=steps)
    def test_counts_equal_a_recount_whatever_happened(self, steps):
        judge, people = moderator(), [UserFactory() for _ in range(3)]
        topic = make_topic(category=CategoryFactory(), sender=people[0])
        opening = Post.objects.get(topic=topic, opens_topic=True)
        posts = [opening, make_reply(topic, sender=people[1]), make_reply(topic, sender=guest())]
        Post.objects.filter(state="pending").update(
            state="published", position=3, published_at=opening.published_at
        )
        Topic.objects.filter(pk=topic.pk).update(last_position=3, reply_count=2)
        Category.objects.filter(pk=topic.category_id).update(post_count=3)

        for step in steps:
            self.take(step, posts, people, judge)

        topic.refresh_from_db()
        assert topic.helpful_count == helpful_of(topic)
        for post in Post.objects.filter(topic=topic):
            assert post.reaction_counts == recount(post)

    def take(self, step, posts, people, judge):
        try:
            with transaction.atomic():
                if step[0] == "press":
                    _, which, who, kind, on = step
                    react(posts[which].pk, person=people[who], kind=kind, on=on)
                    return
                move = getattr(forum_actions, step[0])
                move(
                    Post.objects.select_for_update().get(pk=posts[step[1]].pk),
                    actor=judge,
                    reason="wording",
                )
        except (NotYours, Post.DoesNotExist, InvalidTransition):
            return


# --- at once ----------------------------------------------------------------------------------


def at_once(*calls):
    """Run every call in a thread and connection of its own, started together."""
    start = threading.Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            return call()
        except (NotYours, Post.DoesNotExist, InvalidTransition) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_presses_of_many_at_once_are_all_counted_and_a_double_click_once():
    topic = make_topic()
    post = make_reply(topic)
    readers = [UserFactory() for _ in range(5)]

    at_once(
        *[
            lambda reader=reader: react(post.pk, person=reader, kind="helpful", on=True)
            for reader in [*readers, *readers]
        ]
    )

    post.refresh_from_db()
    topic.refresh_from_db()
    assert post.reaction_counts == {"helpful": 5} == recount(post)
    assert topic.helpful_count == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_a_press_against_a_removal_leaves_counters_that_agree():
    judge = moderator()
    for _ in range(5):
        topic = make_topic()
        post = make_reply(topic)
        react(post.pk, person=UserFactory(), kind="helpful")
        reader = UserFactory()

        def remove(post=post):
            with transaction.atomic():
                locked = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
                forum_actions.hide(locked, actor=judge, reason="wording")

        at_once(
            remove,
            lambda post=post, reader=reader: react(post.pk, person=reader, kind="helpful"),
        )

        post.refresh_from_db()
        topic.refresh_from_db()
        assert post.reaction_counts == recount(post)
        assert topic.helpful_count == 0
