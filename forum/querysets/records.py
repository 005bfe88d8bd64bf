"""Records that only grow, and what guests left behind."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from forum.models import Move, Post, Receipt  # noqa: F401


class AppendOnly(Exception):
    """A record of the past was asked to change."""


class MoveQuerySet(models.QuerySet["Move"]):
    def update(self, **changes: object) -> int:
        raise AppendOnly("Moves are recorded once and never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Moves are recorded once and never deleted.")

    def recent_waits(self, number: int) -> list[timedelta]:
        """How long the posts of the latest `number` decisions had waited."""
        decided = self.filter(by="moderator", waited__isnull=False).order_by("-pk")
        return list(decided.values_list("waited", flat=True)[:number])

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


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def with_post(self) -> "ReceiptQuerySet":
        return self.select_related("post__topic__category")

    def older_than(self, moment: datetime) -> "ReceiptQuerySet":
        return self.filter(created_at__lt=moment)

    def erase(self) -> int:
        """Forget e-mail, network address and browser; returns how many rows had any."""
        known = ~Q(email="") | Q(address__isnull=False) | ~Q(browser="")
        return self.filter(known).update(
            email="", email_confirmed_at=None, address=None, network="", browser=""
        )

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

    def asked_to_confirm(self, email: str, since: datetime) -> "ReceiptQuerySet":
        """Receipts for which `email` got a confirmation mail after `since`."""
        return self.filter(email=email, confirmation_asked_at__gt=since)
