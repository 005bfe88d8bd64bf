"""Which link cards?"""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import LinkCard  # noqa: F401


class LinkCardQuerySet(models.QuerySet["LinkCard"]):
    pass
