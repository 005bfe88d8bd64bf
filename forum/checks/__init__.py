"""What screening says about a text that is being written, and what its writer answered.

`forum.screening` reads words; here they are the words of a form: where each is, what may stand
there instead, and whether the writer has said what it is.
"""

from forum.checks.cards import Cards
from forum.checks.changing import changed
from forum.checks.passages import Part, Passage, parts_of, passages
from forum.checks.reading import Reading, read, read_post, typed_text

__all__ = [
    "Cards",
    "Part",
    "Passage",
    "Reading",
    "changed",
    "parts_of",
    "passages",
    "read",
    "read_post",
    "typed_text",
]
