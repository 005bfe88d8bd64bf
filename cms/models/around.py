"""What stands around a page: its row in the lists, related reading, its place in series."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import F, Q, Value
from wagtail.models import Page

from cms.models.contribution import RelatedPage
from cms.models.listing import LibraryEntry, Status

if TYPE_CHECKING:
    from cms.models.clinical import ClinicalPage

RELATED = 4
OUTDATED = (Status.RETIRED, Status.SUPERSEDED)  # never offered as further reading
SUBJECT_WEIGHT = 3  # a shared subject tells more than a shared source


@dataclass(frozen=True)
class Place:
    """A page's place among the readable parts of a series."""

    series: LibraryEntry
    parts: list[LibraryEntry]
    number: int  # from 1

    @property
    def count(self) -> int:
        return len(self.parts)

    @property
    def previous(self) -> LibraryEntry | None:
        return self.parts[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> LibraryEntry | None:
        return self.parts[self.number] if self.number < self.count else None


class Around:
    """Two queries serve a page: all rows of the lists with whether everybody may read them, and
    what editors put beside each other.
    """

    def __init__(self, page: "ClinicalPage", linked: Iterable[int], *, fresh: bool = False) -> None:
        self.page = page
        self.linked = list(linked)
        self.fresh = fresh

    @property
    def entry(self) -> LibraryEntry | None:
        """The row of the page itself; a page that is not live has none."""
        return self._entries.get(self.page.pk)

    @property
    def related(self) -> list[LibraryEntry]:
        """Further reading: what editors picked, then what shares subjects and sources."""
        return [entry for key in self._map["related"] if (entry := self._open(key))][:RELATED]

    @property
    def places(self) -> list[Place]:
        """Where the page stands in each series it belongs to."""
        places = []
        for key, part_keys in self._map["series"]:
            series = self._open(key)
            parts = [part for part_key in part_keys if (part := self._open(part_key))]
            numbers = [number for number, part in enumerate(parts, 1) if part.pk == self.page.pk]
            if series and numbers:
                places.append(Place(series, parts, numbers[0]))
        return places

    @property
    def parts(self) -> list[LibraryEntry]:
        """The readable parts of the series that this page is, in their order."""
        return [part for key in self._map["parts"] if (part := self._open(key))]

    def address_of(self, key: int) -> str:
        """Where the page numbered `key` stands, which the text links to; "" if not all may read it."""
        if key in self._entries:
            return entry.address if (entry := self._open(key)) else ""
        return self._other_addresses.get(key, "")

    def open_entry(self, key: int | None) -> LibraryEntry | None:
        """The row of the page numbered `key`, one of `linked`, if everybody may read it."""
        return self._open(key) if key else None

    def _open(self, key: int) -> LibraryEntry | None:
        entry = self._entries.get(key)
        return entry if entry and entry.is_open else None

    @cached_property
    def _entries(self) -> dict[int, LibraryEntry]:
        return LibraryEntry.objects.with_openness().newest_first().in_bulk()

    @cached_property
    def _other_addresses(self) -> dict[int, str]:
        """Of linked pages that have no row in the lists, such as sections; asked if there are."""
        others = Page.objects.live().filter(pk__in=set(self.linked) - self._entries.keys())
        return {page.pk: page.url for page in others if page.url}

    @cached_property
    def _map(self) -> dict[str, Any]:
        picked, series = self._chosen()
        return {
            "related": self._alike(picked),
            "series": [(key, parts) for key, parts in series.items() if key != self.page.pk],
            "parts": series.get(self.page.pk, []),
        }

    def _chosen(self) -> tuple[list[int], dict[int, list[int]]]:
        """What editors picked for the page, and the parts of its series by the series' number."""
        if self.fresh:  # as it stands in the editor
            parts = getattr(self.page, "parts", None)
            own = {self.page.pk: [part.page_id for part in parts.all()]} if parts else {}
            return [pick.other_id for pick in self.page.related_picks.all()], own
        columns = ("of", "sort_order", "page_key")
        picks = RelatedPage.objects.filter(page=self.page.pk).annotate(
            of=Value(0), page_key=F("other_id")
        )
        parts = apps.get_model("cms", "SeriesPart").objects.filter(
            Q(series=self.page.pk) | Q(series__in=_series_with(self.page.pk))
        )
        parts = parts.annotate(of=F("series_id"), page_key=F("page_id"))
        rows = picks.order_by().values_list(*columns)
        rows = rows.union(parts.order_by().values_list(*columns), all=True)
        found: dict[int, list[int]] = {}
        for of, _place, key in sorted(rows):
            found.setdefault(of, []).append(key)
        return found.pop(0, []), found

    def _alike(self, picked: list[int]) -> list[int]:
        own = self._entries.get(self.page.pk)
        if self.fresh or own is None:
            subjects, sources = set(self.page.subjects.names()), set(self.page.reference_ids)
        else:
            subjects, sources = set(own.tag_names), set(own.reference_ids)
        likeness = {
            entry.pk: SUBJECT_WEIGHT * len(subjects.intersection(entry.tag_names))
            + len(sources.intersection(entry.reference_ids))
            for entry in self._entries.values()
            if entry.is_open and entry.status not in OUTDATED and entry.pk != self.page.pk
        }
        alike = sorted(
            (key for key, shared in likeness.items() if shared),
            key=likeness.__getitem__,
            reverse=True,
        )
        offered = [key for key in dict.fromkeys([*picked, *alike]) if key in likeness]
        return offered[: 2 * RELATED]  # some may be closed by the time they are shown


def _series_with(key: int) -> Any:
    parts = apps.get_model("cms", "SeriesPart").objects
    return parts.filter(page=key).values("series")
