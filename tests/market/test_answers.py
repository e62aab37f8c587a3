"""Figures: exact values and the ranges that the data's rounding allows; vintages in force."""

from datetime import date
from fractions import Fraction

import pytest

from uratori.market.definitions.answers import (
    Figure,
    figure_of,
    growth,
    less,
    mean,
    product,
    ratio,
    total,
)
from uratori.market.vintages import release_days, standing_at
from uratori.records import Interval

from .builders import fact


def figure(value: str, place: str = "1") -> Figure:
    return figure_of(fact("x", "sales", "2025-03-31", value, "JPY", place=Fraction(place)))


def ends(figure: Figure) -> tuple[Fraction | None, Fraction | None]:
    return figure.spread.low, figure.spread.high


def test_a_row_is_a_figure_up_to_its_own_rounding() -> None:
    assert figure("10").spread == Interval(
        low=Fraction("9.5"), high=Fraction("10.5"), high_open=True
    )
    assert figure("10", "0").spread == Interval(low=Fraction(10), high=Fraction(10))


def test_arithmetic() -> None:
    ten, four = figure("10"), figure("4")
    assert less(ten, four).value == 6
    assert ends(less(ten, four)) == (5, 7)
    assert total([ten, four]).value == 14
    assert ends(total([ten, four])) == (13, 15)
    assert mean([ten, four]).value == 7
    assert ends(mean([ten, four])) == (Fraction("6.5"), Fraction("7.5"))
    assert mean([ten]) is ten
    assert product(ten, four, "JPY").value == 40
    assert ends(product(ten, four, "JPY")) == (Fraction("33.25"), Fraction("47.25"))


def test_ratios_and_growth() -> None:
    quotient = ratio(figure("10"), figure("4"), 100, "percent")
    assert quotient is not None
    assert quotient.value == 250
    assert ends(quotient) == (100 * Fraction(19, 9), 300)
    assert quotient.working == "10 / 4 * 100"
    rise = growth(figure("5"), figure("4"))
    assert rise is not None
    assert (rise.value, rise.working) == (25, "5 / 4 - 1")
    assert ends(rise) == (0, 100 * Fraction(11, 7) - 100)


@pytest.mark.parametrize("before", ["0", "-4", "0.5"])
def test_no_ratio_to_a_loss_or_to_nothing(before: str) -> None:
    assert ratio(figure("10"), figure(before), 1, "times") is None
    assert growth(figure("10"), figure(before)) is None


def test_a_loss_over_sales_is_negative() -> None:
    margin = ratio(figure("-10"), figure("40"), 100, "percent")
    assert margin is not None
    assert margin.value == -25
    assert ends(margin) == (100 * Fraction("-10.5") / Fraction("39.5"), Fraction(-95000, 4050))


def rows() -> list:
    return [
        fact("x", "level", "2025-12-01", 10, "people", known=date(2026, 1, 9), source="A one"),
        fact("x", "level", "2025-12-01", 12, "people", known=date(2026, 2, 6), source="A two"),
        fact("x", "level", "2025-12-01", 11, "people", source="B"),
        fact("x", "level", "2025-12-01", 99, "people", source="C", quality="claimant"),
    ]


@pytest.mark.parametrize(
    ("day", "values"),
    [
        ("2025-11-30", []),
        ("2026-01-08", [11]),
        ("2026-01-09", [10, 11]),
        ("2026-02-05", [10, 11]),
        ("2026-02-06", [12, 11]),
    ],
)
def test_the_vintage_in_force(day: str, values: list[int]) -> None:
    held = standing_at(rows(), date.fromisoformat(day))
    assert sorted(row.value for row in held) == sorted(values)


def test_days_of_release_before_a_day() -> None:
    assert release_days(rows(), date(2026, 2, 6)) == (date(2026, 1, 9),)
    assert release_days(rows(), date(2026, 2, 7)) == (date(2026, 1, 9), date(2026, 2, 6))
