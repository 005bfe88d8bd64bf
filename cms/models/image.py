"""Pictures that say whose they are."""

import logging
from functools import partial
from typing import Any, TypedDict

from celery import current_app
from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index

from cms.pictures import cleaned
from cms.shelf import Shelved

WIDTHS = (480, 800, 1200)
# The kinds browsers choose from, best first; the last one is for those that know no other.
KINDS = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
SOCIAL = "fill-1200x630|format-jpeg"  # as cards of other sites show it
ALL_SIZES = {
    **{f"{kind} {width}": f"width-{width}|format-{kind}" for kind in KINDS for width in WIDTHS},
    "social": SOCIAL,
}

logger = logging.getLogger(__name__)


class Size(TypedDict):
    """One file that a worker made of a picture."""

    kind: str  # one of `KINDS`, or "social"
    width: int
    height: int
    name: str


class CreditedImage(Shelved, AbstractImage):
    """An image with its credit and licence; Wagtail's `description` is its alternative text."""

    file: Any  # Wagtail's own field

    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made it, as it should be printed under the picture."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=100,
        blank=True,
        help_text=_("For example “CC BY 4.0” or “used with permission”."),
    )
    source_url = models.CharField(
        _("source"),
        max_length=400,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )

    # What a worker has made of it so far, so that showing it asks nothing and encodes nothing.
    sizes = models.JSONField(default=list, db_default=[], editable=False)

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence", "source_url")
    search_fields = [*AbstractImage.search_fields, index.SearchField("credit")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_creditedimage", _("Can choose image"))]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep no more of an upload than its picture, and order its sizes from a worker."""
        if self.file and not self.file._committed:
            self.file = cleaned(self.file.file, self.file.name)
            self._set_image_file_metadata()
            self.sizes = []
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            transaction.on_commit(partial(order_sizes, self.pk), robust=True)

    def files_of(self, kind: str) -> list[Size]:
        """What was made of one kind, from narrow to wide."""
        return sorted(
            (one for one in self.sizes if one["kind"] == kind), key=lambda one: one["width"]
        )

    @property
    def alt(self) -> str:
        """What describes it here: the block's own words, else those of the picture."""
        if self.decorative:
            return ""
        return str(self.contextual_alt_text or self.default_alt_text)

    @property
    def credit_line(self) -> str:
        """Credit and licence in one line, empty where neither is known."""
        return ", ".join(part for part in (self.credit, self.licence) if part)


def order_sizes(image_id: int) -> None:
    """Hand a picture to a worker, by the task's name since models know no tasks.

    Where the broker is away the sweep makes up for it.
    """
    try:
        current_app.send_task("cms.tasks.make_renditions", [image_id], ignore_result=True)
    except OperationalError:
        logger.warning("The broker is away; the sizes of picture %s wait for a sweep.", image_id)


class CreditedRendition(AbstractRendition):
    """A size of an image, made once and kept."""

    image = models.ForeignKey(CreditedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_per_size"
            )
        ]
