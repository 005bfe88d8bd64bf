"""Work done by the Celery worker for the forum."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from forum.models import Receipt


@shared_task
def forget_guests() -> int:
    """Erase what identifies guests `GUEST_DATA_DAYS` after they wrote; returns how many.

    The receipt's address stays, so that a guest who kept it still finds their text.
    """
    edge = timezone.now() - timedelta(days=settings.GUEST_DATA_DAYS)
    return Receipt.objects.older_than(edge).erase()
