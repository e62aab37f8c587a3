"""The interval a written number stands for: the table of docs/semantics.md, widths in widths.tsv.

Every function gives (core, outer): core is what the writing says, outer how far a careful writer
may round. A hedge unlocks a coarser grid; it is never a percentage band. Bounds are in the unit of
the value.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache, lru_cache

from ..lexicon import read_table
from ..records import Interval

Pair = tuple[Interval, Interval]
_Ratio = tuple[int, int]
"""A fraction as the key of a cache: its own hash takes ten times as long."""

UNBOUNDED = Interval(low=None, high=None)


@cache
def widths() -> dict[str, Fraction]:
    """Give the widths by name."""
    rows = read_table("widths", package="uratori.quantities")
    return {row["name"]: Fraction(row["value"]) for row in rows}


@cache
def _fractions() -> dict[tuple[str, Fraction], tuple[Fraction, ...]]:
    bounds = ("core_low", "core_high", "outer_low", "outer_high")
    return {
        (row["unit"], Fraction(row["value"])): tuple(Fraction(row[name]) for name in bounds)
        for row in read_table("fractions", package="uratori.quantities")
    }


def _half_open(middle: Fraction, half: Fraction) -> Interval:
    return Interval(low=middle - half, high=middle + half, high_open=True)


def _closed(middle: Fraction, half: Fraction) -> Interval:
    return Interval(low=middle - half, high=middle + half)


def _twice(interval: Interval) -> Pair:
    return interval, interval


def bare(value: Fraction, place: Fraction, grain: Fraction) -> Pair:
    """Give the intervals of an unhedged number: 28 -> [27.5, 28.5); 50 reaches to [47.5, 52.5)."""
    return _bare(value.as_integer_ratio(), place.as_integer_ratio(), grain.as_integer_ratio())


@lru_cache(maxsize=1 << 12)
def _bare(value: _Ratio, place: _Ratio, grain: _Ratio) -> Pair:
    middle = Fraction(*value)
    core = _half_open(middle, Fraction(*place) * widths()["plain_core"])
    if grain == place:
        return core, core
    return core, _half_open(middle, Fraction(*grain) * widths()["round_outer"])


@lru_cache(maxsize=1 << 12)
def hedged(value: Fraction, place: Fraction, grain: Fraction) -> Pair:
    """Give the intervals of 約28 ([27.5, 28.5), [27, 29]) and 約50 ([47.5, 52.5], [45, 55])."""
    width = widths()
    if grain == place:
        core = _half_open(value, place * width["plain_core"])
        return core, _closed(value, place * width["plain_hedged_outer"])
    core = _closed(value, grain * width["round_hedged_core"])
    return core, _closed(value, grain * width["round_hedged_outer"])


@lru_cache(maxsize=1 << 12)
def bound(value: Fraction, effect: str) -> Pair:
    """Give 28を超える (28, inf), 28以上 [28, inf), 28未満 (-inf, 28), 28以下 (-inf, 28]."""
    if effect in ("more_than", "at_least"):
        return _twice(Interval(low=value, high=None, low_open=effect == "more_than"))
    return _twice(Interval(low=None, high=value, high_open=effect == "less_than"))


def nearly(value: Fraction, place: Fraction) -> Pair:
    """Give 28に迫る: [26.6, 28), outer up to 28.5; of 4割近く [38, 40), outer from 35 to 45."""
    width = widths()
    below = value * width["near_core"]
    half = place * width["near_outer"]
    outer = max(below, min(half, value * width["near_outer_below"]))
    core = Interval(low=value - below, high=value, high_open=True)
    return core, Interval(low=value - outer, high=value + half, high_open=True)


def edge(value: Fraction, place: Fraction, grain: Fraction, effect: str) -> Pair:
    """Give 10%強 (10, 11], (10, 12] and 10%弱 [9, 10), [8, 10); 28%強 stops at 29, 3割強 at 35%."""
    width = widths()
    least = place * width["edge_place"]
    core = max(least, min(value * width["edge_core"], grain))
    outer = max(2 * least, min(value * width["edge_outer"], grain * 2))
    outer = max(core, min(outer, value / 2))  # 1兆円弱 is no nothing
    if effect == "above":
        return (
            Interval(low=value, high=value + core, low_open=True),
            Interval(low=value, high=value + outer, low_open=True),
        )
    return (
        Interval(low=value - core, high=value, high_open=True),
        Interval(low=value - outer, high=value, high_open=True),
    )


def band(value: Fraction, place: Fraction, width: Fraction, effect: str) -> Pair:
    """Give 20台 [20, 30), 前半 [20, 25), 半ば [23, 27), 後半 [25, 30); outer u/2 more when wide."""
    table = widths()
    start = {"band_mid": table["band_mid_start"], "band_high": table["band_high_start"]}
    end = {"band_low": table["band_low_end"], "band_mid": table["band_mid_end"]}
    low = value + width * start.get(effect, Fraction(0))
    high = value + width * end.get(effect, Fraction(1))
    more = place * table["band_outer"] if width > place else Fraction(0)
    core = Interval(low=low, high=high, high_open=True)
    return core, Interval(low=low - more, high=high + more, high_open=True)


def band_width(value: Fraction, grain: Fraction, unit: str) -> Fraction:
    """Give how far 台 reaches: the grain (4万円台: 1万円), but one yen for a rate (150円台).

    Between 70 and 200 yen the press writes 台 of the exchange rate, whose figures move by the yen.
    """
    rate = unit == "JPY/USD" or unit == "JPY"
    return min(grain, Fraction(1)) if rate and 70 <= value < 200 else grain


def spread(low: Fraction, high: Fraction, low_place: Fraction, high_place: Fraction) -> Pair:
    """Give 2〜3%: [2, 3], outer [1.5, 3.5); each end widens by half of its own last place."""
    more = widths()["range_outer"]
    outer = Interval(low=low - low_place * more, high=high + high_place * more, high_open=True)
    return Interval(low=low, high=high), outer


@cache
def several(small: int, large: int) -> Pair:
    """Give 数% [2, 6], [2, 9], 数十 [20, 60], [20, 99]; `large` is 10**8 for 数十億."""
    width = widths()
    top = width["several_outer_high"] if small == 1 else Fraction(10 * small - 1)
    return (
        Interval(
            low=width["several_core_low"] * small * large,
            high=width["several_core_high"] * small * large,
        ),
        Interval(low=width["several_outer_low"] * small * large, high=top * large),
    )


@cache
def teens(large: int) -> Pair:
    """Give 十数: [13, 17], [11, 19]."""
    low, high, outer_low, outer_high = (
        widths()[f"teens_{name}"] * large
        for name in ("core_low", "core_high", "outer_low", "outer_high")
    )
    return Interval(low=low, high=high), Interval(low=outer_low, high=outer_high)


def plain_fraction(value: Fraction, unit: str, *, hedge: bool) -> Pair | None:
    """Give 3分の1 [.292, .367], 半分, 2倍 from the table of plain fractions; None for others.

    A hedge takes the outer interval as the core, and as much again as the new outer one.
    """
    row = _fractions().get((unit, value))
    if row is None:
        return None
    core = Interval(low=row[0], high=row[1])
    outer = Interval(low=row[2], high=row[3])
    if not hedge or core == outer:
        return core, outer
    return outer, Interval(low=2 * row[2] - row[0], high=2 * row[3] - row[1])


def small_fraction(value: Fraction) -> Pair:
    """Give 1/10 and 10万分の1: half-way to the next denominator on either side."""
    over, under = value.numerator, value.denominator
    half = Fraction(1, 2)
    core = Interval(low=over / (under + half), high=over / (under - half))
    return core, core
