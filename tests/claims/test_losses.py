"""Losses and deficits: the basis `loss`, and a minus where 赤字 stands right before the amount."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from uratori import Analyzer
from uratori.records import Analysis

PUBLISHED = date(2026, 8, 10)


def read(text: str) -> Analysis:
    return Analyzer().extract(text, published=PUBLISHED)


def losses_in(text: str) -> list[str]:
    analysis = read(text)
    numbers = {q.id: q for q in analysis.quantities}
    return [numbers[c.quantity].text for c in analysis.claims if "loss" in c.basis]


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("A社は純利益予想を1800億円の赤字に下方修正した。", ["1800億円"]),
        ("営業損益は前年同期の20億円の黒字から35億円の赤字に転落した。", ["35億円"]),
        ("日産自動車の最終赤字は6708億円だった。", ["6708億円"]),
        ("経常損失が12億円に膨らんだ。", ["12億円"]),
        ("最終損益は30億円を超える赤字となる見通しだ。", ["30億円"]),
        ("同社は2026年3月期に約500億円の最終赤字を計上する。", ["500億円"]),
        ("貿易収支は3120億円の赤字だった。", ["3120億円"]),
        ("貿易収支は1158億円の入超だった。", ["1158億円"]),
        ("営業損益は(1億円の赤字から)50億円の黒字に転換した。", ["1億円"]),
        ("最終損益は980億円の赤字(前の期は1624億円の赤字)だった。", ["980億円", "1624億円"]),
        ("財政赤字はGDP比6.2%に達した。", ["6.2%"]),
        ("当期純損失は15億円、前期は20億円の純利益だった。", ["15億円"]),
        ("最終赤字が300億円から100億円に縮小した。", ["300億円", "100億円"]),
        ("営業損失28百万円（前期は利益15百万円）となった。", ["28百万円"]),
        ("経常損益は8億円余りの赤字に沈んだ。", ["8億円"]),
        ("同事業は2億円の赤字見込み。営業利益は30億円を予想する。", ["2億円"]),
        ("前の期は5億円の親会社株主に帰属する当期純損失だった。", ["5億円"]),
        ("経常収支は2兆円の黒字だった。", []),
        ("純利益は100億円の減損損失を計上し、50億円だった。", []),
        ("営業利益は30億円で、赤字から脱した。", []),
        ("特別損失10億円を計上し、純利益は前期比5億円減の20億円。", []),
        ("赤字が続くが、営業利益は10億円改善した。", []),
        ("赤字幅は前期から20億円縮小した。", []),
        ("営業利益は5億円の赤字縮小を見込む。", []),
    ],
)
def test_an_amount_that_is_called_a_loss(text: str, losses: list[str]) -> None:
    assert losses_in(text) == losses


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("最終損益は赤字100億円だった。", "赤字100億円", -(10**10)),
        ("最終損益は、赤字120億円(前期は黒字50億円)だった。", "赤字120億円", -12 * 10**9),
        ("純損益は赤字15億円から黒字20億円に改善した。", "赤字15億円", -15 * 10**8),
        ("最終赤字100億円を計上した。", "100億円", 10**10),
        ("赤字国債30兆円を発行する。", "30兆円", 30 * 10**12),
        ("最終損益は100億円の赤字だった。", "100億円", 10**10),
    ],
)
def test_a_sign_stands_before_its_number(text: str, number: str, value: int) -> None:
    found = {q.text: q.value for q in read(text).quantities}
    assert found[number] == Fraction(value)
