"""Habits of the code that neither ruff nor the import contracts can see."""

import ast

import pytest

from tests.architecture.tree import APPS, files, name

LONGEST = 400  # lines of a module; at 300 ask whether it is still one subject
SIGNALS = ("django.dispatch", "django.db.models.signals", "wagtail.signals", "celery.signals")
JUNK_DRAWERS = {"services", "utils", "helpers", "common", "signals", "constants", "mixins"}


def imported(tree: ast.AST) -> set[str]:
    """Every module named by an import statement, `from a import b` as both a and a.b."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_no_module_is_longer_than_one_subject() -> None:
    long = {
        name(path): lines
        for path in files("*.py")
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert long == {}


def test_effects_are_called_and_never_signaled() -> None:
    signaled = {
        name(path): sorted(found)
        for path in files("*.py")
        if (
            found := {
                module
                for module in imported(ast.parse(path.read_text(encoding="utf-8")))
                if module.startswith(SIGNALS)
            }
        )
    }

    # The one place that names signals takes away receivers of Wagtail's; it adds none.
    assert signaled == {"config/apps.py": ["wagtail.signals"]}


def test_no_app_has_a_junk_drawer() -> None:
    drawers = [name(path) for path in files("*.py") if path.stem in JUNK_DRAWERS]

    assert drawers == []


def test_only_the_base_settings_read_the_environment() -> None:
    # manage.py and the processes' entry points may name the settings module.
    entrances = {"manage.py", "config/wsgi.py", "config/asgi.py", "config/celery.py"}
    code = [p for p in files("*.py") if name(p).split("/")[0] in {*APPS, "config", "manage.py"}]
    readers = {
        name(path)
        for path in code
        if "os.environ" in (text := path.read_text(encoding="utf-8")) or "os.getenv" in text
    }

    assert {r for r in readers if not r.startswith("config/run/")} <= entrances


@pytest.mark.parametrize("app", APPS)
def test_status_is_filtered_only_where_queries_have_names(app: str) -> None:
    offenders = [
        f"{name(path)}:{node.lineno}"
        for path in files(f"{app}/*.py")
        if "migrations" not in path.parts and "querysets" not in path.with_suffix("").parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"filter", "exclude"}
        and {keyword.arg for keyword in node.keywords} & {"state", "status", "state__in"}
    ]

    assert offenders == []
