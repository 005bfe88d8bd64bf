"""What tests of the checks share: texts in which something is found, and pressing buttons."""

import re
import uuid
from html import unescape
from typing import Any

SOFT = "My patient, a roofer from Elk Hollow, came on March 3rd."
HARD = "My patient is well. Her chart number is MRN 8841234."
LABEL = "Many addicts do well on 16 mg."
BUTTON = re.compile(
    r'<button[^>]* name="(apply|keep|checked)" value="([^"]+)"[^>]*>([^<]+)</button>'
)


def form(**fields: Any) -> dict[str, Any]:
    """A reply as a browser sends it."""
    return {"body": "A useful reply.", "submission_key": str(uuid.uuid4()), **fields}


def button(response: Any, words: str) -> dict[str, str]:
    """What pressing the button with these words adds to the form."""
    page = response.content.decode()
    for name, value, label in BUTTON.findall(page):
        if unescape(label) == words:
            return {name: value}
    raise AssertionError(f"There is no button “{words}”.")


def typed_text(response: Any, name: str = "body") -> str:
    """What the form of the page has in its text field."""
    page = response.content.decode()
    found = re.search(rf'<textarea name="{name}"[^>]*>\s?(.*?)</textarea>', page, re.DOTALL)
    assert found
    return unescape(found[1]).replace("\r\n", "\n")


def typed_value(response: Any, name: str) -> str:
    """What the form of the page has in a field of one line."""
    page = response.content.decode()
    [tag] = [one for one in re.findall(r"<input [^>]*>", page) if f'name="{name}"' in one]
    found = re.search(r' value="([^"]*)"', tag)
    return unescape(found[1]) if found else ""
