"""Which images?"""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import Upload  # noqa: F401


class UploadQuerySet(models.QuerySet["Upload"]):
    pass
