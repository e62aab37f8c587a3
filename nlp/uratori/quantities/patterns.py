"""The regular expressions of this room, composed of named fragments.

Each stands beside one Japanese example that it must match whole and one that it must not match at
its beginning; `tests/quantities/test_patterns.py` runs both, and feeds every one long adversarial
text. All repeats are bounded; text is folded, and masked names are filled with one of `MASKS`.
"""

from __future__ import annotations

import re

import msgspec

from ..text.lazy import lazy

PROMISES = "契協予公制成条規要確解節倹集婚盟誓特"
"""Before 約 these make a word of it (契約30件), no hedge."""
MASK = "\ue000"
"""A private-use character that stands where a name was recognised."""
GAUGE = "\ue001"
"""The same where the name was that of a gauge, whose bare figures are index points: PMI, CPI."""
BOARD = "\ue002"
"""The same where the name was that of a stock index, whose 台 is a band and no counter of cars."""
RATE = "\ue003"
"""The same where the name was that of an interest rate, whose ポイント are basis points."""
SHARE = "\ue004"
"""The same where the name was that of a share in percent: 失業率, 自己資本比率."""
MASKS = f"{MASK}{GAUGE}{BOARD}{RATE}{SHARE}"


class Pattern(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An expression with its example and its counter-example."""

    name: str
    regex: re.Pattern[str]
    yes: str
    no: str


CATALOGUE: list[Pattern] = []
"""Every pattern of the room, in order of definition, for the tests."""


def pattern(name: str, source: str, yes: str, no: str) -> re.Pattern[str]:
    """Enter an expression, compiled on its first use, with its two examples in the catalogue."""
    regex = lazy(source)
    CATALOGUE.append(Pattern(name=name, regex=regex, yes=yes, no=no))
    return regex


# Numerals -----------------------------------------------------------------------------------------

LONGEST_DIGITS = 40
"""Digits of one group; a longer run is no figure of the market and is left alone."""
KANJI = "〇零一二三四五六七八九"
_POINT_UNIT = "[%倍割億兆万円ドポパ㌫]"
_ARABIC = (
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,12}}(?![0-9])|[0-9]{{1,{LONGEST_DIGITS}}})"
    rf"(?:\.[0-9]{{1,20}}|・[0-9]{{1,6}}(?={_POINT_UNIT})"
    r"|(?<=[0-9]{3})・[0-9]{2}(?=[、。)」]|で[すし、引終]|だ|に|へ|まで|と[、な]|を[付つ上下割]))?"
)
_KANJI_GROUP = rf"[{KANJI}]{{1,40}}(?:[.・][{KANJI}]{{1,9}}(?=~?[{KANJI}・]{{0,9}}{_POINT_UNIT}))?"
_GROUP = rf"(?:{_ARABIC}|{_KANJI_GROUP})"

NUMERAL_TOKEN = pattern(
    "numeral_token",
    rf"[十百千万億兆京]|[0-9][0-9,]{{0,70}}(?:[.・][0-9]{{1,20}})?|"
    rf"[{KANJI}]{{1,40}}(?:[.・][{KANJI}]{{1,20}})?",
    "1,234.5",
    "数",
)
NUMERAL = pattern(
    "numeral",
    rf"(?:{_GROUP}|(?=[十百千]))(?:[十百千万億兆京]{{1,4}}{_GROUP}?){{0,8}}",
    "1兆2,345億",
    "億円",
)
_ROUND = rf"(?:[0-9]{{0,3}}0|[{KANJI}]?[百千][{KANJI}]?十?|[{KANJI}]?十)"
VAGUE = pattern(
    "vague",
    rf"(?P<base>{_ROUND})?数(?P<small>[十百千]?)(?P<large>[万億兆]?)",
    "数十億",
    "複数",
)
ROUNDING_NOTE = pattern(
    "rounding_note", r"未満(?:は|を)?、?(?:切り?捨て|四捨五入)", "未満切捨て", "未満の"
)
ENGLISH_SCALE = pattern(
    "english_scale",
    r" ?(?:[bB]illion|[mM]illion|[tT]rillion|bn|mn|trn|tn|MM|[bmkBMKT])(?![A-Za-z])",
    "bn",
    "bps",
)
SIGN_BEFORE = pattern(
    "sign_before",
    r"(?P<sign>(?P<minus>マイナス|[▲△]|(?:^|(?<=[^0-9A-Za-z)\ue000-\ue004]))-|(?<=[はがも、(:])赤字)"
    r"|(?P<plus>プラス|(?:^|(?<=[^0-9A-Za-z]))\+)|(?P<both>±|プラスマイナス))\Z",
    "▲",
    "ー",
)
MINOR = pattern("minor", rf"(?:[0-9]{{1,2}}(?:\.[0-9]{{1,4}})?|[{KANJI}十]{{1,4}})", "25", "銭")
MINOR_RANGE = pattern(
    "minor_range",
    r"(?P<low>[0-9]{1,2})銭?[~\-\u2010-\u2015ー](?P<high>[0-9]{1,2})銭",
    "25~27銭",
    "25銭",
)
_SMALL = rf"[0-9{KANJI}]"
_RIN = rf"(?P<rin>{_SMALL})厘"
WARI = pattern("wari", rf"(?P<bu>{_SMALL})分(?!か|の{_SMALL})(?:{_RIN})?", "5分3厘", "5分の1")
RIN = pattern("rin", _RIN, "5厘", "5分")
RATE_OF_YEAR = pattern("rate_of_year", r"(?:年利|利率|利息|金利|利回り)[はが約]?\Z", "年利", "毎年")
BAND_AFTER = pattern(
    "band_after",
    r"台(?:の?(?:前半|半ば|なかば|後半|序盤|中盤|終盤)"
    r"|に乗|に載|を回復|を維持|を割|を付け|で推移|を固め|に戻)",
    "台後半",
    "台の車",
)
INDEX_BEFORE = pattern(
    "index_before",
    r"(?:VIX|PMI|DI|指数|PER|PBR|収益率|[\ue001\ue002][^\ue000。、]{0,4})(?:は|が|も|で|を|約|の){0,2}\Z",
    "VIXは",
    "車は",
)
ACRONYM_BEFORE = pattern("acronym_before", r"(?:^|(?<=[^A-Za-z]))[A-Z]{2,6}\Z", "ETF", "G")
NO_UNIT = pattern(
    "no_unit",
    r"割(?:れ|り込|っ)|回(?:[復転収線答避債]|帰(?![省宅国])|利付|国債|物価連動)|種[別類]別|件名|人[気材工口]|本[社当件]",
    "回復",
    "回",
)
ORDINAL_AFTER = pattern(
    "ordinal_after", r"(?:目(?![標的前途処安線玉立])|め(?=の|に|は))", "目", "目標"
)

# Around numbers -----------------------------------------------------------------------------------

CURRENCY_SIGN = pattern("currency_sign", r"(?:US)?[$¥€£]", "$", "円")
RANGE = pattern(
    "range",
    r"(?: ?(?:~|ないし|乃至) ?|[\-\u2010-\u2015\u2500ー]| [\-\u2010-\u2015] "
    r"|、(?=[0-9一二三四五六七八九]))約?",
    "~",
    "=",
)
PRICE_SLASH = pattern(
    "price_slash",
    r"/(?P<base>[a-zA-Z]{1,5}|[\u30a1-\u30f6ー]{2,7}|坪)(?![A-Za-z0-9\u30a1-\u30f6ー])",
    "/oz",
    "/1",
)
METAL_BEFORE = pattern(
    "metal_before",
    r"(?:銅|コーヒー|砂糖|粗糖|綿花|ウラン|ニッケル|アルミ|亜鉛|牛肉|生牛|オレンジ|果汁|コバルト|リチウム)[^。\n]{0,30}\Z",
    "銅は",
    "英ポンドは",
)
BARE_PAIR = pattern(
    "bare_pair",
    r"から[0-9][0-9,]{0,9}(?:\.[0-9]{1,4})?(?:へ|に(?=上|下|低|改|悪|拡|縮|引|切|急|増|減|落|高))",
    "から29へ",
    "から29日",
)
PAIR_BEFORE = pattern("pair_before", r"[0-9][0-9,]{0,9}(?:\.[0-9]{1,4})?から\Z", "38から", "年から")
FX_LINK = pattern(
    "fx_link", r" ?(?:=|イコール|あたり|当たり|につき|が|は|、)? ?(?:約|およそ|ほぼ)?", "=約", "年"
)
FRACTION_WORD = pattern("fraction_word", r"分の", "分の", "分間")
FRACTION = pattern(
    "fraction", r"(?P<over>[0-9]{1,3})/(?P<under>[0-9]{1,6})(?![0-9/.,])", "1/3", "2026/1/26"
)
SPLIT = pattern(
    "split",
    r"(?P<to>[0-9]{1,3})対(?P<of>[0-9]{1,3})(?:の比率|の割合)?[での]?(?:株式)?(?:(?P<merge>分割|併合)"
    r"|(?<=[0-9])(?=の賛成|の反対|の僅差|の小差|の賛否|で決定|で可決|で決め|の多数|の割合|の比率|の出資|。|、|と))",
    "5対1の株式分割",
    "5対1で勝った",
)
ONE_IN = pattern(
    "one_in",
    r"(?P<whole>[0-9]{1,5})(?P<unit>[人社件台店回]|世帯|銘柄)に(?P<part>[0-9]{1,3})(?P=unit)",
    "6人に1人",
    "6人に3社",
)
DIGITS_CHANGE = pattern(
    "digits_change",
    r"(?P<digits>[1-4一二三四])(?:桁|ケタ|けた)の?(?P<word>増|減|成長|伸び|プラス|マイナス)"
    r"(?:[収益産配]|加|少)?",
    "2桁増",
    "2桁",
)
CHAIN = pattern(
    "chain",
    r"[0-9]{1,9}(?:[.\-/:][0-9]{1,9}){2,12}",
    "03-1234-5678",
    "1.5",
)
DIGIT_RUN = pattern("digit_run", r"[0-9]+", "2026", "年")
KANJI_RUN = pattern(
    "kanji_run", rf"(?:[{KANJI}]{{6,}}|[十百千]{{4,}}|数{{2,}})", "一二三四五六七八", "二三四五"
)
TRIGGER_NUMERAL = f"0123456789{KANJI}十百千数"

VALUATION = pattern(
    "valuation",
    r"(?:PER|PBR|PEG(?:レシオ)?|PSR|PCFR|EV/EBITDA(?:倍率)?|株価収益率|株価純資産倍率"
    r"|株価売上高倍率)(?:\([^()\n]{1,14}\))?"
    r"(?:は|が|も|の|で|を|約|=|:|、|およそ|ほぼ|平均|予想|実績|現在| ){0,5}\Z",
    "株価収益率(PER)は約",
    "利回りは",
)
TENOR = pattern(
    "tenor",
    r" ?(?:年|カ月|か月|ヶ月|ヵ月|ケ月|日|週)(?:超|未満|以上)?"
    r"(?:の(?=ゾーン|年限|利回り|国債|債|金利))?(?:物|もの|債|国債|米国債|社債|地方債|利付|金利|利回り"
    r"|スワップ|TB|TIPS|米国|米債|独債|満期|固定|変動|カレント|新発|T[BN]|定期|先物|先[0-9]|CDS|ゾーン|年限"
    r"|ETF|RSI|EMA|SMA|OIS|(?:と|/|-)?[0-9]{1,2}年の?(?:スプレッド|金利差|利回り差|利回り格差|以下|以内|未満))",
    "年物",
    "年間",
)
TENOR_BEFORE = pattern(
    "tenor_before",
    r"(?:変動|固定|残存|[年月]先|(?:レシオ|金利|利回り)\(|[0-9]年|年超)\Z",
    "変動",
    "満期まで",
)
LEVERED = pattern("levered", r"倍(?:ブル|ベア|型|レバレッジ)", "倍ブル", "倍の")
LEVERED_BEFORE = pattern("levered_before", r"(?:ブル|ベア|レバレッジ)\Z", "ブル", "は")
MOVING_AVERAGE = pattern(
    "moving_average",
    r" ?(?:日|週|カ月|か月|ヶ月|営業日|月|年|時間)?(?:間)?(?:移動平均|線(?![路下上区量形型]))",
    "日移動平均",
    "日間",
)
TEMPERATURE_BEFORE = pattern(
    "temperature_before",
    r"(?:気温|室温|体温|水温|最高|最低|摂氏|華氏|角|震)[^。\n]{0,12}\Z",
    "気温は",
    "今年は",
)
GAUGE_NAME = pattern(
    "gauge_name",
    r"(?:PMI|ISM|(?<![A-Z])DI(?![A-Z])|VIX|CPI|PPI|景況|景気|業況|信頼感|物価指数|物価|態度指数|恐怖指数|不安指数|動向指数"
    r"|先行指数|価格指数|賃金指数|活動指数|生産指数|予想指数|強欲指数|ドル指数|ボラティリティ)",
    "景況",
    "日経平均株価",
)
SHARE_NAME = pattern("share_name", r"(?:(?<!倍)率|比|シェア|RO[EA]|ROIC)\Z", "率", "倍")
RATE_NAME = pattern("rate_name", r"(?:金利|利回り|国債|年債|誘導目標|FF)", "金利", "日経平均")
BOARD_NAME = pattern(
    "board_name",
    r"(?:指数|平均|TOPIX|ダウ|ナスダック|NASDAQ|Nasdaq|S&P|DAX|FTSE|ラッセル|Russell|SOX|CAC|ハンセン|225)",
    "TOPIX",
    "トヨタ",
)
GAUGE_BEFORE = pattern(
    "gauge_before",
    r"(?:\ue001|(?<![A-Z])DI(?![A-Z])|PMI|VIX|景況感|判断指数|動向指数|強欲指数|予想指数|ボラティリティー・インデックス)"
    r"[^。\n\ue000\ue002\ue003]{0,60}\Z",
    "DIは",
    "株価指数は",
)
BOUNDARY_BEFORE = pattern(
    "boundary_before",
    r"(?:節目|分かれ目|境目|目安)(?:の|となる|である|とされる|とみなす)?\Z",
    "節目の",
    "面の",
)
BASE_BEFORE = pattern("base_before", r"(?:年|年平均|月|年度)[=を]\Z", "年=", "は=")
ASIDE = pattern("aside", r"\((?:税[込抜引]み?|税別|年率|概算|連結|単体)\)", "(税込み)", "(3%)")
ADVERB_BOUND = pattern(
    "adverb_bound",
    r"を(?:少し|やや|わずかに|大きく|大幅に|若干|はるかに|一時|再び|初めて)(?:(?P<more>超え|超す|上回)|(?P<less>割|下回))",
    "を少し超え",
    "を超え",
)
COMPARED_BEFORE = pattern(
    "compared_before",
    r"(?:\)の|である|(?:節目|大台|分かれ目|境目|予想|見通し|見込み|目標|計画|コンセンサス|平均|実績|前回|前年|前期|前月|前週|前年同期|前年同月|昨年|前日)(?:の|だった|\()?"
    r"|(?:年|月|末|期|度|時点|ベース|[\ue000-\ue004])の)\Z",
    "前年の",
    "受注は",
)
DIVIDEND = pattern(
    "dividend",
    r"配当(?:金)?(?!性向|利回り|総額|収入|政策|落|原資|所得)(?:(?!終値|株価|価格)[^。\n%]){0,16}\Z",
    "配当は年",
    "配当性向は",
)
PER_EACH = pattern(
    "per_each",
    r" ?(?:当たり|あたり(?![がをまへ。だ]|で(?!は)|に(?!換算|直))|につき|当り|ごと|毎|単位)",
    "当たり",
    "以上",
)
SHARE_BASIS = pattern(
    "share_basis",
    r"(?:[1一]株(?:当たり|あたり|当り|につき)?[^0-9、。\n()%]{0,16}(?:\([A-Za-z]{2,5}\))?[^0-9、。\n()%]{0,12}"
    r"|(?:EPS|BPS|DPS)(?![^。\n]{0,24}(?:株価|終値|価格))[^。\n%]{0,24})\Z",
    "1株当たり純利益は",
    "2株を",
)
SHARE_MEASURE = pattern("share_measure", r"利益|純資産|損失|配|[EBD]PS", "配", "価格")
RATE_CONTEXT = pattern(
    "rate_context",
    r"(?:\ue003|金利|利回り|誘導目標|FF|利上げ|利下げ)[^。\n]{0,16}\Z",
    "金利を",
    "株価を",
)
SHARE_CONTEXT = pattern(
    "share_context",
    r"(?:\ue004|率|構成比|RO[EA]|ROIC|シェア|割合|比率|寄与度|[0-9]%)[^。\n]{0,18}\Z",
    "率は前期比",
    "株価は",
)
RATE_MOVE = pattern(
    "rate_move",
    r"(?:の|、|だけ|ずつの?|程度の?|幅の?)?(?:追加)?(?:利上げ|利下げ|金融緩和)",
    "の利下げ",
    "の下落",
)
PERCENT_AFTER = pattern(
    "percent_after",
    r"(?:(?:(?:ほど|程度|だけ)?(?:押し[上下]げ|引き[上下]げ|[上下]方修正|改善|悪化|上昇|低下|上振れ|下振れ|寄与))"
    r"[^。\n\ue002]{0,8}?[0-9.]{1,6}%|(?:ほど|程度|だけ|、|分|それぞれ)?(?:の押し|押し[上下]げ|寄与))",
    "押し上げ",
    "上昇した",
)
SESSIONS_AFTER = pattern("sessions_after", r"(?:連[続騰敗勝]|続|つづ[けいくき]|ぶり)", "続", "間")
BACKWARD = pattern("backward", r"(?:過去|直近|ここ|最近の?|この)\Z", "過去", "今後")
PLACEHOLDER_BEFORE = pattern("placeholder_before", r"単位(?:は|:|/| ){0,2}\Z", "単位:", "金額:")
FUTURES_CONTEXT = pattern(
    "futures_context",
    r"(?:先物|建玉|売り?越し?|買い?越し?|投機筋|枚数)[^。\n]{0,24}\Z",
    "先物を",
    "皿を",
)
DIRECTION_HEAD = pattern(
    "direction_head",
    r"(?:(?P<up>引き上げ額|値上げ幅|上乗せ幅|上昇率|上昇幅|上げ幅|増加率|増加額|増益率|増収率|伸び率|増加幅|値上がり率|利上げ幅|成長率)"
    r"|(?P<down>引き下げ額|値下げ幅|下落率|下落幅|下げ幅|減少率|減少額|減益率|減収率|減少幅|値下がり率|利下げ幅|低下幅))"
    r"(?:は|が|も|で|を|の|一時|約|およそ|、|計|合計|最大| ){0,4}\Z",
    "下落率は一時",
    "利益率は",
)
CHANGE_HEAD = pattern(
    "change_head",
    r"(?:騰落率|増減率|変化率|変動率)(?:\([^()\n]{1,8}\))?(?:は|が|も|で|を|の|約|、|:| ){0,3}\Z",
    "騰落率は",
    "利益率は",
)
VALUE_BEFORE = pattern(
    "value_before",
    rf"(?:は|が|も|なら|目標を|目標は|予想を|(?<![0-9]):|=|(?<![{PROMISES}])約|およそ|ほぼ|指数|DI|PMI|VIX|判断"
    r"|終値|始値|高値|安値|一時は?|[高安]の|上げの|下げの|[高安低]い|横ばいの|[伸落]の|とされる"
    r"|(?:銘柄|口座|会員|店舗|契約|組み入れ)数) ?\Z",
    "は",
    "た",
)
VALUE_AFTER = pattern(
    "value_after",
    r"(?:に対し|と比|に比べ|です|でした|だ(?!け)|に達|に上昇|に低下|に下落|に上方|に下方|に改善|に悪化|に拡大|に縮小|には?届|に乗|に接近|に迫|に近づ"
    r"|から(?:悪化|改善|低下|上昇|下落)|の(?:節目|大台|壁)|[高低]い|[高低]く|台|で取引|で終|で引け|で寄|"
    r"で推移|となっ|となり|となる|と(?:前|過去|高|低)|を超|を上回|を下回|を割|を維持|を付け|をつけ|を回復|回復|を突破|が目安|割れ|割り込|"
    r"以上|以下|未満|超|前後|程度|近辺|付近|近く|へ|まで)",
    "に達",
    "に行",
)
LISTED_AFTER = pattern(
    "listed_after", r"(?:、|から|と)(?![0-9.]{1,6}(?:ポイント|月[のか]))[0-9]", "、2", "、約"
)
LIST_NUMBER = pattern("list_number", r"[0-9]{1,2}\.(?:19|20)[0-9]{2}年", "1.2026年", "1.5")
ACCOUNTED = pattern(
    "accounted",
    r"(?P<figure>[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,3}\.[0-9]{1,3}|[0-9]{3})\)",
    "12,345)",
    "1)",
)
TABLE_NEGATIVE = pattern(
    "table_negative",
    r"\([0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,4})?\)(?=[ \t|\n]|\Z)",
    "(1,234)",
    "(1234)",
)
ADDRESS = pattern(
    "address",
    r"(?:https?://|www\.|[A-Za-z0-9\-]{1,60}\.(?:com|jp|net|org|io)/)[!-~]{1,2000}",
    "https://example.org/2026/01",
    "http",
)
CODE_BEFORE = pattern(
    "code_before",
    r"(?:証券コード|銘柄コード|コード番号|コード|code|SEDOL|CUSIP|ISIN|CIK|LEI|No\.?|番号|電話|TEL|FAX|Tel|郵便|〒|第|図表?"
    r"|表|(?<![受発特外])注|※|別表|別紙|資料|Ver\.?|バージョン|ステージ"
    r"|レベル|フェーズ|ISO|JIS)[ :は#.が]{0,2}\Z",
    "証券コード",
    "売上高",
)
