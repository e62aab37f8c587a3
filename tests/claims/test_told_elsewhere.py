"""Whose and of what a number is where other words than its neighbours tell it."""

from datetime import date

import pytest

from uratori import Analyzer
from uratori.records import Claim

PUBLISHED = date(2026, 10, 30)


def claim_on(text: str, number: str) -> Claim | None:
    """Give the claim on a number, its sign aside."""
    analysis = Analyzer().extract(text, published=PUBLISHED)
    owners = {claim.quantity: claim for claim in analysis.claims}
    (found,) = [q for q in analysis.quantities if q.text.strip("+") == number]
    return owners.get(found.id)


@pytest.mark.parametrize(
    ("text", "number", "entity", "metric"),
    [
        # a country behind the name, or right before the number
        ("7月の失業率(米国)は4.2%だった。", "4.2%", "macro:us.unemployment", "unemployment"),
        ("7月の失業率は4.2%だった。", "4.2%", "macro:jp.unemployment", "unemployment"),
        ("4月のCPIは1.9%上昇と、米国のインフレは根強い。", "1.9%", "macro:us.cpi", "cpi"),
        ("失業率は2.6%と、米国の4.1%より低い。", "4.1%", "macro:us.unemployment", "unemployment"),
        ("失業率は2.6%と、米国の4.1%より低い。", "2.6%", "macro:jp.unemployment", "unemployment"),
        ("日銀の政策金利は1.0%、米国は3.50%だ。", "3.50%", "bank:fed", "policy_rate"),
        ("FRBは3.75%と、日銀の政策金利(1.25%)を上回る。", "1.25%", "bank:boj", "policy_rate"),
        # a market of bonds in the sentence before, or behind
        ("ニューヨーク債券相場。10年債の利回りは3.55%だった。", "3.55%", "rate:us10y", "yield"),
        ("国内債券相場。10年債の利回りは1.95%だった。", "1.95%", "rate:jp10y", "yield"),
        ("2年債の利回りは米国市場で3.44%だった。", "3.44%", "rate:us2y", "yield"),
        ("1日の米債市場で10年債利回りは4.09%だった。", "4.09%", "rate:us10y", "yield"),
        # names
        ("8月の米消費者物価は2.1%上昇した。", "2.1%", "macro:us.cpi", "cpi"),
        ("8月の全国消費者物価は2.9%上昇した。", "2.9%", "macro:jp.cpi", "cpi"),
        ("4月の米雇用者数は3万人増えた。", "3万人", "macro:us.payrolls", "payrolls"),
        ("中小企業製造業のDIはプラス3だった。", "プラス3", "macro:jp.tankan", "diffusion_index"),
        # what is reckoned at a close is not the close
        ("トヨタの時価総額は30日の終値で48兆円だ。", "48兆円", "XTKS:7203", "market_cap"),
        ("トヨタのPBRは30日の終値ベースで1.2倍だ。", "1.2倍", "XTKS:7203", "pbr"),
        ("トヨタの株価は30日の終値で3595円だ。", "3595円", "XTKS:7203", "close"),
        # what goes on
        ("トヨタの純利益は5億円で、1年前を5.7%上回った。", "5.7%", "XTKS:7203", "net_profit"),
        (
            "トヨタの純利益は前年同期比5%増えた。金額は9億円だった。",
            "9億円",
            "XTKS:7203",
            "net_profit",
        ),
        ("トヨタの純利益は前年同期の1.2倍だった。", "1.2倍", "XTKS:7203", "net_profit"),
        (
            "7月の米CPIは1.9%上昇した。伸びは鈍い。前月比では0.3%上昇した。",
            "0.3%",
            "macro:us.cpi",
            "cpi",
        ),
        ("円相場は前日に比べ70銭安い145円55銭。", "70銭", "fx:USDJPY", "price_change"),
        ("日米の国債利回りの差は1.44%だった。", "1.44%", None, "spread"),
        ("ユーロの参照レートは対円で176円84銭だった。", "176円84銭", "fx:EURJPY", "close"),
        ("4月のCPIは1.9%上昇したと米労働省が発表した。", "1.9%", "macro:us.cpi", "cpi"),
    ],
)
def test_whose_and_of_what(text: str, number: str, entity: str | None, metric: str) -> None:
    found = claim_on(text, number)
    assert found is not None
    assert (found.entity, found.metric) == (entity, metric)


def test_an_effective_rate_is_no_policy_rate() -> None:
    assert claim_on("実効FF金利は3.63%で推移している。", "3.63%") is None


@pytest.mark.parametrize(
    ("text", "number", "modality", "negated"),
    [
        ("8月のCPIは2.6%上昇で、日銀の2%目標を上回った。", "2.6%", "fact", False),
        ("8月のCPIは2.6%上昇で、日銀の2%目標を上回った。", "2%", "target", False),
        ("純利益は5億円と、300億円の目標に届かなかった。", "5億円", "fact", False),
        ("トヨタのPERは28倍と、同業の中で高いわけではない。", "28倍", "fact", False),
        ("トヨタのPERが28倍も高いわけではない。", "28倍", "fact", True),
    ],
)
def test_the_mood(text: str, number: str, modality: str, negated: bool) -> None:
    found = claim_on(text, number)
    assert found is not None
    assert (found.modality, found.negated) == (modality, negated)


@pytest.mark.parametrize(
    ("text", "number", "start", "earlier"),
    [
        (
            "9月の短観で大企業製造業DIは前回6月調査から3ポイント悪化した。",
            "3ポイント",
            "2026-09-01",
            False,
        ),
        ("9月の米失業率は4.1%と前月(4.5%)から改善した。", "4.5%", "2026-09-01", True),
        ("9月の短観のDIは35で、前回(33)から2ポイント改善した。", "2ポイント", "2026-09-01", False),
        ("トヨタの4〜9月期の純利益は前年同期の1.2倍だった。", "1.2倍", "2026-04-01", True),
    ],
)
def test_the_time(text: str, number: str, start: str, earlier: bool) -> None:
    found = claim_on(text, number)
    assert found is not None
    assert found.period is not None
    assert found.period.start_date == date.fromisoformat(start)
    assert ("earlier" in found.basis) == earlier


def test_a_reference_in_other_words() -> None:
    found = claim_on("5月の米失業率は前の年の同じ月より0.7ポイント高い。", "0.7ポイント")
    assert found is not None
    assert found.reference is not None
    assert found.reference.text == "前の年の同じ月"
