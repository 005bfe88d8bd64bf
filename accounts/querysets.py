"""Which people, which messages?"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager, Group
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts import roles

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import OutboxMessage, User  # noqa: F401


def holds(role: roles.Role, person: str = "pk") -> Exists:
    """An expression that says whether the person at path `person` holds `role`."""
    return Exists(Group.objects.filter(name=role.group, user=OuterRef(person)))


class UserQuerySet(models.QuerySet["User"]):
    def with_roles(self) -> "UserQuerySet":
        """People with one yes or no per role, so that asking costs no further query."""
        return self.annotate(**{f"holds_{role.code}": holds(role) for role in roles.ALL})

    def looking_like(self, skeleton: str) -> "UserQuerySet":
        return self.filter(Q(name_skeleton=skeleton) | Q(handle_skeleton=skeleton))


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved person. `handle` is made from the display name where none is given."""
        user: User = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def waiting(self) -> "OutboxQuerySet":
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, now: datetime) -> "OutboxQuerySet":
        """What a sweep should hand to a worker now, oldest first."""
        return self.waiting().filter(next_try_at__lte=now).order_by("next_try_at", "pk")

    def done_before(self, moment: datetime) -> "OutboxQuerySet":
        return self.filter(Q(sent_at__lt=moment) | Q(given_up_at__lt=moment))

    def newest_first(self) -> "OutboxQuerySet":
        return self.order_by("-pk")
