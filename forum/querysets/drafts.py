"""Unfinished texts."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models.user import Reader

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import Draft  # noqa: F401


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, reader: Reader) -> "DraftQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()

    def for_target(self, target: str) -> "DraftQuerySet":
        return self.filter(target=target)

    def quoting(self, posts: Collection[int]) -> "DraftQuerySet":
        """Texts that name one of `posts` as the source of a quote; reads all drafts."""
        named = Q(pk=None)
        for number in posts:
            named |= Q(body__contains=f"/posts/{number}/")
        return self.filter(named)

    def latest_first(self) -> "DraftQuerySet":
        return self.order_by("-saved_at", "-pk")

    def saved_before(self, moment: datetime) -> "DraftQuerySet":
        return self.filter(saved_at__lt=moment)
