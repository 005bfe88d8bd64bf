"""The cards under a text that is being written: what was found, in the words of the page."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forum.checks.passages import Passage
from forum.checks.reading import Reading
from forum.screening import is_hard, is_soft

# What a row of the warning is called; the kinds are those of `forum.screening`.
KINDS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "geographic": gettext_lazy("Place"),
    "date": gettext_lazy("Date or age"),
    "phone": gettext_lazy("Telephone number"),
    "fax": gettext_lazy("Fax number"),
    "email": gettext_lazy("E-mail address"),
    "ssn": gettext_lazy("Social Security number"),
    "mrn": gettext_lazy("Record number"),
    "health-plan-id": gettext_lazy("Health plan number"),
    "account": gettext_lazy("Account number"),
    "license": gettext_lazy("License or court number"),
    "vehicle": gettext_lazy("Vehicle"),
    "device": gettext_lazy("Device number"),
    "url": gettext_lazy("Web address"),
    "ip": gettext_lazy("Network address"),
    "biometric": gettext_lazy("Biometric data"),
    "photo": gettext_lazy("Picture of a person"),
    "other-unique": gettext_lazy("Rare detail"),
}
NUDGES_MAX = 4  # at a time; the next come when these are answered
NUMBERS = (
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
)


@dataclass(frozen=True)
class Row:
    """One line of the warning about patient details."""

    passage: Passage

    @property
    def label(self) -> str:
        kind = self.passage.finding.kind
        return str(KINDS.get(kind, capfirst(kind.replace("-", " "))))


@dataclass(frozen=True)
class Nudge:
    """A word that the writer may want to change, once for all its places in one field."""

    passage: Passage

    @property
    def suggestions(self) -> list[str]:
        found = self.passage.finding
        first = [found.replacement] if found.replacement else []
        others = [one for one in found.alternatives if one != found.replacement]
        return [*first, *others][:3]


@dataclass(frozen=True)
class Cards:
    """What `forum/_checks.html` draws. `kept` are the keys of wordings that the writer keeps."""

    reading: Reading
    found: tuple[Passage, ...] = ()
    kept: Collection[str] = ()

    def __bool__(self) -> bool:
        return bool(self.rows or self.nudges or self.is_urgent or self.reading.disputed)

    @property
    def is_urgent(self) -> bool:
        return self.reading.is_urgent

    @cached_property
    def patient(self) -> list[Passage]:
        return [one for one in self.found if is_hard(one.finding) or is_soft(one.finding)]

    @cached_property
    def rows(self) -> list[Row]:
        """Empty once the writer has said that they are no patient details."""
        return [] if self.reading.disputed else [Row(one) for one in self.patient]

    @property
    def nudges(self) -> list[Nudge]:
        wording = [one for one in self.found if one.finding.family == "language"]
        once = {one.key: one for one in wording if one.key not in self.kept}
        return [Nudge(one) for one in once.values()][:NUDGES_MAX]

    @property
    def changes(self) -> int:
        """How many rows have safer words."""
        return sum(row.passage.finding.replacement is not None for row in self.rows)

    @property
    def sentence(self) -> str:
        """How many details there are, in words."""
        n = len(self.rows)
        return ngettext(
            "One detail could point to one person.",
            "%(number)s details could point to one person.",
            n,
        ) % {"number": capfirst(_in_words(n))}

    @property
    def apply_label(self) -> str:
        if self.changes == 1:
            return _("Apply the change")
        if self.changes == 2:
            return _("Apply both changes")
        return _("Apply all %(number)s changes") % {"number": _in_words(self.changes)}


def _in_words(n: int) -> str:
    return str(NUMBERS[n - 2]) if 2 <= n < 2 + len(NUMBERS) else str(n)
