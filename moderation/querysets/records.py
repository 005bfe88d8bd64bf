"""Claims, reasons, the log of tools and of names that were opened."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from forum.models import Post, Topic
from forum.querysets import AppendOnly

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from moderation.models import (  # noqa: F401
        CannedReason,
        Claim,
        Opening,
        Opinion,
        ToolUse,
    )


class CannedReasonQuerySet(models.QuerySet["CannedReason"]):
    def offered(self) -> "CannedReasonQuerySet":
        return self.filter(is_active=True).order_by("order", "pk")

    def worded(self) -> "CannedReasonQuerySet":
        """Adds the newest wording of each: `words_version`, `words_name`, and so on."""
        wordings = apps.get_model("moderation", "CannedReasonVersion").objects
        newest = wordings.filter(reason=OuterRef("pk")).order_by("-version")
        parts = ("version", "name", "public", "message")
        words = {f"words_{part}": Subquery(newest.values(part)[:1]) for part in parts}
        return self.annotate(**words).filter(words_version__isnull=False)

    def names(self) -> dict[str, str]:
        """What moderators call each reason today, by its code; retired ones too. One query."""
        rows = self.order_by("versions__version").values_list("code", "versions__name")
        return {code: name or code for code, name in rows}


class ClaimQuerySet(models.QuerySet["Claim"]):
    def live(self, now: datetime | None = None) -> "ClaimQuerySet":
        return self.filter(until__gt=now or timezone.now()).select_related("moderator")

    def of_others(self, moderator: User) -> "ClaimQuerySet":
        return self.exclude(moderator=moderator)

    def takeable(self, item: str, moderator: User, now: datetime) -> "ClaimQuerySet":
        """The row of `item` where nobody else holds it at `now`."""
        free = models.Q(until__lte=now) | models.Q(moderator=moderator)
        return self.filter(free, item=item)

    def ended(self, before: datetime) -> "ClaimQuerySet":
        return self.filter(until__lt=before)


class ToolUseQuerySet(models.QuerySet["ToolUse"]):
    def update(self, **changes: object) -> int:
        raise AppendOnly("What was done is recorded once and never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("What was done is recorded once and never deleted.")

    def forget_words(self) -> int:
        """Erase what was noted for the log: the one change, where a discussion is purged."""
        return super().update(reason="")

    def concerning(self, topic: Topic) -> "ToolUseQuerySet":
        """What was done with `topic`, or brought it posts of another one; newest first."""
        both = self.filter(models.Q(topic=topic) | models.Q(other=topic))
        return both.select_related("moderator", "topic__category", "other__category").order_by(
            "-pk"
        )

    def since(self, moment: datetime) -> "ToolUseQuerySet":
        return self.filter(at__gt=moment)

    def number_of_latest(self, topic: Topic) -> int:
        """What a form about `topic` carries, so that it is refused once anything else was done."""
        both = self.filter(models.Q(topic=topic) | models.Q(other=topic))
        return both.aggregate(latest=models.Max("pk"))["latest"] or 0


class OpeningQuerySet(models.QuerySet["Opening"]):
    def unseen(self) -> "OpeningQuerySet":
        return self.filter(seen_at=None)

    def of_post(self, post: Post) -> "OpeningQuerySet":
        """Newest first."""
        return self.filter(post=post).select_related("moderator").order_by("-pk")

    def for_second(self, moderator: User) -> "OpeningQuerySet":
        """What `moderator` was told of and did not see yet, and what nobody could be told of.

        Never their own, nor of a post that they wrote, and of categories that they moderate.
        """
        theirs = models.Q(told=moderator) | models.Q(told=None)
        theirs &= ~models.Q(moderator=moderator)
        posts = Post.objects.moderated_by(moderator)
        shown = self.unseen().filter(theirs, post__in=posts).exclude(post__peer__person=moderator)
        return shown.select_related("moderator", "post__topic").order_by("pk")

    def latest_told(self) -> dict[int, int]:
        """The number of the latest opening that each moderator was told of."""
        rows = self.filter(told__isnull=False).order_by().values("told")
        return dict(rows.annotate(last=models.Max("pk")).values_list("told", "last"))


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def on(self, post: Post) -> "Opinion | None":
        """What was asked about the present version, with who asked and answered."""
        asked = self.filter(post=post, version=post.version)
        return asked.select_related("asked_by", "answered_by").first()
