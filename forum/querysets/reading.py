"""What members react to, keep and have read."""

from typing import TYPE_CHECKING

from django.db import models

from accounts.models.user import Reader

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import Bookmark, Reaction, ReadMark  # noqa: F401


class ReactionQuerySet(models.QuerySet["Reaction"]):
    def of(self, reader: Reader) -> "ReactionQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def of(self, reader: Reader) -> "BookmarkQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()


class ReadMarkQuerySet(models.QuerySet["ReadMark"]):
    def of(self, reader: Reader) -> "ReadMarkQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()
