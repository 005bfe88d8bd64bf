"""Who did what for a page. Hangs on every kind of page, so that all kinds share it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from cms.models.organization import Organization
from cms.models.person import Person


class Contribution(Orderable):
    """What one person did for one page."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        CLINICAL_REVIEWER = "clinical-reviewer", _("Clinical reviewer")
        EDITOR = "editor", _("Editor")
        CONTRIBUTOR = "contributor", _("Contributor from the discussions")

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="contributions")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="contributions"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.AUTHOR)

    panels = [FieldRowPanel([FieldPanel("person"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class Partner(Orderable):
    """An organization that stands behind a page."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Written with")
        PARTNER = "partner", _("Partner")
        FUNDER = "funder", _("Funded by")

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="partners")
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        on_delete=models.PROTECT,
        related_name="partnerships",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.PARTNER)

    panels = [FieldRowPanel([FieldPanel("organization"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return f"{self.organization} ({self.get_role_display()})"


class RelatedPage(Orderable):
    """A page that an editor picked as further reading; others are found by tag and reference."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="related_picks")
    other = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("other")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")

    def __str__(self) -> str:
        return str(self.other)
