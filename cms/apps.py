"""The library: reviewed pages on Wagtail."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Library"
