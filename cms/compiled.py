"""Queries that differ by their values alone: SQL is worked out once in a process, then only sent.

For the few that a page is found with: putting such a query together takes Django ten times as long
as the database needs to answer it. Imports nothing of ours.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)

FIRST_NUMBER = 2_000_000_000  # of the stand-ins; within what every whole number's column holds
OWN = {"query", "connection", "using", "as_sql"}  # of each compiler; the rest tells of the SQL


@dataclass(frozen=True)
class _Plan:
    """What Django worked out for one query set; read by all threads, changed by none."""

    queryset: QuerySet[Any]
    sql: str
    params: tuple[Any, ...]
    slots: dict[int, str]  # places among the parameters, with the names of the values for them
    told: dict[str, Any]  # which column is what, as the compiler noted it


class Compiled(Generic[Row]):
    """`Compiled(build, address=str, page=int)`: `build` gets a stand-in for each value, by its
    name, and gives the query set. Its SQL may depend on nothing else that changes.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]], **types: type[int] | type[str]) -> None:
        self._build = build
        self._stand_ins: dict[str, int | str] = {
            name: FIRST_NUMBER + number if kind is int else f"<{name} {FIRST_NUMBER + number}>"
            for number, (name, kind) in enumerate(types.items())
        }
        self._plans: dict[str, _Plan] = {}

    def ask(self, **values: int | str) -> list[Row]:
        """The rows for `values`, in one query."""
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self._plans.get(connection.vendor)
        if plan is None:
            plan = self._plans[connection.vendor] = self._worked_out()
        params = list(plan.params)
        for place, name in plan.slots.items():
            params[place] = values[name]
        rows = plan.queryset.all()
        compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        vars(compiler).update(plan.told, as_sql=lambda *_args, **_options: (plan.sql, params))
        vars(rows.query)["get_compiler"] = lambda *_args, **_options: compiler
        return list(rows)

    def _worked_out(self) -> _Plan:
        queryset = self._build(**self._stand_ins).using(DEFAULT_DB_ALIAS)
        compiler: Any = queryset.query.clone().get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        names = {stand_in: name for name, stand_in in self._stand_ins.items()}
        slots = {
            place: names[value]
            for place, value in enumerate(params)
            if isinstance(value, int | str) and value in names
        }
        if set(slots.values()) != set(self._stand_ins):
            raise ImproperlyConfigured("A value of a compiled query is not among its parameters.")
        told = {name: value for name, value in vars(compiler).items() if name not in OWN}
        return _Plan(queryset, sql, tuple(params), slots, told)
