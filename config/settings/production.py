"""Production: everything that has no safe default must be set."""

from config.settings import base
from config.settings.base import *

DEBUG = False
SHOW_OUTBOX = False

if len(base.SECRET_KEY) < 50:
    base.stop("set SECRET_KEY to a random string of at least 50 characters.")
if not base.ALLOWED_HOSTS:
    base.stop("set ALLOWED_HOSTS to the host names of the site, separated by commas.")
if not base.SITE_ADDRESS.startswith("https://"):
    base.stop("set SITE_ADDRESS to the site's address, starting with https://.")
if not base.EMAIL_URL:
    base.stop("set EMAIL_URL to the mail server, for example submission://user:password@host:587.")
if "sqlite" in base.DATABASES["default"]["ENGINE"]:
    base.stop("set DATABASE_URL to a PostgreSQL database, for example postgres://user@host/name.")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_TRUSTED_ORIGINS = [base.SITE_ADDRESS]
