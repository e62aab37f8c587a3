"""Ratios that are told by their own words, of the owner spoken of; silence on any other."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer

RAISED = "年間配当は64円から70円に増やす。15日の終値は1750円で、配当利回りは{}となる。"
PAID = "年間配当を84円、1株利益を210円と見込む。配当性向は{}だ。"
TOTAL = "純利益が500億円、配当総額が150億円だった。配当性向は{}となる。"
CAP = "終値は1500円、発行済み株式数は2000万株だ。"
LISTED = "公開価格は1500円、初値は1800円、発行済み株式数は1210万株だった。"
SO_FAR = "東北製鋼の4〜9月期の営業利益は45億円だった。"
REVISED = "純利益の予想を80億円から90億円に引き上げた。4〜12月期の純利益は72億円だった。"
CASES = [
    ("earnings_yield", "大型株のPERは16倍、益回りは6.25%だ。小型株のPERは12倍だ。", "consistent"),
    ("earnings_yield", "大型株のPERは16倍、益回りは8.3%だ。小型株のPERは12倍だ。", "inconsistent"),
    ("earnings_yield", "予想PERは16.0倍で、益回りに直すと5.2%になる。", "inconsistent"),
    (
        "earnings_yield",
        "S&P500のPERは20.0倍と、過去10年平均の17.5倍を上回る。益回りは5.7%だ。",
        "inconsistent",
    ),
    ("earnings_yield", "株価は2000円、今期予想の1株利益は110円だ。益回りは5.5%だ。", "consistent"),
    (
        "earnings_yield",
        "株価は2000円、今期予想の1株利益は110円だ。益回りは18.2%だ。",
        "inconsistent",
    ),
    ("earnings_yield", "PERは10.0倍。同業の青葉地所の益回りは5.0%だ。", None),
    ("earnings_yield", "株価は2000円、1株利益は110円だ。緑川建設は益回りが8.0%と高い。", None),
    ("earnings_yield", "S&P500のPERは22.0倍。日本株の益回りは6.5%と高い。", None),
    ("dividend_yield", RAISED.format("4.0%"), "consistent"),
    ("dividend_yield", RAISED.format("3.7%"), "inconsistent"),
    (
        "dividend_yield",
        "配当は中間30円、期末34円の年64円だ。株価2000円に対する配当利回りは3.2%だ。",
        "consistent",
    ),
    ("dividend_yield", "中間配当は30円、株価は2000円。年間の配当利回りは3.2%になる。", None),
    ("dividend_yield", "年間配当は60円、株価は2000円。業界の平均の配当利回りは2.5%だ。", None),
    ("dividend_yield", "A社の年間配当は50円。B社の株価は2000円。C社の配当利回りは4.1%だ。", None),
    ("payout", PAID.format("40%"), "consistent"),
    ("payout", PAID.format("48%"), "inconsistent"),
    ("payout", PAID.format("48%を目標とする。前期は50%"), None),
    ("payout", TOTAL.format("30%"), "consistent"),
    ("payout", TOTAL.format("3%"), "inconsistent"),
    ("market_cap", CAP + "時価総額は300億円となる。", "consistent"),
    ("market_cap", CAP + "時価総額は3000億円となる。", "inconsistent"),
    ("market_cap", CAP + "流通株式時価総額は120億円だ。", None),
    ("market_cap", CAP + "浮動株の時価総額は120億円だ。", None),
    ("market_cap", CAP + "オリオン電子の時価総額は120億円だ。", None),
    ("market_cap", LISTED + "公開価格ベースの時価総額は182億円だ。", "consistent"),
    ("market_cap", LISTED + "公開価格ベースの時価総額は218億円だ。", "inconsistent"),
    ("market_cap", LISTED + "初値ベースの時価総額は218億円だ。", "consistent"),
    ("market_cap", LISTED + "初値ベースの時価総額は281億円だ。", "inconsistent"),
    ("progress", SO_FAR + "通期予想の90億円に対する進捗率は50%だ。", "consistent"),
    ("progress", SO_FAR + "通期予想の90億円に対する進捗率は62%だ。", "inconsistent"),
    ("progress", SO_FAR + "通期の計画は90億円を据え置き、進捗率は62%となった。", "inconsistent"),
    ("progress", SO_FAR + "中期計画の目標150億円に対する進捗率は62%だ。", None),
    ("progress", SO_FAR + "通期の経常利益計画は100億円で、進捗率は62%だ。", None),
    ("progress", REVISED + "修正後の通期予想に対する進捗率は80%だ。", "consistent"),
    ("progress", REVISED + "修正後の通期予想に対する進捗率は90%だ。", "inconsistent"),
    ("surprise", "純利益は92億円で、市場予想の平均である80億円を15%上回った。", "consistent"),
    ("surprise", "純利益は92億円で、市場予想の平均である80億円を51%上回った。", "inconsistent"),
    ("nt_ratio", "日経平均は4万1000円、TOPIXは2800だ。NT倍率は14.64倍に上昇した。", "consistent"),
    (
        "nt_ratio",
        "日経平均は4万1000円、TOPIXは2800だ。NT倍率は14.64倍と前日の14.9倍から下げた。",
        "consistent",
    ),
    ("mean", "地銀3行の純利益は120億円、150億円、90億円で、平均は120億円だった。", "consistent"),
    ("mean", "地銀3行の純利益は120億円、150億円、90億円で、平均は210億円だった。", "inconsistent"),
    ("mean", "都心の賃料は2万1000円、周辺は1万6000円で、平均は1万9500円だった。", None),
    ("sum", "北が84万台、南が31万台、東が27万台となり、3社の合計は142万台だった。", "consistent"),
    ("sum", "北が84万台、南が31万台、東が27万台となり、3社の合計は124万台だった。", "inconsistent"),
    ("sum", "北が84万台、南が31万台、東が27万台となり、8社の合計は218万台だった。", None),
    ("shares_to_100", "資産構成は株式が52%、債券が31%、その他が27%だ。", "inconsistent"),
]


@pytest.mark.parametrize(("check", "text", "status"), CASES)
def test_a_ratio_told_by_its_own_word(check: str, text: str, status: str | None) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 26))
    found = {f.status for f in report.findings if (f.scope, f.check) == ("internal", check)}
    assert found == (set() if status is None else {status})
