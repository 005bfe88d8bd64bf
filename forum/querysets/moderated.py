"""Labels of anonymous authors, remarks about posts, guests who follow."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Max, Q

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models import GuestFollow, Peer, Post, Remark, Topic  # noqa: F401


class PeerQuerySet(models.QuerySet["Peer"]):
    def of(self, person: "User", topic: "Topic") -> "Peer | None":
        """Who `person` is to the readers of `topic`, where they wrote there anonymously."""
        return self.filter(person=person, topic=topic).first()

    def last_number(self, topic: "Topic") -> int:
        """The highest number given out in `topic` among people who are still here."""
        return self.filter(topic=topic).aggregate(last=Max("number"))["last"] or 0


class RemarkQuerySet(models.QuerySet["Remark"]):
    def oldest_of_latest(self, number: int, since: datetime) -> datetime | None:
        """When the oldest of its author's latest `number` after `since` was said; None if fewer."""
        said = self.filter(by_author=True, at__gt=since).order_by("-at")
        return next(iter(said.values_list("at", flat=True)[number - 1 : number]), None)

    def in_order(self) -> "RemarkQuerySet":
        return self.order_by("pk")

    def on(self, post: "Post") -> "RemarkQuerySet":
        """What was said about `post`, in order, with who said it."""
        return self.filter(post=post).select_related("person").order_by("pk")


class GuestFollowQuerySet(models.QuerySet["GuestFollow"]):
    def active(self) -> "GuestFollowQuerySet":
        """Of guests whose address is confirmed and who did not stop."""
        return self.filter(stopped_at=None, receipt__email_confirmed_at__isnull=False).exclude(
            receipt__email=""
        )

    def with_news(self, told_before: datetime) -> "GuestFollowQuerySet":
        """Those whose topic everybody may read went on, and who had no mail since then."""
        waited = Q(told_at=None) | Q(told_at__lte=told_before)
        return self.active().filter(
            waited,
            topic__is_public=True,
            topic__category__visibility="public",
            topic__last_position__gt=F("told_until"),
        )

    def end(self, now: datetime) -> int:
        return self.filter(stopped_at=None).update(stopped_at=now)
