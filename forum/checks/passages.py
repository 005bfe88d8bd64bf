"""Where a form has the words that a finding speaks about."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from forum.checks.reading import Reading
from forum.screening import Finding

BODY, TITLE, FILE = "body", "title", "file"


@dataclass(frozen=True)
class Part:
    """The words of one form field at `start` to `end` of the text that was read."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A finding by the form field that has it; `start` and `end` count in that field's words."""

    finding: Finding
    part: str
    start: int
    end: int
    words: str

    @property
    def key(self) -> str:
        """The same for the same words found for the same reason in the same field."""
        found = self.finding
        said = f"{self.part}\n{found.family}\n{found.kind}\n{self.words}"
        return salted_hmac("forum.checks.passages", said).hexdigest()[:16]


def parts_of(text: str, fields: Mapping[str, str], body: str) -> list[Part]:
    """The fields of a case or a practice tip inside `text`, in their order, and the body after.

    What the site adds around them belongs to no part: nobody wrote it.
    """
    parts = []
    body_start = len(text) - len(body)
    reached = 0
    for name, value in fields.items():
        start = text.find(value, reached, body_start) if value else -1
        if start >= 0:
            reached = start + len(value)
            parts.append(Part(name, start, reached))
    return [*parts, Part(BODY, body_start, len(text))]


def passages(reading: Reading, parts: list[Part]) -> list[Passage]:
    """The findings of `reading` that mark words, by place."""
    found = []
    for one in reading.findings:
        if one.family not in ("patient", "language") or one.end <= one.start:
            continue
        if one.field in (TITLE, FILE):
            found.append(Passage(one, one.field, one.start, one.end, reading.words(one)))
            continue
        for part in parts:
            start, end = max(one.start, part.start), min(one.end, part.end)
            if start < end:
                words = reading.text[start:end]
                found.append(Passage(one, part.name, start - part.start, end - part.start, words))
                break
    return found
