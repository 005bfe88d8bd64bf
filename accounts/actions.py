"""What happens when mail is owed to somebody."""

import logging
from functools import partial
from typing import Any

from django.db import transaction
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
    message, created = OutboxMessage.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": to,
            "subject": letter.subject,
            "text": letter.text,
            "html": letter.html,
        },
    )
    if created:
        transaction.on_commit(partial(_tell_a_worker, message.pk), robust=True)


def _tell_a_worker(message_id: int) -> None:
    try:
        send_message.delay(message_id)
    except OperationalError:
        log.warning("The broker is away; mail %s waits for the sweep.", message_id)
