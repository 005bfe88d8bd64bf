"""Two at once: a text is signed once, and a person is told of a review once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone
from wagtail.models import TaskState

from accounts import roles
from accounts.models import OutboxMessage
from cms import reminding
from cms.actions.signing import Refused
from cms.models import PageChange, SignOff
from tests.cms import pages
from tests.cms.reviewing import SIGNED, edit, fresh, submit
from tests.factories import UserFactory
from tests.fixtures.library import prepared_library

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run every call in a thread and connection of its own, started together."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_two_reviewers_at_once_one_signs_and_of_two_workers_one_tells():
    prepared_library()
    editor = UserFactory(groups=(roles.EDITOR,))
    reviewers = [UserFactory(groups=(roles.REVIEWER,)) for _ in range(2)]
    page = pages.article(by=editor)
    edit(page, editor, "To be signed.")
    submit(fresh(page), editor)
    state = fresh(page).current_workflow_task_state

    def sign(reviewer):
        mine = TaskState.objects.get(pk=state.pk)
        return mine.task.specific.on_action(mine, reviewer, "approve", **SIGNED)

    answers = at_once(*[lambda one=one: sign(one) for one in reviewers])

    refused = [one for one in answers if isinstance(one, Refused)]
    assert [str(one) for one in refused] == ["Somebody else has already answered this review."]
    assert SignOff.objects.filter(decision="approved").count() == 1
    assert PageChange.objects.of(page.pk).count() == 2

    pages.article(by=editor, next_review=timezone.localdate())

    told = at_once(reminding.remind, reminding.remind)

    assert sum(told) == 1
    assert OutboxMessage.objects.filter(kind="reviews due").count() == 1
