"""Pictures that say whose they are."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index


class CreditedImage(AbstractImage):
    """An image with its credit and licence; Wagtail's `description` is its alternative text."""

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

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence", "source_url")
    search_fields = [*AbstractImage.search_fields, index.SearchField("credit")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_creditedimage", _("Can choose image"))]

    @property
    def credit_line(self) -> str:
        """Credit and licence in one line, empty where neither is known."""
        return ", ".join(part for part in (self.credit, self.licence) if part)


class CreditedRendition(AbstractRendition):
    """A size of an image, made once and kept."""

    image = models.ForeignKey(CreditedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_per_size"
            )
        ]
