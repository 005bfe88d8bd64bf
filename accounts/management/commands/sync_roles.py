"""`manage.py sync_roles`: make the groups what accounts/roles.py says."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from accounts import roles


class Command(BaseCommand):
    help = "Creates the group of each role and gives it exactly the rights listed for it."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self._applied = MigrationRecorder(connection).applied_migrations()
        for role in roles.ALL:
            group, created = Group.objects.get_or_create(name=role.group)
            if created:
                self.stdout.write(f"{role.group}: created.")
            wanted = {name: found for name in role.permissions if (found := self._find(name))}
            current = {
                f"{label}.{codename}": pk
                for pk, label, codename in group.permissions.values_list(
                    "pk", "content_type__app_label", "codename"
                )
            }
            for name in sorted(wanted.keys() - current.keys()):
                self.stdout.write(f"{role.group}: may now {name}.")
            for name in sorted(current.keys() - wanted.keys()):
                self.stdout.write(f"{role.group}: may no longer {name}.")
            group.permissions.set(wanted.values())

    def _find(self, name: str) -> Permission | None:
        """The permission, or None where its app has no tables yet."""
        label, _dot, codename = name.partition(".")
        found = Permission.objects.filter(content_type__app_label=label, codename=codename)
        if permission := found.first():
            return permission
        if any(label == app for app, _name in self._applied):
            raise CommandError(f"{name} is listed in accounts/roles.py, but no such right exists.")
        self.stdout.write(f"{name}: waits for the migrations of {label}.")
        return None
