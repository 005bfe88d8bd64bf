"""Brings the database to today's shape and fills in the demo content; says what it does."""

import os
import time

import django
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

SAY_EVERY = 50  # migrations between two lines of progress


class Progress:
    """Takes the place of `migrate`'s output and counts its steps aloud."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0

    def write(self, text: str) -> int:
        if text.strip().startswith("Applying "):
            self.done += 1
            if self.done % SAY_EVERY == 0:
                print(f"  {self.done} of {self.total} steps done", flush=True)
        return len(text)

    def flush(self) -> None:
        pass


def migrate() -> None:
    """Apply what is missing; silent and quick where nothing is."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not missing:
        return
    print(f"Setting up the database: {len(missing)} steps, about half a minute.", flush=True)
    started = time.monotonic()
    call_command("migrate", interactive=False, stdout=Progress(len(missing)), no_color=True)
    print(f"The database is ready after {time.monotonic() - started:.0f} seconds.", flush=True)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    django.setup()
    migrate()
    call_command("demo")


if __name__ == "__main__":
    main()
