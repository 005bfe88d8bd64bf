"""A topic that has just become public gets its neighbors, worked out in the background."""

import logging
from functools import partial

from django.db import transaction
from kombu.exceptions import OperationalError

from forum.models import Topic
from forum.tasks import find_similar

log = logging.getLogger(__name__)


def find_similar_soon(topic: Topic) -> None:
    """Ask a worker, after the commit; where the broker is away, the night's run does it."""
    transaction.on_commit(partial(_ask_a_worker, topic.pk), robust=True)


def _ask_a_worker(topic_id: int) -> None:
    try:
        find_similar.delay(topic_id)
    except OperationalError:
        log.warning("The broker is away; topic %s gets its neighbors at night.", topic_id)
