"""Times, references, moods and speakers right beside a number, and those that only seem its own."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer
from uratori.records import Claim


def claim_of(text: str, number: str) -> Claim:
    analysis = Analyzer().extract(text, published=date(2026, 1, 26))
    numbers = {q.id: q for q in analysis.quantities}
    return next(c for c in analysis.claims if numbers[c.quantity].text == number)


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        ("従業員数は2023年4月現在で512人だった。", "512人", "2023年4月"),
        ("負債総額は9月末現在で27億円だった。", "27億円", "9月末"),
        ("両社の売上高は約3兆円(24年3月期実績・連結)だった。", "3兆円", "24年3月期"),
        ("10月1日~20日までの売上は前年比93%だった。", "93%", "10月1日~20日"),
        ("工場を11月に閉じたことにより、売上高は7%の減収となった。", "7%", None),
        ("設備を2月に更新したため、売上高は5%の減収となった。", "5%", None),
        ("昨年8月に売上高9億円の架空計上疑惑が発覚した。", "9億円", None),
        ("販売計画500万台を3月上旬に450万台へ下方修正した。", "450万台", None),
        ("新規求人は減っており、そのうちの3か月は前年比12%減った。", "12%", None),
        ("1日歩いても来客数は15人にとどまる。", "15人", None),
        ("現在の従業員数は300人だ。", "300人", None),
        ("11月の売上高は台風が来たため、7%の減収となった。", "7%", "11月"),
    ],
)
def test_the_time_of_a_number(text: str, number: str, period: str | None) -> None:
    found = claim_of(text, number).period
    assert (found and found.text) == period


@pytest.mark.parametrize(
    ("text", "number", "reference"),
    [
        ("売上高は20億円と前事業年度と比較し、4.1%の増収となった。", "4.1%", "前事業年度"),
        ("売上の前年比は97%だった。", "97%", "前年比"),
        ("トヨタの営業利益はホンダの1兆円を大きく上回る5兆円だった。", "5兆円", "ホンダ"),
        ("トヨタの営業利益は大台の1兆円を上回る5兆円だった。", "5兆円", None),
    ],
)
def test_what_a_number_is_set_against(text: str, number: str, reference: str | None) -> None:
    found = claim_of(text, number).reference
    assert (found and found.text) == reference


@pytest.mark.parametrize(
    ("text", "number", "modality"),
    [
        ("販売計画500万台を3月上旬に450万台へ下方修正した。", "450万台", "target"),
        ("売上高予想500億円を460億円に修正した。", "460億円", "forecast"),
        ("政府は消費税の12%への引き上げに踏み切るかについて協議した。", "12%", "forecast"),
        ("政府は消費税の12%への引き上げを検討している。", "12%", "forecast"),
        ("日経平均は5万円の節目を保てるかに注目だ。", "5万円", "fact"),
        ("政府は消費税を12%に引き上げた。", "12%", "fact"),
    ],
)
def test_what_is_planned_anew_or_undecided(text: str, number: str, modality: str) -> None:
    assert claim_of(text, number).modality == modality


@pytest.mark.parametrize(
    ("text", "number", "speaker"),
    [
        ("産経新聞では、トヨタの出荷台数は310万台だった。", "310万台", "産経新聞"),
        ("東京商工リサーチの調べでは、負債総額は14億円だった。", "14億円", "東京商工リサーチ"),
        ("帝国データバンクの調べでは、負債総額は30億円だった。", "30億円", "帝国データバンク"),
        ("時給は700円(静岡新聞では850円)だった。", "700円", None),
        ("時給は700円(静岡新聞では850円)だった。", "850円", "静岡新聞"),
        ("負債総額は30億円にのぼると、田中総理は判断した。", "30億円", "田中総理"),
        ("情報通信では、売上高は30億円だった。", "30億円", None),
    ],
)
def test_whose_findings_a_number_is(text: str, number: str, speaker: str | None) -> None:
    assert claim_of(text, number).speaker == speaker
