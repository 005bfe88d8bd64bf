"""The 18 kinds of 45 CFR 164.514(b)(2) as they appear in clinicians' prose."""

import re
from dataclasses import replace as changed

from forum.screening.finding import Finding, resolve
from forum.screening.patient_details import contacts, dates, names, numbers, places, unusual
from forum.screening.patient_details.passages import Passages

_FINDERS = (contacts.find, numbers.find, dates.find, names.find, places.find, unusual.find)

_ARTICLE = re.compile(r"^(?:an?|the)\s")
_HAS_ONE = re.compile(r"\b(?:an?|the|his|her|their|my|our|this|that|[\w]+[’']s)\s$", re.IGNORECASE)
_IS = re.compile(r"\b(?:s?he|it|that|who|there|here|what)[’']s\s$", re.IGNORECASE)
# "Admitted on a day in the fall": a date in figures stands without the "on" that words need.
_WANTS_ON = re.compile(
    r"\b(?:admitted|discharged|seen|started|given|due|died|released|relapsed|overdosed|inducted|filled|injected|delivered|restarted|arrested|him|her|them)\s$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:^|[.!?\n]\s{0,3})$")


def find(text: str) -> list[Finding]:
    """Passages of `text` that may point at one patient, by place, none on top of another."""
    passages = Passages(text)
    found = resolve(finding for finder in _FINDERS for finding in finder(passages))
    return [_fitted(text, finding) for finding in found]


def _fitted(text: str, finding: Finding) -> Finding:
    """The finding with a replacement that reads on from the words in front of it."""
    instead = finding.replacement
    if not instead:
        return finding
    before = text[max(0, finding.start - 24) : finding.start]
    if finding.kind == "date" and instead.startswith("a day"):
        if _WANTS_ON.search(before):
            instead = f"on {instead}"
    elif _HAS_ONE.search(before) and not _IS.search(before):
        instead = _ARTICLE.sub("", instead)
    if _BEGINS.search(before) and text[finding.start].isupper():
        instead = instead[0].upper() + instead[1:]
    return changed(finding, replacement=instead)
