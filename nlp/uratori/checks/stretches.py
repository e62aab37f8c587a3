"""Checks whose operands stand alone: the only two numbers of their unit near by (`alone`).

The rate or the amount that is stated tells its direction, so the smaller number is the base of a
rise and the larger one that of a fall.
"""

from __future__ import annotations

from msgspec.structs import replace

from .schema import ANY, UNTIED, Check, Dimension, Role, Stretch

_ANY = frozenset({ANY})
_OWN_BASE = (
    "年平均|年率|この間|そこから|それから|間に|今年の|平均|合計|全体|累計|通算|前回|現在|足元"
)
_ITS_OWN = (
    f"(?=[年こそ間今平合全累通前現足<^expected>])(?:{_OWN_BASE}|<expected>)[^。、0-9#]{{0,10}}#|[がはで]年<about>#|(?:順に|それぞれ)<about>#"
    "|^(?![^#]*年末)[^#]*(?:年初来|年初から)[^。、0-9#]{0,10}#|^(?![^#]*[前先]週)[^#]*週間[^。、0-9#]{0,10}#|^(?![^#]*[前先]月)[^#]*月間[^。、0-9#]{0,10}#"
    "|#(?:[^。、0-9#]{0,8}(?:要因|効果|影響))"
)
"""The rate has a base of its own: 年初来では96%高い."""
_HEDGE = "(?:の|も|ほど|程度|超|強|弱|近く|余り|近い|分){0,2}(?:値を|水準を)?"
_THING = "(?:の[^。、0-9#のをがに]{0,5})?"
"""What has changed, between the rate and its noun: 24%の受注増."""
_OF = "(?:率|幅|額|分|数)[^。0-9#の]{0,6}#"
"""Between the name of a change and its number: 下落率は5.6%."""
_UP = (
    f"(?=[増伸上値成拡+プ#])(?:(?:増加|増収|増益|増配|伸び|上昇|値上がり|値上げ|成長|上げ|拡大){_OF}|伸び[はが]#"
    rf"|(?:\+|プラス)#|#{_THING}{_HEDGE}(?:<risen>|<above>|高かった))"
)
_DOWN = (
    f"(?=[減下低値縮落#])(?:(?:減少|減収|減益|減配|下落|低下|値下がり|値下げ|下げ|縮小){_OF}|落ち込み[はが]#"
    f"|#{_THING}{_HEDGE}(?:<fallen>|<below>|[低少安](?:い|く|な)))"
)
_EITHER = (
    f"(?=[#<^width><^rate>])(?:#{_THING}{_HEDGE}<moved>|(?:<width>|<rate>)[^。0-9#の]{{0,6}}#)"
)
_THEN = (
    "(?!昨年(?![同度]))<earlier>|年末|前回|前の|[0-9]年前|月前|週間前|四半期前|期初|期首|年初"
    "|ピーク|改定前|拡張前|変更前|値上げ前|値下げ前"
)
_ONCE = "昨年|去年|昨春|昨夏|昨秋|昨冬|先月|先週"
"""What either figure may be of; the other one is older where it has one of the words above."""
_WAS = (
    "(?:[^。、0-9]{0,3}(?:だった|あった)(?:の[がは]|もの[がは]|[一-龠ァ-ヶA-Z])|<from>(?!に?(?:先|後))"
    "|(?:に|と)(?:比べ|比較)|(?:に|と)対し|を起点"
    "|が(?=約?[0-9][0-9.,万億兆]{0,12}[^。、0-9]{1,6}[にへ]約?[0-9])"
    "|を約?[0-9.,]{1,8}[^。、0-9]{1,12}(?:上回|下回|超え|割り込))"
)


def _sides(dimension: Dimension) -> tuple[Role, ...]:
    return tuple(
        Role(name=name, relation="any", families=_ANY, dimension=dimension, ja=ja, en=en)
        for name, ja, en in (("low", "小さい方", "smaller"), ("high", "大きい方", "larger"))
    )


