"""The steps of `make run`, from an empty folder to the printed address."""

import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import IO, NoReturn

from config.run import supervision, valkey
from config.run.supervision import ROOT

FIRST_BROKER_PORT = 6390
SECONDS_TO_ANSWER = 60
DEMO_PASSWORD = "open-rounds-demo"
DEMO_ACCOUNTS = {
    "member@example.org": "a member",
    "prescriber@example.org": "a member with a verified credential",
    "moderator@example.org": "decides on held posts",
    "moderator2@example.org": "a second moderator",
    "editor@example.org": "writes for the library",
    "reviewer@example.org": "reviews what editors write",
    "admin@example.org": "administers everything",
}


def fail(sentence: str) -> NoReturn:
    sys.exit(f"Open Rounds cannot start: {sentence}")


def say(sentence: str) -> None:
    print(sentence, flush=True)


def main() -> int:
    data = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()
    logs = data / "log"
    state = data / "run"
    for folder in (logs, state):
        folder.mkdir(parents=True, exist_ok=True)

    lock = claim(state / "lock")
    port = wanted_port()
    broker_port = free_broker_port(port)
    environment = surroundings(data, port, broker_port)
    try:
        commands = supervision.programs(port=port, broker_port=broker_port, data=data)
    except valkey.NoValkey as trouble:
        fail(str(trouble))

    prepare(environment, broker=commands["broker"], log=logs / "broker.log")
    configuration = state / "supervisor.conf"
    supervision.write(configuration, commands)
    say("Starting web, worker, beat and broker.")
    with lock:
        return supervise(configuration, environment, address=f"http://localhost:{port}/", logs=logs)


def claim(path: Path) -> IO[str]:
    """An open file whose lock lasts as long as this process; a second copy ends here."""
    lock = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        fail(
            f"another copy already runs on this folder's data (process {holder})."
            " Stop it with Ctrl-C first."
        )
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def wanted_port() -> int:
    """The web port from `PORT`, checked to be free."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        fail(f"PORT={text} is not a port. Use a number from 1 to 65535.")
    port = int(text)
    if not valkey.is_free(port):
        other = port + 1 if port < 65535 else 8000
        fail(
            f"port {port} is taken by another program or not open to you."
            f" Choose another one: make run PORT={other}"
        )
    return port


def free_broker_port(web_port: int) -> int:
    """A free port that follows from the web port, so that two copies started at once differ."""
    first = FIRST_BROKER_PORT + web_port % 1000
    for port in range(first, first + 100):
        if valkey.is_free(port):
            return port
    fail(f"no free port for the broker between {first} and {first + 99}.")


def surroundings(data: Path, port: int, broker_port: int) -> dict[str, str]:
    """The environment of every program; what is set outside stays as it is."""
    defaults = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATA_DIR": str(data),
        "CELERY_BROKER_URL": f"redis://127.0.0.1:{broker_port}/0",
        "SITE_ADDRESS": f"http://localhost:{port}",
        # Each program logs into a file: its lines must not wait in a buffer.
        "PYTHONUNBUFFERED": "1",
    }
    return {**defaults, **os.environ}


def prepare(environment: Mapping[str, str], *, broker: list[str], log: Path) -> None:
    """Migrations and demo content, in a process of their own that then gives its memory back.

    The broker runs beside it: mail may be owed while the demo is written.
    """
    with log.open("ab") as lines:
        server = subprocess.Popen(
            broker, stdin=subprocess.DEVNULL, stdout=lines, stderr=lines, start_new_session=True
        )
    try:
        done = subprocess.run(
            [sys.executable, "-m", "config.run.prepare"], cwd=ROOT, env=environment, check=False
        )
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        server.terminate()
        server.wait()
    if done.returncode:
        fail("the database could not be prepared; the lines above say why.")


def supervise(
    configuration: Path, environment: Mapping[str, str], *, address: str, logs: Path
) -> int:
    """Run the supervisor until it ends or somebody stops us; nothing is left behind."""
    asked_to_stop = False
    # A session of its own: Ctrl-C reaches this process alone, which then stops the rest in order.
    supervisor = subprocess.Popen(
        [sys.executable, "-m", "supervisor.supervisord", "-c", str(configuration)],
        cwd=logs,
        env=environment,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
    )

    def stop(_number: int, _frame: object) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True
        if supervisor.poll() is None:
            supervisor.terminate()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)

    answered = wait_for_answer(address, supervisor)
    if answered:
        announce(address, logs)
    elif not asked_to_stop:
        supervisor.terminate()
        supervisor.wait()
        say(end_of(logs / "web.log"))
        fail(f"the site did not answer at {address}. The logs are in {logs}.")
    status = supervisor.wait()
    if asked_to_stop:
        say("Stopped.")
        return 0
    fail(f"the supervisor ended by itself (status {status}). Its log is {logs}/supervisor.log.")


def wait_for_answer(address: str, supervisor: subprocess.Popen[bytes]) -> bool:
    """True once the site answers; False when it has not in a minute, or was stopped."""
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    # Never by way of a proxy: the address is this machine's own.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline and supervisor.poll() is None:
        try:
            with opener.open(address, timeout=10) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as answer:
            answer.close()
            return False
        except OSError:
            time.sleep(0.3)
    return False


def announce(address: str, logs: Path) -> None:
    lines = ["", f"Open Rounds runs at {address}", "", f"Demo accounts, password {DEMO_PASSWORD}:"]
    lines += [f"  {email:<24}{role}" for email, role in DEMO_ACCOUNTS.items()]
    lines += ["", f"Logs are in {logs}. Ctrl-C stops everything.", ""]
    say("\n".join(lines))


def end_of(log: Path, lines: int = 30) -> str:
    if not log.exists():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


if __name__ == "__main__":
    sys.exit(main())
