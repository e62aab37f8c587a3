"""Sentences with the exact mentions that they hold."""

import pytest

from uratori.mentions import find_names
from uratori.text import read_text

from .found import linked, mentions, typed

SP, R2, NK, TPX = "index:sp500", "index:russell2000", "index:nikkei225", "index:topix"

LINKED = {
    # indices and their writings
    "S&P 500は6900台で引けた。": [("S&P 500", SP)],
    "S&P500は反発した。": [("S&P500", SP)],
    "Ｓ＆Ｐ５００種株価指数は続伸した。": [("Ｓ＆Ｐ５００種株価指数", SP)],
    "S&P500種は横ばいだった。": [("S&P500種", SP)],
    "S&P 500種指数が1%下げた。": [("S&P 500種指数", SP)],
    "ラッセル2000は3.5%高い。": [("ラッセル2000", R2)],
    "ラッセル 2000が強い。": [("ラッセル 2000", R2)],
    "Russell 2000が強い。": [("Russell 2000", R2)],
    "ラッセル２０００指数は2%安。": [("ラッセル２０００指数", R2)],
    "日経平均は続伸した。": [("日経平均", NK)],
    "日経平均株価は4万円台だ。": [("日経平均株価", NK)],
    "日経225の採用銘柄": [("日経225", NK)],
    "TOPIX 100ポイント高。": [("TOPIX", TPX)],
    "TOPIX Core30が上昇。": [("TOPIX Core30", "index:topix_core30")],
    "ナスダック100とNASDAQ-100": [
        ("ナスダック100", "index:nasdaq100"), ("NASDAQ-100", "index:nasdaq100"),
    ],
    "ナスダック総合株価指数とNYダウ": [
        ("ナスダック総合株価指数", "index:nasdaq_composite"), ("NYダウ", "index:dow"),
    ],
    "ダウ工業株30種平均は120ドル安。": [("ダウ工業株30種平均", "index:dow")],
    "SOX指数が4%下落。": [("SOX指数", "index:sox")],
    "東証グロース市場250指数は小反落。": [("東証グロース市場250指数", "index:growth250")],
    "独DAX指数とFTSE100種総合株価指数": [
        ("DAX指数", "index:dax"), ("FTSE100種総合株価指数", "index:ftse100"),
    ],
    "日経平均先物は3万9800円。": [("日経平均先物", "index:nikkei225.futures")],
    "日経平均VIは25に上昇。": [("日経平均VI", "index:nikkei_vi")],
    # as the tape writes companies
    "三菱電、村田製、参天薬は高い。": [
        ("三菱電", "XTKS:6503"), ("村田製", "XTKS:6981"), ("参天薬", "XTKS:4536"),
    ],
    "川崎汽の純利益は増えた。": [("川崎汽", "XTKS:9107")],
    "第一生命は増益、第一生命研は試算をまとめた。": [("第一生命", "XTKS:8750")],
    "楽天・オールカントリーを買う。楽天は高い。": [("楽天", "XTKS:4755")],
    # funds
    "iShares Russell 2000 ETF(IWM)は上昇。": [
        ("iShares Russell 2000 ETF", "ARCX:IWM"), ("IWM", "ARCX:IWM"),
    ],
    "投資家はRussell 2000 Growth ETF(VTWG)を選んだ。": [
        ("Russell 2000 Growth ETF", "XNAS:VTWG"), ("VTWG", "XNAS:VTWG"),
    ],
    "Vanguard S&P 500 ETF（VOO）に資金が入った。": [
        ("Vanguard S&P 500 ETF", "ARCX:VOO"), ("VOO", "ARCX:VOO"),
    ],
    "Sample Small Cap Fund(SPLX)を買う。": [("Sample Small Cap Fund", None), ("SPLX", None)],
    "S&P500ETF(SPY)の残高": [("S&P500ETF", "ARCX:SPY"), ("SPY", "ARCX:SPY")],
    "日経平均レバレッジ・インデックス連動型上場投信(1570)は大商い。": [
        ("日経平均レバレッジ・インデックス連動型上場投信", "XTKS:1570"), ("1570", "XTKS:1570"),
    ],
    "ラッセル2000(RUT)は高い。": [("ラッセル2000", R2), ("RUT", R2)],
    "TOPIX連動型上場投信(1306)の残高": [
        ("TOPIX連動型上場投信", "XTKS:1306"), ("1306", "XTKS:1306"),
    ],
    "S&P500連動型投信が人気だ。": [("S&P500連動型投信", None)],
    "オルカンとeMAXIS Slim 米国株式(S&P500)": [
        ("オルカン", "fund:emaxis_slim_acwi"),
        ("eMAXIS Slim 米国株式(S&P500)", "fund:emaxis_slim_sp500"),
    ],
    "個人はQQQとSOXLを買い越した。": [("QQQ", "XNAS:QQQ"), ("SOXL", "ARCX:SOXL")],
    # codes
    "Amplitude(NASDAQ: AMPL)は最高益。": [
        ("Amplitude", "XNAS:AMPL"), ("NASDAQ: AMPL", "XNAS:AMPL"),
    ],
    "NYSE：IBMは3%高。": [("NYSE：IBM", "XNYS:IBM")],
    "エヌビディア(NVDA)は増収。": [("エヌビディア", "XNAS:NVDA"), ("NVDA", "XNAS:NVDA")],
    "トヨタ自動車(7203)は5%高。": [("トヨタ自動車", "XTKS:7203"), ("7203", "XTKS:7203")],
    "トヨタ<7203>は5%高。": [("トヨタ", "XTKS:7203"), ("7203", "XTKS:7203")],
    "【7203】トヨタの決算": [("7203", "XTKS:7203"), ("トヨタ", "XTKS:7203")],
    "7203.Tは3000円で引けた。": [("7203.T", "XTKS:7203")],
    "キオクシア(285A)が上場来高値。": [("キオクシア", "XTKS:285A"), ("285A", "XTKS:285A")],
    "ホンダ(東P:7267)は続落。": [("ホンダ", "XTKS:7267"), ("東P:7267", "XTKS:7267")],
    "サンプル技研（証券コード9999）は反発。": [("9999", "XTKS:9999")],
    "サンプル技研(9997)は反発。": [("サンプル技研", "XTKS:9997"), ("9997", "XTKS:9997")],
    "みなと電子(6799)は増益。": [("みなと電子", "XTKS:6799"), ("6799", "XTKS:6799")],
    "一方、みなと電子(6799)は増益。": [("みなと電子", "XTKS:6799"), ("6799", "XTKS:6799")],
    "大手電子(6799)は増益。": [("6799", "XTKS:6799")],
    "総合電機(6799)は増益。": [("6799", "XTKS:6799")],
    "地元の架空銀行(NYSE: ZZZQ)は増益。": [("NYSE: ZZZQ", "XNYS:ZZZQ")],
    "みなと電子(東P・6799)は増益。": [("みなと電子", "XTKS:6799"), ("東P・6799", "XTKS:6799")],
    "架空原工業(9993)が買われた。": [("架空原工業", "XTKS:9993"), ("9993", "XTKS:9993")],
    "エアトリ(6191)は続伸した。": [("エアトリ", "XTKS:6191"), ("6191", "XTKS:6191")],
    "旅行のエアトリ(6191)が上方修正を発表。": [
        ("エアトリ", "XTKS:6191"), ("6191", "XTKS:6191"),
    ],
    "武田薬品工業(4502)は続落。": [("武田薬品工業", "XTKS:4502"), ("4502", "XTKS:4502")],
    "大和ハウス(1925)は増益。": [("大和ハウス", "XTKS:1925"), ("1925", "XTKS:1925")],
    "楽天グループ株(4755)は安い。": [("楽天グループ", "XTKS:4755"), ("4755", "XTKS:4755")],
    "トヨタ 7203 は高い。": [("トヨタ", "XTKS:7203"), ("7203", "XTKS:7203")],
    "$NVDA が急騰。": [("$NVDA", "XNAS:NVDA")],
    "^GSPCの推移": [("^GSPC", SP)],
    "BTCは9万ドル台。": [("BTC", "crypto:BTC")],
    "Amazon.com, Inc. (NASDAQ: AMZN)": [
        ("Amazon.com, Inc.", "XNAS:AMZN"), ("NASDAQ: AMZN", "XNAS:AMZN"),
    ],
    "Berkshire Hathaway（NYSE：BRK.B）": [
        ("Berkshire Hathaway", "XNYS:BRK.B"), ("NYSE：BRK.B", "XNYS:BRK.B"),
    ],
    "SPY(NYSE: SPY)": [("SPY", "ARCX:SPY"), ("NYSE: SPY", "ARCX:SPY")],
    # companies
    "アップル株は上昇し、アップルの時価総額も増えた。": [
        ("アップル", "XNAS:AAPL"), ("アップル", "XNAS:AAPL"),
    ],
    "アップル・テスラ・マイクロソフトが高い。": [
        ("アップル", "XNAS:AAPL"), ("テスラ", "XNAS:TSLA"), ("マイクロソフト", "XNAS:MSFT"),
    ],
    "米アマゾン・ドット・コムは増収。": [("アマゾン・ドット・コム", "XNAS:AMZN")],
    "東エレクとアドテストが指数を押し上げた。": [
        ("東エレク", "XTKS:8035"), ("アドテスト", "XTKS:6857"),
    ],
    "三菱UFJと三井住友FGは最高益。": [("三菱UFJ", "XTKS:8306"), ("三井住友FG", "XTKS:8316")],
    "七十七銀行は増益。": [("七十七銀行", "XTKS:8341")],
    "ファーストリテイリングとソニーG": [
        ("ファーストリテイリング", "XTKS:9983"), ("ソニーG", "XTKS:6758"),
    ],
    "コマツと日立建機": [("コマツ", "XTKS:6301"), ("日立建機", "XTKS:6305")],
    "英シェルと米エクソンモービル": [("英シェル", "XNYS:SHEL"), ("エクソンモービル", "XNYS:XOM")],
    # listed companies that only EDINET's list has
    "トヨタ紡織は増益。": [("トヨタ紡織", "XTKS:3116")],
    "株式会社サカタのタネは反発した。": [("サカタのタネ", "XTKS:1377")],
    "カネコ種(1376)は続伸。": [("カネコ種", "XTKS:1376"), ("1376", "XTKS:1376")],
    "サーバーのさくら(3778)が高い。": [("さくら", "XTKS:3778"), ("3778", "XTKS:3778")],
    "コロナは需要が戻った。コロナ(5909)は増配する。": [
        ("コロナ", "XTKS:5909"), ("コロナ", "XTKS:5909"), ("5909", "XTKS:5909"),
    ],
    "ポート株式会社は最高益。": [("ポート株式会社", "XTKS:7047")],
    "ジェイHDは反落。": [("ジェイHD", None)],
    "ジェイHD(2721)は反落。": [("ジェイHD", "XTKS:2721"), ("2721", "XTKS:2721")],
    "日本ビルファンド投資法人(8951)の分配金": [
        ("日本ビルファンド投資法人", "XTKS:8951"), ("8951", "XTKS:8951"),
    ],
    # rates, currencies, goods
    "米10年債利回りは4.25%。": [("米10年債利回り", "rate:us10y")],
    "新発10年物国債利回りは1.5%。": [("新発10年物国債利回り", "rate:jp10y")],
    "ドル円は150円台。": [("ドル円", "fx:USDJPY")],
    "円相場は1ドル=150円25銭。": [("円", "currency:JPY")],
    "ドル・円相場は20銭の円高・ドル安だった。": [("ドル・円", "fx:USDJPY")],
    "WTI原油先物は70ドル、NY金先物は4000ドル。": [
        ("WTI原油先物", "commodity:wti"), ("NY金先物", "commodity:gold"),
    ],
    # institutions, indicators, groups
    "連邦準備制度は利下げした。": [("連邦準備制度", "bank:fed")],
    "米連邦準備理事会(FRB)は据え置いた。": [("米連邦準備理事会", "bank:fed"), ("FRB", "bank:fed")],
    "FOMCは0.25%の利下げを決めた。": [("FOMC", "bank:fed")],
    "日銀総裁は会見した。": [("日銀", "bank:boj")],
    "前日の日銀の決定": [("日銀", "bank:boj")],
    "非農業部門雇用者数は20万人増。": [("非農業部門雇用者数", "macro:us.payrolls")],
    "米CPIは3%上昇。": [("米CPI", "macro:us.cpi")],
    "米国の11月の失業率は4.2%。": [("失業率", "macro:us.unemployment")],
    "マグニフィセントセブンは2%高。": [("マグニフィセントセブン", "group:magnificent7")],
    "マグニフィセント・セブンは2%高。": [("マグニフィセント・セブン", "group:magnificent7")],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), LINKED.items(), ids=list(LINKED))
