"""What changed between two published versions, section by section, as readers may see it.

Both are read from the JSON kept with the version. A colleague's words are not in there: where a
page quotes them, their number stands for them, so what was taken back stays away.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from html import unescape
from typing import Any, Literal

from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail import blocks
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from cms.models import ClinicalPage, Contribution, Person, Reference
from cms.models.citing import is_section

ALIKE = 0.4  # share of words in common from which two paragraphs are one that was changed
WORDS_COMPARED = 1_500  # of one paragraph; a longer one is shown as replaced
PLAIN_FIELDS = ("title", "summary", "who_runs", "time_to_run", "principles_title")
CLOSING_FIELDS = ("jurisdiction", "evidence_note", "disclosure")
PARAGRAPH_ENDS = re.compile(r"</(?:p|li|h[2-6])>|<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]+>")

Change = Literal["same", "del", "ins"]


@dataclass(frozen=True)
class Piece:
    """Words in a row with the same fate."""

    change: Change
    text: str


@dataclass(frozen=True)
class Line:
    """One paragraph, or `skipped` unchanged ones."""

    pieces: list[Piece] = field(default_factory=list)
    skipped: int = 0

    @property
    def changed(self) -> bool:
        return any(piece.change != "same" for piece in self.pieces)


@dataclass(frozen=True)
class Section:
    """The changes under one heading; `fate` is that of the heading itself."""

    title: str
    lines: list[Line]
    fate: Change = "same"


def compare(
    model: type[ClinicalPage], old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[Section]:
    """The sections in which two versions differ, in the order of the newer one."""
    before, after = _sections(model, old), _sections(model, new)
    found = []
    matcher = SequenceMatcher(None, list(before), list(after), autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        gone, come = list(before)[a:b], list(after)[c:d]
        if what == "equal":
            pairs = zip(gone, come, strict=True)
            found += [Section(t, _lines(before[t], after[t])) for t, _same in pairs]
            continue
        found += [Section(t, _lines(before[t], []), "del") for t in gone if t not in after]
        for title in come:
            fate: Change = "same" if title in before else "ins"
            found.append(Section(title, _lines(before.get(title, []), after[title]), fate))
    return [
        Section(one.title, _shortened(one.lines), one.fate)
        for one in found
        if one.fate != "same" or any(line.changed for line in one.lines)
    ]


# --- paragraphs -------------------------------------------------------------------------------


def _lines(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            lines += [Line([Piece("same", text)]) for text in old[a:b]]
        else:
            lines += _changed(old[a:b], new[c:d])
    return lines


def _changed(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """Paragraphs without an equal: those that are alike are compared by words."""
    lines: list[Line] = []
    at = 0
    for text in new:
        place = next((k for k in range(at, len(old)) if _alike(old[k], text)), None)
        if place is None:
            lines.append(Line([Piece("ins", text)]))
            continue
        lines += [Line([Piece("del", gone)]) for gone in old[at:place]]
        lines.append(Line(_words(old[place], text)))
        at = place + 1
    gone_lines = [Line([Piece("del", gone)]) for gone in old[at:]]
    # Where nothing was alike, the old text is read first.
    return gone_lines + lines if at == 0 else lines + gone_lines


def _alike(old: str, new: str) -> bool:
    a, b = old.split(), new.split()
    if max(len(a), len(b)) > WORDS_COMPARED:
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _words(old: str, new: str) -> list[Piece]:
    a, b = old.split(), new.split()
    pieces: list[Piece] = []
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", " ".join(a[i:j])))
            continue
        if i < j:
            pieces.append(Piece("del", " ".join(a[i:j])))
        if k < m:
            pieces.append(Piece("ins", " ".join(b[k:m])))
    return pieces


def _shortened(lines: list[Line]) -> list[Line]:
    """The changed lines with one unchanged on either side; how many were left out between."""
    near = {place + step for place, line in enumerate(lines) if line.changed for step in (-1, 0, 1)}
    shown: list[Line] = []
    skipped = 0
    for place, line in enumerate(lines):
        if place not in near:
            skipped += 1
            continue
        if skipped:
            shown.append(Line(skipped=skipped))
            skipped = 0
        shown.append(line)
    return [*shown, Line(skipped=skipped)] if skipped and shown else shown


# --- what a version says ----------------------------------------------------------------------


def _sections(model: type[ClinicalPage], content: Mapping[str, Any]) -> dict[str, list[str]]:
    """Heading → its paragraphs, in reading order. Headings that repeat share one entry."""
    sections: dict[str, list[str]] = {}
    for title, text in _paragraphs(model, content):
        if text.strip():
            sections.setdefault(title, []).append(" ".join(text.split()))
    return sections


def _paragraphs(model: type[ClinicalPage], content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    opening = gettext("Title and summary")
    for name in PLAIN_FIELDS:
        yield opening, str(content.get(name) or "")
    streams = [
        *model.opening_text,
        *model.prose_fields,
        *(name for name in ("resources",) if hasattr(model, name)),
        *model.closing_text,
    ]
    sources = _Sources()
    for name in streams:
        model_field = model._meta.get_field(name)
        label = capfirst(str(getattr(model_field, "verbose_name", name)))
        if isinstance(model_field, RichTextField):
            yield from ((label, text) for text in _plain(content.get(name) or ""))
        elif isinstance(model_field, StreamField):
            yield from _of_stream(model_field.to_python(content.get(name) or "[]"), label, sources)
    closing = gettext("Evidence, people and interests")
    grade = content.get("evidence_grade")
    if grade:
        yield closing, gettext("Evidence grade %(grade)s") % {"grade": grade}
    for name in CLOSING_FIELDS:
        yield closing, str(content.get(name) or "")
    for text in _people(content.get("contributions") or []):
        yield closing, text


def _people(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    known = Person.objects.in_bulk({row["person"] for row in rows})
    roles = dict(Contribution.Role.choices)
    return [
        f"{known[row['person']]}: {roles.get(row['role'], row['role'])}"
        for row in rows
        if row["person"] in known
    ]


class _Sources:
    """Short names of sources, asked for once each."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def names(self, keys: Sequence[int]) -> str:
        missing = [key for key in keys if key not in self._known]
        if missing:
            found = Reference.objects.filter(pk__in=missing)
            self._known |= {
                one.pk: f"{one.authors.split(',')[0]} {one.year or ''}".strip() for one in found
            }
        return ", ".join(self._known[key] for key in keys if key in self._known)


