"""Numbers whose owner no name tells: by the unit, the country, the currencies, what came before."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer

ROWS = [
    ("任天堂は、今期は1ドル=142円とみる。", "1ドル=142円", "fx:USDJPY", None),
    ("日本の実質成長率は0.9%だった。", "0.9%", "macro:jp.gdp", "by its country"),
    ("日銀が2%の物価安定目標を掲げる。", "2%", "macro:jp.cpi", "by its country"),
    ("米国の成長率は2.3%、日本は0.6%だ。", "0.6%", "macro:jp.gdp", "by its country"),
    ("中国向けの輸出は5%増えた。", "5%", None, "no entity"),
    ("人民元は0.012元の元安となった。", "0.012元", "fx:USDCNY", None),
    ("0.012元の元安・ドル高となった。", "0.012元", "fx:USDCNY", "by the currencies that move"),
    (
        "円相場は1ドル=150円10銭だった。朝方は149円50銭近辺で推移していた。",
        "149円50銭",
        "fx:USDJPY",
        None,
    ),
]


@pytest.mark.parametrize(("sentence", "text", "entity", "reason"), ROWS)
def test_whose_a_number_without_a_name_is(
    sentence: str, text: str, entity: str | None, reason: str | None
) -> None:
    analysis = Analyzer().extract(sentence, published=date(2026, 1, 26))
    number = next(q for q in analysis.quantities if q.text == text)
    claim = next(c for c in analysis.claims if c.quantity == number.id)
    assert claim.entity == entity
    assert reason is None or claim.reasons[1] == reason
    assert (claim.confidence.entity > 0) == (entity is not None)
