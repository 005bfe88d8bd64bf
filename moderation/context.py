"""What a moderator's header shows on every page."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from moderation.permissions import can_moderate, moderator_of
from moderation.querysets.queue import waiting_count


def desk(request: HttpRequest) -> dict[str, Any]:
    """`waiting_count()`, asked by the header of moderators only; one query when asked."""
    return {"waiting_count": partial(_waiting, request)}


def _waiting(request: HttpRequest) -> int:
    return waiting_count(moderator_of(request)) if can_moderate(request.user) else 0
