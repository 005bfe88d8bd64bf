"""What happens when a page is wanted as a PDF, and when its PDF must go."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from cms import handouts
from cms.models import Handout, LibraryEntry
from cms.tasks import make_handout


@dataclass(frozen=True)
class Order:
    """What became of the wish for a PDF; `handout` has a file once it `is_made`."""

    handout: Handout
    has_worker: bool = True  # whether a worker was told, or was told lately

    @property
    def is_made(self) -> bool:
        return self.handout.made_at is not None

    @property
    def has_failed(self) -> bool:
        return self.handout.failed_at is not None


def order_handout(entry: LibraryEntry) -> Order | None:
    """The PDF of what readers see, ordered from a worker where there is none.

    One order at a time: a worker that said nothing for `HANDOUT_LEASE_SECONDS` is asked again, a
    failure is tried again after `HANDOUT_RETRY_MINUTES`. None if the page is gone.
    """
    known = Handout.objects.of(entry).first()
    if known and not _is_due(known):
        return Order(known)
    handout = handouts.place_order(entry.pk)
    if handout is None or handout.made_at:
        return Order(handout) if handout else None
    now = timezone.now()
    Handout.objects.filter(pk=handout.pk, made_at=None).update(wanted_at=now, failed_at=None)
    handout.failed_at = None
    try:
        make_handout.delay(entry.pk)
    except OperationalError:
        # The next reader may try again, and so does the sweep.
        lapsed = now - timedelta(seconds=settings.HANDOUT_LEASE_SECONDS)
        Handout.objects.filter(pk=handout.pk, made_at=None).update(wanted_at=lapsed)
        return Order(handout, has_worker=False)
    return Order(handout)


def _is_due(handout: Handout) -> bool:
    """Whether a worker should hear of this order once more."""
    now = timezone.now()
    if handout.made_at:
        return False
    if handout.failed_at:
        return handout.failed_at < now - timedelta(minutes=settings.HANDOUT_RETRY_MINUTES)
    return handout.wanted_at <= now - timedelta(seconds=settings.HANDOUT_LEASE_SECONDS)


@transaction.atomic
def drop_handouts(page_id: int) -> int:
    """Delete every PDF of a page, with its files, in the caller's transaction; returns how many.

    For words that must not be read any more. One that is being made is thrown away when it is
    ready; the next reader gets one without those words. See `place_order` for the lock.
    """
    list(LibraryEntry.objects.select_for_update(no_key=True).filter(pk=page_id))
    return handouts.delete(Handout.objects.filter(page_id=page_id))
