"""What pages are about, as editors tag them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase

from cms.shelf import Shelved


class Subject(Shelved, TagBase):
    """A tag of library pages, such as “billing” or “xylazine”."""

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")


class PageSubject(ItemBase):
    tag = models.ForeignKey(Subject, models.CASCADE, related_name="tagged_pages")
    content_object = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="tagged_subjects"
    )
