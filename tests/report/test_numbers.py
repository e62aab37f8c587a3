"""Numbers as they are shown: format_number, decimal_text, exact_text."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.lexicon import read_table
from uratori.text.numbers import decimal_text, exact_text, format_number

SHOWN = [
    ("17/56", "ratio", "30.4%", "30.4%"),
    ("1/3000", "ratio", "0.033%", "0.033%"),
    ("1700/39", "percent", "43.6%", "43.6%"),
    ("5.25", "percent", "5.25%", "5.25%"),
    ("-5.3", "percent", "-5.3%", "-5.3%"),
    ("71.98123", "percent", "72.0%", "72.0%"),
    ("0", "percent", "0%", "0%"),
    ("0.4", "percentage_point", "0.4%ポイント", "0.4 percentage points"),
    ("75", "bp", "75bp", "75 bp"),
    ("28", "times", "28倍", "28x"),
    ("56/3", "times", "18.67倍", "18.67x"),
    ("29.25", "times", "29.25倍", "29.25x"),
    ("402.16", "points", "402.16ポイント", "402.16 points"),
    ("6915.61", "index", "6,915.61", "6,915.61"),
    ("75000000000", "USD", "750億ドル", "USD 75 billion"),
    ("74612345678", "USD", "746億1,200万ドル", "USD 74.612 billion"),
    ("14226000000", "JPY", "142億2,600万円", "JPY 14.226 billion"),
    ("1234500000000", "JPY", "1兆2,345億円", "JPY 1.2345 trillion"),
    ("-1200000000", "JPY", "-12億円", "JPY -1.2 billion"),
    ("39800000", "JPY", "3,980万円", "JPY 39.8 million"),
    ("39812", "JPY", "39,812円", "JPY 39,812"),
    ("150.25", "JPY", "150.25円", "JPY 150.25"),
    ("150.25", "JPY/USD", "1ドル=150.25円", "150.25 JPY/USD"),
    ("120", "JPY/share", "120円/株", "120 JPY/share"),
    ("78.5", "USD/barrel", "78.5ドル/バレル", "78.5 USD/barrel"),
    ("3", "occurrences", "3回", "3 times"),
    ("14", "business_days", "14営業日", "14 business days"),
    ("12", "店舗", "12店舗", "12 店舗"),
    ("28", "", "28", "28"),
    ("5", "a/b", "5 a/b", "5 a/b"),
]


@pytest.mark.parametrize(("value", "unit", "ja", "en"), SHOWN)
def test_shown(value: str, unit: str, ja: str, en: str) -> None:
    assert format_number(Fraction(value), unit) == ja
    assert format_number(Fraction(value), unit, "en") == en


PLACES = [
    ("72", "percent", 1, "72.0%"),
    ("29.25", "times", 1, "29.2倍"),
    ("1/3", "ratio", 0, "33%"),
    ("74612345678", "USD", 1, "746.1億ドル"),
    ("1234567000000", "JPY", 2, "1.23兆円"),
]


@pytest.mark.parametrize(("value", "unit", "places", "expected"), PLACES)
def test_fixed_places(value: str, unit: str, places: int, expected: str) -> None:
    assert format_number(Fraction(value), unit, places=places) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("19.5", "19.5"), ("1/3", "1/3"), ("-1/7", "-1/7"), ("75e9", "75000000000"),
     ("-0.15", "-0.15"), ("0", "0"), ("1/1024", "0.0009765625"), ("100", "100"),
     ("1e-7", "0.0000001")],
)  # fmt: skip
def test_exact(value: str, expected: str) -> None:
    assert exact_text(Fraction(value)) == expected


@given(st.fractions())
def test_exact_text_reads_back(value: Fraction) -> None:
    text = exact_text(value)
    assert Fraction(text) == value
    assert "e" not in text.lower()


@given(st.fractions(), st.integers(0, 6))
def test_decimal_text_is_the_nearest(value: Fraction, places: int) -> None:
    text = decimal_text(value, places)
    shown = Fraction(Decimal(text.replace(",", "")))
    assert abs(shown - value) <= Fraction(1, 2 * 10**places)
    assert len(text.partition(".")[2]) == places


@given(st.fractions(), st.sampled_from(["JPY", "percent", "times", "shares", "JPY/USD", "局"]))
def test_every_number_can_be_shown(value: Fraction, unit: str) -> None:
    for lang in ("ja", "en"):
        assert format_number(value, unit, lang)


def test_numbers_of_ten_thousand_digits() -> None:
    huge = Fraction(10**10_000 + 7)
    assert exact_text(huge) == "1" + "0" * 9_999 + "7"
    assert exact_text(1 / huge).startswith("1/1000")
    assert format_number(huge, "percent").endswith("007%")
    assert format_number(huge, "JPY").endswith("兆円")
    assert format_number(1 / huge, "times") == "0.000000000000倍"


def test_the_table_of_unit_names() -> None:
    rows = list(read_table("unit_names", "uratori.text"))
    assert len(rows) == len({row["unit"] for row in rows})
    assert {row["form"] for row in rows} == {"scalar", "currency", "count", "per"}
