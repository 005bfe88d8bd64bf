"""What a page may say beside its own subject."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from accounts.adapter import LOOK_FOR_GUEST_POSTS
from accounts.models import User
from forum.actions.claiming import claimable_by


def banners(request: HttpRequest) -> dict[str, Any]:
    """`guest_posts()`, how many posts the member may claim; asked by the banner on each page."""
    return {"guest_posts": partial(_claimable, request)}


def _claimable(request: HttpRequest) -> int:
    """Looked for after signing in or confirming an address, until none is left: then no query."""
    if not isinstance(request.user, User) or LOOK_FOR_GUEST_POSTS not in request.session:
        return 0
    count = claimable_by(request.user).count()
    if not count:
        del request.session[LOOK_FOR_GUEST_POSTS]
    return count
