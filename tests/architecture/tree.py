"""The files of the project, as the architecture tests read them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("accounts", "cms", "forum", "moderation")


def files(*patterns: str) -> list[Path]:
    """Files that git knows or would take, by pattern ("*.py"); never an empty list."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = [ROOT / name for name in told.stdout.split("\0") if name]
    existing = [path for path in found if path.is_file()]
    assert existing, f"no file fits {patterns}"
    return existing


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
