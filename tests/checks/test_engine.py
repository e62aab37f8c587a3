"""Each declared check holds, misses and keeps silent where it should."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from uratori import Analyzer
from uratori.checks import CHECKS

PAIR = "S&P 500のPERは28倍、IWMは19.5倍だ。"
YEAR = "日経平均の昨年末の終値は5万0339円。26日は5万2500円で終えた。"
IN_YEN = "ドル建てで10%上昇し、"
PLAN = "通期の営業利益は1000億円を見込む。4〜12月期の営業利益は730億円だった。"
TABLE = Path(__file__).with_name("cases.tsv")
CASES: list[tuple[str, str, str | None]] = [
    ("discount", PAIR + "IWMはS&P 500より30%割安だ。", "consistent"),
    ("discount", PAIR + "IWMはS&P 500より約3割割安だ。", "consistent"),
    ("discount", PAIR + "IWMはS&P 500より4割割安だ。", "inconsistent"),
    ("discount", PAIR + "IWMは3分の1を超えて割安だ。", "inconsistent"),
    ("discount", PAIR + "IWMの株価は昨年の高値を40%下回る。", None),
    ("discount", PAIR + "いまなら会員は購読料が40%割引だ。", None),
    ("discount", "S&P 500のPERは28倍、IWMの予想PERは19.5倍だ。IWMは4割割安だ。", None),
    ("discount", PAIR + "QQQは33倍だ。割安度は6割だ。", None),
    ("premium", PAIR + "S&P 500はIWMより44%割高だ。", "consistent"),
    ("premium", PAIR + "S&P 500はIWMより70%割高だ。", "inconsistent"),
    ("premium", PAIR + "S&P 500は過去の平均を70%上回る。", None),
    ("parity_rise", PAIR + "IWMがS&P 500に並ぶには44%の上昇が必要だ。", "consistent"),
    ("parity_rise", PAIR + "IWMがS&P 500に並ぶには約50%の上昇が必要だ。", "marginal"),
    ("parity_rise", PAIR + "IWMがS&P 500に並ぶには70%の上昇が必要だ。", "inconsistent"),
    ("parity_rise", PAIR + "IWMは70%上昇した。", None),
    ("recovery_rise", "IWMは20%下落した。下落前に戻るには25%の上昇が必要だ。", "consistent"),
    ("recovery_rise", "IWMは20%下落した。下落前に戻るには20%の上昇が必要だ。", "inconsistent"),
    ("recovery_rise", "IWMは20%下落した。S&P 500は20%上昇した。", None),
    ("step_total", "ECBは3回の利下げ(合計75bp)を決めた。", "consistent"),
    ("step_total", "ECBは3回の利下げ(合計60bp)を決めた。", "inconsistent"),
    ("step_total", "ECBは3回の利下げ(合計100bp)を決めた。", "consistent"),
    ("step_total", "ECBは0.5%、0.25%、0.25%の計3回で合計1.0%利下げした。", "consistent"),
    ("step_total", "ECBは25bpの利下げを3回続けた。", None),
    ("step_total", "市場は2.3回、合計58bpの利下げを織り込む。", None),
    ("change_percent", "売上高は820億円から943億円へ15%増えた。", "consistent"),
    ("change_percent", "売上高は820億円から943億円へ18%増えた。", "inconsistent"),
    ("change_percent", "売上高は943億円から820億円へ13%減った。", "consistent"),
    ("change_percent", "売上高は943億円から820億円(▲25.0%)へ減った。", "inconsistent"),
    ("change_percent", "売上高は80億円から100億円に増え、営業利益は10%増えた。", None),
    ("change_percent", "売上高を820億円から943億円に上方修正した(前期比3%増)。", None),
    ("multiple", "売上高は80億円から200億円へ2.5倍に増えた。", "consistent"),
    ("multiple", "売上高は80億円から200億円へ4倍に増えた。", "inconsistent"),
    ("multiple", "売上高は80億円から200億円に増え、営業利益は3倍になった。", None),
    ("change_amount", "営業利益は80億円から92億円へ12億円増えた。", "consistent"),
    ("change_amount", "営業利益は80億円から92億円へ21億円増えた。", "inconsistent"),
    ("change_amount", "日経平均は3万9410円から402円高の3万9812円に上げた。", "consistent"),
    ("change_amount", "日経平均は3万9410円から一時は602円高まで上げ、3万9812円で終えた。", None),
    ("change_pair", "日経平均は前日比402円27銭(1.02%)高の3万9812円45銭だった。", "consistent"),
    ("change_pair", "日経平均は前日比402円27銭(1.20%)高の3万9812円45銭だった。", "inconsistent"),
    ("change_pair", "日経平均は前日比402円27銭(1.02%)安の3万9007円91銭だった。", "consistent"),
    ("change_pair", "売上高は前期比3億円、11.5%減収の23億円となった。", "consistent"),
    ("change_pair", "営業利益は前期と比べ12%、3億円減少し、22億円だった。", "consistent"),
    ("change_pair", "経常利益は7億円(14.3%)増加の61億円となった。", "marginal"),
    ("change_pair", "日経平均は402円高の3万9812円、TOPIXは2%高となった。", None),
    ("year_to_date", YEAR + "年初来の上昇率は4.3%だ。", "consistent"),
    ("year_to_date", YEAR + "年初来の上昇率は8%だ。", "inconsistent"),
    ("year_to_date", "日経平均は5万2500円で終えた。年初来の上昇率は8%だ。", None),
    ("step_level", "ECBは政策金利を2.25%から0.25%引き下げ2.0%とした。", "consistent"),
    ("step_level", "ECBは政策金利を2.25%から0.5%引き下げ2.0%とした。", "inconsistent"),
    ("step_level", "ECBは政策金利を2.25%から0.25%ずつ引き下げ、1.5%とした。", None),
    ("percent_or_point", "失業率は4.0%から4.4%へ0.4ポイント上昇した。", "consistent"),
    ("percent_or_point", "失業率は4.0%から4.4%へ0.7ポイント上昇した。", "inconsistent"),
    ("percent_or_point", "失業率は4.0%から4.4%へ10%上昇した。", "consistent"),
    ("percent_or_point", "失業率は4.0%から4.4%へ上昇し、賃金は0.7ポイント上昇した。", None),
    ("spread", "米10年債利回りは4.2%、米2年債利回りは3.7%で、利回り差は0.5%だ。", "consistent"),
    ("spread", "米10年債利回りは4.2%、米2年債利回りは3.7%で、利回り差は0.8%だ。", "inconsistent"),
    ("spread", "米10年債利回りは4.2%で、利回り差は0.8%だ。", None),
    ("real_rate", "政策金利は1.0%、消費者物価上昇率は3.0%で、実質金利は-2.0%だ。", "consistent"),
    ("real_rate", "政策金利は1.0%、消費者物価上昇率は3.0%で、実質金利は-1.0%だ。", "inconsistent"),
    ("real_rate", "消費者物価上昇率は3.0%で、実質金利は-1.0%だ。", None),
    ("margin", "売上高は1兆2000億円、営業利益は960億円で、営業利益率は8%だ。", "consistent"),
    ("margin", "売上高は1兆2000億円、営業利益は960億円で、営業利益率は9.6%だ。", "inconsistent"),
    ("margin", "売上高は1兆2000億円、純利益は960億円で、営業利益率は9.6%だ。", None),
    ("per", "株価は2400円、1株利益は150円でPERは16倍。", "consistent"),
    ("per", "株価は2400円、1株利益は150円でPERは18倍。", "inconsistent"),
    ("per", "トヨタの株価は2400円、ホンダの1株利益は150円。PERは18倍。", None),
    ("pbr", "株価は2400円、1株純資産は2000円でPBRは1.2倍。", "consistent"),
    ("pbr", "株価は2400円、1株純資産は2000円でPBRは0.8倍。", "inconsistent"),
    ("pbr", "株価は2400円、1株利益は150円でPBRは0.8倍。", None),
    ("per_roe_pbr", "PERは15倍、ROEは8%なのでPBRは1.2倍だ。", "consistent"),
    ("per_roe_pbr", "PERは15倍、ROEは8%なのでPBRは1.6倍だ。", "inconsistent"),
    ("per_roe_pbr", "ROEは8%、PBRは1.6倍だ。", None),
    ("earnings_yield", "PERは20倍なので益利回りは5%だ。", "consistent"),
    ("earnings_yield", "PERは20倍なので益利回りは4%だ。", "inconsistent"),
    ("earnings_yield", "PBRは2倍、益利回りは4%だ。", None),
    ("dividend_yield", "株価は2400円、年間配当は60円で、配当利回りは2.5%。", "consistent"),
    ("dividend_yield", "株価は2400円、年間配当は60円で、配当利回りは3.5%。", "inconsistent"),
    ("dividend_yield", "年間配当は60円で、配当利回りは3.5%。", None),
    ("payout", "1株利益は150円、年間配当は60円で、配当性向は40%。", "consistent"),
    ("payout", "1株利益は150円、年間配当は60円で、配当性向は30%。", "inconsistent"),
    ("payout", "年間配当は60円で、配当性向は30%。", None),
    ("market_cap", "株価は2400円、発行済み株式数は1億株で、時価総額は2400億円。", "consistent"),
    ("market_cap", "株価は2400円、発行済み株式数は1億株で、時価総額は2.4兆円。", "inconsistent"),
    ("market_cap", "株価は2400円で、時価総額は2.4兆円。", None),
    ("equity_ratio", "純資産は400億円、総資産は1000億円で、自己資本比率は40%。", "consistent"),
    ("equity_ratio", "純資産は400億円、総資産は1000億円で、自己資本比率は45%。", "inconsistent"),
    ("equity_ratio", "総資産は1000億円で、自己資本比率は45%。", None),
    ("nt_ratio", "日経平均は4万1000円、TOPIXは2800でNT倍率は14.6倍だ。", "consistent"),
    ("nt_ratio", "日経平均は4万1000円、TOPIXは2800でNT倍率は15.6倍だ。", "inconsistent"),
    ("nt_ratio", "日経平均は4万1000円、JPX400は2800でNT倍率は15.6倍だ。", None),
    ("progress", PLAN + "営業利益の進捗率は73%だ。", "consistent"),
    ("progress", PLAN + "営業利益の進捗率は83%だ。", "inconsistent"),
    ("progress", PLAN + "売上高の進捗率は83%だ。", None),
    ("surprise", "営業利益は市場予想の300億円を15%上回る345億円だった。", "consistent"),
    ("surprise", "営業利益は市場予想の300億円を25%上回る345億円だった。", "inconsistent"),
    ("surprise", "営業利益は前期の300億円を25%上回る345億円だった。", None),
    ("sum", "国内は120億円、海外は80億円で、合計200億円となった。", "consistent"),
    ("sum", "国内は120億円、海外は80億円で、合計210億円となった。", "inconsistent"),
    ("sum", "国内は120億円、海外は80億円などで、合計210億円となった。", None),
    ("mean", "予想は1.2%、1.4%、1.6%で、単純平均は1.4%だった。", "consistent"),
    ("mean", "予想は1.2%、1.4%、1.6%で、単純平均は1.7%だった。", "inconsistent"),
    ("mean", "関西は1.2%、関東は1.4%で、全国平均は1.5%だった。", None),
    ("share_of_count", "225銘柄中180銘柄が上昇し、全体の8割を占めた。", "consistent"),
    ("share_of_count", "225銘柄中180銘柄が上昇し、全体の9割を占めた。", "inconsistent"),
    ("share_of_count", "225銘柄のうち0.4%(1枚に約60枚)だ。", None),
    ("shares_to_100", "構成比は自動車が60%、家電が30%、その他が10%だ。", "consistent"),
    ("shares_to_100", "構成比は自動車が60%、家電が30%、その他が20%だ。", "inconsistent"),
    ("shares_to_100", "伸びは自動車が60%、家電が30%、その他が20%だ。", None),
    ("swing", "最終損益は▲12億円から8億円の黒字となり、20億円改善した。", "consistent"),
    ("swing", "最終損益は▲12億円から8億円の黒字となり、4億円改善した。", "inconsistent"),
    ("swing", "最終損益は12億円から8億円となり、4億円悪化した。", None),
    ("cagr", "売上高は5年間で1000億円から1610億円に増え、年平均10%伸びた。", "consistent"),
    ("cagr", "売上高は5年間で1000億円から1610億円に増え、年平均15%伸びた。", "inconsistent"),
    ("cagr", "売上高は1000億円から1610億円に増え、年平均15%伸びた。", None),
    ("annualised", "株価は3カ月で2%上昇した(年率8.2%)。", "consistent"),
    ("annualised", "株価は3カ月で2%上昇した(年率8%)。", "consistent"),
    ("annualised", "株価は3カ月で2%上昇した(年率24%)。", "inconsistent"),
    ("annualised", "株価は2%上昇した(年率24%)。", None),
    ("compounding", "年5%で10年間運用すると、元本は1.63倍になる。", "consistent"),
    ("compounding", "年5%で10年間運用すると、元本は2.63倍になる。", "inconsistent"),
    ("compounding", "10年間運用して、元本は2.63倍になった。", None),
    ("return_in_currency", IN_YEN + "5%の円安で円建てでは15.5%上昇した。", "consistent"),
    ("return_in_currency", IN_YEN + "5%の円安で円建てでは25%上昇した。", "inconsistent"),
    ("return_in_currency", IN_YEN + "円建てでは25%上昇した。", None),
    ("bp_scale", "0.25%(25ベーシスポイント)の利下げを決めた。", "consistent"),
    ("bp_scale", "0.25%(50ベーシスポイント)の利下げを決めた。", "inconsistent"),
    ("bp_scale", "0.25%の利下げ、合計で75ベーシスポイントとなる。", None),
    ("fx_conversion", "7億ドル(約1050億円、1ドル=150円で換算)で買った。", "consistent"),
    ("fx_conversion", "7億ドル(約1500億円、1ドル=150円で換算)で買った。", "inconsistent"),
    ("fx_conversion", "7億ドル(約1500億円)で買った。今日は1ドル=150円だ。", None),
]  # fmt: skip
with TABLE.open(encoding="utf-8", newline="") as _rows:
    CASES += [
        (
            row["check"],
            row["text"].replace("\\n", "\n"),
            None if row["status"] == "silent" else row["status"],
        )
        for row in csv.DictReader(_rows, delimiter="\t")
    ]


@pytest.mark.parametrize(("check", "text", "status"), CASES)
def test_a_check_gives_its_status_or_is_silent(check: str, text: str, status: str | None) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 26))
    found = [f.status for f in report.findings if (f.scope, f.check) == ("internal", check)]
    assert found == ([] if status is None else [status])


def test_every_check_has_a_case_of_each_kind() -> None:
    kinds = {(check, status or "silent") for check, _, status in CASES}
    wanted = {(c.key, k) for c in CHECKS for k in ("consistent", "inconsistent", "silent")}
    assert wanted <= kinds


def test_a_result_in_percent_and_in_ratio_is_the_same() -> None:
    def computed(stated: str) -> float:
        text = PAIR + f"IWMはS&P 500より{stated}割安だ。"
        (finding,) = [f for f in Analyzer().check(text).findings if f.check == "discount"]
        assert finding.computed is not None
        return float(finding.computed)

    assert computed("50%") == pytest.approx(computed("2分の1") * 100)


def test_unequal_steps_are_told_and_hold_in_strict_mode_too() -> None:
    text = "ECBは3回の利下げ(合計100bp)を決めた。"
    (finding,) = [f for f in Analyzer().check(text, strict=True).findings if f.formula]
    assert (finding.status, finding.assumption) == ("consistent", "1回25〜100bpとした")
    assert (finding.low, finding.high) == (75, 300)


def test_a_repeated_count_hides_no_slip() -> None:
    text = "FRBは3回の利下げをした。" * 2 + "ECBは4回の利下げ(合計75bp)を決めた。"
    found = [f for f in Analyzer().check(text).findings if f.check == "step_total"]
    assert [f.status for f in found] == ["inconsistent"]


def test_equal_steps_are_told() -> None:
    text = "ECBは3回の利下げ(合計150bp)を決めた。"
    (finding,) = [f for f in Analyzer().check(text).findings if f.formula]
    assert (finding.formula, finding.assumption) == ("3*50", "1回50bpずつとした")
