"""May this moderator?"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.models.user import Reader
from forum.permissions import can_decide, can_decide_edit, can_moderate
from forum.querysets import moderates_everything
from moderation.models import Sanction

View = Callable[..., HttpResponse]


def can_word_reasons(reader: Reader) -> bool:
    """Whether `reader` may change the reasons, which hold for every category."""
    return moderates_everything(reader)


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


def kinds_for(moderator: User, person: User) -> list[str]:
    """The sanctions that `moderator` may decide on `person`: the whole set, a warning, or none.

    None on oneself; on people of the team an administrator alone decides. What shuts somebody out
    of the whole site is for moderators of every category; one of some categories may warn.
    """
    if not can_moderate(moderator) or moderator.pk == person.pk:
        return []
    if (person.is_moderator or person.is_editor) and not moderator.is_administrator:
        return []
    if moderates_everything(moderator):
        return list(Sanction.Kind.values)
    return [Sanction.Kind.WARNING.value]


def can_sanction(moderator: User, person: User, kind: str = "") -> bool:
    """Whether `moderator` may decide on `person` at all, or on this kind of sanction."""
    kinds = kinds_for(moderator, person)
    return kind in kinds if kind else bool(kinds)


__all__ = [
    "can_decide",
    "can_decide_edit",
    "can_moderate",
    "can_sanction",
    "can_word_reasons",
    "for_moderators",
    "kinds_for",
    "moderator_of",
]
