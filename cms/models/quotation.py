"""Words of the forum's people on a library page, with their consent."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.querysets import QuotationQuerySet
from cms.shelf import Shelved


class Quotation(Shelved):
    """A passage of a post. Pages, their revisions and their history hold its number alone.

    So taking it back reaches every copy at once. `text` is plain text. Which post it comes from
    and who was asked is the forum's to know; `source` is the post's number there.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Consent asked for")
        GRANTED = "granted", _("Consent given")
        DECLINED = "declined", _("Consent refused")
        WITHDRAWN = "withdrawn", _("Taken back")

    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, related_name="quotations"
    )
    source = models.PositiveBigIntegerField()
    source_version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    # How the author is named; empty until they said, and for who is quoted as "a colleague". Where
    # it is empty nothing may lead to the post either, which has the name.
    credit = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    # The post was changed after it was quoted: an editor should look at it again.
    source_changed_at = models.DateTimeField(null=True, blank=True)
    # The post is hidden by a moderator at present.
    is_hidden = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    objects = QuotationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        indexes = [models.Index(fields=["source"], name="quotation_of_post")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["declined", "withdrawn"])
                | models.Q(text="", credit=""),
                name="refused_quotation_has_no_words",
            )
        ]

    def __str__(self) -> str:
        return f"Quotation {self.pk} of post {self.source}"

    @property
    def is_shown(self) -> bool:
        """Whether readers see it."""
        return self.state == self.State.GRANTED and not self.is_hidden
