"""A slip that explains a number that does not fit is named, and only then."""

from __future__ import annotations

import pytest

from uratori import Analyzer

CASES = [
    ("売上高は820億円から943億円へ51%増えた。", "数字の並び"),
    ("売上高は820億円から943億円へ1.5%増えた。", "桁か位"),
    ("売上高は820億円から943億円へ13%増えた。", "基準を逆"),
    ("国内は120億円、海外は80億円で、合計200万円となった。", "桁か位"),
    ("S&P 500のPERは28倍、IWMは19.5倍だ。IWMはS&P 500より44%割安だ。", "基準を逆"),
    ("売上高は820億円から943億円へ27%増えた。", None),
    ("売上高は820億円から943億円へ15%増えた。", None),
    ("S&P 500のPERは28倍、IWMは19.5倍だ。IWMは3分の1を超えて割安だ。", None),
]


@pytest.mark.parametrize(("text", "slip"), CASES)
def test_the_slip_that_explains_it(text: str, slip: str | None) -> None:
    report = Analyzer().check(text)
    told = [f.explanation for f in report.findings if f.scope == "internal"]
    assert len(told) == 1
    assert ("取り違え" in told[0] or "逆" in told[0]) == (slip is not None)
    assert slip is None or slip in told[0]


def test_the_slip_in_english() -> None:
    text = "国内は120億円、海外は80億円で、合計2000億円となった。"
    (finding,) = Analyzer().check(text, lang="en").findings
    assert finding.explanation.endswith("It looks as if the scale was mistaken.")
