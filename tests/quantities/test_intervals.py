"""The table of docs/semantics.md, row by row, and what holds of every interval."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.quantities import intervals
from uratori.records import Interval

from .tables import interval, numbers


@pytest.mark.parametrize(
    ("sentence", "core", "outer"),
    [
        ("PERは28。", "[27.5, 28.5)", "[27.5, 28.5)"),
        ("PERは28.0。", "[27.95, 28.05)", "[27.95, 28.05)"),
        ("PERは約28。", "[27.5, 28.5)", "[27, 29]"),
        ("PERは28前後。", "[27.5, 28.5)", "[27, 29]"),
        ("PERは50。", "[49.5, 50.5)", "[47.5, 52.5)"),
        ("PERは約50。", "[47.5, 52.5]", "[45, 55]"),
        ("PERは28を超える。", "(28, inf)", "(28, inf)"),
        ("PERは28以上。", "[28, inf)", "[28, inf)"),
        ("PERは28未満。", "(-inf, 28)", "(-inf, 28)"),
        ("PERは28以下。", "(-inf, 28]", "(-inf, 28]"),
        ("PERは28に近い。", "[26.6, 28)", "[26.6, 28.5)"),
        ("10%強を占める。", "(10, 11]", "(10, 12]"),
        ("10%弱を占める。", "[9, 10)", "[8, 10)"),
        ("PERは20台前半。", "[20, 25)", "[19.5, 25.5)"),
        ("PERは20台半ば。", "[23, 27)", "[22.5, 27.5)"),
        ("終値は4万円台。", "[40000, 50000)", "[40000, 50000)"),
        ("終値は150円台。", "[150, 151)", "[150, 151)"),
        ("数%を占める。", "[2, 6]", "[2, 9]"),
        ("数十人が来た。", "[20, 60]", "[20, 99]"),
        ("十数人が来た。", "[13, 17]", "[11, 19]"),
        ("2〜3%を占める。", "[2, 3]", "[1.5, 3.5)"),
        ("3分の1を占める。", "[.292, .367]", "[.292, .367]"),
        ("半分を占める。", "[.45, .55]", "[.40, .60]"),
        ("2倍になった。", "[1.9, 2.1]", "[1.75, 2.25]"),
        ("3分の1を超える。", "(1/3, inf)", "(1/3, inf)"),
    ],
)
def test_row(sentence: str, core: str, outer: str) -> None:
    quantity = numbers(sentence)[0]
    assert quantity.core == interval(core)
    assert quantity.outer == interval(outer)


NUMBERS = st.integers(min_value=1, max_value=10**12).map(Fraction)
POWERS = st.integers(min_value=0, max_value=4).map(lambda power: Fraction(10**power))


@given(NUMBERS, POWERS)
def test_outer_takes_in_core_and_both_the_number(count: Fraction, zeros: Fraction) -> None:
    value, place, grain = count * zeros, Fraction(1), zeros
    for core, outer in (
        intervals.bare(value, place, grain),
        intervals.hedged(value, place, grain),
        intervals.band(value, place, grain, "band"),
    ):
        assert value in core
        assert core.within(outer)


@given(NUMBERS, POWERS)
def test_a_hedge_never_narrows(count: Fraction, zeros: Fraction) -> None:
    value = count * zeros
    bare = intervals.bare(value, Fraction(1), zeros)
    hedged = intervals.hedged(value, Fraction(1), zeros)
    assert bare[0].within(hedged[0])
    assert bare[1].within(hedged[1])


@given(NUMBERS, POWERS, st.sampled_from(["above", "below"]))
def test_an_edge_leaves_the_number_out(count: Fraction, zeros: Fraction, effect: str) -> None:
    core, outer = intervals.edge(count * zeros, Fraction(1), zeros, effect)
    assert count * zeros not in core
    assert core.within(outer)


def test_a_date_is_unbounded() -> None:
    assert Interval(low=None, high=None) == intervals.UNBOUNDED


def test_the_widths_are_those_of_the_data_file() -> None:
    assert intervals.widths()["round_hedged_core"] == Fraction(1, 4)
    assert intervals.widths()["near_core"] == Fraction(1, 20)
