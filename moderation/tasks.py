"""Work that beat starts for the moderators."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from moderation import reminding, rereading
from moderation.models import Claim, Report


@shared_task
def remind_moderators() -> int:
    """Mail moderators about what waits too long; at most one mail a day each."""
    return reminding.remind_moderators()


@shared_task
def forget_reporters() -> int:
    """Erase from which network visitors reported, `GUEST_DATA_DAYS` later; returns how many."""
    edge = timezone.now() - timedelta(days=settings.GUEST_DATA_DAYS)
    return Report.objects.with_network(edge).update(network="")


@shared_task
def forget_claims() -> int:
    """Delete what says who looked at an item of the queue, once it is a day old."""
    return Claim.objects.ended(timezone.now() - timedelta(days=1)).delete()[0]


@shared_task
def draw_rereadings() -> int:
    """Draw yesterday's sample of decisions for a second reading."""
    return rereading.draw()
