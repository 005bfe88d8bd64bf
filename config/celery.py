"""The Celery application: workers and beat start here."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

celery = Celery("open_rounds")
celery.config_from_object("django.conf:settings", namespace="CELERY")
celery.autodiscover_tasks()
celery.autodiscover_tasks(related_name="upkeep")
