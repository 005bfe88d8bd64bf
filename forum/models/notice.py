"""One thing one person is owed to hear, and how they want to hear it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.post import Post
from forum.querysets import NoticeQuerySet, NoticeSettingQuerySet


class NoticeKind(models.TextChoices):
    """In the order of their strength: who is due several about one post gets the first."""

    MENTION = "mention", _("Someone mentions me")
    QUOTE = "quote", _("Someone quotes me")
    REPLY = "reply", _("Someone replies to me")
    ACCEPTED = "accepted", _("My answer is accepted")
    DECISION = "decision", _("A moderator decides on my post")
    FOLLOWED = "followed", _("Something new in what I follow")
    FOLLOW_UP = "follow_up", _("The follow-up date of my case has come")
    CONSENT = "consent", _("An editor asks to quote me")


class Notice(models.Model):
    """About a post; holds none of its text, so it can leak nothing when the post goes.

    A post is announced once: one of mention, quote, reply and followed per person and post.
    """

    Kind = NoticeKind

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    post = models.ForeignKey(Post, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind)
    # Who caused it, where that is a member and another than the post's author.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "post", "kind"], name="one_notice_each"),
            models.UniqueConstraint(
                fields=["person", "post"],
                condition=models.Q(kind__in=["mention", "quote", "reply", "followed"]),
                name="a_post_is_announced_once",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_latest"),
            models.Index(fields=["person"], name="notice_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}: post {self.post_id}"

    @property
    def who(self) -> str:
        """Whose doing it was, with credentials."""
        accepted = self.kind == NoticeKind.ACCEPTED
        person = self.actor or (None if accepted else self.post.author)
        if person is None:
            # Nobody but the asker of an anonymous question accepts without a name.
            return self.post.topic.author_name if accepted else self.post.author_name
        return ", ".join(part for part in (person.display_name, person.credentials) if part)

    @property
    def address(self) -> str:
        """Where it leads: the post, the place a removed one had, or "" where that is not shown.

        A request to be quoted leads to the form that answers it.
        """
        if self.kind == NoticeKind.CONSENT:
            return reverse("forum:consent_of_post", args=[self.post_id])
        if self.post.state not in (Post.State.HIDDEN, Post.State.PURGED):
            return self.post.get_absolute_url()
        topic = self.post.topic
        return f"{topic.get_absolute_url()}?post={self.post.position}" if topic.is_public else ""


class NoticeSetting(models.Model):
    """How a member hears of one kind; no row means `DEFAULT`."""

    class Way(models.TextChoices):
        MAIL = "mail", _("In the list and by mail")
        LIST = "list", _("In the list")
        OFF = "off", _("Not at all")

    DEFAULT: dict[str, str] = {
        NoticeKind.MENTION: Way.MAIL,
        NoticeKind.QUOTE: Way.MAIL,
        NoticeKind.REPLY: Way.MAIL,
        NoticeKind.ACCEPTED: Way.MAIL,
        # The decision's own mail is sent anyway.
        NoticeKind.DECISION: Way.LIST,
        NoticeKind.FOLLOWED: Way.MAIL,
        NoticeKind.FOLLOW_UP: Way.MAIL,
        NoticeKind.CONSENT: Way.MAIL,
    }

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_settings"
    )
    kind = models.CharField(max_length=10, choices=NoticeKind)
    way = models.CharField(max_length=4, choices=Way)

    objects = NoticeSettingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_way_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind} {self.way}"
