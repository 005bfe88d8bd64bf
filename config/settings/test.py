"""The test suite: fast hashing, no debug page, mail captured by Django's own test box."""

from config.settings.base import *
from config.settings.base import STORAGES

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
DEMO_ALLOWED = True
SHOW_OUTBOX = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
