"""What happens when mail is owed to somebody."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from kombu.exceptions import OperationalError

from accounts import emails
from accounts.models import OutboxMessage
from accounts.querysets import OutboxQuerySet
from accounts.tasks import send_message

log = logging.getLogger(__name__)


def owe_mail(kind: str, *, to: str, key: str, template: str, context: dict[str, Any]) -> None:
    """Write a message into the outbox, in the caller's transaction; asked twice, written once.

    `key` names the event it tells about. A worker is told after the commit; where the broker
    is away the row simply waits for the sweep.
    """
    letter = emails.letter(template, context)
    owe_letter(kind, to=to, key=key, letter=letter)


def owe_letter(kind: str, *, to: str, key: str, letter: emails.Letter) -> None:
    """Like `owe_mail`, for a letter that is already written."""
    try:
        # Written first and asked never: an event is seldom told twice.
        with transaction.atomic():
            message = OutboxMessage.objects.create(
                key=key,
                kind=kind,
                to=to,
                subject=letter.subject,
                text=letter.text,
                html=letter.html,
                headers=letter.headers,
            )
    except IntegrityError:
        if OutboxMessage.objects.filter(key=key).exists():
            return
        raise
    transaction.on_commit(partial(_tell_a_worker, [message.pk]), robust=True)


@dataclass(frozen=True)
class Owed:
    """A letter to one address, under the key of the event it tells about."""

    key: str
    to: str
    letter: emails.Letter


def owe_letters(kind: str, owed: Sequence[Owed]) -> None:
    """Like `owe_letter`, for many at once: two queries, however many there are."""
    keys = [one.key for one in owed]
    known = set(OutboxMessage.objects.filter(key__in=keys).values_list("key", flat=True))
    messages = OutboxMessage.objects.bulk_create(
        OutboxMessage(
            key=one.key,
            kind=kind,
            to=one.to,
            subject=one.letter.subject,
            text=one.letter.text,
            html=one.letter.html,
            headers=one.letter.headers,
        )
        for one in owed
        if one.key not in known
    )
    if messages:
        told = partial(_tell_a_worker, [message.pk for message in messages])
        transaction.on_commit(told, robust=True)


@transaction.atomic
def withdraw_mail(messages: OutboxQuerySet) -> int:
    """Take back those of `messages` that were not sent yet; returns how many.

    Locked in the order of their keys, so that two who take back the same mail take turns.
    """
    waiting = messages.waiting().order_by("pk").select_for_update().values("pk")
    return OutboxMessage.objects.filter(pk__in=waiting).delete()[0]


@transaction.atomic
def rewrite_letters(keys: Sequence[str], owed: Sequence[Owed]) -> None:
    """What waits under `keys` says what `owed` says now; what `owed` does not name is taken back.

    Changed where they are: one that is being handed over at this moment is not sent twice.
    """
    letters = {one.key: one.letter for one in owed}
    known = OutboxMessage.objects.filter(key__in=keys)
    withdraw_mail(known.exclude(key__in=list(letters)))
    rows = list(known.waiting().order_by("pk").select_for_update())
    for message in rows:
        letter = letters[message.key]
        message.subject, message.text = letter.subject, letter.text
        message.html, message.headers = letter.html, letter.headers
    OutboxMessage.objects.bulk_update(rows, ["subject", "text", "html", "headers"])


def _tell_a_worker(message_ids: Sequence[int]) -> None:
    """Hand messages to a worker; where the broker is away it is asked once, not for each."""
    for message_id in message_ids:
        try:
            send_message.delay(message_id)
        except OperationalError:
            log.warning("The broker is away; mail from %s on waits for the sweep.", message_id)
            return
