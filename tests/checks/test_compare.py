"""The decision table of docs/semantics.md, row by row."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from uratori.checks import compare
from uratori.records import Interval


def span(low: str | None, high: str | None, ends: str = "[]") -> Interval:
    return Interval(
        low=None if low is None else F(low),
        high=None if high is None else F(high),
        low_open=ends[0] == "(",
        high_open=ends[1] == ")",
    )


FIFTY = (span("47.5", "52.5"), span("45", "55"))
THIRD = (span("1/3", None, "()"), span("1/3", None, "()"))


@pytest.mark.parametrize(
    ("point", "reach", "claim", "status", "note"),
    [
        ("50", ("49", "51"), FIFTY, "consistent", None),
        ("52", ("51", "53"), FIFTY, "consistent", "by_rounding"),
        ("54", ("53", "56"), FIFTY, "approx", None),
        ("43.6", ("40.7", "46.5"), FIFTY, "marginal", None),
        ("40", ("39", "41"), FIFTY, "inconsistent", None),
        ("0.304", ("0.289", "0.318"), THIRD, "inconsistent", None),
        ("1/3", ("0.32", "0.35"), THIRD, "marginal", None),
        ("0.35", ("0.34", "0.36"), THIRD, "consistent", None),
    ],
)
def test_the_first_row_that_holds_decides(
    point: str, reach: tuple[str, str], claim: tuple[Interval, Interval], status: str, note: str
) -> None:
    verdict = compare(F(point), span(*reach), *claim)
    assert (verdict.status, verdict.note) == (status, note)


def test_a_cut_off_amount_is_marginal_and_says_so() -> None:
    written = span("943.5", "944.5", "[)")
    cut = span("944", "945", "[)")
    verdict = compare(F("944.8"), span("944.7", "944.9"), written, written, truncated=cut)
    assert (verdict.status, verdict.note) == ("marginal", "by_truncation")


def test_strict_leaves_no_margin() -> None:
    assert compare(F("43.6"), span("40.7", "46.5"), *FIFTY, strict=True).status == "inconsistent"


def test_an_open_end_does_not_meet_a_closed_one_at_the_same_number() -> None:
    below = span("0", "28", "[)")
    assert not below.meets(span("28", "30"))
    assert span("0", "28").meets(span("28", "30"))
    assert not span("28", "30").within(span("28", "30", "(]"))
    assert span("28", "30", "(]").within(span("28", "30", "(]"))


def test_what_holds_where_the_operands_were_cut_off_is_consistent() -> None:
    written = span("40.05", "40.15")
    near, cut = span("39.95", "40.11"), span("39.99", "40.12")
    verdict = compare(F("40.03"), near, written, written, cut=cut)
    assert (verdict.status, verdict.note) == ("consistent", "by_truncation")
    verdict = compare(F("40.03"), near, written, written, cut=span("40.2", "40.3"))
    assert (verdict.status, verdict.note) == ("marginal", None)
