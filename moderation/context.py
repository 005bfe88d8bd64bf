"""What a moderator's header shows on every page."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from moderation.models import Opening
from moderation.permissions import can_moderate, moderator_of
from moderation.querysets.backlog import waiting_count


def desk(request: HttpRequest) -> dict[str, Any]:
    """`waiting_count()`, asked by the header of moderators only; one query when asked.

    `openings()`, names that somebody else opened, asked by the queue alone.
    """
    return {"waiting_count": partial(_waiting, request), "openings": partial(_openings, request)}


def _openings(request: HttpRequest) -> list[Opening]:
    if not can_moderate(request.user):
        return []
    return list(Opening.objects.for_second(moderator_of(request))[:5])


def _waiting(request: HttpRequest) -> int:
    return waiting_count(moderator_of(request)) if can_moderate(request.user) else 0
