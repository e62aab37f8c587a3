"""Scoring mentions and claims, each score against counts worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from uratori import ArticleError
from uratori.articles import article_of
from uratori.evaluation.claims import (
    MENTION_SCORES,
    OPTIONAL,
    SCORES,
    GoldClaim,
    GoldMention,
    NumberClaim,
    is_code,
    number_claims,
    read_texts,
)
from uratori.evaluation.claims_listing import period_text
from uratori.evaluation.gate import assess
from uratori.evaluation.scores import Tally, table
from uratori.records import (
    Analysis,
    Claim,
    Confidence,
    EntityType,
    Interval,
    Mention,
    Period,
    Quantity,
    Reference,
)
from uratori.report.width import text_width

from .claims_corpus import CLAIMS, NINTENDO, TOYOTA, claim, claims_line, mention
from .corpora import write_lines

# right, marked, found
BY_HAND = {
    "mentions": (7, 10, 10),
    "mention spans": (9, 10, 10),
    "tickers": (1, 2, 2),
    "claims": (10, 11, 11),
    "entity": (9, 11, 11),
    "metric": (9, 11, 11),
    "both": (8, 11, 11),
    "mood": (8, 11, 11),
    "direction": (9, 11, 11),
    "period": (1, 2, 2),
    "reference": (1, 2, 1),
    "speaker": (0, 1, 0),
    "both in results": (2, 3, 3),
    "both in seen": (2, 3, 3),
    "both in wrap": (1, 2, 3),
    "both in blind": (1, 3, 3),
    "mood in results": (3, 3, 3),
    "mood in seen": (3, 3, 3),
    "mood in wrap": (1, 2, 3),
    "mood in blind": (1, 3, 3),
    "texts": (4, 9, 9),
}

ERRORS = [
    "false  d: 「TOPIX」 mention index index:topix",
    "missed e: 「会議」 mention institution none",
    "false  d: 「16倍」 claim index:topix per",
    "missed e: 「3社」 claim none users",
    "wrong  c: 「IWM」 mention type: gold fund, found etf",
    "wrong  d: 「S&P 500」 mention entity: gold index:nasdaq100, found index:sp500",
    "wrong  d: 「28倍」 entity: gold index:topix, found index:sp500",
    "wrong  b: 「300億円」 metric: gold total_assets, found sales",
    "wrong  c: 「19.5倍」 mood: gold opinion, found fact",
    "wrong  g: 「70億円」 mood: gold fact, found fact negated",
    "wrong  b: 「12%」 direction: gold down, found up",
    "wrong  h: 「500億円」 period: gold 2025-04..2026-03, found 2024-04..2025-03",
    "wrong  b: 「300億円」 reference: gold 前年, found none",
    "wrong  g: 「60億円」 speaker: gold 任天堂, found none",
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lines(tmp_path_factory.mktemp("gold") / "mine.jsonl", CLAIMS)


def test_the_scores_are_those_worked_out_by_hand(sample: Path) -> None:
    scores = assess(sample).scores
    assert {name: (t.right, t.marked, t.found) for name, t in scores.items()} == BY_HAND
    assert list(scores) == list(BY_HAND)


def test_the_errors_are_listed(sample: Path) -> None:
    errors = assess(sample).errors
    assert list(errors) == ERRORS
    assert max(map(text_width, errors)) <= 80


def test_the_table_fits_a_terminal(sample: Path) -> None:
    head, names, *rows = table(assess(sample))
    assert head == f"{sample}: 9 texts\n"
    assert rows[2] == "tickers                            2      2      1   0.500   0.500   0.500\n"
    assert {len(row) for row in rows} == {len(names)}


def test_a_number_without_a_claim_lowers_every_score(tmp_path: Path) -> None:
    lines = [claims_line("s", "会議に3社が参加した。", [], [claim("3社", 3, "users")])]
    scores = assess(write_lines(tmp_path / "missed.jsonl", lines)).scores
    missed = Tally(right=0, marked=1, found=0)
    assert {name for name, tally in scores.items() if tally == missed} == set(SCORES)


def test_whether_a_mention_is_a_code_is_told_of_the_marked_side(tmp_path: Path) -> None:
    # Only the gold, which takes IWM for something else, makes bare letters no code.
    lines = [claims_line("s", "IWMのPERは19.5倍だ。", [mention("IWM", 0, "etf")])]
    scores = assess(write_lines(tmp_path / "name.jsonl", lines)).scores
    assert scores["tickers"] == Tally(right=0, marked=0, found=0)
    assert scores["mention spans"] == Tally(right=1, marked=1, found=1)


# --- what must agree --------------------------------------------------------------------------


def said(**given: Any) -> NumberClaim:
    head: dict[str, Any] = {"text": "3%", "start": 0, "metric": "sales", "entity": TOYOTA}
    return NumberClaim(**head | given)


DIFFERENT: list[tuple[dict[str, Any], set[str]]] = [
    ({}, set()),
    ({"entity": None}, {"entity", "both"}),
    ({"entity": NINTENDO}, {"entity", "both"}),
    ({"metric": None}, {"metric", "both"}),
    ({"metric": "per", "entity": None}, {"metric", "entity", "both"}),
    ({"modality": "target"}, {"mood"}),
    ({"negated": True}, {"mood"}),
    ({"direction": "up"}, {"direction"}),
    ({"period": (date(2026, 1, 1), date(2026, 1, 31))}, {"period"}),
    ({"reference": "前日比"}, {"reference"}),
    ({"speaker": "日銀"}, {"speaker"}),
]


@pytest.mark.parametrize(("given", "different"), DIFFERENT)
def test_each_score_looks_at_its_own_fields(given: dict[str, Any], different: set[str]) -> None:
    gold, found = said(), said(**given)
    wrong = {name for name, same in SCORES.items() if not same(gold, found)}
    wrong |= {name for name, of in OPTIONAL.items() if of(gold) != of(found)}
    assert wrong == different


@pytest.mark.parametrize(
    ("type", "entity", "same"),
    [
        ("equity", TOYOTA, True),
        ("equity", None, False),
        ("equity", NINTENDO, False),
        ("index", TOYOTA, False),
    ],
)
def test_a_mention_is_right_in_type_and_entity(
    type: EntityType, entity: str | None, same: bool
) -> None:
    gold = GoldMention(text="トヨタ", start=0, type="equity", entity=TOYOTA)
    found = Mention(id="m1", start=0, end=3, text="トヨタ", type=type, entity=entity)
    assert MENTION_SCORES["mentions"](gold, found) is same
    assert MENTION_SCORES["mention spans"](gold, found) is True


@pytest.mark.parametrize(
    ("text", "entity", "code"),
    [
        ("7203", "XTKS:7203", True),
        ("７２０３", None, True),
        ("285A", "XTKS:285A", True),
        ("7203.T", "XTKS:7203", True),
        ("0700.HK", None, True),
        ("005930", None, True),
        ("東P:7203", "XTKS:7203", True),
        ("東1:7203", "XTKS:7203", True),
        ("東証プライム・7203", "XTKS:7203", True),
        ("NASDAQ: AMPL", "XNAS:AMPL", True),
        ("NYSE：IBM", "XNYS:IBM", True),
        ("NYSE Arca:IWM", None, True),
        ("AAPL.O", "XNAS:AAPL", True),
        ("$NVDA", "XNAS:NVDA", True),
        ("^GSPC", "index:sp500", True),
        ("IWM", "ARCX:IWM", True),
        ("IBM", "XNYS:IBM", True),
        ("BTC", "crypto:BTC", True),
        ("IWM", None, False),
        ("KDDI", "XTKS:9433", False),
        ("TOPIX", "index:topix", False),
        ("VIX", "index:vix", False),
        ("FRB", "bank:fed", False),
        ("S&P 500", "index:sp500", False),
        ("日経225", "index:nikkei225", False),
        ("ラッセル2000", "index:russell2000", False),
        ("10年債利回り", "rate:us10y", False),
        ("トヨタ", "XTKS:7203", False),
        ("同社", "XTKS:7203", False),
    ],
)
def test_a_code_is_told_from_a_name(text: str, entity: str | None, code: bool) -> None:
    assert is_code(GoldMention(text=text, start=0, type="equity", entity=entity)) is code


# --- what an analysis says of a number --------------------------------------------------------


def analysis(text: str, quantity: tuple[int, int], **given: Any) -> Analysis:
    """An analysis with one claim of one number."""
    core = Interval(low=None, high=None)
    start, end = quantity
    number = Quantity(
        id="q7", start=start, end=end, text=text[start:end], phrase=quantity, kind="level",
        value=None, core=core, outer=core, unit="JPY", rule="r",
    )  # fmt: skip
    sure = Confidence(quantity=1, entity=1, metric=1)
    head: dict[str, Any] = {"id": "c1", "sentence": (0, len(text)), "quantity": "q7"}
    tied = Claim(**head, confidence=sure, **given)
    return Analysis(article=article_of(text), quantities=(number,), mentions=(), claims=(tied,))


def test_a_claim_stands_at_its_number_and_at_its_duplicates() -> None:
    january = Period(text="1月", start_date=date(2026, 1, 1), end_date=date(2026, 1, 31))
    tied = analysis(
        "売上高は7億円。売上高は7億円。", (4, 7), duplicates=((12, 15),), metric="sales",
        entity=TOYOTA, period=january, reference=Reference(text="前年比", kind="period"),
        direction="up", modality="forecast", negated=True, speaker="市場",
    )  # fmt: skip
    first, second = number_claims(tied)
    assert first == NumberClaim(
        text="7億円", start=4, metric="sales", entity=TOYOTA,
        period=(date(2026, 1, 1), date(2026, 1, 31)), reference="前年比", direction="up",
        modality="forecast", negated=True, speaker="市場",
    )  # fmt: skip
    assert (second.start, second.end, second.text) == (12, 15, "7億円")
    assert (second.period, second.speaker) == (first.period, first.speaker)


@pytest.mark.parametrize("days", [{}, {"start_date": date(2026, 1, 1)}])
def test_a_period_that_is_not_resolved_is_none(days: dict[str, Any]) -> None:
    (found,) = number_claims(analysis("前期は7億円。", (3, 6), period=Period(text="前期", **days)))
    assert (found.period, found.reference, found.metric) == (None, None, None)


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2025-01-01", "2025-12-31", "2025"),
        ("2024-01-01", "2025-12-31", "2024..2025"),
        ("2025-04-01", "2026-03-31", "2025-04..2026-03"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01..02-28"),
        ("2026-01-19", "2026-01-25", "2026-01-19..01-25"),
        ("2025-12-29", "2026-01-04", "2025-12-29..2026-01-04"),
        ("2026-01-26", "2026-01-26", "2026-01-26"),
    ],
)
def test_a_period_is_written_short_and_whole(first: str, last: str, written: str) -> None:
    assert period_text((date.fromisoformat(first), date.fromisoformat(last))) == written


# --- reading ----------------------------------------------------------------------------------

TEXT = "トヨタの売上高は7億円で、8億円に届かない。"
NAME = mention("トヨタ", 0, "equity", TOYOTA)
SEVEN = claim("7億円", 8, "sales", TOYOTA)


def test_what_is_absent_is_none_or_a_fact(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "gold.jsonl", [claims_line("a", TEXT, [NAME], [SEVEN])])
    (read,) = read_texts(path)
    assert read.claims == (GoldClaim(text="7億円", start=8, metric="sales", entity=TOYOTA),)
    assert (read.claims[0].modality, read.claims[0].negated) == ("fact", False)
    assert (read.style, read.part, read.groups) == (None, None, ())


@pytest.mark.parametrize(
    ("names", "numbers", "problem"),
    [
        ([NAME | {"start": 1}], [], "「トヨタ」 does not stand at 1, but at 0"),
        ([NAME | {"text": "ホンダ"}], [], "「ホンダ」 does not stand at 0 or anywhere else"),
        ([NAME, mention("ヨタ", 1, "equity")], [], "「ヨタ」 at 1 overlaps"),
        ([NAME | {"type": "company"}], [], "Invalid enum value 'company'"),
        ([NAME | {"entity": "7203"}], [], "matching regex"),
        ([NAME | {"entity": "XTKS: 7203"}], [], "matching regex"),
        ([NAME | {"symbol": "7203"}], [], "unknown field `symbol`"),
        ([], [SEVEN | {"start": 9}], "「7億円」 does not stand at 9, but at 8"),
        ([], [SEVEN, SEVEN], "「7億円」 at 8 overlaps"),
        ([], [SEVEN | {"metric": "turnover"}], "「7億円」 turnover is no metric of metrics.tsv"),
        ([], [SEVEN | {"metric": "none"}], "none is no metric"),
        ([], [SEVEN | {"metric": None}], "None is no metric"),
        ([], [SEVEN | {"entity": ""}], "matching regex"),
        ([], [SEVEN | {"modality": "plan"}], "Invalid enum value 'plan'"),
        ([], [SEVEN | {"modality": None}], "got `null`"),
        ([], [SEVEN | {"negated": 1}], "Expected `bool`"),
        ([], [SEVEN | {"direction": "flat"}], "Invalid enum value 'flat'"),
        ([], [SEVEN | {"period": ["2026-01-01"]}], "length 2"),
        ([], [SEVEN | {"period": ["2026-01-01", None]}], "Expected `date`"),
        ([], [SEVEN | {"period": ["2026-02-01", "2026-01-31"]}], "ends before it begins"),
        ([], [SEVEN | {"reference": "前年比"}], "「前年比」, a reference, does not stand"),
        ([], [SEVEN | {"unit": "JPY"}], "unknown field `unit`"),
    ],
)
def test_damage_is_named_with_its_line(
    tmp_path: Path, names: list[dict[str, Any]], numbers: list[dict[str, Any]], problem: str
) -> None:
    good, bad = claims_line("a", TEXT, [NAME], [SEVEN]), claims_line("b", TEXT, names, numbers)
    path = write_lines(tmp_path / "gold.jsonl", [good, bad])
    with pytest.raises(ArticleError, match=r"gold\.jsonl:2: ") as raised:
        list(read_texts(path))
    assert problem in str(raised.value)


@pytest.mark.parametrize("gone", ["mentions", "claims"])
def test_a_text_says_both_even_where_there_are_none(tmp_path: Path, gone: str) -> None:
    bad = claims_line("a", TEXT)
    del bad[gone]
    with pytest.raises(ArticleError, match=f"missing required field `{gone}`"):
        list(read_texts(write_lines(tmp_path / "gold.jsonl", [bad])))
