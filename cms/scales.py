"""The scales that calculators offer: data beside the content, read once."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"


@cache
def scale(key: str) -> dict[str, Any]:
    """Items, options, bands and worked examples of the scale `key`, such as "cows".

    Each example lists its points in the order of the items.
    """
    found: dict[str, Any] = json.loads((FOLDER / f"{key}.json").read_text(encoding="utf-8"))
    bands = {band["key"]: band["label"] for band in found["severity_bands"]}
    for example in found["examples"]:
        example["points"] = [example["scores"][item["key"]] for item in found["items"]]
        example["band_label"] = bands[example["band"]]
    rows = [
        {
            "label": item["label"],
            "points": [example["points"][place] for example in found["examples"]],
        }
        for place, item in enumerate(found["items"])
    ]
    # Templates read `scale.items` as the dictionary's own method.
    return found | {"items_in_order": found["items"], "example_rows": rows}
