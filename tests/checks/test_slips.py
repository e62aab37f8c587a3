"""A slip that explains a number that does not fit is named, and only then."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer

CASES = [
    ("売上高は820億円から943億円へ51%増えた。", "数字の並び"),
    ("売上高は820億円から943億円へ1.5%増えた。", "桁か位"),
    ("売上高は820億円から943億円へ13%増えた。", "基準を逆"),
    ("国内は120億円、海外は80億円で、合計200万円となった。", "桁か位"),
    ("S&P 500のPERは28倍、IWMは19.5倍だ。IWMはS&P 500より44%割安だ。", "基準を逆"),
    ("売上高は820億円から943億円へ27%増えた。", None),
    ("株価は12,500円から15,000円へと25%上昇した。", None),
    ("株価は15,000円から12,500円へと20%下落した。", "基準を逆"),
    ("S&P500は6688ポイントから6845ポイントへ2.4%上昇した。", None),
    ("売上高は820億円から943億円へ15%増えた。", None),
    ("S&P 500のPERは28倍、IWMは19.5倍だ。IWMは3分の1を超えて割安だ。", None),
    ("失業率は2.4%から2.6%へ8.3ポイント上がった。", "%と%ポイントの取り違え"),
    ("売上高は820億円から9430億円へ15%増えた。", "桁か位"),
    ("国内は1200億円、海外は80億円で、合計200億円となった。", "「1200億円」の桁か位"),
    ("最終損益は38億円の赤字から25億円の黒字となり、13億円改善した。", "足し引き"),
    ("当期純利益は45億円、自己資本は180億円で、ROEは400%だった。", "2つの数字を逆に"),
    (
        "ドル建てのリターンは12.0%、ドルは対円で8.0%下落し、円建てのリターンは20.0%だった。",
        "足し引き",
    ),
]
SILENT = [
    "売上高は820億円から943億円へ84%増えた。",
    "株価は186円(2.6%)高の1934円となった。",
    "空室率は前月の2.44%から5%へ0.22ポイント上がった。",
]
"""Nowhere near what the figures give, and no slip leads there: it is of something else."""
HEARD = [
    "売上高は820億円から943億円へ95%増えた。",
    "売上高は820億円から943億円へ115%増えた。",
    "売上高は820億円から943億円へ5%増えた。",
    "売上高は820億円から343億円へ15%増えた。",
]
"""One digit that is another, new or left out does lead there."""


@pytest.mark.parametrize(("text", "slip"), CASES)
def test_the_slip_that_explains_it(text: str, slip: str | None) -> None:
    report = Analyzer().check(text)
    told = [f.explanation for f in report.findings if f.scope == "internal"]
    assert len(told) == 1
    assert any(word in told[0] for word in ("取り違え", "逆", "足し引き")) == (slip is not None)
    assert slip is None or slip in told[0]


def test_the_slip_in_english() -> None:
    text = "国内は120億円、海外は80億円で、合計2000億円となった。"
    (finding,) = Analyzer().check(text, lang="en").findings
    assert finding.explanation.endswith("It looks as if the scale was mistaken.")


def test_the_slip_of_another_figure_in_english() -> None:
    text = "国内は1200億円、海外は80億円で、合計200億円となった。"
    (finding,) = Analyzer().check(text, lang="en").findings
    assert finding.explanation.endswith("It looks as if the scale of 1200億円 was mistaken.")


@pytest.mark.parametrize("text", SILENT)
def test_a_figure_that_is_nowhere_near_accuses_nobody(text: str) -> None:
    assert not [f for f in Analyzer().check(text).findings if f.status == "inconsistent"]


@pytest.mark.parametrize("text", HEARD)
def test_a_figure_that_one_digit_takes_away_is_told(text: str) -> None:
    assert [f.status for f in Analyzer().check(text).findings] == ["inconsistent"]


NEIGHBOURS = [
    ("株主総会は2026年9月3日(水)に開く。", "2025年なら合う。"),
    ("4万円台は2023年7月以来、1年6カ月ぶり。", "2024年からなら合う。"),
]


@pytest.mark.parametrize(("text", "told"), NEIGHBOURS)
def test_a_neighbouring_year_that_fits_is_named(text: str, told: str) -> None:
    (finding,) = [
        f
        for f in Analyzer().check(text, published=date(2026, 1, 26)).findings
        if f.scope == "internal"
    ]
    assert finding.status == "inconsistent"
    assert finding.explanation.endswith(told)


def test_points_are_suggested_for_percent() -> None:
    (finding,) = (
        Analyzer().check("営業利益率は3.2%から4.1%へ0.9%改善した。", offline=True).findings[:1]
    )
    assert finding.suggestion == "「0.9%」を「0.9ポイント」とする。"
