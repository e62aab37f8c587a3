"""Scoring quantities against gold, each score against counts worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from uratori.evaluation.gate import assess
from uratori.evaluation.quantities import GoldQuantity, same_days, same_unit, same_value
from uratori.evaluation.scores import Tally, table, three_places
from uratori.records import Interval, Quantity

from .corpora import SAMPLE, line, write_lines

# right, marked, found
BY_HAND = {
    "span": (12, 13, 14),
    "value": (11, 13, 14),
    "unit": (11, 13, 14),
    "modifier": (11, 13, 14),
    "direction": (11, 13, 14),
    "kind": (11, 13, 14),
    "strict": (10, 13, 14),
    "days": (1, 2, 3),
    "strict level": (3, 6, 7),
    "strict change": (1, 1, 1),
    "strict count": (1, 1, 1),
    "strict ordinal": (1, 1, 1),
    "strict date": (4, 4, 4),
    "strict in results": (3, 4, 4),
    "strict in funds": (1, 2, 2),
    "strict in times": (6, 6, 6),
    "texts": (5, 9, 9),
}

ERRORS = [
    "false  g: 「500円」 level 500 JPY",
    "missed h: 「7億」 level 700000000 JPY",
    "false  h: 「7億円」 level 700000000 JPY",
    "wrong  b: 「100億円」 value: gold 10000000001, found 10000000000",
    "wrong  c: 「3万円」 unit: gold USD, found JPY",
    "wrong  b: 「12%」 kind: gold level, found change",
    "wrong  c: 「3万円」 modifier: gold none, found approx",
    "wrong  d: 「2〜3%」 direction: gold down, found up",
    "wrong  a: 「2025年」 days: gold none, found 2025-01-01..2025-12-31",
    "wrong  e: 「2026年1月下旬」 days: gold 2026-01-21..2026-01-30, found 2026-01-21..2026-01-31",
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lines(tmp_path_factory.mktemp("gold") / "mine.jsonl", SAMPLE)


def test_the_scores_are_those_worked_out_by_hand(sample: Path) -> None:
    scores = assess(sample).scores
    assert {name: (t.right, t.marked, t.found) for name, t in scores.items()} == BY_HAND
    assert list(scores) == list(BY_HAND)


def test_precision_recall_and_f1_follow_from_the_counts(sample: Path) -> None:
    strict = assess(sample).scores["strict"]
    assert strict.precision() == Fraction(10, 14)
    assert strict.recall() == Fraction(10, 13)
    assert strict.f1() == Fraction(20, 27)


@pytest.mark.parametrize(
    ("counts", "shares"),
    [((0, 0, 0), (1, 1, 1)), ((0, 0, 2), (0, 1, 0)), ((0, 2, 0), (1, 0, 0))],
)
def test_nothing_found_or_marked(
    counts: tuple[int, int, int], shares: tuple[int, int, int]
) -> None:
    tally = Tally(right=counts[0], marked=counts[1], found=counts[2])
    assert (tally.precision(), tally.recall(), tally.f1()) == tuple(map(Fraction, shares))


def test_the_errors_are_listed(sample: Path) -> None:
    assert list(assess(sample).errors) == ERRORS


def test_the_table_fits_a_terminal(sample: Path) -> None:
    head, names, *rows = table(assess(sample))
    assert head == f"{sample}: 9 texts\n"
    assert names == "score                           gold  found  right   prec.  recall      F1\n"
    assert rows[6] == "strict                            13     14     10   0.714   0.769   0.740\n"
    assert {len(row) for row in rows} == {len(names)}


def test_a_silent_text_is_whole(tmp_path: Path) -> None:
    texts = [line("s", "names", "日経225は名前である。"), line("t", "names", "株価は5円。")]
    scores = assess(write_lines(tmp_path / "negative.jsonl", texts)).scores
    assert scores["texts"] == Tally(right=1, marked=2, found=2)
    assert scores["strict"] == Tally(right=0, marked=0, found=1)


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (Fraction(1), "1.000"),
        (Fraction(0), "0.000"),
        (Fraction(9999, 10000), "0.999"),
        (Fraction(2, 3), "0.666"),
        (Fraction(1, 50), "0.020"),
    ],
)
def test_a_share_is_cut_and_never_rounded_up(share: Fraction, written: str) -> None:
    assert three_places(share) == written


def gold(kind: str = "level", **said: Any) -> GoldQuantity:
    given: dict[str, Any] = {"text": "x", "start": 0, "kind": kind, "value": Fraction(3)} | said
    return GoldQuantity(**given)


def found(kind: str = "level", **said: Any) -> Quantity:
    core = Interval(low=said.pop("low", Fraction(5, 2)), high=said.pop("high", Fraction(7, 2)))
    head: dict[str, Any] = {"id": "q1", "start": 0, "end": 1, "text": "x", "phrase": (0, 1)}
    rest = {
        "rule": "r",
        "kind": kind,
        "value": Fraction(3),
        "unit": "JPY",
        "core": core,
        "outer": core,
    }
    return Quantity(**head | rest | said)


TWO_TO_THREE: dict[str, Any] = {"value": None, "low": Fraction(2), "high": Fraction(3)}
VAGUE: dict[str, Any] = {"value": None, "modifier": "vague"}
P6M: dict[str, Any] = {"kind": "duration", "value": Fraction(6), "timex": "P6M"}
RANGE_OF_YEARS: dict[str, Any] = {**TWO_TO_THREE, "kind": "duration", "timex": "PXY"}
END: dict[str, Any] = {"kind": "date", "value": None, "timex": "2026-01", "mod": "END"}


@pytest.mark.parametrize(
    ("marked", "read", "same"),
    [
        (gold(), found(), True),
        (gold(value=Fraction("3.0001")), found(), False),
        (gold(value=Fraction(-3)), found(), False),
        (gold(), found(value=None), False),
        (gold(value=Fraction(1, 3)), found(value=Fraction("0.3333333333")), False),
        (gold(**TWO_TO_THREE), found(**TWO_TO_THREE, modifier="range"), True),
        (gold(**TWO_TO_THREE), found(**TWO_TO_THREE | {"high": Fraction(4)}), False),
        (gold(**TWO_TO_THREE), found(**TWO_TO_THREE | {"low": None}), False),
        (gold(**TWO_TO_THREE), found(), False),
        (gold(), found(**TWO_TO_THREE), False),
        (gold(**VAGUE), found(**VAGUE), True),
        (gold(**VAGUE), found(), False),
        (gold(), found(**VAGUE), False),
        (gold(**P6M), found(**P6M), True),
        (gold(**P6M), found(**P6M | {"timex": "P6Y"}), False),
        (gold(**P6M), found(value=Fraction(6)), False),
        (gold(**RANGE_OF_YEARS), found(**RANGE_OF_YEARS), True),
        (gold(**RANGE_OF_YEARS), found(**RANGE_OF_YEARS | {"high": Fraction(4)}), False),
        (gold(**END), found(**END), True),
        (gold(**END), found(**END | {"mod": None}), False),
        (gold(**END), found(**END | {"timex": "2026-02"}), False),
        (gold("date", value=None), found("date", value=None), True),
        (gold("date", value=None), found(**END), False),
        (gold(**END), found("date", value=None), False),
    ],
)
def test_the_value_of_each_sort_of_number(marked: GoldQuantity, read: Quantity, same: bool) -> None:
    assert same_value(marked, read) is same


@pytest.mark.parametrize(
    ("unit", "read", "same"),
    [("JPY", "JPY", True), ("USD", "JPY", False), ("", "", True), (None, "", True),
     (None, "JPY", False), ("JPY", "", False)],
)  # fmt: skip
def test_a_bare_number_has_no_unit(unit: str | None, read: str, same: bool) -> None:
    assert same_unit(gold(unit=unit), found(unit=read)) is same


@pytest.mark.parametrize(("last", "same"), [(31, True), (30, False)])
def test_both_days_must_agree(last: int, same: bool) -> None:
    first = date(2026, 1, 1)
    marked = gold(start_date=first, end_date=date(2026, 1, last))
    assert same_days(marked, found(start_date=first, end_date=date(2026, 1, 31))) is same
    assert same_days(marked, found()) is False
