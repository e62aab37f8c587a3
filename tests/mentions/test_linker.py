"""Articles in which the meaning of a name hangs on the others."""

import pytest

from .found import linked, mentions

R2, SP = "index:russell2000", "index:sp500"

ARTICLES = {
    # descriptors
    "ラッセル2000は上昇した。小型株指数は半年で17%高い。": [
        ("ラッセル2000", R2), ("小型株指数", R2),
    ],
    "小型株指数は17%高い。けん引役はラッセル2000だ。": [("小型株指数", R2), ("ラッセル2000", R2)],
    "S&P 500のPERは28倍。大型株のベンチマークより割安だ。": [
        ("S&P 500", SP), ("大型株のベンチマーク", SP),
    ],
    "小型株指数は17%高い。": [("小型株指数", None)],
    "S&P小型株600は5%高い。米小型株指数は割安だ。": [
        ("S&P小型株600", "index:sp600"), ("米小型株指数", "index:sp600"),
    ],
    "ラッセル2000は高い。S&P小型株600は安い。小型株指数は割安だ。": [
        ("ラッセル2000", R2), ("S&P小型株600", "index:sp600"), ("小型株指数", "index:sp600"),
    ],
    "iShares Russell 2000 ETF(IWM)は高い。小型株指数は割安だ。": [
        ("iShares Russell 2000 ETF", "ARCX:IWM"), ("IWM", "ARCX:IWM"), ("小型株指数", R2),
    ],
    "東証グロース250は反落。新興株指数は3日続落。": [
        ("東証グロース250", "index:growth250"), ("新興株指数", "index:growth250"),
    ],
    "ナスダック100は2%高。ハイテク株指数は続伸。": [
        ("ナスダック100", "index:nasdaq100"), ("ハイテク株指数", "index:nasdaq100"),
    ],
    # families
    "ラッセル2000は高い。ラッセルの勢いは続く。": [("ラッセル2000", R2), ("ラッセル", R2)],
    "ラッセル2000とラッセル1000は高い。ラッセルは強い。": [
        ("ラッセル2000", R2), ("ラッセル1000", "index:russell1000"), ("ラッセル", None),
    ],
    "ソフトバンク(9434)は増益。": [("ソフトバンク", "XTKS:9434"), ("9434", "XTKS:9434")],
    "ソフトバンクグループは続落。ソフトバンクの投資損益は赤字。": [
        ("ソフトバンクグループ", "XTKS:9984"), ("ソフトバンク", "XTKS:9984"),
    ],
    "ソフトバンク<9434>は増配。ソフトバンクグループ(9984)は減益。ソフトバンクの株価は安い。": [
        ("ソフトバンク", "XTKS:9434"), ("9434", "XTKS:9434"),
        ("ソフトバンクグループ", "XTKS:9984"), ("9984", "XTKS:9984"),
        ("ソフトバンク", "XTKS:9434"),
    ],
    "米10年債利回りは低下。10年債利回りは4.1%。": [
        ("米10年債利回り", "rate:us10y"), ("10年債利回り", "rate:us10y"),
    ],
    "米10年債利回りも日本の長期金利も上昇。長期金利は高い。": [
        ("米10年債利回り", "rate:us10y"), ("長期金利", "rate:jp10y"), ("長期金利", "rate:jp10y"),
    ],
    "WTI原油先物は70ドル。原油価格は下落した。": [
        ("WTI原油先物", "commodity:wti"), ("原油", "commodity:wti"),
    ],
    # anaphors
    "トヨタは増益。同社は上方修正した。": [("トヨタ", "XTKS:7203"), ("同社", "XTKS:7203")],
    "トヨタは増益。ホンダは減益。同社は下方修正した。": [
        ("トヨタ", "XTKS:7203"), ("ホンダ", "XTKS:7267"), ("同社", "XTKS:7267"),
    ],
    "Amplitude(NASDAQ: AMPL)は増収。同社は黒字だ。": [
        ("Amplitude", "XNAS:AMPL"), ("NASDAQ: AMPL", "XNAS:AMPL"), ("同社", "XNAS:AMPL"),
    ],
    "インテルは増収。米新興のサンプル社は減収。同社は下方修正した。": [
        ("インテル", "XNAS:INTC"), ("同社", None),
    ],
    "アップル社は増収。同社は上方修正した。": [("アップル", "XNAS:AAPL"), ("同社", "XNAS:AAPL")],
    "同社は増益。": [("同社", None)],
    "トヨタは増益。" + "市場は静かだ。雨だった。風も吹いた。" * 3 + "同社は上方修正した。": [
        ("トヨタ", "XTKS:7203"), ("同社", "XTKS:7203"),
    ],
    "トヨタは増益。ホンダは減益。" + "雨だった。風も吹いた。" * 5 + "同社は増配した。": [
        ("トヨタ", "XTKS:7203"), ("ホンダ", "XTKS:7267"), ("同社", None),
    ],
    "スズキは増益。" + "雨だった。" * 9 + "米新興のサンプル社は減収。同社は下方修正した。": [
        ("スズキ", "XTKS:7269"), ("同社", None),
    ],
    "三菱UFJは増益。同行は上方修正した。": [("三菱UFJ", "XTKS:8306"), ("同行", "XTKS:8306")],
    "トヨタは増益。同行は上方修正した。": [("トヨタ", "XTKS:7203"), ("同行", None)],
    "ラッセル2000は高い。同指数は14日続伸。": [("ラッセル2000", R2), ("同指数", R2)],
    "全国消費者物価指数は3%上昇。同指数は2年ぶりの高さ。": [
        ("消費者物価指数", "macro:jp.cpi"), ("同指数", "macro:jp.cpi"),
    ],
    "IWMの純資産は750億ドル。同ETFは人気だ。": [("IWM", "ARCX:IWM"), ("同ETF", "ARCX:IWM")],
    "S&P 500は高い。指数全体の3分の1を占める。": [("S&P 500", SP), ("指数全体", SP)],
}  # fmt: skip


@pytest.mark.parametrize(("article", "expected"), ARTICLES.items(), ids=list(ARTICLES))
def test_linked(article: str, expected: list[tuple[str, str | None]]) -> None:
    assert linked(article) == expected


def test_a_pair_keeps_both() -> None:
    pair = mentions("トヨタ(7203)とホンダ(7267)は提携する。両社は新会社をつくる。")[-1]
    assert (pair.text, pair.type, pair.entity) == ("両社", "group", None)
    assert pair.candidates == ("XTKS:7203", "XTKS:7267")


def test_two_companies_that_do_not_stand_together_are_no_pair() -> None:
    pair = mentions("トヨタは増益だった。市場の予想を上回る。ホンダは減益。両社は新会社をつくる。")[
        -1
    ]
    assert (pair.text, pair.candidates) == ("両社", ())


def test_candidates_are_kept() -> None:
    descriptor = mentions("小型株指数は17%高い。")[0]
    assert descriptor.candidates == ("index:russell2000", "index:sp600")
    softbank = mentions("ソフトバンクは続落。")[0]
    assert softbank.candidates == ("XTKS:9434", "XTKS:9984")


def test_ids_run_in_order() -> None:
    found = mentions("トヨタは増益。同社は上方修正した。円は強い。S&P 500も高い。")
    assert [m.id for m in found] == ["m1", "m2", "m3", "m4"]
    assert [m.start for m in found] == sorted(m.start for m in found)
