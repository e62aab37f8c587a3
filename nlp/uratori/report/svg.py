"""A plot -> one SVG element.

It has a title and a description, classes for its colours and no style of its own: it follows the
page into dark mode and print, and passes a policy that allows no style attribute. Coordinates are
decimals of a tenth of a unit; values stay exact up to there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from ..text.numbers import format_number
from .plots import Plot, Point
from .svg_parts import coordinate, safe, text_at
from .width import printable, shorten, text_width

WIDTH, HEIGHT = 384, 240
_TOP, _BOTTOM, _RIGHT, _ROW = 46, 26, 14, 18
_COLUMN = Fraction(31, 5)  # of a half-width character at 12 units
_TICKS = 4
_FEW_DOTS = 12
_SAMPLE = 32  # of a line, and the space after it


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a chart. `stated` and `found` are the labels of their lines, or ""."""

    title: str
    description: str
    stated: str
    found: str


class _Frame(msgspec.Struct, frozen=True, kw_only=True):
    """Where days and values stand."""

    left: int
    top: int
    height: int
    first: date
    days: int
    low: Fraction
    high: Fraction

    def x(self, day: date) -> Fraction:
        width = WIDTH - _RIGHT - self.left
        return self.left + Fraction((day - self.first).days * width, self.days)

    def y(self, value: Fraction) -> Fraction:
        height = self.height - self.top - _BOTTOM
        return self.top + height * (self.high - value) / (self.high - self.low)


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    """The line of one value, and where it is named."""

    key: str
    value: Fraction
    label: str
    x: Fraction
    row: int


