"""Pages on paper: how one is printed, and the life of its PDF."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from html import escape, unescape
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.context import DISCLAIMER, HELP_LINES
from cms.models import Handout, LibraryEntry, PageChange

FOLDER = "handouts/"
VERSIONS_PRINTED = 5
# A link as our templates and Wagtail write it, with what it shows.
LINK = re.compile(r'(<a\b[^>]*?\bhref="([^"]+)"[^>]*>)(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


# --- the page on paper ------------------------------------------------------------------------


def printed(entry: LibraryEntry, *, as_pdf: bool = False) -> str:
    """The whole HTML document of what readers see of a page, as it goes on paper.

    It is the same for everybody: it knows no request.
    """
    page = entry.page.specific
    context = page.reading_context() | {
        "entry": entry,
        "printed": True,
        "as_pdf": as_pdf,
        "full_address": settings.SITE_ADDRESS + entry.address,
        "printed_on": timezone.localdate(),
        "versions": PageChange.objects.filter(page_id=entry.pk).order_by("-number")[
            :VERSIONS_PRINTED
        ],
        "disclaimer": DISCLAIMER,
        "help_lines": HELP_LINES,
        "partners": page.partners.select_related("organization"),
    }
    context["body"] = with_addresses(render_to_string("cms/_print_body.html", context))
    return render_to_string("cms/print.html", context)


def with_addresses(html: str) -> str:
    """`html` with each link's address behind its words.

    A link within the page has none, and neither has a term: it is explained at the end. `html`
    may hold our own markup alone: its attributes are escaped and stand in double quotes.
    """

    def written_out(link: re.Match[str]) -> str:
        opening, target, words = link.groups()
        address = urljoin(settings.SITE_ADDRESS, unescape(target))
        is_known = target.startswith("#") or 'class="term"' in opening
        if is_known or address in unescape(TAG.sub("", words)):
            return link[0]
        shown = escape(address.removeprefix("mailto:"))
        return f'{opening}{words}</a> <span class="address">({shown})</span>'

    return LINK.sub(written_out, html)


# --- making it --------------------------------------------------------------------------------


@transaction.atomic
def place_order(page_id: int) -> Handout | None:
    """The handout of what readers see of a page, ordered if there is none; None if nobody may.

    The lock on the page's entry stands between this and `actions.drop_handouts`: an order is
    either seen and deleted there, or placed after the words that had to go were gone.
    """
    entries = LibraryEntry.objects.select_for_update(no_key=True, of=("self",))
    entry = entries.listed().filter(pk=page_id).first()
    if entry is None:
        return None
    handout, _new = Handout.objects.get_or_create(
        page_id=page_id, revision_id=entry.revision_id or 0
    )
    return handout


def make(page_id: int, write: Callable[[str, str], bytes]) -> bool:
    """Make the PDF that is due for a page; whether there is a new one. Run twice, it makes one.

    `write` turns an HTML document and its address into a PDF. Where it fails, the order says so.
    What was made of older revisions goes, and all of it where the page is not read any more.
    """
    order = place_order(page_id)
    others = Handout.objects.filter(page_id=page_id)
    # An order without a file may be that of a text published this moment.
    delete(others.exclude(pk=order.pk).exclude(made_at=None) if order else others)
    if order is None or order.made_at:
        return False
    entry = LibraryEntry.objects.listed().select_related("page").filter(pk=page_id).first()
    if entry is None or (entry.revision_id or 0) != order.revision_id:
        return False  # published anew meanwhile: that has its own order
    try:
        content = write(printed(entry, as_pdf=True), settings.SITE_ADDRESS + entry.address)
    except Exception:
        Handout.objects.filter(pk=order.pk, made_at=None).update(failed_at=timezone.now())
        raise
    return _keep(order, content)


def _keep(order: Handout, content: bytes) -> bool:
    """Store the file under a name nobody can guess, unless its order was taken back meanwhile."""
    name = f"{FOLDER}{order.page_id}-{order.revision_id}-{get_random_string(24)}.pdf"
    stored = default_storage.save(name, ContentFile(content))
    kept = Handout.objects.filter(pk=order.pk, made_at=None).update(
        file=stored, made_at=timezone.now(), failed_at=None
    )
    if not kept:
        default_storage.delete(stored)
    return bool(kept)


# --- clearing up ------------------------------------------------------------------------------


@transaction.atomic
def delete(handouts: Iterable[Handout]) -> int:
    """Delete handouts; their files go as soon as that is sure. Returns how many."""
    keys = [handout.pk for handout in handouts]
    doomed = list(Handout.objects.select_for_update(no_key=True).filter(pk__in=keys))
    Handout.objects.filter(pk__in=keys).delete()
    for handout in doomed:
        if name := handout.file.name:
            transaction.on_commit(partial(default_storage.delete, name), robust=True)
    return len(doomed)


def sweep() -> None:
    """Delete handouts nobody needs any more, and files that belong to none."""
    now = timezone.now()
    outdated = Handout.objects.outdated(
        made_before=now - timedelta(days=settings.HANDOUT_KEEP_DAYS),
        failed_before=now - timedelta(minutes=settings.HANDOUT_RETRY_MINUTES),
        readable=LibraryEntry.objects.listed(),
    )
    delete(outdated[: settings.HANDOUT_BATCH])
    _delete_strays(before=now - timedelta(seconds=settings.HANDOUT_LEASE_SECONDS))


def lost_orders() -> list[int]:
    """Numbers of the pages whose orders no worker answered; each is told once per lease."""
    now = timezone.now()
    lost = Handout.objects.lost(
        wanted_before=now - timedelta(seconds=settings.HANDOUT_LEASE_SECONDS)
    )[: settings.HANDOUT_BATCH]
    found = dict(lost.values_list("pk", "page_id"))
    Handout.objects.filter(pk__in=found).update(wanted_at=now)
    return list(found.values())


def _delete_strays(*, before: datetime) -> None:
    """Delete files without a row: a process ended between a commit and what follows it."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    known = set(Handout.objects.exclude(file="").values_list("file", flat=True))
    for name in (FOLDER + name for name in names):
        if name not in known and default_storage.get_modified_time(name) < before:
            default_storage.delete(name)
