"""A post moves only as its table allows, and the database agrees."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from forum.models import InvalidTransition, Move, Post
from forum.querysets import AppendOnly
from tests.factories import UserFactory, make_held_reply, make_reply, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

VERBS = {
    Post.State.PUBLISHED: lambda post: post.publish(position=99, now=timezone.now()),
    Post.State.RETURNED: lambda post: post.return_to_author(),
    Post.State.DECLINED: lambda post: post.decline(),
    Post.State.WITHDRAWN: lambda post: post.withdraw(),
    Post.State.EXPIRED: lambda post: post.expire(),
    Post.State.HIDDEN: lambda post: post.hide(reason="off topic"),
    Post.State.PURGED: lambda post: post.purge(reason="patient details"),
}


def _post_in(state: str) -> Post:
    post = make_held_reply()
    if state in Post.PLACED:
        post.publish(position=2, now=timezone.now())
    if state == Post.State.HIDDEN:
        post.hide(reason="off topic")
    elif state != post.state:
        VERBS[state](post)
    return post


@pytest.mark.parametrize("target", list(VERBS))
@pytest.mark.parametrize("state", Post.State.values)
def test_every_move_is_in_the_table_or_refused(state, target):
    post = _post_in(state)
    allowed = target in Post.TRANSITIONS[state]

    if target == Post.State.PUBLISHED and state == Post.State.HIDDEN:
        post.restore()
    elif allowed:
        VERBS[target](post)
    else:
        with pytest.raises(InvalidTransition):
            VERBS[target](post)

    post.refresh_from_db()
    assert post.state == (target if allowed else state)


def test_every_state_has_a_row_in_the_table():
    assert set(Post.TRANSITIONS) == set(Post.State.values)


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "approved"},
        {"state": "published"},
        {"position": 7},
        {"published_at": "2026-01-01T00:00Z"},
        {"state": "purged", "position": 7, "published_at": "2026-01-01T00:00Z"},
        {"version": 0},
    ],
)
def test_the_database_refuses_a_row_that_contradicts_itself(broken):
    post = make_held_reply()

    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(**broken)


def test_the_database_refuses_an_author_who_is_also_a_guest():
    post = make_held_reply()

    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(author=UserFactory())


def test_two_posts_never_share_a_place():
    topic = make_topic()
    reply = make_reply(topic)

    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=reply.pk).update(position=1)


def test_a_purged_post_keeps_its_place_and_no_text():
    reply = make_reply(make_topic(), body="Something identifying.")

    reply.purge(reason="it could have identified a patient")

    reply.refresh_from_db()
    assert (reply.position, reply.body_source, reply.body_html, reply.body_text) == (2, "", "", "")


def test_a_new_version_of_a_held_post_keeps_the_old_text():
    post = make_held_reply()

    post.resubmit(source="New", format="text", html="<p>New</p>", text="New", now=timezone.now())

    assert (post.version, post.versions.get().body_source) == (2, "From a guest.")


def test_a_move_is_never_changed_or_deleted():
    move = Move.objects.filter(post=make_held_reply()).get()

    with pytest.raises(AppendOnly):
        move.save()
    with pytest.raises(AppendOnly):
        move.delete()
    with pytest.raises(AppendOnly):
        Move.objects.update(reason="another")
    with pytest.raises(AppendOnly):
        Move.objects.all().delete()