def draw(plot: Plot, wording: Wording, lang: str, anchor: str) -> str:
    """Give a plot as an ``<svg>`` of 384 units across that scales with its column.

    anchor: begins the ids of its title and description.
    """
    ticks = ticks_of(*_bounds(plot))
    labels = [format_number(tick, plot.unit, lang) for tick in ticks]
    left = 12 + int(max(map(text_width, labels)) * _COLUMN)
    entries = _entries(plot, wording)
    frame = _frame(
        plot, ticks, min(left, WIDTH // 3), rows=max((e.row for e in entries), default=0)
    )
    parts = [
        text_at("name", 2, 12, shorten(printable(wording.title), int(WIDTH / _COLUMN)), "start"),
        *_grid(frame, ticks, labels),
        *_days(frame, plot),
        *_series(frame, plot),
        *(part for entry in entries for part in _value_line(frame, entry)),
        *_dots(frame, plot),
    ]
    title, desc = f"{anchor}-chart-title", f"{anchor}-chart-desc"
    head = (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {frame.height}" role="img"'
        f' aria-labelledby="{title} {desc}">'
        f'<title id="{title}">{safe(wording.title)}</title>'
        f'<desc id="{desc}">{safe(wording.description)}</desc>'
    )
    return head + "".join(parts) + "</svg>"


def _bounds(plot: Plot) -> tuple[Fraction, Fraction]:
    values = [point.value for point in plot.points]
    values += [value for value in (plot.stated, plot.found) if value is not None]
    if plot.kind == "bars":
        values.append(Fraction(0))
    return min(values), max(values)


def ticks_of(low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
    """Give three to seven round values, 1, 2 or 5 of a place apart, that take in both ends.

    >>> [str(tick) for tick in ticks_of(Fraction("3.4"), Fraction("4.6"))]
    ['3', '7/2', '4', '9/2', '5']
    """
    if low == high:
        spread = abs(low) / 10 or Fraction(1)
        low, high = low - spread, high + spread
    step = _step((high - low) / _TICKS)
    first, last = low // step, -(-high // step)
    return tuple(step * n for n in range(first, last + 1))


def _step(rough: Fraction) -> Fraction:
    place = Fraction(1)
    while place > rough:
        place /= 10
    while place * 10 <= rough:
        place *= 10
    return next(place * n for n in (1, 2, 5, 10) if place * n >= rough)


def _frame(plot: Plot, ticks: Sequence[Fraction], left: int, *, rows: int) -> _Frame:
    first, last = plot.points[0].day, plot.points[-1].day
    days = max((last - first).days, 1)
    if plot.kind == "bars":  # half a bar's room at either end
        gap = days // (len(plot.points) - 1) if len(plot.points) > 1 else 30
        first = date.fromordinal(max(first.toordinal() - gap * 6 // 10, 1))
        days += gap * 12 // 10
    more = rows * _ROW
    return _Frame(
        left=left, top=_TOP + more, height=HEIGHT + more, first=first, days=max(days, 1),
        low=ticks[0], high=ticks[-1],
    )  # fmt: skip


def _grid(frame: _Frame, ticks: Sequence[Fraction], labels: Sequence[str]) -> Iterator[str]:
    for tick, label in zip(ticks, labels, strict=True):
        y = frame.y(tick)
        yield _line("grid", frame.left, y, WIDTH - _RIGHT, y)
        yield text_at("tick", frame.left - 6, y + 4, label, "end")


def _days(frame: _Frame, plot: Plot) -> Iterator[str]:
    """Yield the window's ground and the days below the axis: the first, the last, one between."""
    start, end = (min(max(day, plot.points[0].day), plot.points[-1].day) for day in plot.window)
    if plot.kind == "line" and plot.points[0].day < start < end:
        x, width = frame.x(start), frame.x(end) - frame.x(start)
        yield _rect("window", x, Fraction(frame.top), width, frame.height - frame.top - _BOTTOM)
    y = frame.height - 8
    if plot.kind == "bars":
        step = -(-len(plot.points) // 4)
        for point in reversed(plot.points[::-1][::step]):
            yield text_at("tick", frame.x(point.day), y, point.day.isoformat()[:7], "middle")
        return
    first, last = plot.points[0].day, plot.points[-1].day
    yield text_at("tick", frame.x(first), y, first.isoformat(), "start")
    if frame.left < WIDTH // 4:
        middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
        yield text_at("tick", frame.x(middle), y, middle.isoformat(), "middle")
    yield text_at("tick", frame.x(last), y, last.isoformat(), "end")


def _series(frame: _Frame, plot: Plot) -> Iterator[str]:
    if plot.kind == "bars":
        yield from _bars(frame, plot)
        return
    path: list[str] = []
    for point in plot.points:
        x, y = coordinate(frame.x(point.day)), coordinate(frame.y(point.value))
        if not path:
            path.append(f"M{x} {y}")
        else:
            path.append(f"H{x}V{y}" if plot.kind == "steps" else f"L{x} {y}")
    drawn = "".join(path)
    yield f'<path class="series" d="{drawn}"/>'


def _bars(frame: _Frame, plot: Plot) -> Iterator[str]:
    room = Fraction(WIDTH - _RIGHT - frame.left, len(plot.points))
    for point in plot.points:
        top, foot = sorted((frame.y(point.value), frame.y(Fraction(0))))
        name = "bar" if point in plot.dots else "bar outside"
        x, height = frame.x(point.day) - room * 3 / 10, max(foot - top, Fraction(1))
        yield _rect(name, x, top, room * 6 / 10, height)


def _entries(plot: Plot, wording: Wording) -> list[_Entry]:
    """Give the lines of values with where above the plot each one is named, in one row or two."""
    pairs = (("found", plot.found, wording.found), ("stated", plot.stated, wording.stated))
    entries: list[_Entry] = []
    x, row = Fraction(2), 0
    for key, value, label in pairs:
        width = _SAMPLE + text_width(label) * _COLUMN
        if value is None:
            continue
        if entries and x + width > WIDTH:
            x, row = Fraction(2), row + 1
        entries.append(_Entry(key=key, value=value, label=label, x=x, row=row))
        x += width + 20
    return entries


def _value_line(frame: _Frame, entry: _Entry) -> Iterator[str]:
    y, foot = frame.y(entry.value), Fraction(28 + entry.row * _ROW)
    yield _line(entry.key, frame.left, y, WIDTH - _RIGHT, y)
    yield _line(entry.key, entry.x, foot, entry.x + _SAMPLE - 6, foot)
    yield text_at(f"name-{entry.key}", entry.x + _SAMPLE, foot + 4, entry.label, "start")


def _dots(frame: _Frame, plot: Plot) -> Iterator[str]:
    if plot.kind == "bars":
        return
    for point in plot.dots[-_FEW_DOTS:]:
        yield _dot(frame, point)


def _dot(frame: _Frame, point: Point) -> str:
    x, y = coordinate(frame.x(point.day)), coordinate(frame.y(point.value))
    return f'<circle class="dot" cx="{x}" cy="{y}" r="4"/>'


def _rect(name: str, x: Fraction, y: Fraction, width: Fraction, height: Fraction | int) -> str:
    size = f'width="{coordinate(width)}" height="{coordinate(height)}"'
    return f'<rect class="{name}" x="{coordinate(x)}" y="{coordinate(y)}" {size}/>'


def _line(name: str, x1: Fraction | int, y1: Fraction, x2: Fraction | int, y2: Fraction) -> str:
    places = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    ends = " ".join(f'{key}="{coordinate(place)}"' for key, place in places.items())
    return f'<line class="{name}" {ends}/>'
