"""Small charts, drawn on the server as SVG: from numbers to places on the sheet, knowing no model.

The template `components/chart.html` turns a `Chart` into mark-up. Every coordinate is a ready string with
a point, because templates write numbers the Vietnamese way (12,5), which SVG does not read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 480, 230
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 28, 30
ABOVE = 10  # from a point up to its figure
TICKS = 4

type Figure = Decimal | float | int


@dataclass(frozen=True, kw_only=True)
class Value:
    """One figure of a series; `value` None is a gap (nothing known); `open`: it may still change."""

    label: str
    value: Figure | None
    text: str = ""
    note: str = ""
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class Target:
    """A line across the chart, to be reached or passed."""

    value: Figure
    label: str


@dataclass(frozen=True)
class Tick:
    x: str
    y: str
    text_y: str
    label: str


@dataclass(frozen=True)
class Bar:
    x: str
    y: str
    width: str
    height: str
    open: bool


@dataclass(frozen=True)
class Mark:
    """A place on the horizontal axis: its label below, its figure above; also a row of the table."""

    x: str
    y: str
    value_y: str
    label_y: str
    label: str
    value: str
    note: str
    dot: bool
    open: bool


@dataclass(frozen=True)
class Chart:
    title: str
    summary: str
    label_head: str
    value_head: str
    width: str
    height: str
    left: str
    right: str
    ticks: list[Tick]
    points: list[Mark]
    paths: list[str]
    bars: list[Bar]
    target: Tick | None


@dataclass(frozen=True)
class _Scale:
    """Places between `low` (bottom) and `high` (top), `count` steps from left to right."""

    low: float
    high: float
    count: int

    @property
    def step(self) -> float:
        return (WIDTH - LEFT - RIGHT) / max(self.count, 1)

    def x(self, index: int) -> float:
        return LEFT + self.step * (index + 0.5)

    def y(self, value: Figure) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - min(max(share, 0), 1) * (HEIGHT - TOP - BOTTOM)


def line_chart(
    *,
    title: str,
    values: Sequence[Value],
    label_head: str,
    value_head: str,
    low: Figure = 0,
    high: Figure | None = None,
    target: Target | None = None,
    tick_text: Callable[[float], str] = "{:g}".format,
) -> Chart:
    """A line through the known values; a gap breaks it, so nothing is drawn where nothing is known.

    `high` defaults to a round number above all values; a value outside `low`–`high` is drawn at the edge.
    """
    scale = _scale_of(values, low, high, target)
    return _chart(
        title=title,
        values=values,
        label_head=label_head,
        value_head=value_head,
        scale=scale,
        target=target,
        tick_text=tick_text,
        paths=_paths(values, scale),
        bars=[],
    )


def bar_chart(
    *,
    title: str,
    values: Sequence[Value],
    label_head: str,
    value_head: str,
    high: Figure | None = None,
    target: Target | None = None,
    tick_text: Callable[[float], str] = "{:g}".format,
) -> Chart:
    """Bars from zero, so that lengths compare as the numbers do."""
    scale = _scale_of(values, 0, high, target)
    thick = min(scale.step * 0.6, 56)
    bars = [
        Bar(
            _at(scale.x(index) - thick / 2),
            _at(scale.y(value.value)),
            _at(thick),
            _at(scale.y(0) - scale.y(value.value)),
            value.open,
        )
        for index, value in enumerate(values)
        if value.value is not None
    ]
    return _chart(
        title=title,
        values=values,
        label_head=label_head,
        value_head=value_head,
        scale=scale,
        target=target,
        tick_text=tick_text,
        paths=[],
        bars=bars,
    )


def _scale_of(values: Sequence[Value], low: Figure, high: Figure | None, target: Target | None) -> _Scale:
    known = [float(value.value) for value in values if value.value is not None]
    known += [float(target.value)] if target else []
    top = _round_above(max(known, default=1.0)) if high is None else float(high)
    return _Scale(float(low), max(top, float(low) + 1e-9), len(values))


def _round_above(number: float) -> float:
    """Return the least of 1, 2, 2.5, 4, 5, 10 times a power of ten (4 or more) that is not below `number`."""
    size = 1.0
    while True:
        for factor in (1, 2, 2.5, 4, 5):
            if factor * size >= max(number, TICKS):
                return factor * size
        size *= 10


def _paths(values: Sequence[Value], scale: _Scale) -> list[str]:
    runs: list[list[str]] = [[]]
    for index, value in enumerate(values):
        if value.value is None:
            runs.append([])
        else:
            runs[-1].append(f"{_at(scale.x(index))},{_at(scale.y(value.value))}")
    return [" ".join(run) for run in runs if len(run) > 1]


def _chart(
    *,
    title: str,
    values: Sequence[Value],
    label_head: str,
    value_head: str,
    scale: _Scale,
    target: Target | None,
    tick_text: Callable[[float], str],
    paths: list[str],
    bars: list[Bar],
) -> Chart:
    return Chart(
        title=title,
        summary=f"{title}: " + "; ".join(f"{value.label}: {_text(value) or '–'}" for value in values),
        label_head=label_head,
        value_head=value_head,
        width=str(WIDTH),
        height=str(HEIGHT),
        left=str(LEFT),
        right=str(WIDTH - RIGHT),
        ticks=[_tick(scale, scale.low + (scale.high - scale.low) * n / TICKS, tick_text) for n in range(TICKS + 1)],
        points=[_mark(scale, index, value, dot=not bars) for index, value in enumerate(values)],
        paths=paths,
        bars=bars,
        target=_tick(scale, float(target.value), lambda _: target.label) if target else None,
    )


def _tick(scale: _Scale, value: float, text: Callable[[float], str]) -> Tick:
    y = scale.y(value)
    return Tick(_at(LEFT - 8), _at(y), _at(y + 4), text(value))


def _mark(scale: _Scale, index: int, value: Value, *, dot: bool) -> Mark:
    y = scale.y(scale.low if value.value is None else value.value)
    return Mark(
        x=_at(scale.x(index)),
        y=_at(y),
        value_y=_at(y - ABOVE),
        label_y=_at(HEIGHT - BOTTOM + 18),
        label=value.label,
        value=_text(value),
        note=value.note,
        dot=dot and value.value is not None,
        open=value.open,
    )


def _text(value: Value) -> str:
    return "" if value.value is None else value.text or f"{value.value:g}"


def _at(place: float) -> str:
    return f"{place:.1f}"
