"""Indexes for tables that are in use while they are built."""

from typing import Any

from django.db import NotSupportedError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddIndex
from django.db.migrations.state import ProjectState


class AddIndexBesideWriters(AddIndex):
    """Adds an index while others write to its table; belongs in a migration with `atomic = False`.

    On PostgreSQL the index is built concurrently, and what an interrupted build left behind goes
    first, so that the migration may simply run again. Elsewhere it is a plain `AddIndex`.
    """

    atomic = False

    def describe(self) -> str:
        return f"{super().describe()}, beside writers"

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        _refuse_transaction(schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            on_postgresql: Any = schema_editor
            on_postgresql.remove_index(model, self.index, concurrently=True)
            on_postgresql.add_index(model, self.index, concurrently=True)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
            return
        _refuse_transaction(schema_editor)
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            on_postgresql: Any = schema_editor
            on_postgresql.remove_index(model, self.index, concurrently=True)


def _refuse_transaction(editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.in_atomic_block:
        raise NotSupportedError("Set atomic = False on a migration that builds indexes.")
