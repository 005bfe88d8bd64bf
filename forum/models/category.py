"""A part of the forum with its own readers and its own rule for guests."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forum.querysets import CategoryQuerySet


class Category(models.Model):
    """`topic_count` and `post_count` count what is published; kept with every move."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Everyone")
        MEMBERS = "members", _("Members")
        PRESCRIBERS = "prescribers", _("Verified prescribers")

    class GuestPolicy(models.TextChoices):
        NONE = "none", _("Guests read only")
        REPLY = "reply", _("Guests may reply")
        TOPIC = "topic", _("Guests may reply and start topics")

    class Posting(models.TextChoices):
        MEMBERS = "members", _("Members start topics")
        STAFF = "staff", _("Moderators and editors start topics")

    class Color(models.TextChoices):
        START = "start", _("Petrol")
        BILLING = "billing", _("Ocher")
        PUSH = "push", _("Rose")
        HARM = "harm", _("Green")
        SPECIAL = "special", _("Violet")
        LONG = "long", _("Blue")
        POLICY = "policy", _("Rust")
        SITE = "site", _("Gray")

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    color = models.CharField(max_length=10, choices=Color, default=Color.SITE)
    visibility = models.CharField(max_length=12, choices=Visibility, default=Visibility.PUBLIC)
    guest_policy = models.CharField(max_length=8, choices=GuestPolicy, default=GuestPolicy.TOPIC)
    posting = models.CharField(max_length=8, choices=Posting, default=Posting.MEMBERS)
    # Every post here waits for a moderator, whoever writes it.
    holds_all = models.BooleanField(
        _("every post waits for a moderator"), default=False, db_default=False
    )
    # Members may post anonymously to peers here; see Peer.
    allows_anonymous = models.BooleanField(
        _("members may post anonymously to peers"), default=False, db_default=False
    )
    # Moderators of this category alone; a moderator who `moderates_all` needs no entry.
    moderators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="moderated_categories", blank=True
    )
    topic_count = models.PositiveIntegerField(default=0, editable=False)
    post_count = models.PositiveIntegerField(default=0, editable=False)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("categories")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visibility="public") | models.Q(guest_policy="none"),
                name="guests_write_only_where_they_read",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("forum:category", args=[self.slug])

    @property
    def readers(self) -> int:
        """How open it is: the more people may read it, the higher."""
        opening = [*reversed(self.Visibility.values)]
        return opening.index(self.visibility)

    def get_feed_url(self) -> str:
        return f"/feeds/category/{self.slug}.atom"
