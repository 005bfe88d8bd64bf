"""The changes that void what is kept of the library; see cms.shelf."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_token() -> int:
    return secrets.randbelow(2**48)


class ShelfMark(models.Model):
    """Something that readers of the library see has changed. Old rows are forgotten."""

    token = models.PositiveBigIntegerField(default=new_token)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of the library")
        verbose_name_plural = _("changes of the library")

    def __str__(self) -> str:
        return f"Change at {self.at:%Y-%m-%d %H:%M:%S}"
