"""A missing or bad setting stops the start with one sentence that says what to set."""

import os
import subprocess
import sys

import pytest

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "a-sample-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
    "ALLOWED_HOSTS": "rounds.example",
    "SITE_ADDRESS": "https://rounds.example",
    "DATABASE_URL": "postgres://rounds@db.example/rounds",
    "EMAIL_URL": "submission://rounds:sample@mail.example:587",
}


def start(**changes: str) -> subprocess.CompletedProcess[str]:
    inherited = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import config.settings.production"],
        env={**inherited, **COMPLETE, **changes},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_environment_starts():
    assert start().returncode == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"SECRET_KEY": ""}, "set SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "at least 50 characters"),
        ({"ALLOWED_HOSTS": ""}, "set ALLOWED_HOSTS"),
        ({"SITE_ADDRESS": "http://rounds.example"}, "set SITE_ADDRESS"),
        ({"DATABASE_URL": "sqlite:///x.sqlite3"}, "set DATABASE_URL"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"EMAIL_URL": ""}, "set EMAIL_URL"),
        ({"EMAIL_URL": "nonsense://x"}, "EMAIL_URL"),
        ({"TRUSTED_PROXY_COUNT": "two"}, "TRUSTED_PROXY_COUNT"),
        ({"GUEST_DATA_DAYS": "many"}, "GUEST_DATA_DAYS"),
    ],
)
def test_a_missing_or_bad_variable_stops_the_start(changes, says):
    stopped = start(**changes)

    assert stopped.returncode != 0
    assert "Open Rounds cannot start" in stopped.stderr
    assert says in stopped.stderr
    assert "Traceback" not in stopped.stderr
