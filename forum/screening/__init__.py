"""Reads a text for patient details, wording, spam, urgency and links, on this machine alone.

Pure functions: no database, no network, no clock, and nothing of the text is kept or logged.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace as changed

from forum.screening import language, links, patient_details, urgency
from forum.screening.finding import Field, Finding, is_hard, is_soft, replace, resolve

__all__ = ["VERSION", "Finding", "is_hard", "is_soft", "replace", "resolve", "screen"]

# Stored with every finding. Raise it whenever a rule or a data file changes.
VERSION = "2026-11.2"

_WORD_JOINTS = str.maketrans("_-+.", "    ")


def screen(
    text: str,
    *,
    title: str = "",
    file_names: Sequence[str] = (),
    quoted: Sequence[tuple[int, int]] = (),
    html: str = "",
    wording: language.Rules | None = None,
) -> list[Finding]:
    """Everything found in a post, by place; of overlapping findings the harder one.

    `text` is the plain text of the post and `quoted` the ranges in it that repeat another's words:
    wording and urgency are not judged there, patient details are. File names are read for patient
    details only. `html` is the cleaned text, where links hide behind words; `wording` the rules of
    the editors, without which those that come with the code are used.
    """
    found = [
        one
        for one in _read(text, wording, html)
        if not (one.family in _OWN_WORDS and _inside(one, quoted))
    ]
    if title:
        found += [_of(one, "title") for one in _read(title, wording)]
    if file_names:
        found += [_of(one, "file") for one in _in_file_names(file_names, patient_details.find)]
    return resolve(found)


# What is only said by the writer's own words, never by a quotation.
_OWN_WORDS = ("language", "urgency")


def _read(text: str, wording: language.Rules | None, html: str = "") -> list[Finding]:
    """What each family says about one field; spam is a matter of the sending, not of its words."""
    return [
        *patient_details.find(text),
        *language.find(text, wording),
        *urgency.find(text),
        *links.find(text, html),
    ]


def _inside(finding: Finding, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= finding.start and finding.end <= end for start, end in ranges)


def _of(finding: Finding, field: Field) -> Finding:
    return changed(finding, field=field)


def _in_file_names(names: Sequence[str], find: Callable[[str], list[Finding]]) -> list[Finding]:
    """Findings with offsets into the names joined by line ends; `_` and `-` part words there."""
    found: list[Finding] = []
    offset = 0
    for name in names:
        # Read as written first: an address or a hyphenated number needs its joints.
        for reading in dict.fromkeys([name, name.translate(_WORD_JOINTS)]):
            found += [
                changed(one, start=one.start + offset, end=one.end + offset)
                for one in find(reading)
            ]
        offset += len(name) + 1
    return found
