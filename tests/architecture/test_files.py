"""What may not be in any file, and what must be in the locks."""

import re

import pytest

from tests.architecture.tree import ROOT, files, name

TEXT = ("*.py", "*.toml", "*.txt", "*.md", "*.html", "*.css", "*.js", "Makefile", ".ci/run")
# Where packages come from and where a checkout lies are each machine's own affair.
MACHINE = re.compile(
    r"(?<![\w/.:-])/(?:root|work|home/\w+|Users/\w+)/"
    r"|--(?:extra-)?index-url|--find-links|//[\w.-]*(?:pythonhosted|pypi)\.org/simple"
)
LOCKS = ("requirements.txt", "requirements-dev.txt")
INLINE = re.compile(
    r"""\sstyle\s*=\s*["']|<style\b|\son[a-z]+\s*=\s*["']|<script(?![^>]*\b(?:src=|type="application/))""",
    re.IGNORECASE,
)


def requirements(lock: str) -> dict[str, str]:
    """Each pinned requirement of a lock with everything that follows it."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return {entry.split("==")[0].strip(): entry for entry in entries if entry.strip()}


def test_no_file_names_a_machine_or_an_index() -> None:
    found = [
        f"{name(path)}:{number}"
        for path in files(*TEXT)
        if path.name != "test_files.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MACHINE.search(line)
    ]

    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_is_pinned_and_has_a_hash(lock: str) -> None:
    entries = requirements(lock)

    assert len(entries) > 20
    assert [n for n, entry in entries.items() if "==" not in entry.splitlines()[0]] == []
    assert [n for n, entry in entries.items() if "--hash=sha256:" not in entry] == []


def test_the_tests_run_on_the_versions_that_the_site_runs_on() -> None:
    site, tests = (
        {n: entry.split(" ")[0] for n, entry in requirements(lock).items()} for lock in LOCKS
    )

    assert {n: pin for n, pin in site.items() if tests.get(n) != pin} == {}


def test_pages_carry_no_inline_style_or_script() -> None:
    pages = [p for p in files("*templates/*.html") if "email" not in p.parts]
    found = [name(p) for p in pages if INLINE.search(p.read_text(encoding="utf-8"))]

    assert found == []
