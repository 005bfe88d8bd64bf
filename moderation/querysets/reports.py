"""Which reports of readers?"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models import User
from forum.models import Post

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from moderation.models import Report  # noqa: F401

NOT_UPHELD = ("keep", "restore")  # outcomes after which readers see the post


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(closed_at=None)

    def on(self, post: Post) -> "ReportQuerySet":
        """In the order in which they came, with who sent them."""
        return self.filter(post=post).select_related("reporter", "decision").order_by("pk")

    def of(self, reporter: User) -> "ReportQuerySet":
        return self.filter(reporter=reporter)

    def from_network(self, network: str) -> "ReportQuerySet":
        """Of visitors; a member's report names no network."""
        return self.filter(network=network, reporter=None)

    def about_patients(self) -> "ReportQuerySet":
        return self.filter(why=self.model.Why.PATIENT)

    def not_upheld(self, since: datetime) -> "ReportQuerySet":
        """Closed by a decision that left the post before the readers."""
        return self.filter(closed_at__gt=since, decision__outcome__in=NOT_UPHELD)

    def oldest_of_latest(self, number: int, since: datetime) -> datetime | None:
        """When the oldest of the latest `number` was made; None where fewer are that new."""
        latest = self.filter(made_at__gt=since).order_by("-made_at")
        return next(iter(latest.values_list("made_at", flat=True)[number - 1 : number]), None)

    def with_network(self, before: datetime) -> "ReportQuerySet":
        """Made before `before`, and still saying from which network."""
        return self.filter(~Q(network=""), made_at__lt=before)

    def numbers(self) -> list[int]:
        return sorted(self.values_list("pk", flat=True))

    def reporters(self) -> Iterable[User]:
        """The members among those who reported, once each."""
        people = {one.reporter for one in self.select_related("reporter") if one.reporter}
        return sorted(people, key=lambda person: person.pk)
