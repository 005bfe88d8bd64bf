"""Labels of anonymous authors, remarks about posts, guests who follow."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models import GuestFollow, Peer, Post, Remark, Topic  # noqa: F401


class PeerQuerySet(models.QuerySet["Peer"]):
    def of(self, person: "User", topic: "Topic") -> "Peer | None":
        """Who `person` is to the readers of `topic`, where they wrote there anonymously."""
        return self.filter(person=person, topic=topic).first()


class RemarkQuerySet(models.QuerySet["Remark"]):
    def on(self, post: "Post") -> "RemarkQuerySet":
        """What was said about `post`, in order, with who said it."""
        return self.filter(post=post).select_related("person").order_by("pk")


class GuestFollowQuerySet(models.QuerySet["GuestFollow"]):
    def active(self) -> "GuestFollowQuerySet":
        """Of guests whose address is confirmed and who did not stop."""
        return self.filter(stopped_at=None, receipt__email_confirmed_at__isnull=False).exclude(
            receipt__email=""
        )
