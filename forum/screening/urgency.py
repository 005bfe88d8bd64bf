"""Words of somebody who asks for help for themself, or of an emergency that happens now.

Clinicians talk about overdose, withdrawal and suicide all day. What tells a call for help from a
case is who speaks: "I", in the present, or somebody close who is in danger at this moment.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from forum.screening.exempt import ranges
from forum.screening.finding import Finding

DATA = Path(__file__).parent / "data" / "urgency.txt"
REASON = _("This reads as if somebody needs help now.")

_SENTENCE = re.compile(r"[^.!?\n]{1,600}[.!?]*")
_NAME = re.compile(r"\{([a-z]+)\}")
# The speaker treats others: care that is asked for is then theirs, unless they say otherwise.
_CLINICIAN = re.compile(
    r"\b(?:patients?|pts?|clients?|prescrib(?:e|es|ed|ing)|my (?:practice|panel|residents?|team|"
    r"staff)|our (?:clinic|practice|team|staff|hospital|program|ed|er|pharmacy)|we|inductions?|"
    r"for (?:someone|somebody|a person|people|him|her|them)|uninsured|colleagues?|cme|trainings?|"
    r"waiver|in my (?:county|state)|refer)\b",
    re.IGNORECASE,
)
_OWN_PATIENT = re.compile(r"\b(?:i'?m|i am) (?:a|just a|the) (?:patient|client)\b", re.IGNORECASE)
_MY_PRESCRIBER = re.compile(r"\bmy (?:own )?(?:prescriber|clinic|doctor|doc)\b", re.IGNORECASE)
# Somebody else's "I": "she told me I want to die", written without quotation marks.
_REPORTED = re.compile(
    r"\b(?:says?|said|saying|tells?|told|states?|stated|reports?|reported|asks?|asked|texted|wrote|"
    r"writes|phrases?|statements?|such as|words|screen(?:s|ing)? for)"
    r"(?: (?:me|us|that|like|things|something)){0,3}[:,]? *$",
    re.IGNORECASE,
)


def find(text: str) -> list[Finding]:
    """The sentences of `text` in which somebody seems to need help, one finding for each."""
    found = []
    silent: list[tuple[int, int]] | None = None
    for start, sentence in _sentences(text):
        for kind, at, end in _matches(sentence):
            if silent is None:
                silent = ranges(text)
            if any(a <= start + at < b for a, b in silent) or _REPORTED.search(sentence[:at]):
                continue
            found.append(Finding("urgency", kind, "urgent", start + at, start + end, REASON))
            break
    return found


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with its place; curly apostrophes read as straight ones."""
    for match in _SENTENCE.finditer(text.replace("’", "'")):
        yield match.start(), match[0]


# What a sentence must hold to be worth the whole look.
_ENOUGH = {
    "danger": re.compile(r"\b(?:i|i'?m|i'?ve|my|myself|me)\b", re.IGNORECASE),
    "emergency": re.compile(r"!|\b(?:help|please|now|what|narcan|here|need)\b|\?", re.IGNORECASE),
    "own-care": re.compile(r"\b(?:i|i'?m|i'?ve|my|me)\b", re.IGNORECASE),
}


def _matches(sentence: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in _patterns().items():
        match = pattern.search(sentence) if _ENOUGH[kind].search(sentence) else None
        if match is None or (kind == "own-care" and _speaks_of_others(sentence)):
            continue
        yield kind, match.start(), match.end()


def _speaks_of_others(sentence: str) -> bool:
    if _OWN_PATIENT.search(sentence) or _MY_PRESCRIBER.search(sentence):
        return False
    return bool(_CLINICIAN.search(sentence))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """The expressions of `data/urgency.txt`, one for each of its sections."""
    words: dict[str, str] = {}
    kinds: dict[str, list[str]] = {}
    section = ""
    for line in _lines(DATA.read_text(encoding="utf-8")):
        if line.startswith("["):
            section = line.strip("[]")
        elif section == "words":
            name, pattern = line.split(" = ", 1)
            words[name] = f"({_NAME.sub(lambda one: words[one[1]], pattern)})"
        else:
            pattern = _NAME.sub(lambda one: words[one[1]], line)
            kinds.setdefault(section, []).append(rf"\b({pattern})")
    return {kind: _compiled("|".join(patterns)) for kind, patterns in kinds.items()}


def _lines(data: str) -> Iterator[str]:
    """Lines without comments, each with the indented ones that go on with it."""
    line = ""
    for part in data.splitlines():
        if part.startswith("    "):
            line += part.strip()
        elif part and not part.startswith("#"):
            if line:
                yield line
            line = part
    yield line


def _compiled(pattern: str) -> re.Pattern[str]:
    # Written for people to read: groups are not kept, an apostrophe may be left out.
    groups = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
    return re.compile(groups.replace("'", "'?"), re.IGNORECASE)
