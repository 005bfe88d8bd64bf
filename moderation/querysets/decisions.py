"""What was decided?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery

from accounts.models import User
from forum.models import PendingEdit, Post
from forum.querysets import AppendOnly

if TYPE_CHECKING:
    # Ruff does not see the name in the string below.
    from moderation.models import Decision


# Outcomes that put the text before the readers.
APPROVED = ("publish", "edited")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def update(self, **changes: object) -> int:
        raise AppendOnly("Decisions are recorded once and never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Decisions are recorded once and never deleted.")

    def forget_words(self) -> int:
        """Erase messages and marks: the one change, where a text is purged."""
        return super().update(message="", marks=[])

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

    def between(self, since: datetime, until: datetime) -> "DecisionQuerySet":
        return self.filter(decided_at__gte=since, decided_at__lt=until)

    def refusals(self) -> "DecisionQuerySet":
        """Texts that were returned or declined."""
        return self.filter(outcome__in=["return", "decline"])

    def approved_after_changes(self) -> "DecisionQuerySet":
        """Approvals of a text that was not the first: the author's next one or a moderator's."""
        changed = Q(outcome="edited") | Q(outcome="publish", version__gt=1)
        return self.filter(changed, edit=None)

    def to_reread(self) -> "DecisionQuerySet":
        """Judgements on posts whose text is still the one that was judged."""
        same = self.judgements().filter(edit=None, version=F("post__version"))
        return same.exclude(post__body_source="")

    def reversals(self) -> "DecisionQuerySet":
        """Decisions that took another one back."""
        return self.filter(Q(undoes__isnull=False) | Q(outcome="restore"))

    def undone(self) -> "DecisionQuerySet":
        return self.filter(undone_by__isnull=False)

    def kept(self, version: int) -> "DecisionQuerySet":
        """By which reports of this very text were not upheld."""
        return self.filter(outcome__in=["keep", "restore"], version=version)

    def told_since(self, moment: datetime) -> "DecisionQuerySet":
        """What others who have the queue open are told: what was decided, and by whom.

        What waits again, by an appeal, a new version or an undo, is no longer decided.
        """
        again = Q(edit=None, outcome__in=self.model.JUDGEMENTS, post__state="pending")
        told = self.since(moment).filter(undone_by=None).exclude(again | Q(outcome="reopen"))
        return told.select_related("moderator").order_by("pk")

    def undoable(self) -> "DecisionQuerySet":
        """With a way back, not taken back yet, and no taking back itself."""
        there_is_a_way = models.Q(edit=None, outcome__in=self.model.REVERSIBLE)
        return self.filter(there_is_a_way, undoes=None, undone_by=None)

    def readable_for(self, moderator: User) -> "DecisionQuerySet":
        """On posts that `moderator` may look at."""
        return self.filter(post__in=Post.objects.moderated_by(moderator))

    def by_outcome(self) -> list[tuple[str, int]]:
        """How many of each outcome, the most frequent first. One query."""
        counted = self.order_by().values("outcome").annotate(all=Count("pk")).order_by("-all")
        return [(row["outcome"], row["all"]) for row in counted]

    def with_reason_names(self) -> "DecisionQuerySet":
        """Adds what moderators called the reason when it was given; no further query."""
        wordings = apps.get_model("moderation", "CannedReasonVersion").objects
        then = wordings.filter(reason__code=OuterRef("reason"), version=OuterRef("reason_version"))
        return self.annotate(named_reason=Subquery(then.values("name")[:1]))

    def last_on(self, post: Post) -> "Decision | None":
        """The newest decision on the post itself, edits of it aside."""
        return self.filter(post=post, edit=None).order_by("-pk").first()

    def comparable(self, moderator: User, post: Post, most: int) -> "DecisionQuerySet":
        """The latest judgements on other posts that `moderator` may read, with what they are
        compared by and without any text."""
        seen = Post.objects.moderated_by(moderator).exclude(state="purged").exclude(pk=post.pk)
        rows = self.judgements().filter(edit=None, post__in=seen).with_reason_names()
        rows = rows.select_related("moderator", "post__topic").order_by("-pk")
        return rows.only(
            "outcome",
            "reason",
            "public_reason",
            "version",
            "decided_at",
            "moderator__display_name",
            "moderator__email",
            "post__version",
            "post__state",
            "post__screening",
            "post__hold_reasons",
            "post__topic__title",
        )[:most]

    def judgements(self) -> "DecisionQuerySet":
        return self.filter(outcome__in=self.model.JUDGEMENTS)

    def on_posts_of(self, person: User, moderator: User) -> "DecisionQuerySet":
        """On what `person` wrote by name, where `moderator` may look at it; newest first."""
        posts = Post.objects.moderated_by(moderator).written_by(person)
        return self.filter(post__in=posts).newest_first()

    def about_author(self, post: Post) -> "DecisionQuerySet":
        """Earlier judgements on posts of the same member; a guest has none we may connect."""
        if post.author_id is None:
            return self.none()
        return self.judgements().filter(post__author=post.author_id).exclude(post=post)
