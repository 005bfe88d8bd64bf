"""A member who writes in one topic without being known to peers."""

from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forum.models.topic import Topic
from forum.querysets import PeerQuerySet


class Peer(models.Model):
    """One per member and topic, so that the label is stable in a topic and says nothing beyond it.

    `number` counts from 1 in the order in which people began to write there; never given again.
    `label` is what readers see, for example "Prescriber 2". The only way to the person: nothing
    that is shown to readers may follow it.
    """

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="peers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="peers")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=60)
    is_verified = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    objects = PeerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "person"], name="one_label_per_topic"),
            models.UniqueConstraint(fields=["topic", "number"], name="a_label_is_given_once"),
        ]

    def __str__(self) -> str:
        # Not the person: a string ends up in logs.
        return f"{self.label} in topic {self.topic_id}"

    @property
    def shown_label(self) -> str:
        """What readers see, with the badge as it was when the label was made."""
        if not self.is_verified:
            return self.label
        with translation.override(settings.LANGUAGE_CODE):
            return _("%(label)s, verified") % {"label": self.label}
