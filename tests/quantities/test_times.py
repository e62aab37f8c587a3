"""Times: TIMEX3 values and the days they stand for."""

from datetime import date

import pytest

from uratori.quantities.timex import fiscal, month_part, months, months_back

from .tables import read, rows

TIMES = rows("times.tsv")


@pytest.mark.parametrize("row", TIMES, ids=lambda row: row["sentence"])
def test_time(row: dict[str, str]) -> None:
    quantity = read(row["sentence"])[0]
    assert quantity.text == row["text"]
    assert quantity.unit == row["unit"]
    assert (quantity.timex or "") == row["timex"]
    assert (quantity.mod or "") == row["mod"]
    assert str(quantity.start_date or "") == row["start"]
    assert str(quantity.end_date or "") == row["end"]


@pytest.mark.parametrize(
    "sentence", ["昨年は上げた。", "1月に上げた。", "26日に上げた。", "年初来で上げた。"]
)
def test_without_publication_a_relative_time_has_no_days(sentence: str) -> None:
    quantity = read(sentence, published=None)[0]
    assert (quantity.start_date, quantity.end_date) == (None, None)


def test_an_explicit_date_needs_no_publication() -> None:
    assert read("2026年1月下旬に下げた。", published=None)[0].start_date == date(2026, 1, 21)


def test_a_weekday_belongs_to_the_phrase_only() -> None:
    sentence = "2026年1月26日(月)に開く。"
    quantity = read(sentence)[0]
    assert quantity.text == "2026年1月26日"
    assert sentence[slice(*quantity.phrase)] == "2026年1月26日(月)"


def test_a_past_window_takes_過去_into_its_phrase() -> None:
    sentence = "過去3年間で伸びた。"
    quantity = read(sentence)[0]
    assert sentence[slice(*quantity.phrase)] == "過去3年間"


def test_a_fraction_beats_a_date_unless_marked() -> None:
    assert read("1/3を超える。")[0].unit == "ratio"
    assert read("1/3付の辞令。")[0].unit == "date"


def test_fourteen_days_in_a_row_and_the_fourteenth() -> None:
    assert [(q.kind, q.unit) for q in read("14日続伸")] == [("duration", "business_days")]
    assert [(q.kind, q.unit) for q in read("14日の東京市場")] == [("date", "date")]


def test_fiscal_year_and_quarter() -> None:
    third = fiscal(2026, 3, "Q3")
    assert (third.start, third.end) == (date(2025, 10, 1), date(2025, 12, 31))
    year = fiscal(2025, 12)
    assert (year.start, year.end) == (date(2025, 1, 1), date(2025, 12, 31))


def test_ends_of_months() -> None:
    assert month_part(2024, 2, "下旬").end == date(2024, 2, 29)
    assert months(2025, 12, 2).end == date(2026, 2, 28)
    assert months_back(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_back(date(2026, 1, 26), 36) == date(2023, 1, 26)