def test_linked(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert linked(sentence) == expected


NOTHING = [
    "かんぽの宿に泊まる。",
    "武田の薬は安い。鹿島港は広い。",
    "アマゾンの密林を歩く。",
    "アップルパイが売れた。",
    "パイナップルの輸入は3割増えた。",
    "ダウンロード数は100万件。",
    "メタバースの市場は5兆円。",
    "ライブドアは2006年の話だ。",
    "ターゲット価格は3000円。",
    "シャープに反発した。",
    "ギャップアップで始まった。",
    "この銘柄はスナップ写真の会社だ。",
    "中央日銀行という架空の名",
    "資金価格は下がった。",
    "現金価格は1リットル150円。",
    "料金相場は月3000円。",
    "年金相場という言葉はない。",
    "1万円は1枚だ。",
    "100万ドルは大きい。",
    "8円の円形の図",
    "100万米ドルの損失",
    "ユーロ圏の景気",
    "企業は円滑に動いた。",
    "米国(2026)年の見通し",
    "(2026)年度の計画",
    "売上高(1234)百万円",
    "参加者(1500)人",
    "従業員数(1234)は増えた。",
    "商社のみなと電子(6799)は増益。",
    "しかし電子(6799)は増えた。",
    "売上高(1234)は増収となった。",
    "図表(1234)の株価を見よ。",
    "注(1001)を参照。",
    "コンテナ(6191)は港に着いた。",
    "コンテナ(6191)個は港に着いた。",
    "アンケート(1432)は株価を問う。",
    "エアカンタ(2019)は増益。",
    "エアカンタ(6191)万円の決算。",
    "エアカンタ(1234)は決算。",
    "大型コンテナ(6191)は決算に響く。",
    "コンテナ(6191)は港に着いた。株価は続伸。",
    "会員(7203)",
    "利益は(4755)となった。",
    "約(1925)年ごろ",
    "人工知能(AI)の需要",
    "株価収益率(PER)は28倍",
    "株価純資産倍率(PBR)は1倍",
    "最高経営責任者(CEO)は述べた。",
    "新規株式公開(IPO)は10件",
    "環境・社会・企業統治(ESG)",
    "上場投資信託(ETF)は人気だ。",
    "情報技術(IT)が強い。",
    "電気自動車(EV)は20%増",
    "午前10:30に始まった。",
    "比率は3:7203だ。",
    "QRコード1234を読む。",
    "円周率は3.1415.Tではない。",
    "US$100を払った。",
    "10^6 回の計算",
    "5Gと4Kの機器",
    "ナスダック市場に上場した。",
    "www.IBM.example.com を見よ。",
    "user@IBM.example に送った。",
    "Apple Payの利用は3割増。",
    "ソニー・ピクチャーズは黒字。",
    "ビル・フォードという人",
    "トヨタ生協は増益。",
    "ソニー生命は増益。",
    "楽天モバイルの契約数は900万",
    "アマゾン川の流域",
    "イオン交換膜の販売は2割増",
    "リチウムイオン電池は3割安",
    "光通信部品の販売は5%増",
    "GM作物の作付けは1割減",
    "HPで公表した。",
    "UPSの蓄電池は10年もつ。",
    "M7.2の地震",
    "中小型株の話は尽きない。",
    "同社員は3人だ。",
    "記者が同行した。",
    "合同社は架空だ。",
    "中小型株指数は3%安。",
    "欧州の小型株指数は3%安。",
    "新興国の大型株指数は3%安。",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_none(sentence: str) -> None:
    got = [m for m in linked(sentence) if m[1] is not None]
    assert got == []


def test_there_are_enough_sentences() -> None:
    assert len(LINKED) >= 70
    assert len(NOTHING) >= 40


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("ブラジルの失業率は6%。", ("失業率", "indicator", None)),
        ("当県の有効求人倍率は1.2倍。", ("有効求人倍率", "indicator", None)),
        ("S&P500ブル3倍を買う。", ("S&P500ブル3倍", "fund", None)),
        ("ラッセルは軟調。", ("ラッセル", "index", None)),
        ("ソフトバンクは安い。", ("ソフトバンク", "equity", None)),
    ],
)
def test_what_cannot_be_told_stays_open(sentence: str, expected: tuple[str, str, None]) -> None:
    assert typed(sentence) == [expected]


