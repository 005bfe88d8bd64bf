"""What rich text points at: `<a linktype="term" id="7">` and its like, as it is stored."""

from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

TERM = "term"
REFERENCE = "reference"
PAGE = "page"


def pointed_at(html: str, linktype: str) -> list[int]:
    """Keys of what `html` points at by `linktype`, in reading order, repeats included."""
    found = (extract_attrs(tag) for tag in FIND_A_TAG.findall(html))
    keys = (attrs.get("id", "") for attrs in found if attrs.get("linktype") == linktype)
    return [int(key) for key in keys if key.isdecimal()]
