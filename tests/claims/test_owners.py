"""Whose a number is: lists in order, who only speaks, firms without an id, what is carried."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from uratori import Analyzer, Claim

PUBLISHED = date(2026, 1, 26)


def rows_of(name: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line[:1] != "#"][1:]
    return [(text.replace("⏎", "\n"), owners) for _, text, owners in cells]


def claims_at(text: str) -> dict[int, Claim]:
    """Give the claim of each number, repeated ones too, by where the number starts."""
    analysis = Analyzer().extract(text, published=PUBLISHED)
    starts = {q.id: q.start for q in analysis.quantities}
    placed = {start: claim for claim in analysis.claims for start, _ in claim.duplicates}
    return placed | {starts[claim.quantity]: claim for claim in analysis.claims}


def owners_in(text: str, wanted: str) -> str:
    """Give the owners of the numbers that a row names, written as the row writes them."""
    claims, at, found = claims_at(text), 0, []
    for pair in wanted.split("|"):
        number = pair.rpartition("=")[0]
        start = text.index(number, at)
        at = start + len(number)
        claim = claims.get(start)
        found.append(f"{number}={(claim.entity or '-') if claim else 'no claim'}")
    return "|".join(found)


@pytest.mark.parametrize(("text", "owners"), rows_of("test_owners.tsv"))
def test_whose_each_number_is(text: str, owners: str) -> None:
    assert owners_in(text, owners) == owners


@pytest.mark.parametrize(("text", "owners"), rows_of("test_owners_held.tsv"))
def test_whose_each_number_is_in_rows_kept_back(text: str, owners: str) -> None:
    assert owners_in(text, owners) == owners


@pytest.mark.parametrize(
    ("text", "number", "reason", "least"),
    [
        ("SPYとQQQのPERは順に23倍、29倍。", "29倍", "number 2 of a list, as QQQ is", 0.9),
        ("日銀が動いた。利上げは年内1回か。", "1回", "the central bank spoken of, 日銀", 0.7),
        ("任天堂は続落。JPモルガンは目標株価を1万円とした。", "1万円", "carried from 任天堂", 0.6),
        ("花王のPERは22倍だ。", "22倍", "topic 花王", 0.9),
    ],
)  # fmt: skip
def test_the_reason_says_why_and_the_score_how_surely(
    text: str, number: str, reason: str, least: float
) -> None:
    claim = claims_at(text)[text.index(number)]
    assert (claim.reasons[-1], claim.confidence.entity >= least) == (reason, True)


def test_a_headline_takes_the_owner_that_the_text_names() -> None:
    text = "営業利益2割増、家電が好調\nシャープ(6753)の4〜9月期の営業利益は前年同期比2割増えた。"
    claim = claims_at(text)[text.index("2割")]
    assert (claim.entity, len(claim.duplicates)) == ("XTKS:6753", 1)


@pytest.mark.parametrize(
    "text",
    [
        "売上高は、円高の影響等により11,155百万円（前期比4.9％減）となりました。",
        "営業利益は、石炭価格の下落などにより10億円と前年同期比3億円の減益となりました。",
        "海外客は円高で減り、同4割程度の減少となっている。",
        "当社が日産自動車から受注する車は減り、売上高は23.3％増の3,655億円となった。",
    ],
)
def test_what_is_named_in_passing_owns_nothing(text: str) -> None:
    assert {claim.entity for claim in claims_at(text).values()} <= {None}


def test_a_headline_of_what_the_text_only_foresees_is_a_forecast() -> None:
    text = "コマツ、今期純利益11%増\nコマツの今期の純利益は前期比11%増の4100億円となる見通しだ。"
    claim = claims_at(text)[text.index("11%")]
    assert (claim.entity, claim.modality) == ("XTKS:6301", "forecast")
