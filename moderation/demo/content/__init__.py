"""The invented people, subjects and threads of the demo, as data.

Ids and slugs are stable. Nothing here is text of a real forum or about a real person.
"""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def load(name: str) -> dict[str, Any]:
    """One file of the pack, by its name without the ending."""
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
