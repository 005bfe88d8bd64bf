"""What every test shares: databases, the ban on skipping, and the ban on the network."""

import os
import shutil
import socket
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Settings read the environment once, so each test process takes its ports before they load.
# Until a test asks for the `valkey` fixture nobody listens there: the broker is away.
os.environ["CELERY_BROKER_URL"] = f"redis://127.0.0.1:{_free_port()}/0"
os.environ.pop("CACHE_URL", None)
os.environ.pop("EMAIL_URL", None)

pytest_plugins = [
    "tests.fixtures.background",
    "tests.fixtures.browser",
    "tests.fixtures.interpreter",
    "tests.fixtures.mail",
    "tests.fixtures.object_store",
    "tests.fixtures.provider",
    "tests.fixtures.tables",
]


# --- nothing is skipped -----------------------------------------------------------------------


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"No test may skip itself, and this one did: {reason}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report


# --- what is read -----------------------------------------------------------------------------


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The run on SQLite reads the files that name its mark; the others are most of them."""
    if config.getoption("markexpr") != "both_databases" or collection_path.suffix != ".py":
        return None
    return "both_databases" not in collection_path.read_text(encoding="utf-8") or None


# --- order ------------------------------------------------------------------------------------


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a real worker come first, then those in a browser.

    Each file stays in one process, which starts its servers once. What takes a minute at the
    end would keep one process waiting for the other.
    """
    items.sort(
        key=lambda item: (
            item.get_closest_marker("worker") is None,
            item.get_closest_marker("browser") is None,
        )
    )


# --- databases --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, request: pytest.FixtureRequest
) -> None:
    """Start from a copy of the migrated database where `make test` has made one."""
    from django.conf import settings

    database: dict[str, Any] = settings.DATABASES["default"]
    template = os.environ.get("TEST_DATABASE_TEMPLATE", "")
    process = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    if database["ENGINE"] != "django.db.backends.sqlite3":
        if template:
            database["TEST"]["TEMPLATE"] = template
        return
    # A file, so that the threads and processes of one test see the same database.
    folder = Path(database["NAME"]).parent
    folder.mkdir(parents=True, exist_ok=True)
    name = folder / f"test-{process}.sqlite3"
    database["TEST"]["NAME"] = str(name)
    if template:
        shutil.copyfile(template, name)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """A copied SQLite file is kept as it is; its folder goes away with the run."""
    from django.conf import settings

    template = os.environ.get("TEST_DATABASE_TEMPLATE")
    return django_db_keepdb or bool(
        template and settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
    )


@pytest.fixture(scope="session", autouse=True)
def _static_root() -> None:
    """WhiteNoise warns of a missing folder, and here warnings are errors."""
    from django.conf import settings

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Counters of rate limits and cached fragments of one test are not the next one's."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _known_wordings() -> None:
    """Every test begins with the list of wordings in memory, as a process does that runs a while.

    What a migration put into the table is the same list; `wording.forget()` has it read anew.
    """
    from forum import wording
    from forum.screening.language import shipped

    wording.remember(shipped())


@pytest.fixture(autouse=True)
def _media_apart(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Uploads of a test land in its own folders."""
    from django.core.files.storage import FileSystemStorage

    from forum.models import Upload

    settings.MEDIA_ROOT = str(tmp_path / "media")
    # A field takes its storage when its class is made, so new settings do not reach it.
    posts = FileSystemStorage(location=tmp_path / "posts")
    monkeypatch.setattr(Upload._meta.get_field("file"), "storage", posts)
