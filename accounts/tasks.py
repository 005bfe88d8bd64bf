"""Work done by the Celery worker for the outbox."""

import logging
import smtplib
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from accounts.models import OutboxMessage

log = logging.getLogger(__name__)


@shared_task
def send_message(message_id: int) -> None:
    """Send one message once: the row lock and `sent_at` stop a second worker.

    A refusal for now (no connection, 4xx) is tried again with growing waits until
    `OUTBOX_RETRY_HOURS` have passed; a refusal for good (5xx) is recorded and shown to staff.
    """
    with transaction.atomic():
        waiting = OutboxMessage.objects.waiting().select_for_update(skip_locked=True)
        message = waiting.filter(pk=message_id).first()
        if message is None:
            return
        message.tries += 1
        try:
            _hand_over(message)
        except smtplib.SMTPRecipientsRefused as refusal:
            codes = [code for code, _reason in refusal.recipients.values()]
            _postpone(message, "recipient refused", for_good=all(code >= 500 for code in codes))
        except smtplib.SMTPResponseException as refusal:
            _postpone(
                message, f"server answered {refusal.smtp_code}", for_good=refusal.smtp_code >= 500
            )
        except (smtplib.SMTPException, OSError) as trouble:
            _postpone(message, type(trouble).__name__)
        else:
            message.sent_at = timezone.now()
            message.last_error = ""
        message.save()


def _hand_over(message: OutboxMessage) -> None:
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.to],
        headers={
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
    message.last_error = trouble[:300]
    if for_good or now - message.created_at > timedelta(hours=settings.OUTBOX_RETRY_HOURS):
        message.given_up_at = now
        log.error("Mail %s was given up: %s", message.pk, trouble)
    else:
        minutes = min(2 ** (message.tries - 1), 60)
        message.next_try_at = now + timedelta(minutes=minutes)
        log.warning("Mail %s waits %s min: %s", message.pk, minutes, trouble)


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
