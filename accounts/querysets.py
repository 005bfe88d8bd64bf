"""Which people, which messages?"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager, Group
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Collate
from django.db.models.lookups import StartsWith
from django.utils import timezone

from accounts import roles
from accounts.names import search_words

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import NameWord, OutboxMessage, User  # noqa: F401


def holds(role: roles.Role, person: str = "pk") -> Exists:
    """An expression that says whether the person at path `person` holds `role`."""
    return Exists(Group.objects.filter(name=role.group, user=OuterRef(person)))


@models.CharField.register_lookup
class Begins(StartsWith):
    """`word__begins="ab"`: like `startswith`, but an index answers it on SQLite as well.

    SQLite's LIKE ignores case and therefore indexes; a range of its byte order does not.
    """

    lookup_name = "begins"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return str(connection.operators["startswith"] % rhs)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        beginning = str(self.rhs)
        bounds = [beginning, f"{beginning}\U0010ffff"]
        twice = [*parameters, bounds[0], *parameters, bounds[1]]
        return f"({column} >= %s AND {column} < %s)", twice


class UserQuerySet(models.QuerySet["User"]):
    def with_roles(self) -> "UserQuerySet":
        """People with one yes or no per role, so that asking costs no further query."""
        return self.annotate(**{f"holds_{role.code}": holds(role) for role in roles.ALL})

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def kept_from_writing(self) -> "UserQuerySet":
        """People who are suspended or banned now, or have a warning to read; see `may_write`."""
        ends = Q(suspended_until=None) | Q(suspended_until__gt=timezone.now())
        return self.filter(Q(must_acknowledge=True) | Q(suspended_at__isnull=False) & ends)

    def moderators(self) -> "UserQuerySet":
        """Active people who moderate, each once, with their roles."""
        groups = [roles.MODERATOR.group, roles.ADMINISTRATOR.group]
        held = Exists(Group.objects.filter(name__in=groups, user=OuterRef("pk")))
        return self.active().filter(held).with_roles().order_by("pk")

    def with_badge(self) -> "UserQuerySet":
        """People of whom `is_prescriber` is known without a further query."""
        role = roles.PRESCRIBER
        return self.annotate(**{f"holds_{role.code}": holds(role)})

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


class NameWordQuerySet(models.QuerySet["NameWord"]):
    def beginning(self, typed: str) -> "NameWordQuerySet":
        """Words that begin with what somebody typed; none for a text without letters."""
        folded = max(search_words(typed), key=len, default="")
        return self.filter(word__begins=folded) if folded else self.none()

    def in_order(self) -> "NameWordQuerySet":
        """By the bytes of the words, which is quicker to sort by than a language's order."""
        word = Collate("word", "C") if connection.vendor == "postgresql" else F("word")
        return self.order_by(word, "person")

    def rewrite(self, person: "User", *, is_new: bool = False) -> None:
        """Make the rows of `person` what the names say; rows that stay are not touched."""
        wanted = search_words(person.display_name, person.handle) if person.is_active else set()
        rows = self.filter(person=person)
        found = set() if is_new else set(rows.values_list("word", flat=True))
        if found - wanted:
            rows.filter(word__in=found - wanted).delete()
        self.bulk_create(
            [self.model(person=person, word=word) for word in sorted(wanted - found)],
            ignore_conflicts=True,
        )


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def waiting(self) -> "OutboxQuerySet":
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, now: datetime) -> "OutboxQuerySet":
        """What a sweep should hand to a worker now, oldest first."""
        return self.waiting().filter(next_try_at__lte=now).order_by("next_try_at", "pk")

    def done_before(self, moment: datetime) -> "OutboxQuerySet":
        return self.filter(Q(sent_at__lt=moment) | Q(given_up_at__lt=moment))

    def naming(self, titles: Iterable[str]) -> "OutboxQuerySet":
        """Messages whose subject or text holds one of `titles`; reads the whole outbox."""
        found = Q(pk=None)
        for title in titles:
            found |= Q(subject__contains=title) | Q(text__contains=title)
        return self.filter(found)

    def newest_first(self) -> "OutboxQuerySet":
        return self.order_by("-pk")
