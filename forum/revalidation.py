"""Answers that any reader gets alike and asks for again and again: whole once, then 304."""

from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag


def answer(
    request: HttpRequest,
    content: str,
    content_type: str,
    *,
    changed_at: datetime | None = None,
) -> HttpResponseBase:
    """`content`, or 304 for who has it already.

    `changed_at` must be no earlier than the last change, removals included. No cache may show
    the answer again without asking, so that what was removed is gone at once.
    """
    body = content.encode()
    response = HttpResponse(body, content_type=content_type)
    response["ETag"] = etag = quote_etag(sha256(body).hexdigest()[:32])
    response["Cache-Control"] = "no-cache"
    seconds = int(changed_at.timestamp()) if changed_at else None
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    conditional = get_conditional_response(request, etag, seconds, response)
    return conditional if conditional is not None else response
