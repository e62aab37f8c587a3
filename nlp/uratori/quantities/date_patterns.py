"""The regular expressions of dates, as `patterns` has those of numbers."""

from __future__ import annotations

from .patterns import pattern

_DASH = r"[~\-\u2010-\u2015ー]"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])"
_MONTH_WORD = r"上旬|初旬|中旬|下旬|半ば|なかば|初め|はじめ|末|前半|後半|頭|初(?![め旬日])"
_YEAR_WORD = (
    r"末(?!尾)|初頭|初め|はじめ|初(?![め頭期心])|前半|後半|半ば|なかば|央|春(?!闘)|夏|秋"
    r"|冬|頭(?=に|の|から)|序盤|終盤"
)
_PART = (
    r"第[1-4一二三四]・?四半期(?:連結)?(?:会計)?(?:累計)?(?:期間)?|(?:[1-4]Q|Q[1-4](?![0-9:.]))(?:累計)?"
    r"|[12]H(?![A-Za-z0-9])|[上下]期|[上下]半期|中間(?:連結)?(?:会計)?期間?|中間(?=決算)|通期"
)
_KANJI_MONTH = r"(?:十[一二]|[一二三四五六七八九十])"
_ANY_MONTH = rf"(?:{_MONTH}|{_KANJI_MONTH})"
_KANJI_TENS = r"(?:[二三]?十[一二三四五六七八九]?|[一二三][〇一二三四五六七八九])"
_ANY_DAY = rf"(?:{_DAY}|{_KANJI_TENS}|[一二三四五六七八九])"
_SHORT_YEAR = "(?:20[0-9]{2}|[0-9]{2})"
_UNTIL = rf"(?:日?{_DASH}|[、・])(?P<until>{_DAY})両?"

_MONTHS = (
    rf"(?P<first>{_ANY_MONTH})(?:月?{_DASH}|月から(?={_ANY_MONTH}月期(?!末))|(?:[、・]{_MONTH}){{0,2}}[、・])(?P<last>{_ANY_MONTH})月"
    r"(?P<quarter>期)?(?P<span_word>(?<!期)(?:上旬|中旬|下旬|末))?"
    rf"|(?P<month>{_ANY_MONTH}) ?月(?!限|物|病|晴)"
    rf"(?:(?P<closes>(?=決算(?:企業|会社|銘柄)))"
    rf"|(?P<fiscal>期)(?: ?(?P<part>{_PART})|(?P<closing>末)(?!配当))?"
    rf"|(?P<half>中間(?:期|(?=決算|連結)))"
    rf"| ?(?P<day>{_ANY_DAY})(?:{_UNTIL})? ?日"
    rf"|の?(?P<month_word>{_MONTH_WORD}))?"
)
_DAYTIME = (
    r"(?:の?(?P<daytime>午前|午後|未明|早朝|夜|朝|夕方?|深夜)"
    r"(?!間|明け| ?[0-9]|[一二三四五六七八九十]{1,2}時))?"
)

