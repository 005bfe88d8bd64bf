"""The README names what there is to run, to set and to find."""

import ast
import re

import pytest

from tests.architecture.tree import APPS, ROOT


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def variables() -> list[str]:
    """Environment variables that the settings read: first argument of every `env.…(…)`."""
    source = (ROOT / "config/settings/base.py").read_text(encoding="utf-8")
    return sorted(
        {
            node.args[0].value
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "env"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        }
    )


def commands() -> list[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return re.findall(r"^([a-z-]+):.*##", makefile, flags=re.MULTILINE)


def test_there_are_variables_and_commands_to_look_for() -> None:
    assert "DATABASE_URL" in variables()
    assert {"run", "test", "lint", "check", "clean"} <= set(commands())


@pytest.mark.parametrize("variable", variables())
def test_readme_names_every_environment_variable(readme: str, variable: str) -> None:
    assert f"`{variable}`" in readme


@pytest.mark.parametrize("command", commands())
def test_readme_names_every_command(readme: str, command: str) -> None:
    assert f"make {command}" in readme


@pytest.mark.parametrize("app", [*APPS, "config"])
def test_readme_names_every_app(readme: str, app: str) -> None:
    assert re.search(rf"`{app}/?`|\b{app}/", readme)
