"""What callers give: days, texts, languages and data of every type, right and wrong."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy
import pandas
import pytest

import uratori
from uratori.articles import article_of
from uratori.cli import main
from uratori.errors import ArticleError, SettingsError, UratoriError
from uratori.given import as_data, as_day
from uratori.market import Facts, bundled_facts, default_source

DAY = date(2026, 1, 26)
TEXT = "FRBは先月、政策金利を3.50〜3.75%に引き下げた。"
CHECKED = "FRBの政策金利は3.50〜3.75%だ。"

DAYS: list[tuple[object, date | None]] = [
    (DAY, DAY),
    ("2026-01-26", DAY),
    (" 2026-01-26T23:30:00+09:00 ", DAY),
    (datetime(2026, 1, 26, 23, 30), DAY),
    (datetime(2026, 1, 26, 23, 30, tzinfo=UTC), DAY),
    (pandas.Timestamp("2026-01-26 09:00", tz="Asia/Tokyo"), DAY),
    (None, None),
    (pandas.NaT, None),
    (float("nan"), None),
]


@pytest.mark.parametrize(("given", "day"), DAYS)
def test_days(given: Any, day: date | None) -> None:
    assert as_day(given) == day
    analysis = uratori.Analyzer().extract(TEXT, published=given)
    assert analysis.article.published == day
    assert type(analysis.article.published) is type(day)
    (month,) = [q.start_date for q in analysis.quantities if q.text == "先月"]
    assert month == (date(2025, 12, 1) if day else None)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"published": "昨日"}, "published: '昨日' is no date (write it as 2026-01-26)"),
    ({"published": "2026-02-30"}, "published: '2026-02-30' is no date (write it as 2026-01-26)"),
    ({"published": 20260126}, "published: 20260126 is no date (write it as 2026-01-26)"),
    ({"published": numpy.datetime64("2026-01-26")}, "datetime64('2026-01-26') is no date"),
    ({"published": datetime(9999, 1, 1)}, "published: the year 9999 is out of range (give a date"),
    ({"lang": "fr"}, "lang: 'fr' is no language here (use ja or en)"),
    ({"lang": None}, "lang: None is no language here (use ja or en)"),
    ({"data": 3}, "data: is int and no source of facts (give the path of a data folder, or"),
    ({"data": Facts}, "data: is type and no source"),
    ({"data": "/no/such/folder"}, "data: /no/such/folder: there is no such folder (check the path"),
    ({"data": Path(__file__)}, "is no folder (check the path)"),
]


@pytest.mark.parametrize(("options", "line"), WRONG)
def test_wrong_arguments_take_one_line(options: dict[str, Any], line: str) -> None:
    """And whatever the text: what is wrong shows before an article needs it."""
    for text in (TEXT, "晴れ。"):
        with pytest.raises(SettingsError) as caught:
            uratori.Analyzer().check(text, offline=True, **options)
        assert line in str(caught.value)
        assert "\n" not in str(caught.value)
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


TEXTS: list[tuple[Any, str]] = [
    (b"\xe5\x86\x86", "text: is bytes and no text (decode it first)"),
    (None, "text: is NoneType and no text (give a str or an Article)"),
    (28, "text: is int and no text (give a str or an Article)"),
    ("", "the article is empty"),
]


@pytest.mark.parametrize(("text", "line"), TEXTS)
def test_what_is_no_text(text: Any, line: str) -> None:
    for verb in (uratori.Analyzer().extract, uratori.Analyzer().check):
        with pytest.raises(ArticleError) as caught:
            verb(text)
        assert str(caught.value).startswith(line)


def test_many_give_the_errors_of_some() -> None:
    wrong: Any = [TEXT, None, TEXT]
    found = list(uratori.Analyzer().extract_many(wrong, published="2026-01-26", errors="return"))
    assert [isinstance(one, UratoriError) for one in found] == [False, True, False]


def test_a_folder_of_data_by_its_path(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "entity,metric,definition,date,value,unit,source,address\n"
        "index:nikkei225,close,close,2026-01-23,53000,points,test,https://a.example/\n"
    )
    folder = tmp_path / "data"
    assert main(["data", "import", str(rows), "--data", str(folder)]) == 0
    text = "日経平均株価の23日の終値は5万3000円だった。"
    for data in (folder, str(folder)):
        report = uratori.Analyzer().check(text, published=DAY, data=data, offline=True)
        assert [finding.status for finding in report.findings] == ["supported"]
        assert [e.source for e in report.findings[0].evidence] == ["test"]


def test_sources_stay_what_they_are() -> None:
    for source in (bundled_facts(), default_source(offline=True)):
        assert as_data(source) is source
        report = uratori.Analyzer().check(CHECKED, published=DAY, data=source)
        assert {finding.status for finding in report.findings} == {"supported"}


def test_an_article_keeps_its_own_day() -> None:
    article = article_of(TEXT, published=date(2026, 3, 1))
    assert uratori.Analyzer().extract(article, published="2026-01-26").article == article
