"""What a number is compared with, in the words of the text."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer
from uratori.records import Claim


def claim_of(text: str, number: str) -> Claim:
    analysis = Analyzer().extract(text, published=date(2026, 5, 20))
    numbers = {q.id: q for q in analysis.quantities}
    return next(c for c in analysis.claims if numbers[c.quantity].text == number)


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("日経平均は前日比210円高の4万5000円だった。", "210円", "前日比"),
        ("日経平均の終値は前日比210円高の4万5000円だった。", "4万5000円", None),
        ("TOPIXは前営業日比0.4%安だった。", "0.4%", "前営業日比"),
        ("ドル円は前週末比1.1%上昇した。", "1.1%", "前週末比"),
        ("コマツの純利益は前の期比8%増だった。", "8%", "前の期比"),
        ("コマツの純利益は前の期に比べ8%増えた。", "8%", "前の期"),
        ("4月末の純資産総額は前月末比1.4%増の210億円だった。", "1.4%", "前月末比"),
        ("4月の全国CPIは前年同月比2.1%上昇した。", "2.1%", "前年同月比"),
        ("4月の世界販売台数はトヨタが前年同月比5%増の91万台だった。", "91万台", None),
        ("実質GDPは前期比0.3%増だった。", "0.3%", "前期比"),
        ("・営業利益 91億円(前年同期比▲6.0%)", "▲6.0%", "前年同期比"),
        ("・売上高 910億円(前年同期比+3.1%)", "+3.1%", "前年同期比"),
        ("コマツの売上高は910億円(前年同期比3.1%増)、営業利益は88億円(同1.0%減)だった。", "1.0%",
         "前年同期比"),
        ("コマツは売上高が前年同期比3.1%増、営業利益が1.0%減だった。", "1.0%", "前年同期比"),
        ("コマツの営業利益率は前年同期から1.2ポイント低下した。", "1.2ポイント", "前年同期"),
        ("コマツの営業利益率は前年同期より1.2ポイント改善した。", "1.2ポイント", "前年同期"),
        ("大企業製造業DIはプラス12と前回から3ポイント改善した。", "3ポイント", "前回"),
        ("米新規失業保険申請件数は前の週から4000件減った。", "4000件", "前の週"),
        ("ドル円は前日の同時刻に比べ35銭の円安だった。", "35銭", "前日の同時刻"),
        ("ドル円は朝方に比べ20銭の円高だった。", "20銭", "朝方"),
        ("IWMの株価は最高値から21%下落した。", "21%", "最高値"),
        ("コマツの純利益は310億円と、市場予想の330億円に届かなかった。", "310億円", "市場予想"),
        ("コマツの純利益は310億円と、市場予想の330億円に届かなかった。", "330億円", None),
        ("トヨタのPERは11倍と、業界平均の9倍を上回る。", "11倍", "業界平均"),
        ("4月のISM製造業景況指数は48.7と、節目の50を下回った。", "48.7", None),
        ("米失業率は4.4%と前月の4.3%から上がった。", "4.3%", None),
        ("原油在庫は前週比200万バレル減と、市場予想の90万バレル減より減った。", "90万バレル", None),
        ("コマツの純利益は会社計画を5%上回った。", "5%", "会社計画"),
        ("IWMは年初来でS&P500を4ポイント上回った。", "4ポイント", "S&P500"),
        ("VTIのS&P500との相関係数は0.98だ。", "0.98", "S&P500"),
        ("コマツの時価総額は6兆円だ。", "6兆円", None),
        ("日経平均、210円高\n日経平均は前日比210円高で終えた。", "210円", "前日比"),
        ("ＩＷＭは年初来でＳ＆Ｐ５００を４ポイント上回った。", "４ポイント", "Ｓ＆Ｐ５００"),
    ],
)  # fmt: skip
def test_the_reference_of_a_number(text: str, number: str, expected: str | None) -> None:
    said = claim_of(text, number).reference
    assert (said and said.text) == expected


def test_a_number_measured_from_is_named() -> None:
    text = "コマツの純利益は前期の280億円から10%増の308億円だった。"
    said = claim_of(text, "10%").reference
    assert said is not None
    assert (said.text, said.kind) == ("前期", "period")
    assert said.quantity == claim_of(text, "280億円").quantity
