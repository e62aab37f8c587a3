"""Funds and indicators that no table lists, totals, and where a place stays outside a name."""

import pytest

from uratori.mentions.unlisted import funds

from .found import linked, typed

FUNDS = {
    "「未来テック株式オープン(毎月分配型)」の基準価額は1万円を割った。": [
        "未来テック株式オープン(毎月分配型)"
    ],
    "「新興国高配当投信」は分配金を50円に減らした。": ["新興国高配当投信"],
    "世界厳選株式オープンの純資産総額は3000億円となった。": ["世界厳選株式オープン"],
    "グローバル・ロボ株式ファンド 運用報告\n本ファンドは2%上昇した。": [
        "グローバル・ロボ株式ファンド",
        "本ファンド",
    ],
    "「日本好配当ファンド」を買う。日本好配当ファンドは安い。": [
        "日本好配当ファンド",
        "日本好配当ファンド",
    ],
    "当ファンドの基準価額は1%上昇した。": ["当ファンド"],
}

NO_FUND = [
    "ヘッジファンドの運用資産は増えた。",
    "「アクティブファンド」の比率は3割だ。",
    "国内株式投信の純資産は過去最高だ。",
    "「全英オープン」が始まる。",
    "店は「グランドオープン」を迎えた。",
    "「資金が入るファンド」を選ぶ。",
]

NAMED = {
    "9月の中小企業・非製造業DIはマイナス3だった。": [("DI", "macro:jp.tankan")],
    "8月の全国コアCPIは2.7%上昇した。": [("コアCPI", "macro:jp.core_cpi")],
    "全国企業短期経済観測調査の回答率は99%。": [("全国企業短期経済観測調査", "macro:jp.tankan")],
    "東京都区部のCPIは2.5%上昇した。": [("CPI", "macro:jp.cpi_tokyo")],
    "IMFは世界全体の実質GDPが3.0%増えるとみる。": [
        ("IMF", "org:imf"), ("実質GDP", "macro:world.gdp"),
    ],
    "世界の減速で実質GDPは0.1%減った。": [("実質GDP", None)],
    "新興国の実質GDPは4%増えた。": [("実質GDP", None)],
    "貿易統計では輸出額が9兆円、自動車の輸出額が1兆円、輸入額が10兆円だった。": [
        ("貿易統計", "macro:jp.trade_balance"), ("輸出額", "macro:jp.exports"), ("輸入額", None),
    ],
    "税関によると韓国の9月の輸出額は5%増えた。": [("輸出額", "macro:kr.exports")],
    "農産物の輸出額は1兆円、貿易は増えた。": [],
    "輸出額は100億円で全社の2割を占める。": [],
    "米国の個人の貯蓄率は4.1%。": [("貯蓄率", None)],
    "建設業の倒産件数は200件、全国の倒産件数は900件。": [("倒産件数", "macro:jp.bankruptcies")],
    "米国の6月の非製造業景況感指数は52。": [("非製造業景況感指数", "macro:us.ism_services")],
    "ユーロ圏の消費者信頼感指数はマイナス14。": [
        ("消費者信頼感指数", "macro:eu.consumer_confidence"),
    ],
    "米国市場では、弱い雇用指標を受けて10年国債利回りが下がった。": [
        ("10年国債利回り", "rate:us10y"),
    ],
    "米10年債利回りの上昇を受け、長期金利は上がった。": [
        ("米10年債利回り", "rate:us10y"), ("長期金利", "rate:jp10y"),
    ],
    "日本国債の長短金利差は1.1%に広がった。": [
        ("日本国債", "bond:jgb"), ("長短金利差", "rate:jp_2s10s"),
    ],
    "消費者物価指数は上昇。生鮮食品も含む総合指数は2%上がった。": [
        ("消費者物価指数", "macro:jp.cpi"), ("総合指数", "macro:jp.cpi"),
    ],
    "学力テストの総合指数は2%上がった。": [],
    "日銀は展望リポートを公表した。": [("日銀", "bank:boj")],
    "米原油在庫は300万バレル減った。": [],
}  # fmt: skip


@pytest.mark.parametrize(("article", "names"), FUNDS.items(), ids=list(FUNDS))
def test_a_fund_nobody_knows(article: str, names: list[str]) -> None:
    assert typed(article) == [(name, "fund", None) for name in names]


@pytest.mark.parametrize("sentence", NO_FUND)
def test_no_fund(sentence: str) -> None:
    assert typed(sentence) == []


def test_a_listed_name_is_not_swallowed() -> None:
    text = "「大きなひふみプラスファンド」は安い。"
    inner = (text.index("ひ"), text.index("フ"))
    assert list(funds(text, [inner])) == []
    assert {text[start:end] for start, end in funds(text, [])} == {"大きなひふみプラスファンド"}


@pytest.mark.parametrize(("sentence", "expected"), NAMED.items(), ids=list(NAMED))
def test_indicators(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert linked(sentence) == expected
