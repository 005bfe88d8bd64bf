"""Another opinion on whether a guest's post is spam, where the site has asked for one."""

import logging
from functools import partial

from django.db import transaction
from kombu.exceptions import OperationalError

from forum.models import Post
from forum.spam.asking import may_be_asked_about
from forum.tasks import ask_akismet

log = logging.getLogger(__name__)


def ask_akismet_soon(post: Post) -> None:
    """Let a worker ask after the commit; without a key, or with patient details, nobody asks.

    Where the broker is away the post waits without that opinion.
    """
    if may_be_asked_about(post):
        transaction.on_commit(partial(_ask_a_worker, post.pk), robust=True)


def _ask_a_worker(post_id: int) -> None:
    try:
        ask_akismet.delay(post_id)
    except OperationalError:
        log.warning("The broker is away; nobody asks about post %s.", post_id)
