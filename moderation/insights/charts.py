"""Where the lines and bars of a chart go. Pure geometry; templates draw it as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 38, 588, 14, 212


@dataclass(frozen=True)
class Tick:
    """A line across the chart, or a word under it."""

    at: float
    label: str

    @property
    def text_at(self) -> float:
        """Where the words beside a line stand, so that they look centered on it."""
        return round(self.at + 4, 1)


@dataclass(frozen=True)
class Lines:
    """A chart of lines: their points as SVG wants them, and what stands at the edges."""

    lines: list[str]
    area: str
    rows: list[Tick]
    columns: list[Tick]
    last: tuple[float, float] | None
    target: float | None


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    kind: str = ""
    label: str = ""
    count: int = 0

    @property
    def end(self) -> float:
        return round(self.x + self.width + 8, 1)

    @property
    def base(self) -> float:
        return round(self.y + 15, 1)

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


def step_of(highest: float) -> int:
    """The distance of the lines across: a round number, four to six of them."""
    size = 1
    while True:
        for step in (1, 2, 5):
            if highest <= 5 * step * size:
                return step * size
        size *= 10


def lines(
    series: Sequence[Sequence[float | None]],
    names: Sequence[str],
    *,
    target: float | None = None,
) -> Lines:
    """A chart of one line per series, over the same `names` of the columns.

    A column without a value is left out of its line. The first series gets the area under it and
    the mark at its end.
    """
    known = [value for values in series for value in values if value is not None]
    step = step_of(max([*known, target or 0, 1]))
    top = step * max(1, -(-max([*known, target or 0, 1]) // step))
    points = [
        [
            (_x(i, len(values)), _y(value, top))
            for i, value in enumerate(values)
            if value is not None
        ]
        for values in series
    ]
    first = points[0] if points else []
    area = ""
    if first:
        area = f"{first[0][0]},{BOTTOM} {_joined(first)} {first[-1][0]},{BOTTOM}"
    every = max(1, -(-len(names) // 5))
    return Lines(
        lines=[_joined(line) for line in points],
        area=area,
        rows=[Tick(_y(value, top), str(value)) for value in range(0, int(top) + 1, step)],
        columns=[Tick(_x(i, len(names)), name) for i, name in enumerate(names) if i % every == 0],
        last=first[-1] if first else None,
        target=_y(target, top) if target is not None else None,
    )


def ranked(counts: Sequence[tuple[str, int]]) -> list[Bar]:
    """Bars lying under each other, longest first as given; 34 units a row."""
    most = max((n for _label, n in counts), default=1) or 1
    return [
        Bar(205, 6 + 34 * row, round(375 * n / most, 1), 20, label=label, count=n)
        for row, (label, n) in enumerate(counts)
    ]


def stacked(columns: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> tuple[list[Bar], Lines]:
    """Bars standing side by side, each of parts named by their kind, and the lines behind them."""
    most = max((sum(n for _kind, n in parts) for _label, parts in columns), default=0)
    step = step_of(max(most, 1))
    top = step * max(1, -(-most // step))
    room = (RIGHT - LEFT) / max(1, len(columns))
    bars = []
    for place, (_label, parts) in enumerate(columns):
        y = float(BOTTOM)
        for kind, n in parts:
            height = round((BOTTOM - TOP) * n / top, 1)
            y = round(y - height, 1)
            x = round(LEFT + room * (place + 0.2), 1)
            bars.append(Bar(x, y, round(room * 0.6, 1), height, kind=kind, count=n))
    names = [
        Tick(round(LEFT + room * (place + 0.5), 1), label)
        for place, (label, _parts) in enumerate(columns)
    ]
    rows = [Tick(_y(value, top), str(value)) for value in range(0, int(top) + 1, step)]
    return bars, Lines([], "", rows, names, None, None)


@dataclass(frozen=True)
class HeatRow:
    """One row of a heat map: where it is, and the place and strength (0.06 to 1) of its cells."""

    y: int
    cells: list[tuple[int, float]]

    @property
    def base(self) -> int:
        return self.y + 16


def heat(grid: Sequence[Sequence[int]]) -> list[HeatRow]:
    """Rows of cells whose strength follows their count; the largest is full."""
    most = max((n for row in grid for n in row), default=0) or 1
    return [
        HeatRow(
            25 * day, [(heat_x(i), round(0.06 + 0.94 * n / most, 2)) for i, n in enumerate(row)]
        )
        for day, row in enumerate(grid)
    ]


def heat_x(block: int) -> int:
    """Where the cells of a column begin."""
    return 40 + 50 * block


def _x(place: int, number: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * place / max(1, number - 1), 1)


def _y(value: float, top: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
