"""Two moderators who open an item in the same moment, with real connections: one holder."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connections
from django.utils import timezone

from moderation.actions.claiming import claim, release
from moderation.models import Claim
from tests.factories import moderator

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

ROUNDS = 100


@pytest.fixture
def at_once():
    """Run every call in a thread that keeps its connection, started together."""
    with ThreadPoolExecutor(2) as pool:

        def run(*calls):
            start = threading.Barrier(len(calls))

            def together(call):
                start.wait()
                return call()

            return list(pool.map(together, calls))

        yield run
        start = threading.Barrier(2)

        def close(_):
            start.wait()
            connections.close_all()

        list(pool.map(close, range(2)))


def test_two_who_come_at_once_are_told_the_same_one_holder(at_once):
    judges = [moderator(), moderator()]
    for number in range(1, ROUNDS + 1):
        item = f"post:{number}"
        if number % 2:
            # Somebody was here an hour ago.
            past = timezone.now() - timedelta(hours=1)
            claim(item, moderator=judges[0], now=past)

        held = at_once(*(partial(claim, item, moderator=one) for one in judges))

        row = Claim.objects.get(item=item)
        assert {one.moderator_id for one in held} == {row.moderator_id}
    assert Claim.objects.live().count() == ROUNDS


def test_a_holder_who_leaves_while_another_comes_leaves_nobody_without_an_answer(at_once):
    leaving, coming = moderator(), moderator()
    for number in range(1, ROUNDS + 1):
        item = f"post:{number}"
        until = claim(item, moderator=leaving).until

        _left, held = at_once(
            partial(release, item, moderator=leaving, until=until),
            partial(claim, item, moderator=coming),
        )

        row = Claim.objects.filter(item=item).first()
        assert held.moderator_id in {leaving.pk, coming.pk}
        assert row is None or row.moderator_id == coming.pk
