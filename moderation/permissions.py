"""May this moderator?"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from forum.permissions import can_decide, can_decide_edit, can_moderate

View = Callable[..., HttpResponse]


def for_moderators(view: View) -> View:
    """Visitors are asked to sign in, everyone else without the role gets 403. Never cached."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not can_moderate(request.user):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


def moderator_of(request: HttpRequest) -> User:
    """The moderator behind a request that `for_moderators` let through."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


__all__ = ["can_decide", "can_decide_edit", "can_moderate", "for_moderators", "moderator_of"]