_OUT_OF = "(?:ある|の)?[^。、0-9]{0,6}(?:のうち|中[、で0-9]|[にを]占め|に対(?!応))"
"""Behind a whole: 議決権1250万個のうち, 40カ国中."""
_SHARE = Stretch(
    marks="全|総|発行済み",
    behind=f"{_OUT_OF}|の(?=[0-9])",
    whole=True,
    beside=False,
    apart=False,
    one_metric=False,
    one_topic=False,
    named="([一-龥ァ-ヶー]{2,8}(?:向け)?)の?(?:比率|割合|シェア)[はが]?[^。0-9]{0,6}$",
)
_AGAINST_PAST = "<earlier>比[^。0-9#]{0,8}#"
_GAP = "(?:か|乖)離[^。0-9#]{0,6}#|予想比[はで]?"
_ABOVE = (
    f"(?=[#か乖予])(?:{_GAP}(?:\\+|プラス)?#(?!の?(?:減|マイナス))"
    "|#(?:ほど|程度|の)?(?:<above>|[高多](?:い|く|かった)|上振れ))"
)
_BELOW = (
    f"(?=[#か乖予])(?:{_GAP}(?:-|マイナス)?#の?減"
    "|#(?:ほど|程度|の)?(?:<below>|[低少安](?:い|く|な)|未達|下振れ))"
)
_PLANNED = ("予想", "コンセンサス", "計画", "見通し", "見込み", "想定")
_SURPRISE = Stretch(marks="|".join(_PLANNED), levels=False, one_topic=False)
_QUOTED = ("close", "unit_price", "initial_price", "offer_price", "price_target")
_OF_A_SHARE = Stretch(
    marks="",
    still=True,
    behind_too=False,
    unless="中間|期末|四半期|半期|上期|下期",
    apart=False,
    one_metric=False,
    two_metrics=True,
    one_topic=False,
)
_CHANGED = Stretch(marks=_THEN, weak=_ONCE, behind=_WAS, dated=True, unless="<expected>|市場")
_RISE = Check(
    key="change_percent",
    metrics=_ANY,
    units=frozenset({"percent", "ratio"}),
    roles=_sides("amount"),
    formula="high/low - 1",
    dimension="ratio",
    around=_UP,
    unless=_ITS_OWN,
    stretch=replace(_CHANGED, rises=True),
    truncates=True,
    ja="増減率",
    en="percent change",
)
_FALL = replace(_RISE, formula="1 - low/high", around=_DOWN, stretch=replace(_CHANGED, rises=False))
_MOVE = replace(_RISE, or_else=("1 - low/high", "ratio"), around=_EITHER, stretch=_CHANGED)

_PROGRESS = replace(
    _RISE,
    key="progress",
    unless="",
    formula="low/high",
    around="(?=[進到達消#])(?:(?:進捗|到達|達成|消化)[率度]?[^。#]{0,40}#|#(?:まで|の|と)?(?:進捗|進ん)|#(?:を|まで)?<word>{0,4}<consumed>)",
    stretch=Stretch(
        marks="通期|計画|予想|目標|上限|枠",
        behind="の(?:枠|計画|予想|目標)|を(?:上限|目標)",
        unless="中期|長期",
        whole=True,
        one_topic=False,
    ),
    ja="進捗率",
    en="progress",
)