def test_a_record_is_filled() -> None:
    name, code = mentions("Amplitude(NASDAQ: AMPL)")
    assert (code.id, code.symbol, code.exchange, code.name) == ("m2", "AMPL", "XNAS", "Amplitude")
    assert (name.start, name.end, name.type) == (0, 9, "equity")
    toyota = mentions("トヨタは高い。")[0]
    assert (toyota.symbol, toyota.exchange, toyota.name) == ("7203", "XTKS", "トヨタ自動車")


def test_a_name_that_the_article_explains_is_found_again() -> None:
    text = "Innodata(NASDAQ: INOD)は増収。Innodataの株価は上昇。INODは人気だ。"
    assert [entity for _, entity in linked(text)] == ["XNAS:INOD"] * 4


def test_a_weak_alias_needs_the_name() -> None:
    assert linked("GMは増益。") == []
    assert linked("ゼネラル・モーターズは増益。GMは強気だ。") == [
        ("ゼネラル・モーターズ", "XNYS:GM"),
        ("GM", "XNYS:GM"),
    ]


def test_bare_currencies_mask_nothing() -> None:
    assert find_names(read_text("円は対ドルで20銭高い。")) == ()


def test_names_with_digits_are_masked() -> None:
    sentence = "Russell 2000 Growth ETF(VTWG)とラッセル2000、日経225、10年債利回り"
    names = find_names(read_text(sentence))
    masked = "".join(sentence[name.start : name.end] for name in names)
    assert sum(char.isdigit() for char in masked) == sum(char.isdigit() for char in sentence)
