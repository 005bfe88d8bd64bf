"""A guest's address is used only after they confirmed it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import owe_mail
from forum.models import Receipt
from forum.wait import usual_wait_in_words


@transaction.atomic
def ask_to_confirm(receipt: Receipt) -> bool:
    """Owe one confirmation mail; False where the address had its mails of this hour.

    An address that nobody confirmed gets at most `CONFIRMATION_MAILS_PER_HOUR`, whoever asks.
    """
    now = timezone.now()
    if not receipt.email or receipt.email_confirmed_at or receipt.confirmation_asked_at:
        return False
    recent = Receipt.objects.asked_to_confirm(receipt.email, now - timedelta(hours=1))
    if recent.count() >= settings.CONFIRMATION_MAILS_PER_HOUR:
        return False
    receipt.confirmation_asked_at = now
    receipt.save(update_fields=["confirmation_asked_at"])
    owe_mail(
        "guest confirmation",
        to=receipt.email,
        key=f"confirm receipt {receipt.pk}",
        template="forum/email/confirm",
        context={
            "confirm_url": settings.SITE_ADDRESS
            + reverse("forum:confirm_email", args=[receipt.email_token]),
            "topic": receipt.post.topic,
            "wait": usual_wait_in_words(),
        },
    )
    return True


@transaction.atomic
def confirm_email(receipt_id: int) -> Receipt:
    """Note that the address is the guest's; asked twice, noted once."""
    receipt = Receipt.objects.select_for_update(no_key=True).get(pk=receipt_id)
    if receipt.email and receipt.email_confirmed_at is None:
        receipt.email_confirmed_at = timezone.now()
        receipt.save(update_fields=["email_confirmed_at"])
    return receipt
