"""Edits that wait, and what became of earlier ones."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models.user import Reader
from forum.querysets.readers import moderated

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from forum.models import PendingEdit


class PendingEditQuerySet(models.QuerySet["PendingEdit"]):
    def pending(self) -> "PendingEditQuerySet":
        return self.filter(state=self.model.State.PENDING)

    def visible_to(self, moderator: Reader) -> "PendingEditQuerySet":
        """Edits in categories of `moderator`; nobody else looks edits up by number."""
        return self.filter(moderated(moderator, "post__topic__category"))

    def sent_by(self, author: "User", since: datetime, most: int) -> list[datetime]:
        """When `author` sent edits after `since`, the latest `most`; accepted ones left out."""
        own = Q(author=author) | Q(post__peer__person=author)
        theirs = self.filter(own, sent_at__gt=since)
        others = theirs.exclude(state=self.model.State.ACCEPTED).order_by("-sent_at")
        return list(others.values_list("sent_at", flat=True)[:most])

    def queue(self) -> "PendingEditQuerySet":
        """Waiting edits of texts that readers see; one of a removed post comes back with it."""
        return self.pending().filter(post__state="published", post__topic__is_public=True)

    def oldest_waiting_first(self) -> "PendingEditQuerySet":
        return self.order_by("sent_at", "pk")

    def for_desk(self) -> "PendingEditQuerySet":
        return self.select_related("post__topic__category", "post__author", "author")

    def newest(self) -> "PendingEdit | None":
        return self.order_by("pk").last()

    def erase(self) -> int:
        """Forget every text; what still waited is taken out of the queue."""
        state = self.model.State
        self.filter(state=state.PENDING).update(state=state.WITHDRAWN)
        texts = ("title", "body_source", "body_html", "body_text", "note", "reason", "message")
        return self.update(details={}, screening={}, **dict.fromkeys(texts, ""))
