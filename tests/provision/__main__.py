"""The steps of `make test`."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from xml.etree import ElementTree

from config.run import valkey
from tests.provision import Missing, browser, databases, postgres

ROOT = databases.ROOT
NOTHING_COLLECTED = 5  # pytest's exit status
TEMPLATE = "open_rounds_template"
NAME = "open_rounds"


@dataclass
class Outcome:
    """What one run of pytest came to."""

    database: str
    status: int
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        return (
            f"{self.database}: {self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        )


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, _leave)
    # A dozen processes start from the same modules: only the first one compiles them.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.monotonic()
    print(
        "The tests use PostgreSQL, Valkey and Chromium; what is not installed is taken from the"
        " test dependencies, and Chromium from the package manager.",
        flush=True,
    )
    try:
        outcomes = run(arguments)
    except Missing as trouble:
        sys.exit(f"The tests cannot run: {trouble}")
    return report(outcomes, seconds=time.monotonic() - started)


def run(arguments: list[str]) -> list[Outcome]:
    """The whole suite on PostgreSQL, and beside it the part about databases on SQLite."""
    os.environ["CHROMIUM"] = browser.get()
    try:
        print(f"Valkey: {Path(valkey.find_server()).name}.", flush=True)
    except valkey.NoValkey as trouble:
        raise Missing(str(trouble)) from trouble
    with (
        tempfile.TemporaryDirectory(prefix="rounds-test-") as folder,
        postgres.database_url() as server,
    ):
        os.environ["DATA_DIR"] = folder
        template_file = Path(folder, "template.sqlite3")
        databases.create(server, TEMPLATE)
        try:
            print("Applying the migrations on both databases, about half a minute.", flush=True)
            databases.migrate(databases.renamed(server, TEMPLATE), f"sqlite:///{template_file}")
            beside = Path(folder, "sqlite")
            beside.mkdir()
            sqlite = Run(
                "SQLite",
                f"sqlite:///{beside}/{NAME}.sqlite3",
                str(template_file),
                ["-m", "both_databases", *arguments],
                folder=beside,
                processes=1,
            )
            postgresql = Run(
                "PostgreSQL",
                databases.renamed(server, NAME),
                TEMPLATE,
                arguments,
                folder=Path(folder),
                processes=min(os.cpu_count() or 1, 4),
            )
            # Tests in a browser wait now and then: the shorter run fits into those pauses.
            with sqlite.going_on():
                postgresql_outcome = postgresql.to_its_end()
                return [postgresql_outcome, sqlite.outcome()]
        finally:
            databases.drop(server, TEMPLATE)


@dataclass
class Run:
    """One run of pytest on one database, with files of its own in `folder`."""

    database: str
    url: str
    template: str
    arguments: list[str]
    folder: Path
    processes: int

    @property
    def results(self) -> Path:
        return self.folder / f"{self.database}.xml"

    @property
    def command(self) -> list[str]:
        command = [sys.executable, "-m", "pytest", "-n", str(self.processes)]
        command += [f"--junitxml={self.results}", "--dist", "loadfile"]
        command += ["--no-loadscope-reorder"]
        return [*command, *self.arguments]

    @property
    def environment(self) -> dict[str, str]:
        own = {"DATABASE_URL": self.url, "TEST_DATABASE_TEMPLATE": self.template}
        return {**os.environ, **own, "DATA_DIR": str(self.folder)}

    def to_its_end(self) -> Outcome:
        """Run, the output shown as it comes."""
        print(f"\n== The tests on {self.database} ==", flush=True)
        status = subprocess.run(
            self.command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, check=False
        ).returncode
        return self._read(status)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Run beside whatever the block does; ended with it, if `outcome` was not asked for."""
        self.said = self.folder / "screen.txt"
        with self.said.open("wb") as screen:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=screen,
                stderr=subprocess.STDOUT,
            )
        try:
            yield
        finally:
            if self.process.poll() is None:
                self.process.terminate()
                self.process.wait(timeout=30)

    def outcome(self) -> Outcome:
        """Wait for a run that is `going_on` and show what it said."""
        status = self.process.wait()
        print(f"\n== The tests on {self.database} ==", flush=True)
        print(self.said.read_text(encoding="utf-8", errors="replace"), flush=True)
        return self._read(status)

    def _read(self, status: int) -> Outcome:
        if status == NOTHING_COLLECTED and self.arguments not in ([], ["-m", "both_databases"]):
            status = 0  # a narrowed run may well have nothing to say about one of the databases
        outcome = Outcome(self.database, status)
        if self.results.exists():
            suite = ElementTree.parse(self.results).getroot().find("testsuite")
            if suite is not None:
                tests, failures, errors, skipped = (
                    int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")
                )
                outcome.failed, outcome.skipped = failures + errors, skipped
                outcome.passed = tests - failures - errors - skipped
        return outcome


def report(outcomes: list[Outcome], *, seconds: float) -> int:
    """Print what it all came to and return the exit status; a skipped test fails the run."""
    passed = sum(outcome.passed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes) + skipped
    broken = [o.database for o in outcomes if o.status and not o.failed and not o.skipped]
    print(f"\n== Done in {seconds:.0f} seconds ==")
    for outcome in outcomes:
        print(outcome)
    for database in broken:
        failed += 1
        print(f"The run on {database} ended early; the lines above say why.")
    if not passed and not failed:
        failed = 1
        print("No test was found.")
    last = f"{passed} passed, {failed} failed"
    print(last, flush=True)
    summary = ROOT / ".make" / "test-summary"
    summary.parent.mkdir(exist_ok=True)
    summary.write_text(f"{last}\n", encoding="utf-8")
    return 1 if failed else 0


def _leave(_number: int, _frame: FrameType | None) -> None:
    """A polite end by signal still stops the servers on its way out."""
    sys.exit(143)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
