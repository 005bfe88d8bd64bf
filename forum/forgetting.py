"""What identifies a guest goes: from the receipt, from the outbox, from what they follow."""

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import OutboxMessage, User
from forum.guest_news import withdraw_mail_of
from forum.models import GuestFollow, Receipt
from forum.querysets import ReceiptQuerySet


@transaction.atomic
def forget(receipts: ReceiptQuerySet) -> int:
    """Erase e-mail, network address and browser of `receipts`; returns how many had any.

    With them go all mail to those addresses, sent or not, and what they follow. Mail to an
    address that a member or a younger receipt still has is theirs and stays.
    """
    known = receipts.identifying()
    rows = list(known.order_by("pk").select_for_update(no_key=True).values_list("pk", "email"))
    numbers = [number for number, _email in rows]
    emails = {email.lower() for _number, email in rows if email}
    follows = GuestFollow.objects.filter(receipt__in=numbers)
    follows.end(timezone.now())
    # Of news none is left, whoever else has the address.
    withdraw_mail_of(follows.values_list("pk", flat=True))
    count = Receipt.objects.filter(pk__in=numbers).erase()
    if emails:
        left = emails - _still_used(emails)
        mail = OutboxMessage.objects.alias(address=Lower("to"))
        mail.filter(address__in=left).delete()
    return count


def _still_used(emails: set[str]) -> set[str]:
    """Those of `emails`, in small letters, that somebody is still known by."""
    members = User.objects.alias(address=Lower("email")).filter(address__in=emails)
    guests = Receipt.objects.alias(address_used=Lower("email")).filter(address_used__in=emails)
    found = [*members.values_list("email", flat=True), *guests.values_list("email", flat=True)]
    return {email.lower() for email in found}
