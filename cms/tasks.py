"""Work done by the Celery worker for the library."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_scheduled_pages() -> None:
    """Publish and retire pages whose time has come; safe to run twice."""
    call_command("publish_scheduled")
