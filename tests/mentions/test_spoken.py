"""Names that only the words around them make names: goods, currencies, companies, countries."""

import pytest

from .found import linked

GOLD, SILVER, COPPER = "commodity:gold", "commodity:silver", "commodity:copper"
JPY, USD, EUR = "currency:JPY", "currency:USD", "currency:EUR"

GOODS = {
    "シカゴ市場では小麦12月限が1ブッシェル=5.2ドル、大豆は10ドル前後。": [
        ("小麦", "commodity:wheat"), ("大豆", "commodity:soybean"),
    ],
    "LMEの亜鉛は1トン2800ドル。上げ幅はアルミを上回る。": [
        ("LME", "org:lme"), ("亜鉛", "commodity:zinc"), ("アルミ", "commodity:aluminium"),
    ],
    "SPDRゴールド・シェアの金保有量は増えた。": [
        ("SPDRゴールド・シェア", "ARCX:GLD"), ("金", GOLD),
    ],
    "イーサリアム先物は増えた。ビットコイン先物ETFが上場した。": [
        ("イーサリアム先物", "crypto:ETH"), ("ビットコイン", "crypto:BTC"),
    ],
    "NY外為 円、続伸し1ドル=148円台": [("円", JPY)],
    "〈東証〉前引け 日経平均は200円高": [
        ("東証", "org:jpx"), ("日経平均", "index:nikkei225"),
    ],
    "東京エレクトロンよりディスコを買う。": [
        ("東京エレクトロン", "XTKS:8035"), ("ディスコ", "XTKS:6146"),
    ],
    "シャープ決算は増益だった。": [("シャープ", "XTKS:6753")],
    "ニトリホールディングス(9843)の「ニトリ」は店舗を増やす。": [
        ("ニトリホールディングス", "XTKS:9843"), ("9843", "XTKS:9843"),
    ],
    "TOPIX(配当込み)は0.9%、MSCIコクサイ指数(配当込み)は2%上昇。": [
        ("TOPIX(配当込み)", "index:topix_tr"), ("MSCIコクサイ指数", "index:msci_kokusai"),
    ],
    "金は1トロイオンス4210ドルで引けた。": [("金", GOLD)],
    "金の店頭小売価格は1グラム2万円を超えた。": [("金", GOLD)],
    "銀は4%高、銅は1%安だった。": [("銀", SILVER), ("銅", COPPER)],
    "亜鉛・鉛・銅価格が上がった。": [
        ("亜鉛", "commodity:zinc"), ("鉛", "commodity:lead"), ("銅", COPPER),
    ],
    "NY金先物は続伸。金には買いが続く。": [("NY金先物", GOLD), ("金", GOLD)],
    "金を裏付けとするSPDRゴールド・シェアの残高": [
        ("金", GOLD), ("SPDRゴールド・シェア", "ARCX:GLD"),
    ],
    "パラジウムは1オンス1500ドル台に乗せた。": [("パラジウム", "commodity:palladium")],
    "菜種は1トン600ドルだった。": [("菜種", "commodity:rapeseed")],
    "綿花の国際価格は2割下がった。": [("綿花", "commodity:cotton")],
    "ココアは1トン6000ドル、砂糖は1ポンド=0.16ドルだった。": [
        ("ココア", "commodity:cocoa"), ("砂糖", "commodity:sugar"),
    ],
    "アジアのLNGスポット価格は11ドル。": [("LNG", "commodity:lng")],
    "鉄鉱石は1トン105ドルで推移した。": [("鉄鉱石", "commodity:iron_ore")],
}  # fmt: skip

CURRENCIES = {
    "ユーロは対円で下げた。": [("ユーロ", EUR), ("円", JPY)],
    "円相場は1ドル=148円台だった。": [("円", JPY)],
    "トルコリラの対円相場は3.5円。": [("トルコリラ", "currency:TRY"), ("円", JPY)],
    "ユーロ・円相場は172円台。": [("ユーロ・円", "fx:EURJPY")],
    "ドル、3カ月ぶりの高値 1ドル=155円台": [("ドル", USD)],
    "人民元相場は1ドル=7.1元だった。": [("人民元", "currency:CNY")],
}

