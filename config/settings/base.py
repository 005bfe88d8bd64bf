"""Settings of every environment. This file alone reads environment variables.

Each variable is named in the README with its default. A missing or malformed one stops the
start with a sentence that says what to set.
"""

import sys
from pathlib import Path
from typing import Any, NoReturn

import django
from environs import Env, EnvError

from config.settings.buckets import bucket_at
from config.settings.numbers import *
from config.settings.schedule import *

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = Env()


def stop(sentence: str) -> NoReturn:
    """End the start with one readable sentence instead of a stack trace."""
    sys.exit(f"Open Rounds cannot start: {sentence}")


try:
    DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var")))
    DEBUG = env.bool("DEBUG", False)
    SECRET_KEY = env.str("SECRET_KEY", "")
    ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
    SITE_ADDRESS = env.str("SITE_ADDRESS", "http://localhost:8000").rstrip("/")
    DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{DATA_DIR}/open-rounds.sqlite3")
    database = env.dj_db_url("DATABASE_URL", DATABASE_URL, conn_max_age=600)
    CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "redis://127.0.0.1:6379/0")
    CACHE_URL = env.str("CACHE_URL", "")
    EMAIL_URL = env.str("EMAIL_URL", "")
    STORAGE_URL = env.str("STORAGE_URL", "")
    bucket = bucket_at(STORAGE_URL) if STORAGE_URL else {}
    email = env.dj_email_url("EMAIL_URL", EMAIL_URL) if EMAIL_URL else {}
    DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Open Rounds <no-reply@localhost>")
    TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
    GUEST_DATA_DAYS = env.int("GUEST_DATA_DAYS", 90)
    MODERATION_GOAL_HOURS = env.int("MODERATION_GOAL_HOURS", 4)
    # Sends the texts of guests to another company's server: off unless a key is set.
    AKISMET_KEY = env.str("AKISMET_KEY", "")
    AKISMET_ADDRESS = env.str("AKISMET_ADDRESS", "https://rest.akismet.com/1.1/comment-check")
    if EMAIL_URL and not email.get("EMAIL_BACKEND"):
        stop("set EMAIL_URL to an address that starts with submission: (with TLS) or smtp:.")
except (EnvError, ValueError) as error:
    stop(f"{str(error).rstrip('.')}.")

# --- applications -----------------------------------------------------------------------------

INSTALLED_APPS = [
    "moderation",
    "forum",
    "cms",
    "accounts",
    "allauth",
    "allauth.account",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "config.apps.LibraryAdmin",  # wagtail.admin
    "wagtail",
    "modelcluster",
    "taggit",
    "django_prose_editor",  # its script alone: the composer mounts the editor itself
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "accounts.middleware.KeepPrivate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.shell",
                "forum.context.banners",
                "moderation.context.desk",
            ]
        },
    }
]

# --- data -------------------------------------------------------------------------------------

if database["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of failing: the write lock is taken when a transaction begins.
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    database["CONN_MAX_AGE"] = 0
DATABASES = {"default": database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
    }
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

if database["ENGINE"] == "django.db.backends.postgresql":
    INSTALLED_APPS.append("django.contrib.postgres")  # the library's search asks for it

# --- people -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.EmailBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.ProfileFields"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds; the code travels by a worker's mail
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

# --- language and time ------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files ------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    # The library's own images: public, and handed out by a proxy.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Images in posts: each goes through a view that asks who may see it. No proxy serves these.
    "posts": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "posts", "base_url": "/files/"},
    },
    "staticfiles": {"BACKEND": "config.storage.HashedFiles"},
}
FILE_UPLOAD_HANDLERS = [
    "forum.images.ImageIntake",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
IMAGE_SOURCES: list[str] = []  # other hosts that the library's images come from

if bucket:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**bucket, "location": "media", "querystring_auth": False},
    }
    STORAGES["posts"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**bucket, "location": "posts"},
    }
    IMAGE_SOURCES.append(bucket["endpoint_url"])

