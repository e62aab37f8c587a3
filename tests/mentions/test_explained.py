"""Names that only what is said around them tells: short forms, coins, goods, shared names."""

import pytest

from uratori.mentions.listed import count_beginning
from uratori.mentions.peers import peers
from uratori.mentions.shortened import stems

from .found import linked

SHORT = {
    "名村造船所(7014)は増益だった。名村株は7%高で終えた。": ("名村", "XTKS:7014"),
    "酒井重工業(6358)は増配した。酒井重の株価は2%上がった。": ("酒井重", "XTKS:6358"),
    "太平電業(1968)は上方修正した。太電株は4%高だった。": ("太電", "XTKS:1968"),
    "日本冶金工業(5480)は減益だった。日冶金株は5%下げた。": ("日冶金", "XTKS:5480"),
    "浜松ホトニクス(6965)は減益だった。浜ホト株はともかく、浜松ホトは3%安い。": (
        "浜松ホト",
        "XTKS:6965",
    ),
    "岡三証券グループ(8609)は増益だった。岡三は5%高となった。": ("岡三", "XTKS:8609"),
    "井関株が3%高。井関農機(6310)は通期の予想を据え置いた。": ("井関", "XTKS:6310"),
}
COINS = {
    "リップルの建玉は41億ドルに減った。": ("リップル", "crypto:XRP"),
    "暗号資産ではステラが6%高だった。": ("ステラ", "crypto:XLM"),
    "イーサのステーキング利回りは3%だ。": ("イーサ", "crypto:ETH"),
}
GOODS = {
    "ゴールドが4000ドルを割り込んだ。": ("ゴールド", "commodity:gold"),
    "シルバーは1オンス=52ドルだった。": ("シルバー", "commodity:silver"),
    "銅は1トン1万ドル。スズも5%上昇した。": ("スズ", "commodity:tin"),
    "大豆は1ブッシェル11ドル、コーンは4.3ドルだった。": ("コーン", "commodity:corn"),
    "小麦先物は3%高で、トウモロコシや大豆も1%上昇した。": ("トウモロコシ", "commodity:corn"),
    "ブレントは1バレル=71ドルだった。": ("ブレント", "commodity:brent"),
    "金がこの2年で90%も上がった。": ("金", "commodity:gold"),
}
ABROAD = {
    "ユーロ圏のHICPは2.1%上昇、コア指数は2.4%上昇した。": ("コア指数", "macro:eu.core_hicp"),
    "スペインの10年物国債利回りは3.1%だった。": ("10年物国債利回り", "rate:es10y"),
    "豪州の消費者物価指数は3.2%上昇した。": ("消費者物価指数", "macro:au.cpi"),
    "韓国の10月の輸出額は580億ドルだった。": ("輸出額", "macro:kr.exports"),
    "米CPIは3%上昇し、FRBは据え置いた。発表後、10年債利回りは4.2%に下がった。": (
        "10年債利回り",
        "rate:us10y",
    ),
    "10月の訪日外国人客数は380万人だった。": ("訪日外国人客数", "macro:jp.visitors"),
    "ハンセンは2%高だった。": ("ハンセン", "index:hangseng"),
    "ロンドン円、154円台で推移": ("円", "currency:JPY"),
    "リラは対ドルで1%安だった。": ("リラ", "currency:TRY"),
    "KDDIは増配した。ソフトバンクの利益率は17%だ。": ("ソフトバンク", "XTKS:9434"),
    "アームが12%高となり、ソフトバンクは5%高だった。アームの株価は高い。": (
        "ソフトバンク",
        "XTKS:9984",
    ),
}
NONE = {
    "芝浦機械(6104)は増益だった。芝浦の再開発で地価が5%上昇した。": "芝浦",
    "井関農機(6310)の井関社長は増益に自信を示した。": "井関",
    "日本製鋼所(5631)は続伸した。日本株の上昇が続く。": "日本",
    "浜松ホトニクス(6965)は減益だった。浜松の地価は2%上昇した。": "浜松",
    "会員数はゴールドが3%増え、シルバーは横ばいだった。": "ゴールド",
    "バリック・ゴールドは5%高だった。": "ゴールド",
    "小麦は1ブッシェル5ドルだが、コーヒーは1杯4ドルだった。": "コーヒー",
    "リップル加工の生地は前年比5%上昇した。": "リップル",
    "ステラは新車を3%高い価格で売る。": "ステラ",
    "ハンセン病の患者は2%減った。": "ハンセン",
    "ディズニーランドは対前年で5%増えた。": "ランド",
}


@pytest.mark.parametrize("sentence", [*SHORT, *COINS, *GOODS, *ABROAD])
def test_what_is_said_tells_the_name(sentence: str) -> None:
    assert (SHORT | COINS | GOODS | ABROAD)[sentence] in linked(sentence)


@pytest.mark.parametrize("sentence", NONE)
def test_the_same_word_elsewhere_is_no_name(sentence: str) -> None:
    assert NONE[sentence] not in [text for text, _ in linked(sentence)]


def test_home_spoken_of_keeps_the_rate() -> None:
    sentence = "米CPIは3%上昇し、FRBは据え置いた。東京市場では10年債利回りが2.3%だった。"
    assert linked(sentence)[-1] == ("10年債利回り", "rate:jp10y")


def test_two_peers_tell_nothing() -> None:
    sentence = "KDDIとアーム・ホールディングスは続伸した。ソフトバンクは続落した。"
    assert linked(sentence)[-1] == ("ソフトバンク", None)


def test_stems_are_of_few_companies() -> None:
    assert stems("極東開発工業") == ("極東開発",)
    assert stems("日本製鋼所") == ()
    assert count_beginning("日本", 5) == 5
    assert count_beginning("酉島", 5) == 1


def test_peers() -> None:
    assert "XTKS:9432" in peers("XTKS:9434")
    assert peers("XTKS:7203") == ()
