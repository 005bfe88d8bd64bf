"""What members follow and are told."""

from typing import TYPE_CHECKING

from django.db import models

from accounts.models.user import Reader

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import Follow, Notice  # noqa: F401


class FollowQuerySet(models.QuerySet["Follow"]):
    def of(self, reader: Reader) -> "FollowQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, reader: Reader) -> "NoticeQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()
