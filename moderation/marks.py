"""Passages that a moderator points at, from what a form sent."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from forum.marking import Passage

RANGE = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")
MOST = 20
NOTE_MAX = 300


class BadMarks(Exception):
    """What was marked is not in this text; the message says so to the moderator."""


def read_marks(ranges: Sequence[str], notes: Mapping[str, str], text: str) -> list[dict[str, Any]]:
    """The passages "12-40" of `text` in their order, each with its note; "" for none.

    Raises BadMarks for a range outside of the text, one that overlaps another, or too many.
    """
    if len(ranges) > MOST:
        raise BadMarks(_("Please mark at most %(most)s passages.") % {"most": MOST})
    marks: list[dict[str, Any]] = []
    for one in dict.fromkeys(ranges):
        found = RANGE.fullmatch(one)
        start, end = (int(found[1]), int(found[2])) if found else (0, 0)
        if not start < end <= len(text):
            raise BadMarks(_("A marked passage is not in this text. Please mark it again."))
        note = " ".join(notes.get(one, "").replace("\0", " ").split())
        if len(note) > NOTE_MAX:
            too_long = _("Please shorten the note on a passage to %(most)s characters.")
            raise BadMarks(too_long % {"most": NOTE_MAX})
        marks.append({"start": start, "end": end, "note": note})
    marks.sort(key=lambda mark: (mark["start"], mark["end"]))
    if any(after["start"] < mark["end"] for mark, after in pairwise(marks)):
        raise BadMarks(_("Two marked passages overlap. Please mark them once."))
    return marks


def as_passages(marks: Sequence[Mapping[str, Any]]) -> list[Passage]:
    """The same for the page that shows them."""
    return [
        Passage(mark["start"], mark["end"], "asked", number=number)
        for number, mark in enumerate(marks, start=1)
    ]
