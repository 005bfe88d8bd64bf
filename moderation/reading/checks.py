"""What the checks found in a text, by family, and where it stands in the text.

Only kinds and places are on record; the words are read from the text itself, for the one page
that a moderator opens, and kept nowhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.marking import Passage, marked, marked_line
from forum.models import PendingEdit, Post
from forum.screening import links, spam, urgency
from forum.screening.patient_details.kinds import REASONS as PATIENT_KINDS

FAMILIES: dict[str, Promise] = {
    "patient": gettext_lazy("Possible patient details"),
    "urgency": gettext_lazy("Somebody may need help now"),
    "language": gettext_lazy("Wording"),
    "link": gettext_lazy("Links"),
    "spam": gettext_lazy("Signs of spam"),
}
SEVERITIES: dict[str, Promise] = {
    "hard": gettext_lazy("high"),
    "block": gettext_lazy("high"),
    "urgent": gettext_lazy("urgent"),
    "soft": gettext_lazy("to confirm"),
    "strong": gettext_lazy("strong"),
    "warn": gettext_lazy("medium"),
    "info": gettext_lazy("low"),
    "note": gettext_lazy("note"),
}
# How loud: an item of the list has the color of its weightiest finding.
LOUD = {"hard": "bad", "block": "bad", "urgent": "bad", "soft": "warn", "strong": "warn"}
WEIGHT = list(SEVERITIES)
# Short names, for lists.
KINDS: dict[str, Promise] = {
    "name": gettext_lazy("Name"),
    "geographic": gettext_lazy("Small place"),
    "date": gettext_lazy("Exact date or age"),
    "phone": gettext_lazy("Telephone number"),
    "fax": gettext_lazy("Fax number"),
    "email": gettext_lazy("E-mail address"),
    "ssn": gettext_lazy("Social Security number"),
    "mrn": gettext_lazy("Record number"),
    "health-plan-id": gettext_lazy("Health plan number"),
    "account": gettext_lazy("Account number"),
    "license": gettext_lazy("License number"),
    "vehicle": gettext_lazy("Vehicle number"),
    "device": gettext_lazy("Device number"),
    "url": gettext_lazy("Page of a person"),
    "ip": gettext_lazy("Network address"),
    "biometric": gettext_lazy("Biometric feature"),
    "photo": gettext_lazy("Picture of a person"),
    "other-unique": gettext_lazy("Unusual combination"),
    "shortener": gettext_lazy("Shortened address"),
    "disguised": gettext_lazy("Disguised link"),
    "look-alike": gettext_lazy("Look-alike address"),
    "number": gettext_lazy("Bare number as address"),
    "contact": gettext_lazy("Asks to be contacted"),
}
PARTS: dict[str, Promise] = {
    "title": gettext_lazy("in the title"),
    "file": gettext_lazy("in the name of a file"),
    "text": gettext_lazy("in the text"),
}


@dataclass(frozen=True)
class Found:
    """One kind of finding: why it matters, how often it is there, and the passages it is about."""

    reason: str
    where: str
    passages: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Check:
    """One family of checks; without `found`, it was quiet."""

    family: str
    name: str
    severity: str
    loud: str
    found: list[Found]


def checks_of(text: Post | PendingEdit, title: str = "") -> list[Check]:
    """The families that found something, the weightiest first; then those that were quiet.

    Empty where the checks have not read this text.
    """
    if not text.screening:
        return []
    by_family: dict[str, list[dict[str, Any]]] = {}
    for finding in text.screening.get("findings", []):
        by_family.setdefault(finding.get("family", ""), []).append(finding)
    checks = []
    for family, name in FAMILIES.items():
        findings = by_family.get(family, [])
        worst = min((_weight(one) for one in findings), default=len(WEIGHT))
        severity = WEIGHT[worst] if worst < len(WEIGHT) else ""
        found = list(_grouped(findings, text.body_text, title))
        if family == "spam" and not found:
            found = list(_score(text.screening.get("spam") or {}))
        words = str(SEVERITIES.get(severity, ""))
        checks.append(Check(family, str(name), words, LOUD.get(severity, "warn"), found))
    return sorted(checks, key=lambda check: (not check.found, check.loud != "bad"))


def marked_body(text: Post | PendingEdit) -> SafeString:
    """The text as readers would get it, with what the checks found marked in it."""
    # Cleaned when it was written; what is added are marks of our own.
    return mark_safe(marked(text.body_html, text.body_text, _passages(text, "text")))  # noqa: S308


def marked_title(text: Post | PendingEdit, title: str) -> SafeString:
    """A title, escaped, with what the checks found in it marked."""
    return mark_safe(marked_line(title, _passages(text, "title")))  # noqa: S308


# --- parts ------------------------------------------------------------------------------------


def _passages(text: Post | PendingEdit, field: str) -> Iterator[Passage]:
    for finding in text.screening.get("findings", []):
        if finding.get("field", "text") == field and finding["end"] > finding["start"]:
            look = "lang" if finding.get("family") in ("language", "link", "spam") else "phi"
            yield Passage(finding["start"], finding["end"], look, title=_reason(finding))


def _grouped(findings: list[dict[str, Any]], text: str, title: str) -> Iterator[Found]:
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for finding in sorted(findings, key=_weight):
        key = (_reason(finding), finding.get("field", "text"))
        groups.setdefault(key, []).append(finding)
    for (reason, field), members in groups.items():
        source = {"text": text, "title": title}.get(field, "")
        passages = (source[one["start"] : one["end"]] for one in members)
        where = str(PARTS.get(field, "")) if field != "text" else ""
        kept = tuple(dict.fromkeys(" ".join(words.split())[:80] for words in passages if words))
        yield Found(reason, where, kept, len(members))


def _score(score: Mapping[str, Any]) -> Iterator[Found]:
    """What the score of a text without a marked passage is made of."""
    for part in sorted(score.get("parts") or {}):
        yield Found(str(spam.NAMES.get(part, part)), "", (), 1)


def _weight(finding: Mapping[str, Any]) -> int:
    severity = finding.get("severity", "")
    return WEIGHT.index(severity) if severity in WEIGHT else len(WEIGHT)


def _reason(finding: Mapping[str, Any]) -> str:
    """Why a finding of this kind matters, in words its writer reads as well."""
    family, kind = finding.get("family", ""), finding.get("kind", "")
    if family == "patient" and kind in PATIENT_KINDS:
        return str(PATIENT_KINDS[kind])
    if family == "link" and kind in links.REASONS:
        return str(links.REASONS[kind])
    if family == "urgency":
        return str(urgency.REASON)
    if family == "language":
        return _("These words could put readers off, patients among them.")
    return _("Please look at this: %(kind)s.") % {"kind": kind.replace("-", " ")}
