"""Scoring statements against series: verdicts, the two errors that cost most, and damage."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from uratori import Analyzer, ArticleError, DataError
from uratori.evaluation import main
from uratori.evaluation.gold import subject_of
from uratori.evaluation.market import Due, Judged, Outcome, read_statements, score_all, tally
from uratori.evaluation.market_listing import errors
from uratori.evaluation.scores import Tally
from uratori.evaluation.series import read_series
from uratori.market import Facts

from .corpora import write_lines

CSV = (
    "entity,metric,date,value,unit,source,address,definition\n"
    "index:sp500,close,2026-01-22,6900.10,points,made,https://example.org/,close\n"
    "index:sp500,close,2026-01-23,6915.61,points,made,https://example.org/,close\n"
)
CLOSE = "S&P500の1月23日の終値は{}だった。"


def statement(id: str, text: str, number: str, status: str, **more: Any) -> dict[str, Any]:
    due = {"text": number, "start": text.index(number), "status": status}
    if "also_ok" in more:
        due["also_ok"] = more.pop("also_ok")
    head = {"id": id, "kind": "level", "series": "made", "text": text, "published": "2026-01-26"}
    return {**head, **more, "expect": [due]}


SAMPLE = [
    statement("right", CLOSE.format("6,915.61"), "6,915.61", "supported"),
    statement("caught", CLOSE.format("6,815.61"), "6,815.61", "contradicted"),
    # The gold of these two is wrong, which makes the verdicts wrong.
    statement("accused", CLOSE.format("6,715.61"), "6,715.61", "supported"),
    statement("confirmed", CLOSE.format("6,915.61"), "6,915.61", "contradicted"),
    statement(
        "none", "DAXの1月23日の終値は24,900.71だった。", "24,900.71", "insufficient", kind="no data"
    ),
    statement(
        "view", "S&P500は年末に8,000へ上昇すると予想する。", "8,000", "not_checkable",
        also_ok=["silent"], kind="opinion",
    ),
    statement("silent", "天気は23.4点だった。", "23.4点", "supported", kind="other"),
]  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "made" / "import").mkdir(parents=True)
    (tmp_path / "made" / "import" / "closes.csv").write_text(CSV, encoding="utf-8")
    return write_lines(tmp_path / "gold.jsonl", SAMPLE)


def test_verdicts_are_counted(corpus: Path) -> None:
    scores = tally(score_all(corpus, Analyzer()))
    assert scores == {
        "due supported": Tally(right=1, marked=3, found=2),
        "due contradicted": Tally(right=1, marked=2, found=2),
        "due insufficient": Tally(right=1, marked=1, found=1),
        "due not_checkable": Tally(right=1, marked=1, found=1),
        "level": Tally(right=2, marked=4, found=4),
        "no data": Tally(right=1, marked=1, found=1),
        "opinion": Tally(right=1, marked=1, found=1),
        "other": Tally(right=0, marked=1, found=0),
        "all": Tally(right=4, marked=7, found=6),
        "not accused": Tally(right=4, marked=5, found=5),
        "not confirmed": Tally(right=1, marked=2, found=2),
    }


def test_what_is_wrong_is_listed_worst_first(corpus: Path) -> None:
    assert list(errors(score_all(corpus, Analyzer()))) == [
        "accused accused: close contradicted 「6,715.61」 in level",
        "confirmed confirmed: supported, due contradicted 「6,915.61」 in level",
        "wrong accused: contradicted, due supported 「6,715.61」 in level",
        "silent silent: silent, due supported 「23.4点」 in other",
    ]


@pytest.mark.parametrize(
    ("floors", "last"),
    [
        ({"all": {"recall": 0.57}, "due contradicted": {"precision": 0.5}}, ""),
        ({"not accused": {"recall": 1}}, "not accused recall 0.800, floor 1"),
        ({"not confirmed": {"recall": 0.9}}, "not confirmed recall 0.500, floor 0.9"),
    ],
)
def test_statements_have_floors_too(corpus: Path, floors: dict[str, Any], last: str) -> None:
    held = {"gold.jsonl": {"floors": floors, "reason": "test"}}
    corpus.with_name("floors.json").write_text(json.dumps(held), encoding="utf-8")
    written: list[str] = []
    assert main(str(corpus), write=written.append) == int(bool(last))
    assert not last or written[-1] == f"below its floor: gold.jsonl: {last}\n"


@pytest.mark.parametrize(
    ("status", "also", "found", "right"),
    [
        ("supported", (), "supported", True),
        ("supported", (), "supported_under", False),
        ("supported", ("supported_under",), "supported_under", True),
        ("insufficient", (), "silent", False),
        ("not_checkable", ("silent",), "silent", True),
    ],
)
def test_a_verdict_is_right_or_not(
    status: Any, also: tuple[Any, ...], found: Any, right: bool
) -> None:
    judged = Judged(due=Due(text="5", start=0, status=status, also_ok=also), found=found)
    assert judged.right is right


def test_another_number_that_is_accused_counts(corpus: Path) -> None:
    """A true statement beside a wrong level: nothing is due on the level, yet readers see it."""
    text = "S&P500の1月23日の終値は6,915.61だった。22日の終値は7,900.10だった。"
    write_lines(corpus, [statement("two", text, "6,915.61", "supported")])
    (outcome,) = score_all(corpus, Analyzer())
    assert [item.right for item in outcome.judged] == [True]
    assert outcome.accused == ("close contradicted 「7,900.10」",)


def test_a_statement_true_under_one_definition_may_not_be_accused(corpus: Path) -> None:
    line = next(read_statements(corpus))
    due = Due(text="6,915.61", start=16, status="definition_dependent")
    held = Judged(due=due, found="contradicted")
    outcome = Outcome(line=line, judged=(held,), accused=("close contradicted 「6,915.61」",))
    assert tally([outcome])["not accused"] == Tally(right=0, marked=1, found=1)


@pytest.mark.parametrize(
    "change",
    [
        {"expect": [{"text": "6,915.61", "start": 3, "status": "supported"}]},
        {"expect": [{"text": "6,915.61", "start": 16, "status": "true"}]},
        {"expect": []},
        {"series": None},
        {"kinds": "level"},
    ],
)
def test_a_damaged_line_is_named(corpus: Path, change: dict[str, Any]) -> None:
    write_lines(corpus, [SAMPLE[0], SAMPLE[1] | change])
    with pytest.raises(ArticleError, match=r"gold\.jsonl:2"):
        list(read_statements(corpus))


@pytest.mark.parametrize("name", ["../made", "no_such/x", ""])
def test_series_lie_beside_the_corpus(corpus: Path, name: str) -> None:
    write_lines(corpus, [SAMPLE[0] | {"series": name}])
    with pytest.raises(ArticleError, match="name a folder beside the corpus"):
        score_all(corpus, Analyzer())


def test_its_first_line_tells_what_it_is_for(corpus: Path) -> None:
    assert subject_of(corpus) == "market"


# --- the series ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("import/a.csv", "entity,metric\nindex:sp500,close\n"),
        ("fred/SP500.csv", "observation_date,DJIA\n2026-01-23,1\n"),
        ("fred/NOPE.csv", "observation_date,NOPE\n2026-01-23,1\n"),
        ("fred_api/UNRATE.json", "{"),
        ("frankfurter/EUR.json", "[{}]"),
        ("jquants/topix.json", '{"data": [{"Date": "2026-01-32"}]}'),
    ],
)
def test_a_damaged_series_is_named(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=path.name):
        read_series(tmp_path)


def test_a_folder_without_series_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no series"):
        read_series(tmp_path)


@pytest.fixture(scope="module")
def generated() -> Facts:
    return read_series(Path(__file__).parents[2] / "corpora" / "market")


@pytest.mark.parametrize(
    ("entity", "metric", "definition", "unit"),
    [
        ("index:sp500", "close", "close", "points"),
        ("index:topix", "high", "high", "points"),
        ("fx:USDJPY", "close", "ny_noon", "JPY/USD"),
        ("fx:USDJPY", "close", "tokyo_17", "JPY/USD"),
        ("fx:EURJPY", "close", "ecb_reference", "JPY/EUR"),
        ("XTKS:7011", "close", "close_adjusted", "JPY"),
        ("XTKS:7011", "split", "split", "ratio"),
        ("bank:fed", "policy_rate_upper", "daily", "percent"),
        ("bank:boj", "policy_rate_upper", "decision", "percent"),
        ("macro:us.payrolls", "level", "sa", "people"),
        ("XTKS:7203", "sales", "consolidated", "JPY"),
    ],
)
def test_the_generated_series_are_read(
    generated: Facts, entity: str, metric: str, definition: str, unit: str
) -> None:
    rows = [row for row in generated.facts(entity, metric) if row.definition == definition]
    assert {row.unit for row in rows} == {unit}
    span = generated.complete(entity, metric)
    assert span is not None
    assert span[0] <= rows[0].date <= rows[-1].date <= span[1]


def test_vintages_and_splits_are_read_as_they_are(generated: Facts) -> None:
    (split,) = generated.facts("XTKS:7011", "split")
    assert (split.date, split.value) == (datetime.date(2026, 3, 30), 5)
    month = datetime.date(2026, 7, 1)
    jobs = [row for row in generated.facts("macro:us.payrolls", "level") if row.date == month]
    assert [(f"{row.known}", row.value) for row in jobs] == [
        ("2026-08-07", Fraction(160471000)), ("2026-09-04", Fraction(160499000)),
    ]  # fmt: skip
