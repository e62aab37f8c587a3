"""Formulas: exact values, ranges at the corners, flip points."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.checks.formula import evaluate, reach, solve, written
from uratori.checks.rules import CHECKS
from uratori.checks.schema import Check
from uratori.records import Interval

POSITIVE = st.fractions(min_value=F(1, 100), max_value=10_000, max_denominator=1000)


def test_values_are_exact() -> None:
    assert evaluate("1 - own/other", {"own": F("19.5"), "other": F(28)}) == F(17, 56)


def test_a_formula_is_written_with_its_numbers() -> None:
    assert written("1 - own/other", {"own": "19.5", "other": "28"}) == "1 - 19.5/28"


def test_a_formula_can_hold_arithmetic_only() -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        evaluate("own.real", {"own": F(1)})


def test_the_range_is_taken_at_the_corners() -> None:
    own = Interval(low=F("19.45"), high=F("19.55"), high_open=True)
    other = Interval(low=F("27.5"), high=F("28.5"))
    found = reach("1 - own/other", {"own": own, "other": other})
    assert (found.low, found.high) == (1 - F("19.55") / F("27.5"), 1 - F("19.45") / F("28.5"))
    assert (found.low_open, found.high_open) == (True, False)


def test_a_zero_inside_the_denominator_leaves_the_range_unbounded() -> None:
    around_zero = Interval(low=F(0), high=F(1))
    found = reach("1/x", {"x": around_zero})
    assert (found.low, found.high) == (None, None)


def test_flip_points_of_the_discount() -> None:
    operands = {"own": F("19.5"), "other": F(28)}
    assert solve("1 - own/other", operands, "other", F(1, 3)) == F("29.25")
    assert solve("1 - own/other", operands, "own", F(1, 3)) == F(56, 3)


@pytest.mark.parametrize("check", [c for c in CHECKS if c.roles], ids=lambda c: c.key)
@given(data=st.data())
def test_a_flip_point_meets_its_target(check: Check, data: st.DataObject) -> None:
    formula = check.formula
    names = [role.name for role in check.roles]
    if check.assumption:
        names.append(check.assumption.name)
    if check.dated:
        names.append("years")
    if check.dated:
        names.append("years")
    operands = {name: data.draw(POSITIVE) for name in names}
    try:
        target = evaluate(formula, operands) + data.draw(POSITIVE)
    except ZeroDivisionError:
        return
    for name in names:
        found = solve(formula, operands, name, target)
        if found is not None:
            assert evaluate(formula, {**operands, name: found}) == target


@given(low=POSITIVE, width=POSITIVE, other=POSITIVE, share=st.fractions(0, 1))
def test_every_inner_point_lies_in_the_range(low: F, width: F, other: F, share: F) -> None:
    own = Interval(low=low, high=low + width)
    point = Interval(low=other, high=other)
    inner = evaluate("1 - own/other", {"own": low + width * share, "other": other})
    assert inner in reach("1 - own/other", {"own": own, "other": point})
