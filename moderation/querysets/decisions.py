"""What was decided?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from accounts.models import User
from forum.models import PendingEdit, Post
from forum.querysets import AppendOnly

if TYPE_CHECKING:
    # Ruff does not see the name in the string below.
    from moderation.models import Decision  # noqa: F401


class DecisionQuerySet(models.QuerySet["Decision"]):
    def update(self, **changes: object) -> int:
        raise AppendOnly("Decisions are recorded once and never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Decisions are recorded once and never deleted.")

    def newest_first(self) -> "DecisionQuerySet":
        return self.select_related("moderator", "post__topic__category", "post__author").order_by(
            "-pk"
        )

    def before(self, pk: int) -> "DecisionQuerySet":
        return self.filter(pk__lt=pk)

    def on(self, post: Post) -> "DecisionQuerySet":
        return self.filter(post=post).select_related("moderator").order_by("pk")

    def on_edit(self, edit: PendingEdit) -> "DecisionQuerySet":
        return self.filter(edit=edit).select_related("moderator").order_by("pk")

    def by(self, moderator: User) -> "DecisionQuerySet":
        return self.filter(moderator=moderator)

    def since(self, moment: datetime) -> "DecisionQuerySet":
        return self.filter(decided_at__gte=moment)

    def judgements(self) -> "DecisionQuerySet":
        return self.filter(outcome__in=self.model.JUDGEMENTS)

    def about_author(self, post: Post) -> "DecisionQuerySet":
        """Earlier judgements on posts of the same member; a guest has none we may connect."""
        if post.author_id is None:
            return self.none()
        return self.judgements().filter(post__author=post.author_id).exclude(post=post)
