"""A developer's machine and `make run`: nothing to configure, mail goes to files."""

from config.settings.base import *
from config.settings.base import SECRET_KEY, STORAGES

DEBUG = True
SECRET_KEY = SECRET_KEY or "only-for-development"
ALLOWED_HOSTS = ["*"]
DEMO_ALLOWED = True
SHOW_OUTBOX = True  # /outbox/ lists what was sent
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
