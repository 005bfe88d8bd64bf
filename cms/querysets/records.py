"""Which signatures, versions, quotations and hand-outs of a page?"""

from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

from django.db.models import F, Q, QuerySet

from cms.querysets.entries import LibraryEntryQuerySet
from cms.shelf import ShelfQuerySet

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from cms.models import (  # noqa: F401
        Handout,
        LibraryEntry,
        PageChange,
        Quotation,
        SignOff,
    )


class QuotationQuerySet(ShelfQuerySet["Quotation"]):
    def shown(self) -> "QuotationQuerySet":
        """What readers may see: consented, and its post still public."""
        return self.filter(state="granted", is_hidden=False)

    def still_open(self) -> "QuotationQuerySet":
        """Those with words that may be agreed to or taken back."""
        return self.filter(state__in=["asked", "granted"])


class HandoutQuerySet(QuerySet["Handout"]):
    def of(self, entry: "LibraryEntry") -> "HandoutQuerySet":
        """The one of what readers see at present."""
        return self.filter(page_id=entry.pk, revision_id=entry.revision_id or 0)

    def lost(self, *, wanted_before: datetime) -> "HandoutQuerySet":
        """Orders that no worker answered, with a file or with a failure."""
        return self.filter(made_at=None, failed_at=None, wanted_at__lt=wanted_before)

    def outdated(
        self, *, readable: "LibraryEntryQuerySet", made_before: datetime, failed_before: datetime
    ) -> "HandoutQuerySet":
        """Those of older revisions, of pages that are not `readable` any more, and the old ones."""
        current = self.filter(
            page__library_entry__in=readable.values("pk"),
            page__library_entry__revision_id=F("revision_id"),
        )
        kept = current.filter(
            Q(made_at__gte=made_before)
            | Q(failed_at__gte=failed_before)
            | Q(made_at=None, failed_at=None)
        )
        return self.exclude(pk__in=kept.values("pk"))


class AppendOnly(Exception):
    """A row that records what happened was to be changed or erased."""


class SignOffQuerySet(QuerySet["SignOff"]):
    """Sign-offs are added; a page that is deleted takes its own with it, nothing else does."""

    def update(self, **values: object) -> NoReturn:
        raise AppendOnly("A sign-off is never changed.")

    def bulk_update(self, *args: object, **options: object) -> NoReturn:
        raise AppendOnly("A sign-off is never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("A sign-off is never erased on its own.")

    def approvals(self) -> "SignOffQuerySet":
        return self.filter(decision="approved")

    def of_text(self, page_id: int, fingerprint: str) -> "SignOffQuerySet":
        """Approvals of just these words of a page, newest first."""
        return self.approvals().filter(page_id=page_id, fingerprint=fingerprint).order_by("-id")


class PageChangeQuerySet(ShelfQuerySet["PageChange"]):
    def of(self, page_id: int) -> "PageChangeQuerySet":
        """The published versions of a page, newest first."""
        return self.filter(page_id=page_id).order_by("-number")
