"""What every page knows, without a query and without touching the session."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

DISCLAIMER = _(
    "For education and discussion among health professionals. Not medical, legal or billing "
    "advice, and not a substitute for your own judgment, local protocols or current product "
    "labeling."
)
HELP_LINES = _(
    "If someone may be overdosing, call 911 and give naloxone. For treatment, call "
    "1-800-662-4357 (free, 24 hours). For crisis support, call or text 988."
)


def shell(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme")
    return {
        "site_address": settings.SITE_ADDRESS,
        "disclaimer": DISCLAIMER,
        "help_lines": HELP_LINES,
        "show_outbox": settings.SHOW_OUTBOX,
        "theme": theme if theme in ("light", "dark") else "",
    }
