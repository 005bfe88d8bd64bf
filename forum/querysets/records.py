"""Records that only grow, and what guests left behind."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models import Move, Post, Receipt  # noqa: F401


class AppendOnly(Exception):
    """A record of the past was asked to change."""


class MoveQuerySet(models.QuerySet["Move"]):
    def update(self, **changes: object) -> int:
        raise AppendOnly("Moves are recorded once and never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Moves are recorded once and never deleted.")

    def declined_by(self, moderator: "User", until: datetime) -> bool:
        """Whether `moderator` was who declined it, `until` then."""
        return self.filter(to_state="declined", actor=moderator, at__lte=until).exists()

    def recent_waits(self, number: int) -> list[timedelta]:
        """How long the posts of the latest `number` decisions had waited."""
        decided = self.filter(by="moderator", waited__isnull=False).order_by("-pk")
        return list(decided.values_list("waited", flat=True)[:number])

    def ended_waits(self, since: datetime, until: datetime) -> "MoveQuerySet":
        """Moves by which a moderator ended a wait."""
        return self.filter(by="moderator", waited__isnull=False, at__gte=since, at__lt=until)

    def arrivals(self, since: datetime, until: datetime) -> "MoveQuerySet":
        """Posts that came in and had to wait."""
        return self.filter(from_state="", to_state="pending", at__gte=since, at__lt=until)

    def latest_by_moderator(self) -> "Move | None":
        return self.filter(by="moderator").order_by("-pk").first()

    def last_of_each(self, posts: list["Post"]) -> dict[int, "Move"]:
        """What happened to each of `posts` last, by the post's number."""
        return {move.post_id: move for move in self.filter(post__in=posts).order_by("pk")}

    def latest_moment(self) -> datetime | None:
        """When a moderator moved a post for the last time: what is gone since then is not newer."""
        latest = self.filter(by="moderator").order_by("-pk").values_list("at", flat=True)
        return latest.first()

    def told(self) -> "MoveQuerySet":
        return self.select_related("actor").order_by("pk")

    def newest_first(self) -> "MoveQuerySet":
        return self.order_by("-pk")

    def forget_words(self) -> int:
        """Erase what was said beside the reasons: the one change, where a text is purged."""
        return super().update(message="", marks=[])


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def with_post(self) -> "ReceiptQuerySet":
        return self.select_related("post__topic__category", "follow")

    def unclaimed(self) -> "ReceiptQuerySet":
        """Whose post is still a guest's: after a claim the secret gives nobody any right."""
        return self.filter(post__claimed_at=None)

    def older_than(self, moment: datetime) -> "ReceiptQuerySet":
        return self.filter(created_at__lt=moment)

    def published_by(self, emails: Iterable[str]) -> dict[str, int]:
        """How many published posts came from each confirmed address. One query."""
        theirs = self.filter(email__in=emails, email_confirmed_at__isnull=False)
        public = theirs.filter(post__state="published").order_by()
        return dict(public.values_list("email").annotate(Count("pk")))

    def erase(self) -> int:
        """Forget e-mail, network address and browser; returns how many rows had any."""
        return self.identifying().update(
            email="", email_confirmed_at=None, address=None, network="", browser=""
        )

    def identifying(self) -> "ReceiptQuerySet":
        """Those that still say something of who wrote."""
        known = ~Q(email="") | Q(address__isnull=False) | ~Q(network="") | ~Q(browser="")
        return self.filter(known)

    def claimable(self, emails: Iterable[str]) -> "ReceiptQuerySet":
        """Of guests who confirmed one of `emails`; not of what a moderator removed. Newest first."""
        own = self.filter(email__in=[email for email in emails if email])
        there = own.filter(email_confirmed_at__isnull=False, post__claimed_at=None)
        named = there.exclude(post__guest_name="")
        return named.exclude(post__state__in=["hidden", "purged"]).order_by("-pk")

    def since(self, moment: datetime) -> "ReceiptQuerySet":
        return self.filter(created_at__gt=moment)

    def from_address(self, address: str | None) -> "ReceiptQuerySet":
        return self.filter(address=address)

    def oldest_of_latest(self, number: int) -> datetime | None:
        """When the oldest of the latest `number` was made; None where there are fewer."""
        latest = self.order_by("-created_at").values_list("created_at", flat=True)
        return next(iter(latest[number - 1 : number]), None)

    def from_network(self, network: str) -> "ReceiptQuerySet":
        return self.filter(network=network)

    def names_beside(self, name: str) -> int:
        """How many names other than `name` guests gave with these."""
        others = self.exclude(post__guest_name=name)
        return others.values("post__guest_name").distinct().count()

    def asked_to_confirm(self, email: str, since: datetime) -> "ReceiptQuerySet":
        """Receipts for which `email` got a confirmation mail after `since`."""
        return self.filter(email=email, confirmation_asked_at__gt=since)