COMPANIES = {
    "シャープが6%高と急伸した。": [("シャープ", "XTKS:6753")],
    "米ギャップの純利益は2億ドル。": [("ギャップ", "XNYS:GAP")],
    "テスラ、メタ、アップルが下げた。": [
        ("テスラ", "XNAS:TSLA"), ("メタ", "XNAS:META"), ("アップル", "XNAS:AAPL"),
    ],
    "純利益は三菱UFJが2兆円、みずほが1兆円だった。": [
        ("三菱UFJ", "XTKS:8306"), ("みずほ", "XTKS:8411"),
    ],
    "時価総額ではメタの2兆ドルに並んだ。": [("メタ", "XNAS:META")],
    "M7のうちアルファベットの時価総額は最大だ。": [
        ("M7", "group:magnificent7"), ("アルファベット", "XNAS:GOOGL"),
    ],
    "S&P500に占める「M7」の割合は3割だ。": [
        ("S&P500", "index:sp500"), ("M7", "group:magnificent7"),
    ],
    "3メガの時価総額は57兆円。": [("3メガ", "group:megabanks")],
    "ブロック株は12%安。": [("ブロック", "XNYS:XYZ")],
    "半導体製造装置大手のディスコの営業利益は5%増。": [("ディスコ", "XTKS:6146")],
    "日産は6月期に赤字を計上し、株価が下げた。": [("日産", "XTKS:7201")],
    "LOW株が3%高、T株価は1%安。": [("LOW", "XNYS:LOW"), ("T", "XNYS:T")],
    "V、MA、AXPを増やした。": [("V", "XNYS:V"), ("MA", "XNYS:MA"), ("AXP", "XNYS:AXP")],
    "iシェアーズ・ラッセル2000(ARCX: IWM)は1%高。": [
        ("iシェアーズ・ラッセル2000", "ARCX:IWM"), ("ARCX: IWM", "ARCX:IWM"),
    ],
    "連動型ETFの1343は0.5%高。": [("1343", "XTKS:1343")],
    "VZ(ベライゾン)とT(AT&T)を買う。Tは4%高い。": [
        ("VZ", "XNYS:VZ"), ("ベライゾン", "XNYS:VZ"), ("T", "XNYS:T"), ("AT&T", "XNYS:T"),
        ("T", "XNYS:T"),
    ],
    "「NEXT FUNDS 日経225連動型上場投信」(1321)は1%高。": [
        ("NEXT FUNDS 日経225連動型上場投信", "XTKS:1321"), ("1321", "XTKS:1321"),
    ],
    "ポートが5%高となった。": [("ポート", "XTKS:7047")],
    "XRPは2ドル、SOLは150ドル。": [("XRP", "crypto:XRP"), ("SOL", "crypto:SOL")],
}  # fmt: skip

COUNTRIES = {
    # Japan's, where nothing else is spoken of
    "実質GDPは年率1.5%増だった。": [("実質GDP", "macro:jp.gdp")],
    "4月の鉱工業生産指数は102.0。": [("鉱工業生産指数", "macro:jp.industrial_production")],
    "国内の長期金利は1.6%。": [("長期金利", "rate:jp10y")],
    "30年物国債と40年債が売られた。": [("30年物国債", "rate:jp30y"), ("40年債", "rate:jp40y")],
    "国債の発行額は172兆円。": [("国債", "bond:jgb")],
    "全国のCPIは3%上昇。": [("CPI", "macro:jp.cpi")],
    # another's: by the word before, the sentence, the article
    "ユーロ圏の8月のCPIは2%上昇。": [("CPI", "macro:eu.hicp")],
    "米労働省によると失業率は4.3%。": [
        ("米労働省", "org:us_labor"), ("失業率", "macro:us.unemployment"),
    ],
    "米CPIは3%上昇。コアCPIは3.1%上昇した。": [
        ("米CPI", "macro:us.cpi"), ("コアCPI", "macro:us.core_cpi"),
    ],
    "9日の米債券市場で10年債利回りは4.1%。2年債利回りは3.5%。": [
        ("10年債利回り", "rate:us10y"), ("2年債利回り", "rate:us2y"),
    ],
    "米長期金利の上昇を受け、長期金利は1.7%に上がった。": [
        ("米長期金利", "rate:us10y"), ("長期金利", "rate:jp10y"),
    ],
    "米10年債利回りは4.1%。国内でも売りが出て、5年債利回りは1.2%。": [
        ("米10年債利回り", "rate:us10y"), ("5年債利回り", "rate:jp5y"),
    ],
    "中国は停滞が続く。実質GDPは4.5%増にとどまる。": [("実質GDP", "macro:cn.gdp")],
    "カナダの8月の雇用統計は弱い。": [("雇用統計", None)],
    "九州の有効求人倍率は1.1倍。": [("有効求人倍率", None)],
    # names and their parts
    "指数は生鮮食品を除く総合が112.0だった。": [("生鮮食品を除く総合", "macro:jp.core_cpi")],
    "東京都区部の10月のCPIは2%上昇。": [("CPI", "macro:jp.cpi_tokyo")],
    "大企業製造業の業況判断DIはプラス12。": [("業況判断DI", "macro:jp.tankan")],
    "日銀は政策金利を1%に上げる。": [("日銀", "bank:boj")],
}  # fmt: skip

