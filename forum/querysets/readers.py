"""Who may read which categories. One rule for pages, lists, feeds and search."""

from typing import TypeGuard

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q

from accounts import roles
from accounts.models.user import Reader, User

PRESCRIBERS_ROOM = (roles.PRESCRIBER, roles.MODERATOR, roles.ADMINISTRATOR)


def readable_visibilities(reader: Reader) -> list[str]:
    """The kinds of category `reader` may read."""
    kinds = ["public"]
    if reader.is_authenticated:
        kinds.append("members")
        if reader.is_prescriber or reader.is_moderator:
            kinds.append("prescribers")
    return kinds


def moderates_everything(reader: Reader) -> bool:
    """Whether `reader` is a moderator of every category. No query once the roles are known."""
    return _is_on_duty(reader) and (reader.moderates_all or reader.is_administrator)


def moderated(reader: Reader, category: str) -> Q:
    """What lies in categories that `reader` moderates; `category` is the path to the category.

    Everything for a moderator of every category, nothing for somebody who is none, and for the
    others what `Category.moderators` says, asked within the same query.
    """
    nothing = Q(pk__in=[])
    if moderates_everything(reader):
        return ~nothing
    if not _is_on_duty(reader):
        return nothing
    mine = apps.get_model("forum", "Category").moderators.through.objects.filter(user=reader)
    return Q(**{f"{category}__in": mine.values("category")})


def _is_on_duty(reader: Reader) -> TypeGuard[User]:
    return reader.is_authenticated and reader.is_moderator and not reader.is_suspended


def reads_prescribers(person: str = "") -> Q:
    """The same rule about many people at once, for rooms of prescribers.

    `person` is the path to the person asked about; "" where the rows are people themselves.
    """
    key, superuser = (person, f"{person}__is_superuser") if person else ("pk", "is_superuser")
    groups = [role.group for role in PRESCRIBERS_ROOM]
    held = Exists(Group.objects.filter(name__in=groups, user=OuterRef(key)))
    return Q(held) | Q(**{superuser: True})
