"""An opening post and its replies."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from forum.querysets import TopicQuerySet

if TYPE_CHECKING:
    # Ruff does not see the name in the string below.
    from accounts.models.user import Reader


class Topic(models.Model):
    """A topic and its opening post are one submission: it is public while that post is.

    `last_position` is the number of places given out so far; places are never given twice, so a
    page is a range of places and costs the same at any depth. `reply_count` counts the replies
    that are published now.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        DISCUSSION = "discussion", _("Discussion")
        CASE = "case", _("De-identified case")
        TIP = "tip", _("Practice tip")

    category = models.ForeignKey("forum.Category", models.PROTECT, related_name="topics")
    title = models.CharField(max_length=settings.TITLE_MAX)
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DISCUSSION)
    tags = models.ManyToManyField("forum.Tag", related_name="topics", blank=True)
    # [[slug, name], …] of `tags`, so that a list of topics needs no second query.
    tag_line = models.JSONField(default=list, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="topics"
    )
    guest_name = models.CharField(max_length=60, blank=True)
    # Set where the opening post is anonymous to peers; author and guest_name are empty then.
    peer_label = models.CharField(
        max_length=60, blank=True, default="", db_default="", editable=False
    )
    is_public = models.BooleanField(default=False, editable=False)
    is_locked = models.BooleanField(_("closed to replies"), default=False)
    is_pinned = models.BooleanField(default=False)
    # Seconds a member waits between two posts here; 0 is no slow mode.
    slow_mode = models.PositiveIntegerField(_("slow mode, in seconds"), default=0, db_default=0)
    # Where this discussion went on; its addresses lead there.
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        db_index=False,
    )
    # A page of the library that is newer than the advice here.
    newer_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    # The page of the library that this topic is the discussion of.
    page = models.OneToOneField(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="discussion",
    )
    # What moderators did that readers are told of, in order of time:
    # [{"what": "split", "after": 5, "topic": 12, "count": 3, "at": "2026-11-22T10:00:00+00:00"}]
    events = models.JSONField(default=list, db_default=[], blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    last_activity_at = models.DateTimeField(default=timezone.now)
    last_post = models.ForeignKey(
        "forum.Post", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    last_position = models.PositiveIntegerField(default=0, editable=False)
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    accepted_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # "Helpful" presses on its published posts.
    helpful_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # Numbers of the accepted and recommended posts, in the order in which the page names them.
    highlighted = models.JSONField(default=list, db_default=[], blank=True, editable=False)
    # Numbers of similar topics, best first, worked out in the background; see forum.similar.
    similar = models.JSONField(default=list, db_default=[], blank=True, editable=False)
    # When the author of a case is asked what came of it.
    follow_up_on = models.DateField(null=True, blank=True)

    objects = TopicQuerySet.as_manager()
    # Set on an instance whose row the running transaction has locked.
    holds_lock = False

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(author=None) | models.Q(guest_name=""),
                name="topic_by_member_or_guest",
            ),
            models.CheckConstraint(
                condition=models.Q(peer_label="") | models.Q(author=None, guest_name=""),
                name="anonymous_topic_names_nobody",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(is_public=False),
                name="merged_topic_is_not_public",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-last_activity_at", "-id"],
                name="topic_latest",
                condition=models.Q(is_public=True),
            ),
            models.Index(
                fields=["category", "-last_activity_at", "-id"],
                name="topic_latest_in_category",
                condition=models.Q(is_public=True),
            ),
            models.Index(
                fields=["-is_pinned", "-last_activity_at", "-id"],
                name="topic_pinned",
                condition=models.Q(is_public=True),
            ),
            models.Index(
                fields=["category", "-is_pinned", "-last_activity_at", "-id"],
                name="topic_pinned_in_category",
                condition=models.Q(is_public=True),
            ),
            models.Index(
                fields=["-helpful_count", "-id"],
                name="topic_top",
                condition=models.Q(is_public=True),
            ),
            models.Index(
                fields=["category", "-helpful_count", "-id"],
                name="topic_top_in_category",
                condition=models.Q(is_public=True),
            ),
            models.Index(
                fields=["-last_activity_at", "-id"],
                name="topic_unanswered",
                condition=models.Q(is_public=True, reply_count=0),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = slugify(self.title)[:80].strip("-") or "topic"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("forum:topic", args=[self.category.slug, self.pk, self.slug])

    @property
    def author_name(self) -> str:
        if self.author:
            return self.author.display_name
        return self.guest_name or self.peer_label or str(_("Former member"))

    def rename(self, title: str) -> None:
        """A new title and address; the old address redirects, since only the number counts."""
        self.title = title
        self.slug = ""
        self.save(update_fields=["title", "slug"])

    def erase(self) -> None:
        """Forget what the purged opening post said: its title, the address made of it, its date."""
        self.title = str(_("Removed discussion"))
        self.slug, self.follow_up_on, self.similar = "", None, []
        if self.guest_name:
            self.guest_name = str(_("Guest"))
        self.save(update_fields=["title", "slug", "follow_up_on", "similar", "guest_name"])

    @property
    def writer_id(self) -> int | None:
        """The member who opened it, by name or anonymously; for rules, never to be shown.

        No query but for a topic that was opened anonymously, and one of those at the most.
        """
        return self._anonymous_writer_id if self.peer_label else self.author_id

    @cached_property
    def _anonymous_writer_id(self) -> int | None:
        if hasattr(self, "anonymous_writer"):  # `for_reading` brought it along
            return self.anonymous_writer
        opening = self.posts.filter(opens_topic=True)
        return opening.values_list("peer__person", flat=True).first()

    def is_by(self, reader: "Reader") -> bool:
        """Whether `reader` opened it, by name or anonymously. A visitor opened nothing."""
        return reader.is_authenticated and self.writer_id == reader.pk

    @property
    def last_page(self) -> int:
        return page_of(self.last_position)

    def take_position(self) -> int:
        """The next free place; the caller holds the row's lock and saves."""
        self.last_position += 1
        return self.last_position


def page_of(position: int) -> int:
    """The page, counted from 1, that shows the post at `position`, counted from 1."""
    return max(1, -(-position // settings.POSTS_PER_PAGE))
