"""Many articles by one analyzer: in order, streaming, errors as values, in processes."""

import itertools
from collections.abc import Iterator
from datetime import date

import pytest

import uratori
from uratori.errors import ArticleError
from uratori.many import AHEAD, CHUNK, each, raised

TEXTS = [f"IWMのPERは{number}.5倍だった。" for number in range(10, 60)]
BAD = ""
"""An empty text is no article."""


def values(analyses: Iterator[uratori.Analysis]) -> list[str]:
    return [analysis.quantities[0].text for analysis in analyses]


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_order(processes: int) -> None:
    many = uratori.Analyzer().extract_many(TEXTS, processes=processes)
    assert values(many) == [f"{number}.5倍" for number in range(10, 60)]


def test_an_error_stands_in_its_place() -> None:
    found = list(uratori.Analyzer().extract_many([TEXTS[0], BAD, TEXTS[1]], errors="return"))
    assert [type(one) for one in found] == [uratori.Analysis, ArticleError, uratori.Analysis]


def test_an_error_stops_where_it_is_to_be_raised() -> None:
    many = uratori.Analyzer().extract_many([TEXTS[0], BAD, TEXTS[1]])
    assert next(many).quantities
    with pytest.raises(ArticleError):
        next(many)


def test_check_many_takes_the_options_of_check() -> None:
    text = "26日の日経平均株価は4万円台を回復し3万9980円で取引を終えた。"
    day = date(2026, 1, 26)
    analyzer = uratori.Analyzer()
    (report,) = analyzer.check_many([text], published=day, offline=True, lang="en")
    assert report == analyzer.check(text, published=day, offline=True, lang="en")
    assert report.findings
    (bad,) = analyzer.check_many([BAD], offline=True, errors="return")
    assert isinstance(bad, ArticleError)


def test_an_error_in_a_process_comes_back() -> None:
    found = list(uratori.Analyzer().extract_many([BAD, TEXTS[0]], errors="return", processes=2))
    assert [type(one) for one in found] == [ArticleError, uratori.Analysis]


def test_no_more_is_taken_than_there_is_room_for() -> None:
    taken = itertools.count()
    things = (next(taken) for _ in iter(int, 1))
    results = each(abs, things, processes=2)
    assert [next(results) for _ in range(5)] == [0, 1, 2, 3, 4]
    assert next(taken) <= 2 * AHEAD * CHUNK
    results.close()  # type: ignore[attr-defined]


def test_one_at_a_time_takes_one_at_a_time() -> None:
    taken = itertools.count()
    results = each(abs, (next(taken) for _ in iter(int, 1)))
    assert next(results) == 0
    assert next(taken) == 1


def test_the_first_error_is_raised() -> None:
    error = ArticleError("broken")
    results = raised(iter([1, error, 2]))
    assert next(results) == 1
    with pytest.raises(ArticleError, match="broken"):
        next(results)
