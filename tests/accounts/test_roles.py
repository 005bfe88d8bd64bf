"""`sync_roles` gives each group exactly the rights that accounts/roles.py lists."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from accounts import roles

pytestmark = pytest.mark.django_db


def sync() -> str:
    out = StringIO()
    call_command("sync_roles", stdout=out)
    return out.getvalue()


def rights(group: str) -> set[str]:
    found = Group.objects.get(name=group).permissions.select_related("content_type")
    return {f"{right.content_type.app_label}.{right.codename}" for right in found}


def test_every_group_gets_its_rights() -> None:
    sync()

    for role in roles.ALL:
        assert rights(role.group) == set(role.permissions)


def test_the_second_run_changes_nothing() -> None:
    sync()

    assert sync() == ""


def test_a_right_that_is_not_listed_is_taken_back() -> None:
    sync()
    group = Group.objects.get(name=roles.REVIEWER.group)
    group.permissions.add(Permission.objects.get(codename="delete_user"))

    assert "may no longer accounts.delete_user" in sync()
    assert rights(roles.REVIEWER.group) == set(roles.REVIEWER.permissions)


def test_a_listed_right_that_does_not_exist_stops_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = roles.Role("wrong", "Wrong", ("accounts.fly",))
    monkeypatch.setattr(roles, "ALL", (wrong,))

    with pytest.raises(CommandError, match=r"accounts\.fly"):
        sync()
    assert not Group.objects.filter(name="Wrong").exists()


def test_a_right_of_an_app_without_tables_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    early = roles.Role("early", "Early", ("reports.view_report",))
    monkeypatch.setattr(roles, "ALL", (early,))

    assert "waits for the migrations of reports" in sync()