STRETCHES: tuple[Check, ...] = (
    replace(
        _RISE,
        key="sum",
        units=None,
        roles=(),
        formula="{added}",
        dimension="amount",
        unless="(?:[日週月年]間|この間|<expected>)[^。、0-9#]{0,10}#",
        around=(
            "(?=[総し足加合<^total>])(?:<total>(?![上画算])|(?<!配当)(?<!時価)総額|しめて|足す|加え|合わせ)[^。0-9#]{0,16}#"
            "(?!の?(?:<growing>|<shrinking>)|から|[)])"
        ),
        stretch=Stretch(
            marks="",
            says="と合わせて|うち|など|ほか|除|含|以外|各|ずつ|比|(?<=[^月期回弾案度])から|前[期年月週日]|[昨去前]年の?同|同じ(?:期間|時期)|予想|見込|平均|累計|来(?!場)|達成|上回|下回|"
            "連結消去|調整|(?<!社株)買い|売り|差し引き",
            parts=True,
        ),
        ja="合計",
        en="total",
    ),
    _FALL,
    _RISE,
    _MOVE,
    *(
        replace(
            change,
            key="change_amount",
            units=None,
            around=f"(?:{change.around}|#を<paid>)",
            unless=f"{change.unless}|^[^#]*(?:[赤黒]字(?![幅額])|差損)|#の?[赤黒]字",
            formula="high - low",
            stretch=replace(change.stretch or _CHANGED, amount=True),
            dimension="amount",
            ja="増減額",
            en="change",
        )
        for change in (_FALL, _RISE, replace(_MOVE, or_else=None))
    ),
    *(
        replace(
            change,
            key="percent_or_point",
            units=frozenset({"bp", "percentage_point", "points"}),
            roles=_sides("bp"),
            formula="high - low",
            dimension="bp",
            truncates=False,
            ja="変化幅",
            en="change",
        )
        for change in (_FALL, _RISE, replace(_MOVE, or_else=None))
    ),
    replace(
        _RISE,
        key="multiple",
        metrics=frozenset(
            {UNTIED, "results", "business", "macro", "fund", "internals", "return", "price"}
        ),
        units=frozenset({"times"}),
        formula="high/low",
        or_else=("low/high", "ratio"),
        unless="平均<about>#",
        around="#(?:以上|超|強|弱|近く|余り|増)?(?:に|へ|と|の|、|。|だ|\\s|$)",
        ja="倍率",
        en="multiple",
    ),
    _PROGRESS,
    replace(
        _PROGRESS,
        around="(?:進捗|到達|達成|消化)[率度]?[^。#]{0,40}#",
        words=("上限", "枠"),
        stretch=Stretch(
            marks="上限|枠",
            behind="の枠|を上限",
            whole=True,
            one_metric=False,
            one_topic=False,
        ),
    ),
    *(
        replace(
            _RISE,
            key="share_of_count",
            below=100,
            unless="#[をが]?(?:上回|下回)",
            metrics=frozenset({UNTIED, "index_weight"}),
            formula="low/high",
            around=f"(?:割合|比率|シェア)[^。0-9#]{{0,8}}#|比率にして#|{behind}",
            stretch=stretch,
            ja="割合",
            en="share",
        )
        for stretch, behind in (
            (
                _SHARE,
                "#(?:程度|強|弱|近く|超)?(?:を|に|が|の)?"
                "(?:占め|当た|あた|相当|達|残る|支持|賛成|反対|稼|保有|握)|[(]#[)]",
            ),
            (
                replace(_SHARE, marks="全", behind=_OUT_OF, beside=True),
                "^[^#]{0,20}#(?:程度|強|弱|近く|超)?(?:を|に|が|の)?"
                "(?:占め|支持|賛成|反対|稼|保有|握)",
            ),
        )
    ),
    *(
        replace(
            change,
            key="surprise",
            around=around,
            unless=_AGAINST_PAST,
            words=_PLANNED,
            stretch=_SURPRISE,
            ja="予想との差",
            en="surprise",
        )
        for change, around in ((_RISE, _ABOVE), (_FALL, _BELOW))
    ),
    *(
        replace(
            _RISE,
            key="surprise",
            units=None,
            formula="high - low",
            dimension="amount",
            around=around,
            unless=_AGAINST_PAST,
            words=_PLANNED,
            stretch=replace(_SURPRISE, amount=True),
            ja="予想との差",
            en="surprise",
        )
        for around in (_ABOVE, _BELOW)
    ),
    replace(
        _RISE,
        key="swing",
        units=None,
        formula="low + high",
        dimension="amount",
        unless="<plan>[^。、0-9#]{0,4}#",
        words=("赤字",),
        around="(?:(?:<better>|修正)(?:幅|額)[はが]?<about>#|#の?(?:<better>|上向|好転))",
        stretch=Stretch(
            marks="",
            one_topic=False,
            says="(?=[^。]*赤字)[^。]*黒字|黒字[^。]*。[^。]*赤字|赤字[^。]*。[^。]*黒字",
        ),
        ja="損益の変化",
        en="swing of the result",
    ),
    replace(
        _RISE,
        key="spread",
        units=frozenset({"percent", "bp", "percentage_point"}),
        roles=_sides("bp"),
        formula="high - low",
        dimension="bp",
        unless="(?:順に|それぞれ)<about>#|前(?:日|週末|月末|回)[^。0-9#]{0,4}#"
        "|[上下]限(?:同士|どうし|で|を)[^。0-9#]{0,12}#|#(?:ほど)?(?:広が|縮|拡|開)",
        around="(?<!較)<gap>[はが]?[^。0-9#]{0,6}#",
        stretch=Stretch(marks="", says="利回り|金利|債", beside=True, one_metric=False),
        truncates=False,
        ja="利回り差",
        en="yield spread",
    ),
    *(
        replace(
            _RISE,
            key=key,
            metrics=frozenset({key}),
            units=None,
            formula=formula,
            or_else=or_else,
            around=f"{name}[はがも]?[^。0-9#]{{0,10}}#",
            unless=(
                f"(?:<others>|<past>)[^。、0-9#]{{0,8}}{name}[^。0-9#]{{0,10}}#"
                f"|{name}[^。0-9#]{{0,8}}(?:<others>|<past>)[^。0-9#]{{0,8}}#"
                "|#[^。、0-9#]{0,3}(?:目標|目安|めど|以上|方針)"
            ),
            stretch=replace(_OF_A_SHARE, says=says, of=of),
            ja=ja,
            en=en,
        )
        for key, name, formula, or_else, says, of, ja, en in (
            (
                "dividend_yield",
                "(?:配当|分配金)利回り",
                "low/high",
                None,
                "株価|終値|時価|価格|円で引け",
                frozenset({"dps", *_QUOTED}),
                "配当利回り",
                "dividend yield",
            ),
            (
                "payout",
                "配当性向",
                "low/high",
                ("high/low", "ratio"),
                "利益|EPS",
                frozenset({"dps", "eps", "dividends_paid", "net_profit"}),
                "配当性向",
                "payout ratio",
            ),
            (
                "per",
                "(?:PER|株価収益率)",
                "high/low",
                None,
                "1株(?:当たり)?(?:純|当期)?利益|EPS",
                frozenset({"eps", *_QUOTED}),
                "PER",
                "price-earnings ratio",
            ),
            (
                "pbr",
                "(?:PBR|株価純資産倍率)",
                "high/low",
                ("low/high", "ratio"),
                "純資産|BPS",
                frozenset({"bps", *_QUOTED}),
                "PBR",
                "price-book ratio",
            ),
        )
    ),
)
