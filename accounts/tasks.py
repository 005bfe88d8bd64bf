"""Work done by the Celery worker for the outbox."""

import logging
import smtplib
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from accounts.models import OutboxMessage

log = logging.getLogger(__name__)


@shared_task
def send_message(message_id: int) -> None:
    """Send one message, once unless a worker dies between handing over and noting it.

    A refusal for now (no connection, 4xx) is tried again with growing waits until
    `OUTBOX_RETRY_HOURS` have passed; a refusal for good (5xx, an address that no mail server can
    take) is recorded and shown to staff.
    """
    message = _take(message_id)
    if message is None:
        return
    try:
        _hand_over(message)
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _reason in refusal.recipients.values()]
        _postpone(message, "recipient refused", for_good=all(code >= 500 for code in codes))
    except smtplib.SMTPResponseException as refusal:
        code = refusal.smtp_code
        _postpone(message, f"server answered {code}", for_good=code >= 500)
    except (smtplib.SMTPException, OSError) as trouble:
        _postpone(message, type(trouble).__name__)
    except ValueError as trouble:
        _postpone(message, type(trouble).__name__, for_good=True)
    else:
        OutboxMessage.objects.filter(pk=message.pk).update(sent_at=timezone.now(), last_error="")


@transaction.atomic
def _take(message_id: int) -> OutboxMessage | None:
    """The message, if it is due and no other worker has it; taken for `OUTBOX_LEASE_SECONDS`.

    The row is locked only while it is taken, never while a mail server is talked to.
    """
    now = timezone.now()
    due = OutboxMessage.objects.due(now).select_for_update(skip_locked=True)
    message = due.filter(pk=message_id).first()
    if message is not None:
        message.tries += 1
        message.next_try_at = now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
        message.save(update_fields=["tries", "next_try_at"])
    return message


def _hand_over(message: OutboxMessage) -> None:
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.to],
        headers={
            **message.headers,
            # One event, one identity: a mail program shows a repeated hand-over once.
            "Message-ID": f"<outbox-{message.pk}@{settings.SITE_ADDRESS.split('//')[-1]}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    mail.send()


def _postpone(message: OutboxMessage, trouble: str, *, for_good: bool = False) -> None:
    """Note `trouble` (never an address or text) and when to try again, if ever."""
    now = timezone.now()
    noted: dict[str, Any] = {"last_error": trouble[:300]}
    if for_good or now - message.created_at > timedelta(hours=settings.OUTBOX_RETRY_HOURS):
        noted["given_up_at"] = now
        log.error("Mail %s was given up: %s", message.pk, trouble)
    else:
        minutes = min(2 ** (message.tries - 1), 60)
        noted["next_try_at"] = now + timedelta(minutes=minutes)
        log.warning("Mail %s waits %s min: %s", message.pk, minutes, trouble)
    # An update, not a save: the message may have been withdrawn while the server was talked to.
    OutboxMessage.objects.filter(pk=message.pk).update(**noted)


@shared_task
def sweep_outbox() -> int:
    """Hand every due message to a worker; returns how many. The net under a lost task."""
    due = list(
        OutboxMessage.objects.due(timezone.now()).values_list("pk", flat=True)[
            : settings.OUTBOX_BATCH
        ]
    )
    for message_id in due:
        send_message.delay(message_id)
    return len(due)


@shared_task
def forget_sent_mail() -> int:
    """Erase messages sent or given up `OUTBOX_KEEP_DAYS` ago; returns how many."""
    edge = timezone.now() - timedelta(days=settings.OUTBOX_KEEP_DAYS)
    return OutboxMessage.objects.done_before(edge).delete()[0]