def _of_stream(value: StreamValue, label: str, sources: _Sources) -> Iterator[tuple[str, str]]:
    title = label
    for block in value:
        if is_section(block.block_type, block.value):
            title = block.value["text"]
            continue  # shown as the heading of what stands below it
        if block.block_type == "step":
            title = block.value["title"]
        yield from ((title, text) for text in _texts(block.block, block.value, sources))


def _texts(block: blocks.Block, value: Any, sources: _Sources) -> Iterator[str]:
    """The paragraphs of one block's value."""
    if isinstance(value, StructValue):
        for name, child in value.block.child_blocks.items():
            if name in ("rows", "columns"):
                yield from _rows(value[name], sources)
            else:
                yield from _texts(child, value[name], sources)
    elif isinstance(value, ListValue):
        keys = [one.pk for one in value if isinstance(one, Reference)]
        if keys:
            yield gettext("Sources: %(names)s") % {"names": sources.names(keys)}
        else:
            for one in value:
                yield from _texts(value.list_block.child_block, one, sources)
    elif isinstance(value, RichText):
        yield from _plain(value.source)
    elif isinstance(block, blocks.ChoiceBlock):
        return  # how something is set, not what it says
    elif isinstance(value, bool):
        if value:
            yield str(block.label)
    elif isinstance(value, int):
        yield gettext("A colleague's words, quotation %(number)s") % {"number": value}
    elif isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield value.isoformat()
    elif value is not None and not isinstance(value, Reference):
        yield str(value)


def _rows(value: ListValue, sources: _Sources) -> Iterator[str]:
    """A table's rows, each as one line; a row of column names as one as well."""
    child = value.list_block.child_block
    if isinstance(child, blocks.StructBlock):
        for row in value:
            yield " · ".join(_row(row, sources))
    else:
        yield " · ".join(str(one) for one in value)


def _row(row: StructValue, sources: _Sources) -> Iterator[str]:
    for name, child in row.block.child_blocks.items():
        if isinstance(child, blocks.ChoiceBlock):
            yield str(row[name])  # a unit belongs to its amount
        else:
            yield from _texts(child, row[name], sources)


def _plain(html: str) -> list[str]:
    """The paragraphs of rich text without its tags."""
    return [unescape(TAG.sub("", part)).strip() for part in PARAGRAPH_ENDS.split(html)]
