"""`make run` as its user meets it."""

import configparser
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from config.run import supervision
from config.run.__main__ import DEMO_ACCOUNTS, DEMO_PASSWORD
from config.run.supervision import ROOT
from moderation.demo import people

SECONDS_TO_ADDRESS = 180
MEGABYTES = 700
# What tells each program apart in the list of processes.
SIGNS = {
    "web": "-m granian",
    "worker": "-A config worker",
    "beat": "-A config beat",
    "broker": "-server 127.0.0.1",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(data: Path, port: int) -> dict[str, str]:
    """A machine on which nothing is configured."""
    configured = ("_URL", "DJANGO_", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_ADDRESS")
    plain = {n: v for n, v in os.environ.items() if not any(part in n for part in configured)}
    return {**plain, "DATA_DIR": str(data), "PORT": str(port)}


def start_and_end(data: Path, port: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "config.run"],
        cwd=ROOT,
        env={**surroundings(data, 0), "PORT": port},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def until(ready: Callable[[], bool], *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ready():
            return True
        time.sleep(0.1)
    return False


class Site:
    """A running copy of the whole site."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.port = port
        self.screen = data / "screen.txt"
        with self.screen.open("wb") as screen:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.run"],
                cwd=ROOT,
                env=surroundings(data, port),
                stdout=screen,
                stderr=screen,
                stdin=subprocess.DEVNULL,
            )
        self.family = psutil.Process(self.process.pid)

    @property
    def said(self) -> str:
        return self.screen.read_text(encoding="utf-8")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def programs(self) -> dict[str, psutil.Process]:
        """The supervisor's own children by what they are."""
        found = {}
        for supervisor in self.family.children():
            for child in supervisor.children():
                try:
                    line = " ".join(child.cmdline())
                except psutil.Error:  # gone in between
                    continue
                for program, sign in SIGNS.items():
                    if sign in line:
                        found[program] = child
        return found

    def megabytes(self) -> float:
        """Memory of web, worker, beat and broker, pages shared between them counted once."""
        total = 0
        for program in self.programs().values():
            for process in (program, *program.children(recursive=True)):
                memory = process.memory_full_info()
                total += getattr(memory, "pss", memory.uss)
        return total / 1_000_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site with % in its name"), free_port())
    try:
        arrived = until(
            lambda: "Ctrl-C" in site.said or site.process.poll() is not None,
            seconds=SECONDS_TO_ADDRESS,
        )
        assert arrived, site.said
        assert site.process.poll() is None, site.said
        yield site
    finally:
        if site.process.poll() is None:
            site.process.terminate()
            site.process.wait(timeout=60)


@pytest.mark.worker
def test_it_prints_the_address_and_the_demo_accounts(site: Site) -> None:
    assert f"http://localhost:{site.port}/" in site.said
    assert [email for email in DEMO_ACCOUNTS if email not in site.said] == []


@pytest.mark.worker
def test_web_worker_beat_and_broker_stay_within_their_memory(site: Site) -> None:
    assert set(site.programs()) == {"web", "worker", "beat", "broker"}
    assert site.megabytes() < MEGABYTES


@pytest.mark.worker
def test_a_second_copy_is_refused_with_a_sentence(site: Site) -> None:
    second = start_and_end(site.data, str(free_port()))

    assert second.returncode == 1
    assert f"process {site.process.pid}" in second.stderr


@pytest.mark.worker
def test_a_taken_port_is_refused_with_another_one_named(site: Site, tmp_path: Path) -> None:
    second = start_and_end(tmp_path, str(site.port))

    assert second.returncode == 1
    assert re.search(r"port \d+ is taken.* make run PORT=\d+", second.stderr)


@pytest.mark.worker
@pytest.mark.parametrize("program", ["web", "worker", "beat", "broker"])
def test_a_killed_program_comes_back(site: Site, program: str) -> None:
    killed = site.programs()[program]
    orphans = killed.children(recursive=True)
    killed.kill()

    assert until(lambda: site.programs().get(program) not in (None, killed), seconds=20)
    assert until(lambda: not any(orphan.is_running() for orphan in orphans), seconds=20)
    assert until(site.answers, seconds=20)


@pytest.mark.worker
def test_ctrl_c_stops_everything(site: Site) -> None:
    everyone = site.family.children(recursive=True)
    site.process.send_signal(signal.SIGINT)

    assert site.process.wait(timeout=60) == 0
    assert [one.pid for one in everyone if one.is_running()] == []


def test_the_printed_accounts_are_those_that_the_demo_makes() -> None:
    made = {f"{name}@example.org" for name in (*people.ACCOUNTS, people.ADMINISTRATOR)}

    assert made == set(DEMO_ACCOUNTS)
    assert people.PASSWORD == DEMO_PASSWORD


def test_a_port_that_is_none_is_refused(tmp_path: Path) -> None:
    refused = start_and_end(tmp_path, "eighty")

    assert refused.returncode == 1
    assert "PORT=eighty is not a port" in refused.stderr


def test_a_folder_with_odd_characters_reaches_the_programs_unchanged(tmp_path: Path) -> None:
    folder = tmp_path / "100% of 'it'"
    folder.mkdir()
    path = folder / "supervisor.conf"

    supervision.write(path, {"broker": ["valkey-server", "--dir", str(folder)]})

    written = configparser.RawConfigParser()
    written.read(path, encoding="utf-8")
    line = written["program:broker"]["command"].replace("%%", "%")
    assert shlex.split(line) == ["valkey-server", "--dir", str(folder)]
