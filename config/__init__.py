"""The assembled site. Nothing imports it but the processes that run it."""

from config.celery import celery

__all__ = ["celery"]
