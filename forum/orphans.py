"""Images that no text needs any more, and how they go.

Whoever gives an image up takes its owner and post away: from then on nobody sees it. Its file
goes next and its row last, so whatever is killed or fails in between is found by the next sweep.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from forum.models import Draft, PendingEdit, Post, PostVersion, Upload

BATCH = 500  # rows that one sweep gives up or erases at the most
STORING = timedelta(hours=1)  # an image without an owner may be on its way in for so long
logger = logging.getLogger(__name__)


def sweep() -> int:
    """Erase images that no text needs; returns how many. Two sweeps at once do no harm.

    Those of posts that came to nothing go after `UPLOAD_KEEP_DAYS`. Those in no post go after
    `UPLOAD_ORPHAN_HOURS` unless a draft, a waiting edit or a kept text that their owner wrote or
    edited names them.
    """
    now = timezone.now()
    ended = Upload.objects.of_ended_posts(now - timedelta(days=settings.UPLOAD_KEEP_DAYS))
    ended.filter(pk__in=list(ended.values_list("pk", flat=True)[:BATCH])).release()
    orphans = Upload.objects.orphans(now - timedelta(hours=settings.UPLOAD_ORPHAN_HOURS))
    unneeded = [one.pk for one in orphans.iterator() if not _is_needed(one)]
    Upload.objects.unattached().filter(pk__in=unneeded[:BATCH]).release()
    released = Upload.objects.released(now - STORING)
    return erase(released.values_list("pk", flat=True)[:BATCH])


def erase(keys: Iterable[int]) -> int:
    """Erase files and rows of images that were given up; what fails waits for the next sweep."""
    erased = 0
    for upload in Upload.objects.unattached().filter(pk__in=list(keys), owner=None):
        erased += done(upload.erase, "An image could not be erased")
    return erased


def done(step: Callable[[], object], otherwise: str) -> bool:
    """Whether `step` went well; each storage has errors of its own, so all of them are logged."""
    try:
        step()
    except Exception:
        logger.exception(otherwise)
        return False
    return True


def _is_needed(upload: Upload) -> bool:
    owner, token = upload.owner_id, upload.token
    if owner is None:
        return False
    theirs = Q(author=owner) | Q(peer__person=owner)
    posts = Post.objects.filter(theirs | Q(versions__replaced_by=owner))
    edits = PendingEdit.objects.filter(Q(author=owner) | Q(post__peer__person=owner))
    texts = (
        Draft.objects.filter(person=owner, body__contains=token),
        edits.pending().filter(body_html__contains=token),
        posts.filter(body_html__contains=token),
        PostVersion.objects.filter(post__in=posts, body_html__contains=token),
    )
    return any(found.exists() for found in texts)
