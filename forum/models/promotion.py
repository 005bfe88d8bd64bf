"""From topic to article: what became a page of the library, and whose words it may quote."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.querysets import ConsentQuerySet, PromotionQuerySet


class Promotion(models.Model):
    """An editor began a page from a topic. Both name each other as soon as the page is public."""

    topic = models.ForeignKey("forum.Topic", models.CASCADE, related_name="promotions")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="promotions")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = PromotionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "page"], name="one_promotion_per_pair")
        ]

    def __str__(self) -> str:
        return f"Topic {self.topic_id} became page {self.page_id}"


class Consent(models.Model):
    """Whether the author of a post agrees to be quoted, and how they want to be named.

    The words themselves are in the library's `Quotation`; this row knows the post and its author's
    answer. A guest answers on the receipt.
    """

    class Answer(models.TextChoices):
        WAITING = "", _("No answer yet")
        GRANTED = "granted", _("Agreed")
        DECLINED = "declined", _("Refused")

    class Credit(models.TextChoices):
        NAME = "name", _("With my name")
        ROLE = "role", _("As “a colleague”, without my name")

    quotation = models.OneToOneField("cms.Quotation", models.CASCADE, related_name="consent")
    post = models.ForeignKey("forum.Post", models.CASCADE, related_name="consents")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=400, blank=True)  # the editor's word to the author
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING, blank=True)
    credit = models.CharField(max_length=6, choices=Credit, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at=None)
                | ~models.Q(answer="") & models.Q(answered_at__isnull=False),
                name="consent_answered_has_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["post"], name="consent_waiting", condition=models.Q(answer="")),
        ]

    def __str__(self) -> str:
        return f"Consent for quotation {self.quotation_id}: {self.answer or 'waiting'}"

    @property
    def is_open(self) -> bool:
        """Whether there are words to agree to, or to take back."""
        return self.quotation.state in ("asked", "granted") and self.quotation.page_id is not None

    @property
    def choice(self) -> str:
        """What was answered so far, as the form has it: "name", "role", "no" or ""."""
        return "no" if self.answer == self.Answer.DECLINED else self.credit

    @property
    def stamp(self) -> str:
        """Names the words that were asked about: others in their place have another one."""
        return self.asked_at.isoformat()
