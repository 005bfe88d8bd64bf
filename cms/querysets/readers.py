"""Which answers and proposals of readers?"""

from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from cms.models import LibraryEntry, PageFeedback, Suggestion  # noqa: F401


class PageFeedbackQuerySet(QuerySet["PageFeedback"]):
    def of_reader(self, entry: "LibraryEntry", reader: str) -> "PageFeedbackQuerySet":
        """What `reader` said about the version that is published now; none or one."""
        return self.filter(page_id=entry.pk, version=entry.version, reader=reader)

    def to_read(self) -> "PageFeedbackQuerySet":
        """Readers who were not helped, and whom no editor has dealt with yet."""
        return self.filter(helpful=False, handled_at=None)

    def unhelpful(self) -> "QuerySet[PageFeedback, dict[str, Any]]":
        """Pages that did not help: `page_id`, `title`, `no` (unhandled), `all`, `share` of no.

        Those where it weighs most come first: many readers, and a large part of them.
        """
        pages = self.values("page_id", title=F("page__title")).order_by()
        counted = pages.annotate(
            no=Count("pk", filter=Q(helpful=False, handled_at=None)),
            all=Count("pk", filter=Q(helpful=True) | Q(handled_at=None)),
        )
        share = F("no") * 100 / F("all")
        found = counted.filter(no__gt=0).annotate(share=share)
        return found.annotate(weight=F("no") * F("share")).order_by("-weight", "page__title")


class SuggestionQuerySet(QuerySet["Suggestion"]):
    def open(self) -> "SuggestionQuerySet":
        """Those that wait for an editor, the oldest first."""
        return self.filter(state="open").order_by("pk")

    def decided(self) -> "SuggestionQuerySet":
        """The others, the newest decision first."""
        return self.exclude(state="open").order_by("-decided_at", "-pk")

    def of(self, person: "User") -> "SuggestionQuerySet":
        """What `person` proposed, newest first."""
        return self.filter(person=person).order_by("-pk")
