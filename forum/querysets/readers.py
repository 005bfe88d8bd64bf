"""Who may read which categories. One rule for pages, lists, feeds and search."""

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q

from accounts import roles
from accounts.models.user import Reader

PRESCRIBERS_ROOM = (roles.PRESCRIBER, roles.MODERATOR, roles.ADMINISTRATOR)


def readable_visibilities(reader: Reader) -> list[str]:
    """The kinds of category `reader` may read."""
    kinds = ["public"]
    if reader.is_authenticated:
        kinds.append("members")
        if reader.is_prescriber or reader.is_moderator:
            kinds.append("prescribers")
    return kinds


def reads_prescribers(person: str = "") -> Q:
    """The same rule about many people at once, for rooms of prescribers.

    `person` is the path to the person asked about; "" where the rows are people themselves.
    """
    key, superuser = (person, f"{person}__is_superuser") if person else ("pk", "is_superuser")
    groups = [role.group for role in PRESCRIBERS_ROOM]
    held = Exists(Group.objects.filter(name__in=groups, user=OuterRef(key)))
    return Q(held) | Q(**{superuser: True})
