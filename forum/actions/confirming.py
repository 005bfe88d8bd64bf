"""A guest's address is used only after they confirmed it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import owe_mail
from forum.models import Receipt
from forum.wait import usual_wait_in_words


def ask_to_confirm(receipt: Receipt) -> None:
    """Owe one confirmation mail, at most `CONFIRMATION_MAILS_PER_HOUR` to one address."""
    hour_ago = timezone.now() - timedelta(hours=1)
    asked = Receipt.objects.confirmation_asked(receipt.email).since(hour_ago).exclude(pk=receipt.pk)
    if asked.count() >= settings.CONFIRMATION_MAILS_PER_HOUR:
        return
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


@transaction.atomic
def confirm_email(receipt_id: int) -> Receipt:
    """Note that the address is the guest's; asked twice, noted once."""
    receipt = Receipt.objects.select_for_update().get(pk=receipt_id)
    if receipt.email and receipt.email_confirmed_at is None:
        receipt.email_confirmed_at = timezone.now()
        receipt.save(update_fields=["email_confirmed_at"])
    return receipt
