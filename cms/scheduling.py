"""Publishing and taking down by the clock."""

import logging

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from cms import emails
from cms.models import ClinicalPage

SCHEDULED = "wagtail.publish.scheduled"  # Wagtail's name for a publication by the clock

logger = logging.getLogger(__name__)


def publish_due() -> int:
    """Take down what has expired and publish what was scheduled; returns how many pages.

    Each in a transaction of its own: one that may not be published does not hold up the others.
    It is taken off the schedule and its owner is told why.
    """
    now = timezone.now()
    done = 0
    for model in [Page, *_snippets()]:
        for expired in model.objects.filter(live=True, expire_at__lt=now):
            thing = expired.specific if isinstance(expired, Page) else expired
            thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            done += 1
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    for key in list(due.values_list("pk", flat=True)):
        done += _publish_scheduled(key)
    return done


def _publish_scheduled(key: int) -> bool:
    """Publish one scheduled revision, unless another worker did or it may not be published."""
    try:
        with transaction.atomic():
            _lock_page_of(key)
            rows = Revision.objects.select_for_update(no_key=True, of=("self",))
            revision = rows.filter(pk=key, approved_go_live_at__lt=timezone.now()).first()
            if revision is None:
                return False
            revision.publish(log_action=SCHEDULED)
            return True
    except (PermissionDenied, ValidationError) as refusal:
        _take_off_schedule(key, refusal)
        return False


def _lock_page_of(key: int) -> None:
    """The page before its revision, as whoever signs or publishes it does; a snippet has none."""
    number = Revision.page_revisions.filter(pk=key).values_list("object_id", flat=True).first()
    if number:
        Page.objects.select_for_update(no_key=True).filter(pk=number).first()


@transaction.atomic
def _take_off_schedule(key: int, refusal: PermissionDenied | ValidationError) -> None:
    revision = Revision.objects.select_for_update(no_key=True, of=("self",)).get(pk=key)
    Revision.objects.filter(pk=key).update(approved_go_live_at=None)
    page = revision.content_object
    reasons = getattr(refusal, "messages", None) or [str(refusal)]
    logger.error("Revision %s was not published: %s", key, "; ".join(reasons))
    if isinstance(page, ClinicalPage):
        emails.owe_refused_schedule(page, revision, reasons)


def _snippets() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
