"""The editors' list of wordings, made ready to read with."""

from time import monotonic
from typing import cast

from cms.models import LanguageEntry
from forum.screening.language import Entry, Rules, Weight, compiled, shipped_entries

KEEP_SECONDS = 60

# One per process: (when it was read, the rules). A change acts everywhere within a minute.
_kept: tuple[float, Rules] | None = None


def published_rules() -> Rules:
    """What editors have published, as it was within the last minute; one query when it is older.

    `version` is the same as long as the list is, so an unchanged list is not made ready anew.
    """
    if _kept is not None and monotonic() - _kept[0] < KEEP_SECONDS:
        return _kept[1]
    rows = list(LanguageEntry.objects.published())
    version = LanguageEntry.version_of(rows)
    if _kept is not None and _kept[1].version == version:
        return remember(_kept[1])
    names = shipped_entries()[1]
    return remember(compiled([_entry(row) for row in rows], names=names, version=version))


def remember(rules: Rules) -> Rules:
    """Answer with `rules` for the next minute, in this process."""
    global _kept
    _kept = (monotonic(), rules)
    return rules


def forget() -> None:
    """Read the list again at the next look, in this process."""
    global _kept
    _kept = None


def _entry(row: LanguageEntry) -> Entry:
    return Entry(
        patterns=tuple(row.pattern_lines),
        suggestions=tuple(row.suggestion_lines),
        reason=row.why,
        severity=cast(Weight, row.severity),
        except_phrases=tuple(row.except_lines),
        about_people=row.about_people,
    )
