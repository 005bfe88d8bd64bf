"""Moderators write, retire and order the reasons they pick from."""

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from moderation.models import CannedReason, CannedReasonVersion


class Reworded(Exception):
    """Somebody saved another wording since this one was opened."""


@transaction.atomic
def write_reason(
    code: str,
    *,
    by: User,
    name: str,
    public: str,
    message: str = "",
    rule: str = "",
    seen_version: int = 0,
) -> CannedReasonVersion:
    """Save a wording as the next version of a reason; "" as `code` makes a new reason.

    Decisions keep the words they were made with. Raises Reworded where `seen_version` is not the
    newest any more, CannedReason.DoesNotExist for an unknown code. Saving the same words again
    makes no version.
    """
    reason = _locked(code) if code else CannedReason.objects.create(code=_code(name), order=990)
    newest = reason.versions.order_by("-version").first()
    if code and newest and newest.version != seen_version:
        raise Reworded
    if reason.rule != rule:
        reason.rule = rule
        reason.save(update_fields=["rule"])
    if newest and (newest.name, newest.public, newest.message) == (name, public, message):
        return newest
    version = newest.version + 1 if newest else 1
    return reason.versions.create(version=version, name=name, public=public, message=message, by=by)


@transaction.atomic
def retire_reason(code: str, *, retire: bool) -> CannedReason:
    """Offer a reason no longer, or again. Its words stay readable where they were given."""
    reason = _locked(code)
    reason.is_active = not retire
    reason.save(update_fields=["is_active"])
    return reason


@transaction.atomic
def reorder_reason(code: str, *, up: bool) -> None:
    """Move a reason one place up or down in the list; nothing happens at its ends."""
    rows = list(CannedReason.objects.select_for_update().order_by("order", "pk"))
    place = next((n for n, row in enumerate(rows) if row.code == code), None)
    if place is None:
        raise CannedReason.DoesNotExist
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, start=1):
        row.order = number * 10
    CannedReason.objects.bulk_update(rows, ["order"])


def _locked(code: str) -> CannedReason:
    return CannedReason.objects.select_for_update().get(code=code)


def _code(name: str) -> str:
    """A code of its own for a new reason, made from its name."""
    stem = slugify(name)[:16].strip("-").replace("-", "_") or "reason"
    taken = set(CannedReason.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(
        code
        for code in (stem, *(f"{stem}_{n}" for n in range(2, 100)))
        if code not in taken and code != "undone"
    )
