"""Counters equal a recount, states stay legal, versions are judged once: 200 random actions."""

import random
from itertools import pairwise

import pytest
from django.db import transaction

from forum import actions as forum_actions
from forum.models import InvalidTransition, Post, Topic
from forum.sanitize import cook
from moderation import actions
from moderation.models import Decision, ToolUse
from tests.factories import (
    CategoryFactory,
    UserFactory,
    guest,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)
from tests.moderation import tooling

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ACTIONS = 200


class Site:
    """A small community in which anything may happen."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.categories = [CategoryFactory(), CategoryFactory()]
        self.moderators = [moderator(), moderator()]
        self.members = [UserFactory(), UserFactory()]
        make_topic(category=self.categories[0], sender=self.members[0])

    def act(self) -> None:
        verb = self.chance.choice(
            [
                *(self.reply, self.reply, self.start, self.decide, self.decide),
                *(self.hide, self.restore, self.withdraw, self.revise, self.lock, self.purge),
                *(self.move, self.merge, self.split),
            ]
        )
        try:
            verb()
        except (
            InvalidTransition,
            actions.Stale,
            actions.NotYours,
            actions.Refused,
            forum_actions.NotOpen,
            Topic.DoesNotExist,
        ):
            return

    def sender(self):
        return self.chance.choice([*self.members, *self.moderators, guest(), newcomer()])

    def start(self) -> None:
        make_topic(category=self.chance.choice(self.categories), sender=self.sender())

    def reply(self) -> None:
        make_reply(self.chance.choice(list(Topic.objects.order_by("pk"))), sender=self.sender())

    def any_post(self) -> Post:
        return self.chance.choice(list(Post.objects.order_by("pk")))

    def post_to_judge(self) -> Post:
        """Mostly one that waits: without any, a run would say nothing of judgements."""
        waiting = list(Post.objects.filter(state="pending").order_by("pk"))
        if waiting and self.chance.random() < 0.8:
            return self.chance.choice(waiting)
        return self.any_post()

    def decide(self) -> None:
        post = self.post_to_judge()
        actions.decide(
            post.pk,
            moderator=self.chance.choice(self.moderators),
            version=self.chance.choice([post.version, post.version, 1]),
            outcome=self.chance.choice(["publish", "publish", "return", "decline"]),
            reason="promotion",
        )

    def hide(self) -> None:
        actions.hide(
            self.any_post().pk, moderator=self.chance.choice(self.moderators), reason="wording"
        )

    @transaction.atomic
    def purge(self) -> None:
        if self.chance.random() < 0.3:
            forum_actions.purge(self.any_post(), actor=self.moderators[0], reason="patient")

    def restore(self) -> None:
        actions.restore(self.any_post().pk, moderator=self.chance.choice(self.moderators))

    def withdraw(self) -> None:
        forum_actions.withdraw(self.any_post().pk)

    def revise(self) -> None:
        post = self.any_post()
        forum_actions.resubmit(
            post.pk, seen_version=post.version, writing=cook("Again.", "text", by_guest=True)
        )

    def lock(self) -> None:
        topic = self.chance.choice(list(Topic.objects.order_by("pk")))
        tooling.use("lock", topic, closed=not topic.is_locked, word="Enough.")

    def any_topic(self) -> Topic:
        """Mostly one that readers see: the others take hardly a tool."""
        public = list(Topic.objects.public().order_by("pk"))
        if public and self.chance.random() < 0.8:
            return self.chance.choice(public)
        return self.chance.choice(list(Topic.objects.order_by("pk")))

    def move(self) -> None:
        category = self.chance.choice(self.categories)
        tooling.use("move", self.any_topic(), category_id=category.pk)

    def merge(self) -> None:
        if self.chance.random() < 0.4:
            tooling.merge(self.any_topic(), self.any_topic())

    def split(self) -> None:
        topic = self.any_topic()
        posts = list(topic.posts.filter(position__gt=1).order_by("pk"))
        chosen = self.chance.sample(posts, min(len(posts), self.chance.randint(1, 3)))
        category = self.chance.choice(self.categories)
        tooling.split(topic, chosen, category_id=category.pk)


@pytest.mark.parametrize("seed", range(3))
def test_counters_equal_a_recount_after_200_random_actions(seed):
    site = Site(seed)

    for _ in range(ACTIONS):
        site.act()

    tooling.assert_counters_are_right()
    assert ToolUse.objects.exists()
    for post in Post.objects.prefetch_related("moves"):
        path = [move.to_state for move in post.moves.order_by("pk")]
        assert path[-1] == post.state
        steps = pairwise(path)
        assert all(b in Post.TRANSITIONS[a] or a == b == "pending" for a, b in steps)
    judged = Decision.objects.judgements().values_list("post", "version")
    assert len(judged) == len(set(judged)) > 0
