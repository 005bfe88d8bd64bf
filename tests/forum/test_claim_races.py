"""Two at once, with real connections: one claim, one label for one person."""

import pytest

from forum import actions
from forum.actions import claiming
from forum.models import Peer, Post
from moderation import actions as desk
from tests.factories import (
    CategoryFactory,
    UserFactory,
    guest,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)
from tests.forum.test_anonymous import anonymous_reply
from tests.moderation.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

ROUNDS = 10


def claimable(topic, owner, number: int) -> Post:
    address = f"jory{number}@example.org"
    owner.emailaddress_set.create(email=address, verified=True)
    post = make_reply(topic, sender=guest(email=address))
    actions.confirm_email(post.receipt.pk)
    return post


def attempt(post: Post, owner):
    def call() -> object:
        try:
            return claiming.claim(post.pk, member=owner)
        except claiming.NotClaimable as refused:
            return refused

    return call


def test_of_two_claims_at_once_one_wins():
    topic, owner = make_topic(), UserFactory()
    for number in range(ROUNDS):
        post = claimable(topic, owner, number)

        answers = at_once(attempt(post, owner), attempt(post, owner))

        assert sum(isinstance(answer, Post) for answer in answers) == 1
        post.refresh_from_db()
        assert (post.author, post.guest_name) == (owner, "")


def test_a_claim_and_an_approval_at_once_both_hold():
    topic, judge = make_topic(), moderator()
    for number in range(ROUNDS):
        owner = newcomer()
        post = claimable(topic, owner, number)

        at_once(
            attempt(post, owner),
            lambda post=post: desk.decide(post.pk, moderator=judge, version=1, outcome="publish"),
        )

        post.refresh_from_db()
        owner.refresh_from_db()
        assert (post.state, post.author) == ("published", owner)
        assert owner.first_published_at == post.published_at
    topic.refresh_from_db()
    assert topic.reply_count == ROUNDS


def test_labels_given_at_once_are_different_for_different_people():
    topic = make_topic(category=CategoryFactory(allows_anonymous=True))
    for _ in range(ROUNDS):
        first, second = UserFactory(), UserFactory()

        at_once(
            lambda person=first: anonymous_reply(topic, person),
            lambda person=second: anonymous_reply(topic, person),
            lambda person=first: anonymous_reply(topic, person),
        )

    peers = Peer.objects.filter(topic=topic)
    assert sorted(peers.values_list("number", flat=True)) == list(range(1, 2 * ROUNDS + 1))
    assert topic.posts.exclude(peer=None).count() == 3 * ROUNDS
