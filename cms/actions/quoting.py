"""What happens to the words of the forum's people on library pages.

The words stand in `Quotation` alone, so one statement reaches every page, revision and version.
What keeps a copy is told here: hand-outs are dropped and caches find the page changed. Whoever
calls holds the lock of the post that the words are from.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from cms.actions.printing import drop_handouts
from cms.models import Quotation, ReadyPage
from cms.querysets import QuotationQuerySet
from cms.shelf import renew_shelf_mark

State = Quotation.State
OPEN = (State.ASKED, State.GRANTED)


def ask(*, source: int, version: int, text: str) -> Quotation:
    """Keep `text`, words of post number `source`, until its author has answered."""
    return Quotation.objects.create(source=source, source_version=version, text=text)


def ask_again(quotation: Quotation, *, version: int, text: str) -> None:
    """Other words in its place; readers see none until the author has agreed to these."""
    quotation.text, quotation.source_version = text, version
    quotation.credit, quotation.state = "", State.ASKED
    quotation.source_changed_at = None
    quotation.save(update_fields=["text", "source_version", "credit", "state", "source_changed_at"])
    reach([quotation.page_id])


def keep_words(quotation: Quotation, *, version: int) -> None:
    """An editor looked at the changed post: the words stand as they are."""
    quotation.source_version, quotation.source_changed_at = version, None
    quotation.save(update_fields=["source_version", "source_changed_at"])


def grant(quotation: Quotation, *, credit: str) -> None:
    """The author agrees; readers see the words from now on.

    They are named as `credit` says, "" for a colleague without a name.
    """
    quotation.state, quotation.credit = State.GRANTED, credit
    quotation.save(update_fields=["state", "credit"])
    reach([quotation.page_id])


def decline(quotation: Quotation) -> None:
    """The author does not agree: the words are erased."""
    _erase(Quotation.objects.filter(pk=quotation.pk), State.DECLINED)
    quotation.refresh_from_db()


def withdraw(quotation: Quotation) -> None:
    """What was agreed to, or asked for, is taken back: the words are erased on every page."""
    _erase(Quotation.objects.filter(pk=quotation.pk), State.WITHDRAWN)
    quotation.refresh_from_db()


def source_changed(source: int, *, now: datetime | None = None) -> int:
    """Post number `source` has another text: editors are to look; returns how many quotations."""
    open_ones = Quotation.objects.still_open().filter(source=source)
    return open_ones.update(source_changed_at=now or timezone.now())


def source_hidden(numbers: Collection[int]) -> None:
    """Readers may not see the posts of these quotations, by their numbers, any more."""
    _set_hidden(numbers, hidden=True)


def source_shown(numbers: Collection[int]) -> None:
    """Readers see the posts of these quotations, by their numbers, again."""
    _set_hidden(numbers, hidden=False)


def purge(sources: Collection[int]) -> None:
    """Erase what is quoted of these posts, in the transaction that erases the posts."""
    _erase(Quotation.objects.filter(source__in=list(sources)), State.WITHDRAWN)


def sweep(without_source: Collection[int]) -> int:
    """Erase words whose page or, by their numbers, whose post was deleted; returns how many."""
    loose = Q(page=None) | Q(pk__in=list(without_source))
    found = Quotation.objects.still_open().filter(loose).values_list("pk", flat=True)
    return _erase(Quotation.objects.filter(pk__in=list(found)), State.WITHDRAWN)


# --- parts ------------------------------------------------------------------------------------


def _erase(quotations: QuotationQuerySet, state: str) -> int:
    pages = list(quotations.values_list("page", flat=True))
    # What was refused stays refused; its words are gone already.
    quotations.update(
        state=Case(When(state__in=OPEN, then=Value(state)), default=F("state")),
        text="",
        credit="",
        source_changed_at=None,
    )
    reach(pages)
    return len(pages)


def _set_hidden(numbers: Collection[int], *, hidden: bool) -> None:
    changed = Quotation.objects.filter(pk__in=list(numbers), is_hidden=not hidden)
    pages = list(changed.values_list("page", flat=True))
    if pages:
        changed.update(is_hidden=hidden)
        reach(pages)


def reach(pages: Iterable[int | None]) -> None:
    """What keeps a copy of these pages makes it anew: readers are to see what is true now."""
    numbers = sorted({page for page in pages if page})
    for page_id in numbers:
        drop_handouts(page_id)
    if numbers:
        ReadyPage.objects.filter(page__in=numbers).delete()  # it names who is credited
        renew_shelf_mark()