REFERENCES = {
    "PERはトヨタが10倍、ホンダが8倍。前者は後者より高い。": [
        ("トヨタ", "XTKS:7203"), ("ホンダ", "XTKS:7267"),
        ("前者", "XTKS:7203"), ("後者", "XTKS:7267"),
    ],
    "VOOとSPYを比べた。経費率は前者が低い。": [
        ("VOO", "ARCX:VOO"), ("SPY", "ARCX:SPY"), ("前者", "ARCX:VOO"),
    ],
    "キヤノンは5%高。UBSは同社の目標株価を6000円とした。": [
        ("キヤノン", "XTKS:7751"), ("UBS", "XNYS:UBS"), ("同社", "XTKS:7751"),
    ],
    "東証プライムの売買代金は4兆円、グロース市場は1000億円。": [
        ("東証プライム", "index:prime_market"), ("グロース市場", "index:growth_market"),
    ],
    "東証が6日発表した売買動向": [("東証", "org:jpx")],
    "架空省の観光庁(JTA)は8日発表した。": [("観光庁", "org:jta"), ("JTA", "org:jta")],
    "メガバンク3行は増益、OPECプラスは増産を決めた。": [
        ("メガバンク3行", "group:megabanks"), ("OPECプラス", "org:opecplus"),
    ],
}  # fmt: skip

TABLE = GOODS | CURRENCIES | COMPANIES | COUNTRIES | REFERENCES


@pytest.mark.parametrize(("sentence", "expected"), TABLE.items(), ids=list(TABLE))
def test_linked(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert linked(sentence) == expected


NOTHING = [
    # goods
    "金額は3億円、資金は5億円、金利は2%だった。",
    "金融と銀行の株が1%上昇した。",
    "金メダルは3個、銀は5個で、メダルの数は前回より8%上昇した。",
    "お金は1万円ほど使った。",
    "営業日は火・金の2日で、金、土は3割高い。",
    "締め切りは10日(金)で、参加費は3000円だ。",
    "小麦粉の値上げで原価率は2%上昇した。",
    "コーヒーの販売は5%増、大豆ミートは3割増えた。",
    "缶コーヒーの価格は130円だった。",
    "プラチナチケットの価格は5万円。",
    "アルミ缶の回収率は97%だった。",
    "木材の価格は3割上がった。",
    "ガソリンは1リットル170円で買った。",
    "原油高で電気代は2割上がった。",
    "銅像の前で10人が並んだ。",
    # currencies
    "30銭の円高・ドル安が進んだ。",
    "円買いが強まり、ユーロ建ての債券は3%安い。",
    "ユーロ圏とドル箱路線",
    "ユーロ高で輸出は3%減った。",
    "保有量は5000BTCになった。",
    # companies
    "ターゲットは若い世代で、目標は3割増だ。",
    "主なターゲットは3%高の商品だ。",
    "シャープな動きで2%高となった。",
    "ブロック塀を2割減らす。",
    "メタ分析では3割が改善した。",
    "メタの説明は3兆円の話ではない。",
    "M7の地震で3棟が倒れた。",
    "3メガの回線を5本引いた。",
    "昭和シェルは6円高の値上げをした。",
    "南米ブロックの会合は3回開かれた。",
    "ポートが5本並んだ。",
    "SOLは150ドルの靴だ。",
    "TはTOBの頭文字で、3割を占める。",
    "A株は2%高、AI株は3%安、IT株は5%高。",
    "GDP、CPI、PMIを見る。",
    "値下がりした銘柄は1330と全体の8割だった。",
    "ETFの1306本を調べた。",
    "ETFの2026年の残高は3割増えた。",
    "後者2名は兄弟である。",
    # others
    "公的債務の対GDP比は2倍を超えた。",
    "ゼロ国債の工事は3割減った。",
    "名証メイン上場の会社は3社だ。",
    "東証プライム上場の中堅企業は5%の増益だった。",
    "グロース市場に上場する新興の会社は3社だ。",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_none(sentence: str) -> None:
    held = ("GDP", "CPI", "PMI")
    assert [one for one in linked(sentence) if one[0] not in held] == []
