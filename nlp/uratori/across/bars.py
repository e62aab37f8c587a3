"""Counts -> bar charts as SVG, in the manner of the charts of findings (`report/svg.py`).

Titles, labels and a sentence for readers who do not see it; colours by class, from the page's
style sheet; no style of its own and no script. What is wrong has an outline as well as a colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

import msgspec

from ..report.svg import WIDTH, ticks_of
from ..report.svg_parts import coordinate, safe, text_at
from ..report.width import printable, shorten, text_width
from .records import Count

Grain = Literal["days", "weeks", "months"]

_HEIGHT, _TOP, _BOTTOM, _RIGHT = 200, 30, 26, 10
_ROW = 22
_COLUMN = Fraction(31, 5)  # of a half-width character at 12 units
_MOST = 62
"""Bars of one chart; of more days weeks are shown, of more weeks months."""
_DATES = 4


class Bars(msgspec.Struct, frozen=True, kw_only=True):
    """A chart before it is drawn."""

    title: str
    unit: str
    """What is counted, for the sentence: 件."""
    counts: tuple[Count, ...]
    wrong: str = ""
    """What the second colour stands for, "" where there is none."""


def by_day(counts: Sequence[Count]) -> tuple[Grain, tuple[Count, ...]]:
    """Give counts of days without gaps, by week or month where there are too many of them."""
    if not counts:
        return "days", ()
    held = {date.fromisoformat(count.name): count for count in counts}
    first, last = min(held), max(held)
    if (last - first).days < _MOST:
        grain: Grain = "days"
    else:
        grain = "weeks" if (last - first).days < 7 * (_MOST - 1) else "months"
    slots: dict[date, list[int]] = {}
    day = first
    while day <= last:
        slots.setdefault(_slot(day, grain), [0, 0])
        day += timedelta(days=1)
    for day, count in held.items():
        slot = slots[_slot(day, grain)]
        slot[0] += count.count
        slot[1] += count.wrong
    named = tuple(
        Count(name=str(day)[:7] if grain == "months" else str(day), count=count, wrong=wrong)
        for day, (count, wrong) in slots.items()
    )
    return grain, named[-2 * _MOST :]


def _slot(day: date, grain: Grain) -> date:
    if grain == "days":
        return day
    return day - timedelta(days=day.weekday()) if grain == "weeks" else day.replace(day=1)


def draw_columns(bars: Bars, anchor: str) -> str:
    """Give a chart of upright bars in order of time; "" where there is nothing to draw."""
    if not bars.counts:
        return ""
    ticks = _ticks(max(count.count for count in bars.counts))
    labels = [f"{tick:,}" for tick in ticks]
    left = 12 + int(max(map(text_width, labels)) * _COLUMN)
    height, top = _HEIGHT - _TOP - _BOTTOM, Fraction(ticks[-1])
    parts = [_name(bars)]
    for tick, label in zip(ticks, labels, strict=True):
        y = _TOP + height * (1 - tick / top)
        parts += [_line(left, y), text_at("tick", left - 6, y + 4, label, "end")]
    room = Fraction(WIDTH - _RIGHT - left, len(bars.counts))
    for place, count in enumerate(bars.counts):
        x = left + place * room + room / 8
        parts += _column(count, x, room * 3 / 4, height, top)
    parts += _dates(bars.counts, left, room)
    return _svg(bars, anchor, _HEIGHT, parts)


def _ticks(most: int) -> tuple[int, ...]:
    """Give round whole values from 0 that take in the most."""
    ticks = ticks_of(Fraction(0), Fraction(max(most, 1)))
    return tuple(dict.fromkeys(int(tick) for tick in ticks if tick.denominator == 1))


def _column(
    count: Count, x: Fraction, width: Fraction, height: int, top: Fraction
) -> Iterator[str]:
    for name, value in (("bar", count.count), ("bar wrong", count.wrong)):
        if value:
            size = max(height * value / top, Fraction(1))
            yield _rect(name, x, _TOP + height - size, width, size, f"{count.name}: {value:,}")


def _dates(counts: Sequence[Count], left: int, room: Fraction) -> Iterator[str]:
    step = -(-len(counts) // _DATES)
    for place in range(0, len(counts), step):
        x = left + place * room + room / 2
        yield text_at("tick", max(x, Fraction(34)), _HEIGHT - 8, counts[place].name, "middle")


def draw_rows(bars: Bars, anchor: str, classes: Sequence[str] = ()) -> str:
    """Give a chart of bars that lie, one a row; classes: of each row's bar, for its colour."""
    if not bars.counts:
        return ""
    half = int(WIDTH * Fraction(9, 20) / _COLUMN)
    labels = [shorten(printable(count.name), half) for count in bars.counts]
    left = 12 + int(max(map(text_width, labels)) * _COLUMN)
    numbers = [f"{count.count:,}" for count in bars.counts]
    room = WIDTH - left - 8 - int(max(map(text_width, numbers)) * Fraction(7))
    most = max(max(count.count for count in bars.counts), 1)
    parts = [_name(bars)]
    for place, (count, label, number) in enumerate(zip(bars.counts, labels, numbers, strict=True)):
        y = Fraction(_TOP + place * _ROW)
        name = f"bar {classes[place]}" if classes else "bar"
        size = max(Fraction(room * count.count, most), Fraction(1))
        parts.append(text_at("tick", left - 6, y + 13, label, "end"))
        parts.append(_rect(name, Fraction(left), y + 2, size, Fraction(14), f"{label}: {number}"))
        if count.wrong:
            wrong = max(Fraction(room * count.wrong, most), Fraction(1))
            title = f"{bars.wrong}: {count.wrong:,}"
            parts.append(_rect("bar wrong", Fraction(left), y + 2, wrong, Fraction(14), title))
        parts.append(text_at("value", left + size + 5, y + 13, number, "start"))
    return _svg(bars, anchor, _TOP + len(labels) * _ROW + 6, parts)


def _svg(bars: Bars, anchor: str, height: int, parts: Sequence[str]) -> str:
    title, desc = f"{anchor}-title", f"{anchor}-desc"
    said = f"{bars.title}: " + ", ".join(f"{c.name} {c.count:,}" for c in bars.counts[:20])
    head = (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-labelledby="{title} {desc}">'
        f'<title id="{title}">{safe(bars.title)}</title><desc id="{desc}">{safe(said)}</desc>'
    )
    return head + "".join(parts) + "</svg>"


def _name(bars: Bars) -> str:
    return text_at("name", 2, 14, bars.title, "start")


def _line(left: int, y: Fraction) -> str:
    at = coordinate(y)
    return f'<line class="grid" x1="{left}" y1="{at}" x2="{WIDTH - _RIGHT}" y2="{at}"/>'


def _rect(name: str, x: Fraction, y: Fraction, width: Fraction, height: Fraction, said: str) -> str:
    size = f'width="{coordinate(width)}" height="{coordinate(height)}"'
    title = f"<title>{safe(said)}</title>"
    return f'<rect class="{name}" x="{coordinate(x)}" y="{coordinate(y)}" {size}>{title}</rect>'
