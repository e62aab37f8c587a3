"""Numbers are tied to their entity, metric, period, reference and mood."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer, Claim


def claim_of(text: str, number: str) -> Claim:
    analysis = Analyzer().extract(text, published=date(2026, 1, 26))
    texts = {q.id: q.text for q in analysis.quantities}
    (claim,) = [c for c in analysis.claims if texts[c.quantity] == number]
    return claim


@pytest.mark.parametrize(
    ("text", "number", "entity", "metric"),
    [
        ("S&P 500は75%上昇し、PERは28倍になった。", "75%", "index:sp500", "return"),
        ("S&P 500は75%上昇し、PERは28倍になった。", "28倍", "index:sp500", "per"),
        ("IWMをみると、PERは19.5だ。", "19.5", "ARCX:IWM", "per"),
        ("S&P 500のPERは28倍。一方、IWMは19.5倍だ。", "19.5倍", "ARCX:IWM", "per"),
        ("PERはS&P 500が28倍、IWMが19.5倍だ。", "28倍", "index:sp500", "per"),
        ("PERはS&P 500が28倍、IWMが19.5倍だ。", "19.5倍", "ARCX:IWM", "per"),
        ("トヨタ自動車(7203)の純利益は10%増えた。", "10%", "XTKS:7203", "net_profit"),
        ("純資産746億ドルを抱えるIWMは定番だ。", "746億ドル", "ARCX:IWM", "net_assets"),
        ("VUG(PER31.0倍)は割高だ。", "31.0倍", "ARCX:VUG", "per"),
        ("任天堂の予想PERは31倍、ソニー(6758)は45倍だ。", "45倍", "XTKS:6758", "per_forward"),
        ("日経平均は512円34銭(1.33%)高で終えた。", "512円34銭", "index:nikkei225", "price_change"),
        ("日経平均は512円34銭(1.33%)高で終えた。", "1.33%", "index:nikkei225", "return"),
        ("FRBの政策金利は3.75%だ。", "3.75%", "bank:fed", "policy_rate"),
        ("日銀は政策金利を0.75%に引き上げた。", "0.75%", "bank:boj", "policy_rate"),
        ("IWMの株価は3割安となった。", "3割", "ARCX:IWM", "return"),
        ("IWMはS&P 500に比べPERで3割安い。", "3割", "ARCX:IWM", "discount"),
        ("IWMのPERは1割上昇した。", "1割", "ARCX:IWM", "per"),
        ("日銀は0.25%の利上げを決めた。", "0.25%", "bank:boj", "policy_rate_change"),
        ("IWMは14日連続でS&P 500を上回った。", "14日", "ARCX:IWM", "outperformance_streak"),
    ],
)  # fmt: skip
def test_entity_and_metric(text: str, number: str, entity: str, metric: str) -> None:
    claim = claim_of(text, number)
    assert (claim.entity, claim.metric) == (entity, metric)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("満足度は12%増えた。", "12%"),
        ("会員は12人だった。", "12人"),
        ("トヨタは好調だ。満足度は3%上昇した。", "3%"),
    ],
)
def test_a_number_of_something_else_makes_no_claim(text: str, number: str) -> None:
    analysis = Analyzer().extract(text)
    assert [q.text for q in analysis.quantities] == [number]
    assert analysis.claims == ()


@pytest.mark.parametrize(
    ("text", "number", "start", "end"),
    [
        ("S&P 500は過去3年間で75%上昇した。", "75%", "2023-01-26", "2026-01-26"),
        ("FRBは2025年9月から12月に3回利下げした。", "3回", "2025-09-01", "2025-12-31"),
        ("FRBは2025年末に3回の利下げをした。", "3回", "2025-12-31", "2025-12-31"),
        ("IWMは22年末から25年末までの3年間で78%上昇。", "78%", "2022-12-31", "2025-12-31"),
        ("純資産は25年末で746億ドル、直近は750億ドル。", "746億ドル", "2025-12-31", "2025-12-31"),
        ("純資産は25年末で746億ドル、直近は750億ドル。", "750億ドル", None, None),
    ],
)  # fmt: skip
def test_period(text: str, number: str, start: str | None, end: str | None) -> None:
    period = claim_of(text, number).period
    days = (period.start_date, period.end_date) if period else (None, None)
    assert [day and day.isoformat() for day in days] == [start, end]


@pytest.mark.parametrize(
    ("text", "number", "modality", "speaker"),
    [
        ("FRBは今年1回の利下げを予測している。", "1回", "forecast", "FRB"),
        ("日銀は2回の利上げを実施した。", "2回", "fact", None),
        ("市場は2回の利下げを織り込む。", "2回", "forecast", None),
        ("IWMは10%上昇するだろう。", "10%", "opinion", None),
        ("もしIWMが10%上昇すれば並ぶ。", "10%", "hypothetical", None),
        ("IWMは10%上昇したが、先行きは不透明と予想される。", "10%", "fact", None),
    ],
)
def test_mood(text: str, number: str, modality: str, speaker: str | None) -> None:
    claim = claim_of(text, number)
    assert (claim.modality, claim.speaker) == (modality, speaker)


@pytest.mark.parametrize(
    "text", ["IWMは30%割安なわけではない。", "IWMの割安度は30%には届かなかった。"]
)
def test_denial(text: str) -> None:
    assert claim_of(f"S&P 500のPERは28倍だ。{text}", "30%").negated


@pytest.mark.parametrize(
    ("text", "number", "reference"),
    [
        ("S&P 500のPERは28倍。IWMはS&P 500より30%割安だ。", "30%", "index:sp500"),
        ("S&P 500のPERは28倍。IWMはS&P 500の28倍に比べ30%割安だ。", "30%", "index:sp500"),
        ("小型株のIWMはPER19.5倍、S&P 500は28倍。IWMは大型株より30%割安だ。", "30%", "index:sp500"),
        ("IWMのPERは19.5倍で、過去平均の25倍を22%下回る。", "22%", None),
    ],
)
def test_reference(text: str, number: str, reference: str | None) -> None:
    found = claim_of(text, number).reference
    assert found is not None
    assert (found.kind, found.entity) == ("entity", reference)


def test_a_number_that_is_measured_against_keeps_no_bound() -> None:
    analysis = Analyzer().extract("ダウは45%上昇し、S&P 500の72%を下回った。")
    (standard,) = [q for q in analysis.quantities if q.text == "72%"]
    assert standard.modifier is None


def test_two_companies_with_one_sentence_each_are_two_claims() -> None:
    text = "## トヨタ自動車\nPERは10倍だ。\n## ホンダ\nPERは10倍だ。"
    claims = Analyzer().extract(text).claims
    assert [(c.entity, c.duplicates) for c in claims] == [("XTKS:7203", ()), ("XTKS:7267", ())]
