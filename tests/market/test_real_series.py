"""Statements on the S&P 500 and the VIX, true and false, worked out from real files at hand.

The files may not be passed on, so they lie beside the checkout (../shared/market) or not at all.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import pytest

from uratori import Analyzer, Finding
from uratori.market import Fact, Facts

FOLDER = Path(__file__).parents[3] / "shared" / "market"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="../shared/market, which holds the real series, is not here"
)
SPX, VIX = "index:sp500", "index:vix"
DAYS = ("2018-12-24", "2020-03-16", "2022-06-13", "2023-07-27", "2024-08-05", "2025-11-20")
"""A Christmas Eve of half a day, two crashes, quiet days and a fall."""
Series = dict[date, Fraction]


@lru_cache(maxsize=1)
def files() -> dict[tuple[str, str], Series]:
    held: dict[tuple[str, str], Series] = {}
    with (FOLDER / "fred_SP500.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        held[SPX, "close"] = {
            date.fromisoformat(row["observation_date"]): Fraction(row["SP500"])
            for row in rows
            if row["SP500"]
        }
    with (FOLDER / "vix_daily.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for column in ("OPEN", "HIGH", "LOW", "CLOSE"):
                series = held.setdefault((VIX, column.lower()), {})
                series[date.fromisoformat(row["DATE"])] = Fraction(row[column])
    return held


@lru_cache(maxsize=1)
def data() -> Facts:
    rows = [
        Fact(
            entity=entity, metric=metric, definition=metric, date=day, value=value, unit="points",
            source="test", address="https://example.org/", retrieved=date(2026, 2, 12),
            quality="secondary", place=Fraction(1, 100),
        )
        for (entity, metric), series in files().items()
        for day, value in series.items()
        if day.year >= 2015
    ]  # fmt: skip
    spans = {key: (min(series), max(series)) for key, series in files().items()}
    return Facts(rows, spans)


def sessions(entity: str) -> list[date]:
    return sorted(files()[entity, "close"])


def close(entity: str, day: date, back: int = 0) -> Fraction:
    """The close of the last session up to a day, or of one before it."""
    held = sessions(entity)
    return files()[entity, "close"][held[bisect_right(held, day) - 1 - back]]


def rise(entity: str, start: date, end: date) -> Fraction:
    return 100 * (close(entity, end) / close(entity, start) - 1)


def written(value: Fraction, places: int = 2) -> str:
    whole = int(abs(value) * 10**places + Fraction(1, 2))
    return f"{whole // 10**places:,}.{whole % 10**places:0{places}}"


def up(value: Fraction, words: str) -> str:
    return words.split("/")[value < 0]


def said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


Made = Iterator[tuple[str, bool]]
"""Sentences, and whether each is true."""


def levels(day: date) -> Made:
    value = close(SPX, day)
    for wrong in (0, -1, 1, 30, 400):
        number = written(value + wrong)
        yield f"{said(day)}のS&P500種株価指数の終値は{number}だった。", not wrong
        yield f"S&P500は{said(day)}に{number}で取引を終えた。", not wrong


def the_day_before_told(day: date) -> Made:
    """An article of the next morning in Japan, on the session that ended at dawn."""
    value = close(SPX, day)
    for wrong in (0, 12, -340):
        yield f"前日の米国市場でS&P500は{written(value + wrong)}で引けた。", not wrong


def moves(day: date) -> Made:
    moved = 100 * (close(SPX, day) / close(SPX, day, 1) - 1)
    for wrong in (0, 1, 4):
        number = written(abs(moved) + wrong)
        yield f"{said(day)}のS&P500は前日比{number}%{up(moved, '高/安')}で終えた。", not wrong
    yield f"{said(day)}のS&P500は前日比{written(moved)}%{up(-moved, '高/安')}で終えた。", False


def points(day: date) -> Made:
    moved = close(SPX, day) - close(SPX, day, 1)
    for wrong in (0, 3, 50):
        number = written(abs(moved) + wrong)
        yield f"{said(day)}のS&P500は前日比{number}ポイント{up(moved, '高/安')}だった。", not wrong


def years(day: date) -> Made:
    moved = rise(SPX, day.replace(year=day.year - 1), day)
    for wrong in (0, 9, 25):
        number = written(abs(moved) + wrong, 1)
        yield f"S&P500は過去1年間で{number}%{up(moved, '上昇/下落')}した。", not wrong


def year_to_date(day: date) -> Made:
    moved = rise(SPX, date(day.year - 1, 12, 31), day)
    for wrong in (0, 3, 18):
        number = written(abs(moved) + wrong, 1)
        yield f"S&P500は年初来で{number}%{up(moved, '上昇/下落')}した。", not wrong


def whole_years(day: date) -> Made:
    year = day.year - 1
    if year < 2017:
        return
    moved = rise(SPX, date(year - 1, 12, 31), date(year, 12, 31))
    for wrong in (0, 5, 21):
        number = written(abs(moved) + wrong, 1)
        yield (
            f"S&P500の{year}年の年間騰落率は{number}%の{up(moved, '上昇/下落')}だった。",
            not wrong,
        )


def year_ends(day: date) -> Made:
    value = close(SPX, date(day.year - 1, 12, 31))
    for wrong in (0, 7, -220):
        number = written(value + wrong)
        yield f"{day.year - 1}年末のS&P500の終値は{number}だった。", not wrong


def fear(day: date) -> Made:
    value = close(VIX, day)
    for wrong in (0, 1, 9):
        yield f"{said(day)}のVIX指数の終値は{written(value + wrong)}だった。", not wrong
        yield f"恐怖指数と呼ばれるVIXは{said(day)}、{written(value + wrong)}で終えた。", not wrong


def fear_at_its_height(day: date) -> Made:
    value = files()[VIX, "high"][day]
    for wrong in (0, 2, 11):
        yield f"VIX指数は{said(day)}に一時{written(value + wrong)}まで上昇した。", not wrong


def fear_moved(day: date) -> Made:
    moved = 100 * (close(VIX, day) / close(VIX, day, 1) - 1)
    for wrong in (0, 6, 31):
        number = written(abs(moved) + wrong, 1)
        yield f"{said(day)}のVIXは前日比{number}%{up(moved, '上昇/低下')}した。", not wrong


def rounded(day: date) -> Made:
    value = close(SPX, day)
    near = int(value / 100 + Fraction(1, 2)) * 100
    yield f"{said(day)}のS&P500の終値は約{near:,}だった。", abs(value - near) <= 50
    yield f"{said(day)}のS&P500の終値は約{near + 400:,}だった。", False


def bounds(day: date) -> Made:
    floor = int(close(SPX, day) / 100) * 100
    yield f"{said(day)}のS&P500の終値は{floor:,}を上回った。", True
    yield f"{said(day)}のS&P500の終値は{floor + 200:,}を上回った。", False


def streaks(day: date) -> Made:
    held = sessions(SPX)
    index = bisect_right(held, day) - 1
    value = files()[SPX, "close"]
    sign = 1 if value[held[index]] > value[held[index - 1]] else -1
    count = 0
    while sign * (value[held[index - count]] - value[held[index - count - 1]]) > 0:
        count += 1
    word = "続伸" if sign > 0 else "続落"
    if count > 1:
        yield f"{said(day)}のS&P500は{count}日{word}した。", True
    yield f"{said(day)}のS&P500は{count + 3}日{word}した。", False


KINDS: tuple[Callable[[date], Made], ...] = (
    levels, the_day_before_told, moves, points, years, year_to_date, whole_years, year_ends, fear,
    fear_at_its_height, fear_moved, rounded, bounds, streaks,
)  # fmt: skip


def findings(text: str, day: date) -> list[Finding]:
    report = Analyzer().check(text, published=day + timedelta(1), data=data(), offline=True)
    return [finding for finding in report.findings if finding.scope == "market"]


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_no_true_statement_is_accused_and_no_false_one_confirmed(
    make: Callable[[date], Made],
) -> None:
    wrong = []
    for day in map(date.fromisoformat, DAYS):
        for text, true in make(day):
            statuses = {finding.status for finding in findings(text, day)}
            never = {"contradicted"} if true else {"supported", "supported_under"}
            wrong += [(text, sorted(statuses & never))] if statuses & never else []
    assert wrong == []


def test_there_are_many_and_most_are_judged() -> None:
    judged = []
    for make in KINDS:
        for day in map(date.fromisoformat, DAYS):
            for text, true in make(day):
                due = {"supported", "supported_under"} if true else {"contradicted"}
                judged.append(any(found.status in due for found in findings(text, day)))
    assert len(judged) >= 200
    assert sum(judged) >= len(judged) * JUDGED


JUDGED = 0.95
"""The least share that gets the verdict due; raised as definitions are added."""