# --- mail -------------------------------------------------------------------------------------

EMAIL_BACKEND = email.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(email.get("EMAIL_FILE_PATH") or DATA_DIR / "mail")
EMAIL_HOST = email.get("EMAIL_HOST", "localhost")
EMAIL_PORT = email.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = email.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = email.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20  # seconds
OUTBOX_BATCH = 100  # messages a sweep hands out at the most
OUTBOX_LEASE_SECONDS = 120  # a message in a worker's hands is not offered again for so long
OUTBOX_RETRY_HOURS = 24  # after this a message that was never accepted is given up and shown
OUTBOX_KEEP_DAYS = 30  # sent messages are erased after this

if django.VERSION >= (6, 1):
    # Django 6.1 names its mail servers as it names its databases.
    options: dict[str, Any] = {}
    if "filebased" in EMAIL_BACKEND:
        options = {"file_path": EMAIL_FILE_PATH}
    elif "smtp" in EMAIL_BACKEND:
        options = {
            "host": EMAIL_HOST,
            "port": EMAIL_PORT,
            "username": EMAIL_HOST_USER,
            "password": EMAIL_HOST_PASSWORD,
            "use_tls": EMAIL_USE_TLS,
            "use_ssl": EMAIL_USE_SSL,
            "timeout": EMAIL_TIMEOUT,
        }
    MAILERS = {"default": {"BACKEND": EMAIL_BACKEND, "OPTIONS": options}}
    del EMAIL_BACKEND, EMAIL_FILE_PATH, EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER
    del EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT

# --- work in the background -------------------------------------------------------------------

CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A killed worker's task is offered again after this many seconds ...
    "visibility_timeout": 900,
    # ... and looked for this often; the default of 100 seconds hides it for longer.
    "unacked_restore_interval": 15,
    "unacked_restore_throttle": 1,
    # A broker that is away must not hold a reader's request: give up quickly, the sweep follows.
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600  # seconds, below the visibility timeout
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]

# --- the library ------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Open Rounds"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILIMAGES_IMAGE_MODEL = "cms.CreditedImage"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]  # no SVG, which may hold scripts
WAGTAILIMAGES_MAX_UPLOAD_SIZE = UPLOAD_MAX_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = UPLOAD_MAX_PIXELS
WAGTAILADMIN_LOGIN_URL = "/accounts/staff/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_WORKFLOW_ENABLED = True
# A text that was changed after a step needs that step again ...
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# ... and what goes live is the text that was signed, not the newest.
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.handing_over.finish_workflow"
# What the library's models hand over to the actions above them, in the transaction they are in.
LIBRARY_ACTIONS = {
    "page begins": "cms.actions.publishing.begin",
    "page publishing": "cms.actions.publishing.allow",
    "page saved": "cms.actions.publishing.follow_up",
    "page moved": "cms.actions.publishing.announce",
    "review asked": "cms.actions.signing.ask",
    "review answered": "cms.actions.signing.answer",
    "review finished": "cms.actions.signing.finish",
}
# Told the number of a page, after the commit, when readers see something else of it.
LIBRARY_CHANGED_TASKS = [
    "forum.tasks.follow_page",
    "cms.tasks.make_handout",
    "cms.tasks.make_images",
    "cms.tasks.prepare_pages",  # last: new pictures void what is ready
]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # passwords are changed where people sign in
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request to another site
WAGTAIL_ENABLE_UPDATE_CHECK = False  # neither is this
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 5_000  # milliseconds
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "csv", "txt"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

SERVE_MEDIA = False  # whether the web process hands out uploads; a proxy does in production
DEMO_ALLOWED = False  # whether `manage.py demo` may make accounts with a public password

# --- security ---------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    # The admin tools carry inline scripts of their own and are open to staff only.
    "EXCLUDE_URL_PREFIXES": ["/cms/", "/django-admin/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *IMAGE_SOURCES],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
# A message may name a title: kept for a moment by its reader's browser, never in our database.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # bytes of a form without its files
