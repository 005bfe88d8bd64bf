"""A mark that changes with everything the library's readers may see.

Whatever is worked out from the library and kept is kept under this mark, in every process and
cache alike: a new mark makes all of it void at once, and nothing needs to be found and deleted.

A change adds a row to `ShelfMark` in its own transaction. Adding never waits for another
transaction, and the sum of the rows' random numbers is new whichever of two commits first. What
other tables tell by themselves (restrictions of readers, the handles of people named on pages)
is read along with it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db import models, transaction
from django.db.models import CharField, F, Func, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat

if TYPE_CHECKING:
    from cms.models.shelf import ShelfMark

KEPT = 256  # rows after which older ones are forgotten
# What a draft, a lock or a schedule changes in a row without a word for readers.
UNSEEN = frozenset(
    "draft_title expire_at go_live_at has_unpublished_changes latest_revision"
    " latest_revision_created_at locked locked_at locked_by".split()
)
Row = TypeVar("Row", bound=models.Model)

_told: ContextVar[Mapping[str, Any]] = ContextVar("told", default=MappingProxyType({}))


def shelf_mark() -> str:
    """The mark of now; one query, none inside `telling`."""
    return told_here("mark") or _read()


@contextmanager
def telling(**facts: Any) -> Iterator[None]:
    """While one page is served, let what was read with it be known without another query."""
    token = _told.set(facts)
    try:
        yield
    finally:
        _told.reset(token)


def told_here(name: str) -> Any:
    return _told.get().get(name)


def renew_shelf_mark() -> None:
    """Make void what is kept of the library, as soon as the running transaction is committed."""
    marks = _marks()
    row = marks.create()
    if row.pk % KEPT == 0:
        marks.filter(pk__lt=row.pk - KEPT).delete()


def mark_expression() -> Combinable:
    """The mark as a column of any query."""
    restrictions = apps.get_model("wagtailcore", "PageViewRestriction").objects
    people = apps.get_model("cms", "Person").objects.filter(user__is_active=True)
    parts: list[Any] = [
        _of(_marks(), "SUM", "token"),
        _of(restrictions, "COUNT", "pk"),
        _of(restrictions, "MAX", "pk"),
        _of(people, "MARK", "user__handle"),
    ]
    with_commas = [part for one in parts for part in (one, Value(","))]
    return Concat(*with_commas, output_field=CharField())


class ShelfQuerySet(QuerySet[Row]):
    """Rows that readers see: whatever is written through it renews the mark."""

    def update(self, **values: Any) -> int:
        with transaction.atomic():
            changed = super().update(**values)
            if changed and not values.keys() <= UNSEEN:
                renew_shelf_mark()
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            erased = super().delete()
            if erased[0]:
                renew_shelf_mark()
        return erased

    def bulk_create(self, *args: Any, **options: Any) -> list[Row]:
        with transaction.atomic():
            made = super().bulk_create(*args, **options)
            renew_shelf_mark()
        return made

    def bulk_update(self, *args: Any, **options: Any) -> int:
        with transaction.atomic():
            changed = super().bulk_update(*args, **options)
            renew_shelf_mark()
        return changed


class Shelved(models.Model):
    """A row that readers see: saving or deleting it renews the mark in the same transaction."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        with transaction.atomic():
            super().save(*args, **kwargs)
            if fields is None or not set(fields) <= UNSEEN:
                renew_shelf_mark()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            erased = super().delete(*args, **kwargs)
            renew_shelf_mark()
        return erased


# --- parts ------------------------------------------------------------------------------------


class Gathered(Func):
    """An aggregate of a whole table, as one value and without groups."""

    arity = 1
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        if self.extra["function"] == "MARK":
            extra["function"] = "GROUP_CONCAT"
        return super().as_sql(compiler, connection, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        if self.extra["function"] == "MARK":
            extra |= {"function": "STRING_AGG", "template": "%(function)s(%(expressions)s, ',')"}
        return super().as_sql(compiler, connection, **extra)


def _marks() -> "models.Manager[ShelfMark]":
    return apps.get_model("cms", "ShelfMark").objects


def _of(rows: Any, function: str, field: str) -> Coalesce:
    gathered = rows.order_by().annotate(all=Gathered(F(field), function=function)).values("all")
    return Coalesce(Cast(Subquery(gathered[:1]), CharField()), Value(""))


def _read() -> str:
    sites = apps.get_model("wagtailcore", "Locale").objects
    mark = sites.order_by("pk").values_list(mark_expression(), flat=True).first()
    return mark or ""
