"""The checks without a formula: dates, directions, levels in order, headlines."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer

HEAD = (
    "トヨタ、営業利益{}増\nトヨタ自動車の2025年4〜12月期の営業利益は前年同期比28%増の3兆円だった。"
)
VISITORS = (
    "10月の訪日客、{}\n日本政府観光局が発表した10月の訪日客数は521万人だった。中国が77万人だった。"
)
GROUP = (
    "ソニー、純利益{}増\nソニーグループの2025年3月期の連結純利益は前の期比21%増の363億円だった。"
)
CASES = [
    ("weekday", "2026年1月26日(月)に発表した。", "consistent"),
    ("weekday", "2026年1月26日(火)に発表した。", "inconsistent"),
    ("weekday", "1月23日(金)に発表した。", "consistent"),
    ("weekday", "1月23日(木)に発表した。", "inconsistent"),
    ("weekday", "9月17日(火)に発表した。", None),
    ("weekday", "1月23日(水)に発表した。", "inconsistent"),
    ("elapsed", "失業率は2024年7月以来、1年6カ月ぶりの高さだ。", "consistent"),
    ("elapsed", "失業率は2024年7月以来、1年4カ月ぶりの高さだ。", "consistent"),
    ("elapsed", "失業率は2024年7月以来、2年6カ月ぶりの高さだ。", "inconsistent"),
    ("elapsed", "失業率は1989年以来、36年ぶりの高さだ。", "consistent"),
    ("elapsed", "失業率は1989年以来、26年ぶりの高さだ。", "inconsistent"),
    ("elapsed", "2016年2月には1986年7月以来およそ30年ぶりに最低となった。", "consistent"),
    ("elapsed", "失業率は2024年7月から、6カ月ぶりに上がった。", None),
    ("fiscal_months", "2026年3月期第3四半期(10〜12月)の営業利益は30億円。", "consistent"),
    ("fiscal_months", "2026年3月期第3四半期(4〜12月)の営業利益は30億円。", "consistent"),
    ("fiscal_months", "2026年3月期第3四半期(7〜9月)の営業利益は30億円。", "inconsistent"),
    ("fiscal_months", "2026年3月期第3四半期は、7〜9月も伸びた。", None),
    ("span", "2026年4月1日から9月30日までの6カ月間に取得する。", "consistent"),
    ("span", "2026年4月1日から9月30日までの3カ月間に取得する。", "inconsistent"),
    ("span", "2026年1月5日から3月31日までの約3カ月間に取得する。", "consistent"),
    ("span", "11月1日から1月31日までの6カ月間に買い付ける。", "inconsistent"),
    ("span", "10月1日から10月14日までの4週間、募集する。", "inconsistent"),
    ("span", "19日から26日までの6日間で2000円下げた。", None),
    ("span", "27日から2月2日までの1週間で2%下げた。", None),
    ("span", "4月から9月までの5カ月間で2%下げた。", "consistent"),
    ("span", "一昨年4月から昨年9月までの1年半で2%下げた。", "consistent"),
    ("span", "2025年4月から翌年3月までの2年間で伸びた。", None),
    ("span", "2023年度から2025年度までの3年間の計画だ。", "consistent"),
    ("span", "2023年度から2025年度までの6年間の計画だ。", "inconsistent"),
    ("span", "4月1日から2011年3月31日までの5年間の計画だ。", None),
    ("span", "4月1日から9月30日までの3カ月おきに払う。", None),
    ("direction", "円は1ドル=148円から152円へ4円上昇した。", "inconsistent"),
    ("direction", "円は1ドル=148円から152円に下落した。", "consistent"),
    ("direction", "ドルは1ドル=150円から153円に3円下落した。", "inconsistent"),
    ("direction", "ドル円は148円から152円に上昇した。", "consistent"),
    ("direction", "円は軟調だった。148円から152円に下落した。", None),
    ("direction", "円は対ドルで上げた。ユーロに対しては162円80銭から184円20銭へ下げた。", None),
    ("direction", "円が売られ、1ドル=148円から152円に上昇した。", None),
    ("direction", "人民元は1ドル=7.1元から7.2元に下落した。", None),
    ("direction", "米10年債利回りは4.5%から4.2%へ上昇した。", "inconsistent"),
    ("direction", "失業率は4.4%から4.1%へ下がり、賃金は上昇した。", "consistent"),
    ("direction", "10年債利回りは4.2%から4.0%に上げ幅を縮めた。", None),
    ("direction", "FRBは政策金利を5.00〜5.25%から5.25〜5.50%に引き下げた。", "inconsistent"),
    ("direction", "赤字は120億円から80億円に下がった。", None),
    ("direction", "売上高は500億円から、利益は30億円から上昇した。", None),
    ("direction", "日経平均は120円高と続伸した。", "consistent"),
    ("direction", "日経平均は120円安と続伸した。", "inconsistent"),
    ("direction", "日経平均は120円安の4万円と3日続落した。", "consistent"),
    ("direction", "日経平均は反発し、前日比120円安で終えた。", "inconsistent"),
    ("direction", "日経平均は120円安、TOPIXは続伸した。", None),
    ("ordering", "日経平均の高値は4万0120円で、終値は3万9900円で終えた。", "consistent"),
    ("ordering", "日経平均の高値は4万0120円で、終値は4万0300円で終えた。", "inconsistent"),
    ("ordering", "日経平均の昨年の高値は4万0120円。この日は4万0300円で終えた。", None),
    ("band", "日経平均は4万円台を回復し、4万0120円で終えた。", "consistent"),
    ("band", "日経平均は4万円台を回復し、3万9980円で終えた。", "inconsistent"),
    ("band", "日経平均は一時4万円台を回復し、3万9980円で終えた。", None),
    ("direction", "ホンダ株は反落し、前日比20円高だった。", "inconsistent"),
    (
        "direction",
        "TOPIXは続伸した。終値は前日比12.30ポイント(0.45%)安の2731だった。",
        "inconsistent",
    ),
    ("direction", "TOPIXは続落した。前日比12.30ポイント(0.45%)安の2731だった。", "consistent"),
    ("direction", "日経平均は続落した。取引時間中には前日比120円高の場面もあった。", None),
    ("direction", "円相場は続伸した。ドル・円は前日比50銭安の149円だった。", None),
    ("ordering", "新興株は高値が982円、安値が871円、終値が943円だった。", "consistent"),
    ("ordering", "新興株は高値982円、安値871円、終値1043円だった。", "inconsistent"),
    (
        "ordering",
        "先物は高値136円42銭、安値136円08銭をつけ、終値は135円87銭だった。",
        "inconsistent",
    ),
    (
        "ordering",
        "日経平均は531円安の5万0497円で終えた。この日の安値は5万0280円、高値は5万0420円だった。",
        "inconsistent",
    ),
    (
        "ordering",
        "朝方に高値5240円をつけたあと、4985円の安値まで押され、終値は5310円だった。",
        "inconsistent",
    ),
    (
        "ordering",
        "始値は2428円、日中の高値は2485円、安値は2410円で、終値は前日を3%上回る2472円だった。",
        "consistent",
    ),
    ("ordering", "前場の高値は2485円だった。後場に買われ、終値は2512円だった。", None),
    ("ordering", "年初来高値が3200円、年初来安値が2100円、終値が3300円だった。", None),
    ("band", "日経平均は節目の4万円を割り込み、3万9870円で終えた。", "consistent"),
    ("band", "日経平均は節目の4万円を割り込み、4万0100円で終えた。", "inconsistent"),
    ("band", "日経平均は4万円を割り込み、前日比320円安の3万9880円で終えた。", "consistent"),
    ("band", "失業率は市場予想の2.5%を下回り、2.6%となった。", "inconsistent"),
    ("band", "日経平均は一時4万円を割り込んだが、4万0100円で終えた。", None),
    ("band", "ドルは150円を下回り、150円20銭まで上昇した。", None),
    ("scale_slip", "橋の建設費が345億円になる。3450億円の建設費は国が出す。", "inconsistent"),
    ("scale_slip", "北は建設費が345億円になる。南は3450億円の建設費が要る。", None),
    ("scale_slip", "A社の受注高が345億円、B社は3450億円の受注高だ。", None),
    ("scale_slip", "北工場の投資額は345億円、南工場の投資額は3450億円だ。", None),
    ("band", "営業利益は目標の100億円を超え、90億円だった前期を上回った。", None),
    ("scale_slip", "橋の建設費が345億円になる。3450億円の補助金は国が出す。", None),
    ("scale_slip", "売上高は943億円だった。この売上高9.43兆円は過去最高だ。", "inconsistent"),
    ("scale_slip", "売上高は943億円だった。前期の売上高は9.43兆円だ。", None),
    ("scale_slip", "売上高は940億円だった。この売上高9.4兆円は過去最高だ。", None),
    (
        "restatement",
        "西港海運、自社株買い最大500億円\n西港海運は上限300億円の自社株買いを実施すると発表した。",
        "inconsistent",
    ),
    (
        "restatement",
        "西港海運、自社株買い最大300億円\n西港海運は上限300億円の自社株買いを実施すると発表した。",
        "consistent",
    ),
    (
        "restatement",
        "新薬を導出、一時金450億円\n権利を供与する。契約一時金として540億円を受け取る。",
        "inconsistent",
    ),
    (
        "restatement",
        "鉄道5社、純利益合計900億円\n純利益は東部が510億円、西部が390億円だった。",
        None,
    ),
    (
        "restatement",
        "関税で1420億円の下押し\n営業利益は2268億円。要因は関税がマイナス1420億円だった。",
        None,
    ),
    ("band", "株価は1万円台を回復し、為替も83円前後で推移している。", None),
    ("band", "ビットコインは9万ドル台を回復し、8万9260ドルで取引されている。", "inconsistent"),
    ("restatement", HEAD.format("28%"), None),
    ("restatement", HEAD.format("3割"), "consistent"),
    ("restatement", HEAD.format("18%"), "inconsistent"),
    ("restatement", HEAD.format("18%") + "国内の営業利益は18%増えた。", None),
    ("restatement", "トヨタ、営業利益3兆円\nトヨタの営業利益は2兆円、売上高は3兆円だった。", None),
    ("restatement", VISITORS.format("512万人"), "inconsistent"),
    ("restatement", VISITORS.format("521万人"), None),
    ("restatement", GROUP.format("12%"), "inconsistent"),
    ("restatement", GROUP.format("2割"), "consistent"),
    ("restatement", "トヨタ、純利益18%増\nトヨタ自動車の営業利益は28%増の3兆円だった。", None),
]


@pytest.mark.parametrize(("check", "text", "status"), CASES)
def test_a_check_without_a_formula(check: str, text: str, status: str | None) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 26))
    found = [f.status for f in report.findings if (f.scope, f.check) == ("internal", check)]
    assert found == ([] if status is None else [status])


def test_every_slip_says_how_to_mend_it_in_both_languages() -> None:
    for _, text, _ in CASES:
        for lang in ("ja", "en"):
            report = Analyzer().check(text, published=date(2026, 1, 26), lang=lang)
            told = [f for f in report.findings if f.scope == "internal" and not f.formula]
            assert all((f.suggestion is None) == (f.status == "consistent") for f in told)
