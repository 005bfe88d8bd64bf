"""Which images in posts?"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models.user import Reader
from forum.querysets.readers import moderates_everything

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models import Post, Upload  # noqa: F401

ENDED = ("withdrawn", "declined", "expired")  # states of a post that nobody waits for any more


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, reader: Reader) -> "UploadQuerySet":
        """Those of posts whose text the reader may see, and what they uploaded themselves.

        Moderators see those of others that are in no post yet as well: a held edit names them.
        Nothing says to which category such an image will belong, so moderators of some categories
        see it once it is in a post of theirs.
        """
        posts = apps.get_model("forum", "Post").objects
        seen = Q(post__in=posts.visible_to(reader))
        if reader.is_authenticated:
            seen |= Q(post=None, owner=reader)
            if moderates_everything(reader):
                seen |= Q(post=None, owner__isnull=False)
        return self.filter(seen)

    def with_post(self) -> "UploadQuerySet":
        """What decides who may keep a copy, in the same query."""
        return self.select_related("post__topic__category")

    def unattached(self) -> "UploadQuerySet":
        return self.filter(post=None)

    def of_post(self, post: "Post") -> "UploadQuerySet":
        return self.filter(post=post)

    def owned_by(self, *owners: "User") -> "UploadQuerySet":
        return self.filter(owner__in=owners)

    def named(self, tokens: Iterable[str]) -> "UploadQuerySet":
        return self.filter(token__in=tokens)

    def oldest_of_latest(self, number: int, since: datetime) -> datetime | None:
        """When the oldest of the latest `number` was sent; None where fewer are that new."""
        latest = self.filter(uploaded_at__gt=since).order_by("-uploaded_at")
        return next(iter(latest.values_list("uploaded_at", flat=True)[number - 1 : number]), None)

    def orphans(self, before: datetime) -> "UploadQuerySet":
        """In no post since before `before`; a text that waits may name them all the same."""
        return self.unattached().filter(uploaded_at__lt=before).order_by("pk")

    def released(self, before: datetime) -> "UploadQuerySet":
        """Nobody's: given up for erasure, or never stored whole."""
        return self.unattached().filter(owner=None, uploaded_at__lt=before)

    def release(self) -> int:
        """Give them up: nobody sees them from now on, and the next sweep erases them."""
        return self.update(post=None, owner=None)

    def of_ended_posts(self, before: datetime) -> "UploadQuerySet":
        """Of posts that were withdrawn, declined or expired before `before`."""
        moves = apps.get_model("forum", "Move").objects
        later = moves.filter(post=OuterRef("post"), at__gte=before)
        return self.filter(~Exists(later), post__state__in=ENDED)