DIGITS_LEAD = pattern(
    "digits_lead", rf"[0-9]{{1,4}} ?(?:[年月日時:QH/.、・]|{_DASH})", "2026年", "20260"
)
YEAR = pattern(
    "year",
    r"(?:(?P<era>令和|平成|昭和|大正|明治)(?P<era_year>元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})年"
    r"|(?P<year>(?:19|20|21|18)[0-9]{2}|[一二][〇零一二三四五六七八九]{3}) ?年"
    r"|[''’]?(?P<short>[0-9]{2})年"
    r"|(?P<relative>今年|本年|昨年|去年|前年|一昨年|再来年|来年|同年|翌年))",
    "2026年",
    "3年間",
)
YEAR_REST = pattern(
    "year_rest",
    rf" ?(?:(?P<nendo>度)(?:の?(?P<nendo_part>{_PART}|末|初め))?"
    rf"|の?(?P<year_word>{_YEAR_WORD})|の?(?P<year_part>{_PART}))",
    "度第3四半期",
    "間",
)
NO_YEAR = pattern(
    "no_year", r"問題|の崖|宇宙の旅| ?[0-9]{1,2}(?:月(?:限|物)|[カかヶケヵ箇]月)", "問題", "の"
)
MONTHED = pattern("monthed", rf"(?:{_MONTHS}){_DAYTIME}", "4~6月期", "6カ月")
RELATIVE_MONTH = pattern(
    "relative_month",
    r"(?P<relative>今月|先月|前月|来月|同月|当月) ?"
    rf"(?:(?P<day>{_ANY_DAY})(?:{_UNTIL})?日"
    rf"|の?(?P<month_word>{_MONTH_WORD}))",
    "先月下旬",
    "先月は",
)
DAYED = pattern(
    "dayed",
    rf"[翌同]?(?:(?P<day>{_DAY})(?:{_UNTIL})?(?:日|の両日)|(?P<kanji>{_KANJI_TENS}|[一二三四五六七八九](?=日(?:発表|午|付|の東京|、|に(?:発|開|公))))日(?=[のにはも、午未夜朝夕深付発開公]|まで|から|時点))"
    rf"{_DAYTIME}",
    "26日午前",
    "32日",
)
FISCAL_SHORT = pattern(
    "fiscal_short",
    rf"(?:FY(?P<nendo>{_SHORT_YEAR})(?:年度)?(?![0-9/.])"
    rf"|FY ?(?P<first>{_SHORT_YEAR}|[1-9])[/.](?P<last>{_SHORT_YEAR}|[1-9])期?(?![0-9/.])"
    rf"|(?P<year>{_SHORT_YEAR}|[1-9])[/.](?P<month>{_SHORT_YEAR}|[1-9])期)(?:の?(?P<part>{_PART}))?",
    "26/3期第3四半期",
    "26/3",
)
DAY_IS_LENGTH = pattern(
    "day_is_length",
    r"(?:間|連続|続|連騰|連敗|ぶり|以内|以上|以下|未満|後(?!場)|前(?!場|引|後場)|目|分|程度|超|近く|弱|強|余り|当たり|あたり|移動平均|線"
    r"|ほど|くらい|ぐらい|あまり|余り|限定|平均|ずつ|を要|かけ|かか|ごと|おき|たっ|経|増や|増え|減ら|減り|短縮|延長|RSI|EMA|SMA)",
    "連続",
    "の",
)
ONE_DAY = pattern(
    "one_day",
    r"(?:で(?=[0-9約]|の)|の(?:下げ|上げ|上昇[率幅]|下落[率幅]|騰落|値|取引|売買|平均|変動|最大|最高|来客|売上|客数)|[走歩働遊].)",
    "の下げ",
    "の東京",
)
COMING_BEFORE = pattern("coming_before", r"(?:次回|次の|来たる|今度の)の?\Z", "次回", "前回")
LENGTH_BEFORE = pattern(
    "length_before",
    r"(?:過去|今後|約|およそ|計|合計|延べ|わずか|向こう|ここ|たった|最長|最短|直近|オ\()\Z",
    "過去",
    "昨年",
)
DAYS_SINCE = pattern(
    "days_since",
    r"(?:(?<![0-9]日)(?<!\))から(?:の|わずか|たった|約|ほんの)?"
    r"|(?:発売|発足|開始|公開|上場|就任|配信|稼働|開店|開業|開幕|リリース|オープン|放送|出荷|受け?付け?|募集"
    r"|販売|着任|投入|解禁|発行|設立|導入)(?:後|以来)?(?:わずか|たった|約|ほんの)?)\Z",
    "発売後",
    "開始日は",
)
"""Before 4日で, what makes it so many days; without one it may be the fourth."""
MOVED_IN = pattern(
    "moved_in",
    r"で(?:約|およそ|計|合計|一時|最大|実に)?[0-9][0-9,.]{0,9}[万億兆]?(?:%|割|倍|円|銭|ドル|ポイント)"
    r"(?:以上|ほど|近く|余り|[超強弱])?[もの、に]?(?:[上下高安増減縮膨落伸失動]|値[上下幅]|急[落騰伸増減]|暴落|回復)",
    "で1200円下",
    "で25%の関税",
)
NUMERIC_DATE = pattern(
    "numeric_date",
    rf"(?P<year>(?:19|20)[0-9]{{2}})(?P<dash>[/.\-])(?P<month>{_MONTH})(?:(?P=dash)(?P<day>{_DAY}))?"
    rf"(?![0-9/.,\-])",
    "2026-01-26",
    "2026-13-01",
)
SLASH_DAY = pattern(
    "slash_day",
    rf"(?P<month>{_MONTH})/(?P<day>{_DAY})"
    r"(?:付け?|(?=\([月火水木金土日]|時点|現在|終値|引け|の(?:終値|東京|日経|米)"
    r"| ?[0-9]{1,2}:[0-9]{2}|[~\-\u2010-\u2015][0-9]{1,2}/[0-9]{1,2}(?![0-9/])))",
    "1/26付",
    "1/3を",
)
SLASH_LAST = pattern(
    "slash_last", rf"(?P<month>{_MONTH})/(?P<day>{_DAY})(?![0-9/.])", "1/30", "13/40"
)
WEEKDAY = pattern("weekday", r"\([月火水木金土日](?:曜日?)?(?:・?祝)?\)", "(月)", "(月間)")
PART = pattern(
    "part",
    rf"(?:当|前|今|来|同)?(?P<part>{_PART})(?!比)",
    "第3四半期累計期間",
    "第3位",
)
CLOCK = pattern(
    "clock",
    r"(?P<half>午前|午後|朝|夜|夕方?|深夜|未明)?(?:(?P<from>[01]?[0-9]|2[0-4])時?[~\-\u2010-\u2015ー])?"
    r"(?P<hour>[01]?[0-9]|2[0-4]|十[一二]?|[一二三四五六七八九])(?:時(?!間|代|短|点|価|期|給|差)"
    r"(?:(?P<minute>[0-5]?[0-9])分|(?P<semi>半))?|:(?P<colon>[0-5][0-9])(?![0-9:]))",
    "午前9時30分",
    "9時間",
)
YEAR_RANGE = pattern(
    "year_range",
    rf"(?P<from>(?:19|20)?[0-9]{{2}})年?{_DASH}(?P<to>(?:19|20)?[0-9]{{2}})年(?P<nendo>度)?(?![0-9]{{1,2}}月|間|代)",
    "2023~25年",
    "3~5年",
)
DECADE = pattern(
    "decade", r"(?P<decade>(?:19|20)[0-9]0)年代(?:前半|半ば|後半|初頭|末)?", "1990年代", "30年代"
)
QUARTER_SHORT = pattern(
    "quarter_short",
    rf"(?:(?P<quarter>[1-4])Q(?P<after>{_SHORT_YEAR})|(?P<before>{_SHORT_YEAR})Q(?P<last>[1-4]))"
    r"(?![0-9A-Za-z年])",
    "4Q25",
    "4Q",
)
FISCAL_RANGE = pattern(
    "fiscal_range",
    rf"(?P<from>{_SHORT_YEAR})年?(?:{_DASH}|、)(?P<to>{_SHORT_YEAR})年(?P<month>{_MONTH})月期(?!末)",
    "2026~28年3月期",
    "2026年3月期",
)
SPAN_DASH = pattern("span_dash", r" ?[~\-\u2010-\u2015ー] ?", "~", "、")
HALF_SUFFIX = pattern("half_suffix", r"半(?![導身分期年世値額数面ば])", "半", "半分")
_TENSE_BEGINS = "かこずただてでとなにはばまめれんカメヶ予任実恐想懸控方期次満目織見計迎開"
"""The first characters of the words of `TENSE`: looked at first, they halve the time it takes."""
TENSE = pattern(
    "tense",
    rf"[^。\n]{{0,60}}?(?=[{_TENSE_BEGINS}])"
    r"(?:(?P<past>(?:た|んだ)(?=[、。(（がのこもとりめ]|だ|ほか|もの)|て(?:いる|きた|おり|いた))"
    r"|(?P<future>予定|見込[みまんむめ]|と予想|予想(?:する|され|だ|。)|見通し(?:だ|。|と|で)|(?<![0-9]日)(?<!終値)までに|に向け|開始する|実施する|見通しを(?!発表し|示し|公表し)|織り込[みむまん]|想定|迎え(?!た)|控え|任期|満了"
    r"|計画(?:だ|する|して|。|が|で)|目指|だろう|であろう|かもしれ|なりそう|れそう|とみ[らるて]|[とば]よい|[とば]良い|これから|ことにな[るり]|か月先|カ月先|ヶ月先|予約|ていく|はず|期待[がでさし]|ずれ込"
    r"|懸念|方針(?:だ|。|を)|予測する|かどうか|次第|恐れ|[めメ][どド](?!が立っ|を付け|がつい)))",
    "に新しい指導部を迎え",
    "に",
)
PRICE_OF_TIME = pattern(
    "price_of_time",
    r"[のに]?(?:[^、。0-9]{0,8}?)(?:高値|安値|最高値|最安値|終値|ピーク)(?:[(（][^()（）]{1,8}[)）])?"
    r"(?:[^、。0-9]{0,8}?(?:から|を?付けた|をつけた|記録した|だった|に比べ|と比べ|より|を[0-9]))",
    "に付けた終値の高値から",
    "の高値を予想する",
)
FIGURES_OF = pattern(
    "figures_of",
    r"の[^。、0-9]{0,14}?(?:指数|統計|収支|赤字|黒字|失業率|物価|CPI|PPI|PCE|PMI|ISM|DI|受注|販売|売上|輸出|輸入"
    r"|給与|賃金|支出|生産|着工|雇用者数|就業者数|利益|成長率|[\ue000\ue001\ue004])(?:[高額数]|動向)?[はがも]",
    "の貿易収支は",
    "の利上げは",
)
RUN_OF = pattern("run_of", r"連騰(?!率)", "連騰", "連勝")
