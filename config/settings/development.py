"""A developer's machine and `make run`: nothing to configure, mail goes to files.

Pages of errors look as in production; DEBUG=1 shows stack traces instead.
"""

from config.settings.base import *
from config.settings.base import SECRET_KEY, STORAGES

SECRET_KEY = SECRET_KEY or "only-for-development"
ALLOWED_HOSTS = ["*"]
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DEMO_ALLOWED = True
SHOW_OUTBOX = True  # /outbox/ lists what was sent
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
