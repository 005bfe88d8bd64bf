"""Unfinished texts."""

from typing import TYPE_CHECKING

from django.db import models

from accounts.models.user import Reader

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import Draft  # noqa: F401


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, reader: Reader) -> "DraftQuerySet":
        return self.filter(person=reader) if reader.is_authenticated else self.none()
