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
from markupsafe import Markup, escape

from ..text.numbers import format_number
from .plots import Plot, Point
from .width import printable, shorten, text_width

WIDTH, HEIGHT = 480, 252
_TOP, _BOTTOM, _RIGHT = 46, 26, 14
_COLUMN = Fraction(31, 5)  # of a half-width character at 12 units
_TICKS = 4
_FEW_DOTS = 12


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a chart. `stated` and `found` are the labels of their lines, or ""."""

    title: str
    description: str
    stated: str
    found: str


class _Frame(msgspec.Struct, frozen=True, kw_only=True):
    """Where days and values stand."""

    left: int
    first: date
    days: int
    low: Fraction
    high: Fraction

    def x(self, day: date) -> Fraction:
        width = WIDTH - _RIGHT - self.left
        return self.left + Fraction((day - self.first).days * width, self.days)

    def y(self, value: Fraction) -> Fraction:
        height = HEIGHT - _TOP - _BOTTOM
        return _TOP + height * (self.high - value) / (self.high - self.low)


def draw(plot: Plot, wording: Wording, lang: str, anchor: str) -> str:
    """Give a plot as an ``<svg>`` of 480 by 252 units that scales with its column."""
    ticks = ticks_of(*_bounds(plot))
    labels = [format_number(tick, plot.unit, lang) for tick in ticks]
    left = 12 + int(max(map(text_width, labels)) * _COLUMN)
    frame = _frame(plot, ticks, min(left, WIDTH // 3))
    parts = [
        _text("name", 2, 12, shorten(printable(wording.title), int(WIDTH / _COLUMN)), "start"),
        *_grid(frame, ticks, labels),
        *_days(frame, plot),
        *_series(frame, plot),
        *_value_lines(frame, plot, wording),
        *_dots(frame, plot),
    ]
    names = f"{anchor}-chart-title {anchor}-chart-desc"
    head = Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{names}">'
        '<title id="{a}-chart-title">{title}</title><desc id="{a}-chart-desc">{desc}</desc>'
    ).format(
        w=WIDTH, h=HEIGHT, names=names, a=anchor,
        title=printable(wording.title), desc=printable(wording.description),
    )  # fmt: skip
    return str(head + Markup("").join(parts) + Markup("</svg>"))


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


def _frame(plot: Plot, ticks: Sequence[Fraction], left: int) -> _Frame:
    first, last = plot.points[0].day, plot.points[-1].day
    days = max((last - first).days, 1)
    if plot.kind == "bars":  # half a bar's room at either end
        gap = days // (len(plot.points) - 1) if len(plot.points) > 1 else 30
        first = date.fromordinal(max(first.toordinal() - gap * 6 // 10, 1))
        days += gap * 12 // 10
    return _Frame(left=left, first=first, days=max(days, 1), low=ticks[0], high=ticks[-1])


def _grid(frame: _Frame, ticks: Sequence[Fraction], labels: Sequence[str]) -> Iterator[Markup]:
    for tick, label in zip(ticks, labels, strict=True):
        y = frame.y(tick)
        yield _line("grid", frame.left, y, WIDTH - _RIGHT, y)
        yield _text("tick", frame.left - 6, y + 4, label, "end")


def _days(frame: _Frame, plot: Plot) -> Iterator[Markup]:
    """Yield the window's ground and the days below the axis: the first, the last, one between."""
    start, end = (min(max(day, plot.points[0].day), plot.points[-1].day) for day in plot.window)
    if plot.kind == "line" and plot.points[0].day < start < end:
        yield Markup('<rect class="window" x="{}" y="{}" width="{}" height="{}"/>').format(
            _n(frame.x(start)), _TOP, _n(frame.x(end) - frame.x(start)), HEIGHT - _TOP - _BOTTOM
        )
    y = HEIGHT - 8
    if plot.kind == "bars":
        step = -(-len(plot.points) // 4)
        for point in reversed(plot.points[::-1][::step]):
            yield _text("tick", frame.x(point.day), y, point.day.isoformat()[:7], "middle")
        return
    first, last = plot.points[0].day, plot.points[-1].day
    yield _text("tick", frame.x(first), y, first.isoformat(), "start")
    if frame.left < WIDTH // 4:
        middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
        yield _text("tick", frame.x(middle), y, middle.isoformat(), "middle")
    yield _text("tick", frame.x(last), y, last.isoformat(), "end")


def _series(frame: _Frame, plot: Plot) -> Iterator[Markup]:
    if plot.kind == "bars":
        yield from _bars(frame, plot)
        return
    path: list[str] = []
    for point in plot.points:
        x, y = _n(frame.x(point.day)), _n(frame.y(point.value))
        if not path:
            path.append(f"M{x} {y}")
        else:
            path.append(f"H{x}V{y}" if plot.kind == "steps" else f"L{x} {y}")
    yield Markup('<path class="series" d="{}"/>').format("".join(path))


def _bars(frame: _Frame, plot: Plot) -> Iterator[Markup]:
    room = Fraction(WIDTH - _RIGHT - frame.left, len(plot.points))
    for point in plot.points:
        top, foot = sorted((frame.y(point.value), frame.y(Fraction(0))))
        name = "bar" if point in plot.dots else "bar outside"
        yield Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
            name, _n(frame.x(point.day) - room * 3 / 10), _n(top), _n(room * 6 / 10),
            _n(max(foot - top, Fraction(1))),
        )  # fmt: skip


def _value_lines(frame: _Frame, plot: Plot, wording: Wording) -> Iterator[Markup]:
    """Yield the lines of the found and the stated value, and above the plot what each one is."""
    pairs = (("found", plot.found, wording.found), ("stated", plot.stated, wording.stated))
    x = Fraction(2)
    for key, value, label in pairs:
        if value is None:
            continue
        y = frame.y(value)
        yield _line(key, frame.left, y, WIDTH - _RIGHT, y)
        yield _line(key, x, Fraction(28), x + 26, Fraction(28))
        yield _text(f"name-{key}", x + 32, 32, label, "start")
        x += 32 + 20 + text_width(label) * _COLUMN


def _dots(frame: _Frame, plot: Plot) -> Iterator[Markup]:
    if plot.kind == "bars":
        return
    for point in plot.dots[-_FEW_DOTS:]:
        yield _dot(frame, point)


def _dot(frame: _Frame, point: Point) -> Markup:
    return Markup('<circle class="dot" cx="{}" cy="{}" r="4"/>').format(
        _n(frame.x(point.day)), _n(frame.y(point.value))
    )


def _line(name: str, x1: Fraction | int, y1: Fraction, x2: Fraction | int, y2: Fraction) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        name, _n(x1), _n(y1), _n(x2), _n(y2)
    )


def _text(name: str, x: Fraction | int, y: Fraction | int, text: str, anchor: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        name, _n(x), _n(y), anchor, escape(printable(text))
    )


def _n(value: Fraction | int) -> str:
    """Write a coordinate to a tenth."""
    whole, tenth = divmod(round(abs(Fraction(value)) * 10), 10)
    sign = "-" if value < 0 and (whole or tenth) else ""
    return f"{sign}{whole}.{tenth}" if tenth else f"{sign}{whole}"
