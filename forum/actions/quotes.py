"""What happens to quotes of a post that was hidden, came back or was erased."""

import logging
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from kombu.exceptions import OperationalError

from forum import requoting
from forum.models import Post
from forum.tasks import refresh_quotes

log = logging.getLogger(__name__)


def refresh_quotes_of(post: Post, quoting: Iterable[Post] | None = None) -> None:
    """Take quotes of `post` out of the texts readers get, or put them back, as it is public now.

    In the transaction of the move, after it. `quoting` are the posts that
    `requoting.lock_quoting` locked before the topic was; a worker does the others after the
    commit, and with an opening post the quotes of its whole topic. Of a purged post nothing
    stays in what others typed either.
    """
    requoting.refresh(requoting.lock_quoting(post) if quoting is None else quoting)
    if post.state == Post.State.PURGED:
        requoting.forget_typed(post)
    transaction.on_commit(partial(_ask_a_worker, post.pk), robust=True)


def _ask_a_worker(post_id: int) -> None:
    try:
        refresh_quotes.delay(post_id)
    except OperationalError:
        log.warning("The broker is away; quotes of post %s far from it stay as they are.", post_id)
