"""Numbers of true articles are changed in turn, and the share that is caught is counted."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer
from uratori.evaluation.findings import Expected, GoldLine
from uratori.evaluation.tamper import tamper_scores, tampered

CASES = [
    ("利益は943億円だ。", "943億円", {"digit": "343億円", "scale": "943万円", "unit": "943億ドル"}),
    ("前期比15%増だった。", "15%", {"digit": "45%", "unit": "15倍", "sign": "15%減"}),
    ("最終損益は▲12億円だ。", "▲12億円", {"digit": "▲42億円", "sign": "12億円"}),
    ("全角は９.５%だ。", "９.５%", {"digit": "3.5%"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "changes"), CASES)
def test_a_number_is_changed_in_each_way(text: str, number: str, changes: dict[str, str]) -> None:
    (quantity,) = [q for q in Analyzer().extract(text).quantities if q.text == number]
    made = {each.kind: each.text for each in tampered(text, quantity)}
    assert set(changes) <= set(made)
    for kind, written in changes.items():
        assert written in made[kind]
        assert made[kind] != text


@pytest.mark.parametrize(
    ("text", "number", "scaled"),
    [
        ("売上高は4万2114円だ。", "4万2114円", "4億2114円"),
        ("残高は19兆1,100億円だ。", "19兆1,100億円", None),
    ],
)
def test_another_scale_leaves_a_number(text: str, number: str, scaled: str | None) -> None:
    (quantity,) = [q for q in Analyzer().extract(text).quantities if q.text == number]
    made = [each.text for each in tampered(text, quantity) if each.kind == "scale"]
    assert made == ([text.replace(number, scaled)] if scaled else [])


def test_what_is_caught_is_counted_by_check_and_kind() -> None:
    line = GoldLine(
        id="t1",
        row="change_percent",
        text="売上高は820億円から943億円へ15%増えた。",
        published=date(2026, 1, 26),
        expect=(Expected(check="change_percent", status="consistent", text="15%"),),
        tamper=True,
    )
    scores = tamper_scores([line], Analyzer())
    digits = scores["tampered by digit"]
    assert (digits.right, digits.marked) == (3, 3)
    assert scores["tampered change_percent"] == scores["tampered"]
    assert 0 < scores["tampered"].right < scores["tampered"].marked
