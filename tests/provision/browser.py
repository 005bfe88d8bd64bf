"""A Chromium for the browser tests: the one that is here, else the package manager's."""

import os
import shutil
import subprocess

from tests.provision import Missing

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ADVICE = (
    "Install Chromium with your package manager (on Debian: apt-get install chromium, on macOS:"
    " brew install --cask chromium) or set CHROMIUM to the path of a Chromium or Chrome."
)


def find() -> str | None:
    """Path of a browser that is here already."""
    given = os.environ.get("CHROMIUM", "")
    if given:
        path = shutil.which(given)
        if path is None:
            raise Missing(f"CHROMIUM is set to {given}, which is not a program.")
        return path
    for name in (*NAMES, *MAC_APPLICATIONS):
        path = shutil.which(name)
        if path:
            return path
    return None


def get() -> str:
    """Path of a working browser, installed now if need be."""
    path = find()
    if path is None:
        _install()
        path = find()
    if path is None:
        raise Missing(f"the browser tests need Chromium and none could be found. {ADVICE}")
    version = _version(path)
    print(f"Browser: {version} ({path}).", flush=True)
    return path


def _version(path: str) -> str:
    try:
        told = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as trouble:
        raise Missing(f"{path} does not start ({trouble}). {ADVICE}") from trouble
    if told.returncode:
        raise Missing(f"{path} does not start. {ADVICE}")
    return told.stdout.strip()


def _install() -> None:
    """Ask the package manager, and say so first; a refusal ends with what to do by hand."""
    steps = _steps()
    if not steps:
        raise Missing(f"the browser tests need Chromium. {ADVICE}")
    print(
        "Installing Chromium for the browser tests with the system's package manager.", flush=True
    )
    for step in steps:
        done = subprocess.run(
            step,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            print("\n".join(done.stdout.splitlines()[-15:]), flush=True)
            raise Missing(f"the package manager could not install Chromium. {ADVICE}")


def _steps() -> list[list[str]]:
    if shutil.which("apt-get"):
        quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
        if os.geteuid() == 0:
            become_root = []
        elif shutil.which("sudo") and _may_without_password():
            become_root = ["sudo", "-n"]
        else:
            return []
        apt = [*become_root, *quiet, "apt-get"]
        return [
            [*apt, "-q", "update"],
            [*apt, "-q", "-y", "install", "--no-install-recommends", "chromium"],
        ]
    if shutil.which("brew"):
        return [["brew", "install", "--cask", "chromium"]]
    return []


def _may_without_password() -> bool:
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return asked.returncode == 0
