"""Images on their way into a post, with it, and out again."""

import logging
import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum import images, limits
from forum.limits import HOUR, TooMany
from forum.models import Post, PostVersion, Upload
from forum.orphans import done, erase
from forum.sanitize import image_tokens

logger = logging.getLogger(__name__)


class CannotStore(Exception):
    """The file storage or the database takes nothing at the moment."""


def store_image(owner: User, content: bytes) -> Upload:
    """Re-encode `content` and keep it for `owner`, in no post yet.

    Raises images.Refused with a sentence for the writer, TooMany where they must wait, images.Busy
    where others go first, and CannotStore where there is no room. A row without an owner comes first, so that neither a
    failure nor a kill leaves a file that the sweep does not find. Not to be called inside a
    transaction: a storage may take seconds.
    """
    check_image(owner)
    picture = images.read(content)
    now = timezone.now()
    upload = Upload.objects.create(
        token=secrets.token_urlsafe(24),
        file=f"{now:%Y/%m}/{uuid.uuid4().hex}.{images.EXTENSION}",
        content_type=images.CONTENT_TYPE,
        width=picture.width,
        height=picture.height,
        size=len(picture.content),
        uploaded_at=now,
    )
    try:
        upload.file.name = upload.file.storage.save(upload.file.name, ContentFile(picture.content))
        upload.owner = owner
        upload.save(update_fields=["owner", "file"])
    # Each storage and database has errors of its own; none may leave half an image behind.
    except Exception as failure:
        logger.exception("An image could not be stored")
        # The file does not wait for a database that may be what failed.
        done(upload.erase_file, "What was stored of an image waits for the sweep")
        done(lambda: erase([upload.pk]), "The row of an image waits for the sweep")
        raise CannotStore from failure
    return upload


def check_image(owner: User) -> None:
    """Raise TooMany where a member must wait before the next image; counts this as a try."""
    if wait := wait_for_image(owner):
        raise TooMany(wait)
    limits.check_image(owner)


def wait_for_image(owner: User) -> timedelta | None:
    """How long a member must wait before the next image; None if not at all."""
    since = timezone.now() - HOUR
    own = Upload.objects.owned_by(owner)
    oldest = own.oldest_of_latest(settings.UPLOADS_PER_HOUR, since)
    return None if oldest is None else oldest - since


def claim_uploads(post: Post, editor: User | None = None) -> None:
    """Make images that the text shows the post's; call it with each saved text.

    Those of the author and of the `editor` who wrote this text; others' are left alone. Images of the post that no text of it shows to readers any
    more go back to their owner: a first version that was never public takes them with it.
    """
    shown = set(image_tokens(post.body_html))
    writers = [person for person in {post.writer, editor} if person]
    if shown and writers:
        Upload.objects.unattached().owned_by(*writers).named(shown).update(post=post)
    if post.version > 1:
        attached = Upload.objects.of_post(post)
        dropped = set(attached.values_list("token", flat=True)) - shown
        if dropped:
            public = PostVersion.objects.filter(post=post, was_public=True)
            for text in public.values_list("body_html", flat=True):
                dropped -= set(image_tokens(text))
            attached.named(dropped).update(post=None)


def release_uploads(post: Post) -> None:
    """Take a post's images from everybody at once; their files go after the commit."""
    attached = Upload.objects.of_post(post)
    keys = list(attached.values_list("pk", flat=True))
    if keys:
        attached.release()
        transaction.on_commit(lambda: erase(keys), robust=True)
