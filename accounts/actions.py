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


def withdraw_mail(keys: Sequence[str]) -> int:
    """Take back what was owed under `keys` and not sent yet; returns how many messages."""
    return OutboxMessage.objects.waiting().filter(key__in=keys).delete()[0]


def _tell_a_worker(message_ids: Sequence[int]) -> None:
    """Hand messages to a worker; where the broker is away it is asked once, not for each."""
    for message_id in message_ids:
        try:
            send_message.delay(message_id)
        except OperationalError:
            log.warning("The broker is away; mail from %s on waits for the sweep.", message_id)
            return
