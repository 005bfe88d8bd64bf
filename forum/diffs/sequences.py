"""What two sequences share, at a cost that stays near their length."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

EFFORT = 60_000  # comparisons spent on the best match before a good one has to do
ROUNDS = 4  # how often a large change is divided at items that occur once


class Effort:
    """How many comparisons may still be spent."""

    def __init__(self) -> None:
        self._left = EFFORT

    def allows(self, cells: int) -> bool:
        if cells > self._left:
            return False
        self._left -= cells
        return True


def common(
    old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort
) -> list[tuple[int, int]]:
    """Places of equal items, rising in both: as many as possible while the effort lasts.

    What is too large for that is divided at items that occur once on either side.
    """
    numbers: dict[Hashable, int] = {}
    left = [numbers.setdefault(item, len(numbers)) for item in old]
    right = [numbers.setdefault(item, len(numbers)) for item in new]
    pairs: list[tuple[int, int]] = []
    ranges = [(0, len(left), 0, len(right), 0)]
    while ranges:
        a, b, c, d, depth = ranges.pop()
        while a < b and c < d and left[a] == right[c]:
            pairs.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and left[b - 1] == right[d - 1]:
            b, d = b - 1, d - 1
            pairs.append((b, d))
        if a == b or c == d:
            continue
        if effort.allows((b - a) * (d - c)):
            pairs += [(a + i, c + j) for i, j in _longest(left[a:b], right[c:d])]
        elif depth < ROUNDS:
            for i, j in _anchors(left, right, (a, b, c, d)):
                pairs.append((i, j))
                ranges.append((a, i, c, j, depth + 1))
                a, c = i + 1, j + 1
            ranges.append((a, b, c, d, depth + 1))
    return sorted(pairs)


def _longest(left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """A longest common subsequence, by the table of its lengths."""
    width = len(right)
    table = [[0] * (width + 1)]
    for item in reversed(left):
        below, row = table[-1], [0] * (width + 1)
        for j in range(width - 1, -1, -1):
            if item == right[j]:
                row[j] = below[j + 1] + 1
            else:
                row[j] = max(below[j], row[j + 1])
        table.append(row)
    table.reverse()
    pairs, i, j = [], 0, 0
    while i < len(left) and j < width:
        if left[i] == right[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _anchors(
    left: list[int], right: list[int], area: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    """Items that occur once in either range, the most of them that keep their order."""
    a, b, c, d = area
    once_left = {item for item, n in Counter(left[a:b]).items() if n == 1}
    once = once_left & {item for item, n in Counter(right[c:d]).items() if n == 1}
    where = {right[j]: j for j in range(c, d) if right[j] in once}
    found = [(i, where[left[i]]) for i in range(a, b) if left[i] in once]
    # The longest rising run of places on the right, by piles as in the card game.
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (_i, j) in enumerate(found):
        pile = bisect_left(tops, j)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            ends.append(place)
        else:
            tops[pile], ends[pile] = j, place
    rising: list[tuple[int, int]] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        rising.append(found[place])
        place = before[place]
    return rising[::-1]
