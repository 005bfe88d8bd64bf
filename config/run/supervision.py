"""The supervisor's configuration: which programs run, and that a dead one comes back."""

import os
import shlex
import sys
from pathlib import Path

from config.run import valkey

ROOT = Path(__file__).resolve().parent.parent.parent
WEB_WORKERS = 1
TASKS_AT_ONCE = 1

HEAD = """\
[supervisord]
nodaemon = true
silent = true
logfile = supervisor.log
logfile_maxbytes = 1MB
logfile_backups = 1
pidfile = supervisor.pid
childlogdir = .
{user}
"""

PROGRAM = """
[program:{name}]
command = {command}
directory = {root}
priority = {priority}
autorestart = true
startsecs = 1
startretries = 30
stopsignal = TERM
stopasgroup = true
killasgroup = true
stopwaitsecs = 10
redirect_stderr = true
stdout_logfile = {name}.log
stdout_logfile_maxbytes = 5MB
stdout_logfile_backups = 1
"""


def programs(*, port: int, broker_port: int, data: Path) -> dict[str, list[str]]:
    """Name and command line of each program, in the order in which they start."""
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "config"]
    return {
        "broker": valkey.command(broker_port, data / "valkey"),
        "web": [
            *[python, "-m", "granian", "--interface", "wsgi", "config.run.web:application"],
            *["--host", "127.0.0.1", "--port", str(port), "--workers", str(WEB_WORKERS)],
            *["--blocking-threads", "1", "--respawn-failed-workers"],
            # A stream that stays open must not keep the stop waiting.
            *["--workers-kill-timeout", "5"],
        ],
        "worker": [*celery, "worker", "--concurrency", str(TASKS_AT_ONCE), "--loglevel", "info"],
        "beat": [
            *[*celery, "beat", "--loglevel", "info", "--pidfile="],
            *["--schedule", str(data / "run" / "beat-schedule")],
        ],
    }


def write(path: Path, commands: dict[str, list[str]]) -> None:
    """Write the supervisor's file for `commands` to `path`.

    Its logs are named relative to the folder the supervisor starts in: it expands percent signs
    of those names twice, and a folder's name may hold one.
    """
    # Started as root, the supervisor asks to be told that root is meant.
    user = "user = root" if os.geteuid() == 0 else ""
    parts = [HEAD.format(user=user)]
    for priority, (name, command) in enumerate(commands.items(), start=1):
        parts.append(
            PROGRAM.format(
                name=name,
                command=_escaped(shlex.join(command)),
                root=_escaped(str(ROOT)),
                priority=priority,
            )
        )
    path.write_text("".join(parts), encoding="utf-8")


def _escaped(value: str) -> str:
    """A percent sign begins an expansion in the supervisor's file."""
    return value.replace("%", "%%")
