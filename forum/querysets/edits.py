"""Edits that wait."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import PendingEdit  # noqa: F401


class PendingEditQuerySet(models.QuerySet["PendingEdit"]):
    def pending(self) -> "PendingEditQuerySet":
        return self.filter(state=self.model.State.PENDING)
