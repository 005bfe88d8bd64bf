"""The labelled sentences of wording and urgency, as tests and figures read them."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def labelled(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
