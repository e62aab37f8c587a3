"""Checks whose operands stand alone: the only two numbers of their unit near by (`alone`).

The rate or the amount that is stated tells its direction, so the smaller number is the base of a
rise and the larger one that of a fall.
"""

from __future__ import annotations

from msgspec.structs import replace

from .schema import ANY, UNTIED, Check, Dimension, Role, Stretch

_ANY = frozenset({ANY})
_OWN_BASE = "年初来|年初から|週間|月間|年平均|年率|この間|そこから|それから|間に|率にして|率で|率に"
_NO_OTHER = f"^(?![^#]*(?:{_OWN_BASE}|<expected>)[^。、0-9#]{{0,10}}#)[^#]*"
"""The rate has no base of its own: 年初来では96%高い, 65円、率で2.0%増えた."""
_HEDGE = "(?:の|も|ほど|程度|超|強|弱|近く|余り|近い){0,2}"
_UP = (
    rf"{_NO_OTHER}(?:(?:<rate>|<width>)[^。0-9#]{{0,6}}#|(?:\+|プラス)#"
    f"|#{_HEDGE}(?:<growing>|<above>|[高多](?:い|く|かった)))"
)
_DOWN = f"{_NO_OTHER}#{_HEDGE}(?:<shrinking>|<below>|[低少安](?:い|く|な))"
_THEN = (
    "<earlier>|前回|前の|昨年|去年|昨春|昨夏|先月|先週|[0-9]年前|月前|週間前|四半期前|期初|期首|年初"
    "|ピーク"
)
_WAS = "[^。、0-9]{0,3}(?:だった|あった)(?:前|昨|先)"


def _sides(dimension: Dimension) -> tuple[Role, ...]:
    return tuple(
        Role(name=name, relation="any", families=_ANY, dimension=dimension, ja=ja, en=en)
        for name, ja, en in (("low", "小さい方", "smaller"), ("high", "大きい方", "larger"))
    )


_RISE = Check(
    key="change_percent",
    metrics=_ANY,
    units=frozenset({"percent", "ratio"}),
    roles=_sides("amount"),
    formula="high/low - 1",
    dimension="ratio",
    around=_UP,
    stretch=Stretch(marks=_THEN, behind=_WAS, dated=True, unless="<expected>|市場"),
    truncates=True,
    ja="増減率",
    en="percent change",
)
_FALL = replace(_RISE, formula="1 - low/high", around=_DOWN)

STRETCHES: tuple[Check, ...] = (
    _FALL,
    _RISE,
    *(
        replace(
            change,
            key="change_amount",
            units=None,
            around=f"^(?![^#]*(?:赤字|黒字))(?=[^#]*#(?!の?[赤黒]字))(?:{change.around[1:]})",
            formula="high - low",
            dimension="amount",
            ja="増減額",
            en="change",
        )
        for change in (_FALL, _RISE)
    ),
    *(
        replace(
            change,
            key="percent_or_point",
            units=frozenset({"bp", "percentage_point"}),
            roles=_sides("bp"),
            formula="high - low",
            dimension="bp",
            truncates=False,
            ja="変化幅",
            en="change",
        )
        for change in (_FALL, _RISE)
    ),
    replace(
        _RISE,
        key="multiple",
        metrics=frozenset({UNTIED, "results", "business", "macro", "fund", "internals", "return"}),
        units=frozenset({"times"}),
        formula="high/low",
        around="#(?:以上|超|強|弱|近く|余り|増)?(?:に|へ|と|の|、|。|だ|$)",
        ja="倍率",
        en="multiple",
    ),
    replace(
        _RISE,
        key="progress",
        formula="low/high",
        around="進捗率?[^。0-9#]{0,12}#|#(?:まで|の|と)?(?:進捗|進ん)|#(?:を|まで)?<word>{0,4}<consumed>",
        stretch=Stretch(
            marks="通期|計画|予想|目標|上限|枠",
            behind="の(?:枠|計画|予想|目標)",
            unless="中期|長期",
        ),
        ja="進捗率",
        en="progress",
    ),
    replace(
        _RISE,
        key="share_of_count",
        metrics=frozenset({UNTIED}),
        formula="low/high",
        around=(
            "(?:割合|比率|シェア)[^。0-9#]{0,8}#|#(?:程度|強|弱|近く|超)?(?:を|に|が|の)?"
            "(?:占め|当た|あた|相当|達|残る|支持)|[(]#[)]"
        ),
        stretch=Stretch(
            marks="全|総|発行済み",
            behind="[^。、0-9]{0,2}(?:のうち|中[、で]|[にを]占め|に対)|の(?=[0-9])",
            beside=False,
            apart=False,
            one_metric=False,
        ),
        ja="割合",
        en="share",
    ),
    *(
        replace(
            change,
            key="surprise",
            around=around,
            stretch=Stretch(marks="予想|コンセンサス|計画|見通し|見込み|想定", levels=False),
            ja="予想との差",
            en="surprise",
        )
        for change, around in (
            (_RISE, "#(?:ほど|程度)?(?:<above>|[高多](?:い|く|かった))|比[はで]?(?:\\+|プラス)#"),
            (_FALL, "#(?:ほど|程度|の)?(?:<below>|[低少安](?:い|く|な)|未達|下振れ)"),
        )
    ),
    replace(
        _RISE,
        key="swing",
        units=None,
        formula="low + high",
        dimension="amount",
        around="^(?![^#]*<plan>[^。、0-9#]{0,4}#)[^#]*(?:(?:<better>|修正)(?:幅|額)[はが]?<about>#|#の?(?:<better>|上向|好転))",
        stretch=Stretch(
            marks="", says="(?=[^。]*赤字)[^。]*黒字|黒字[^。]*。[^。]*赤字|赤字[^。]*。[^。]*黒字"
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
        around="(?<!較)<gap>[はが]?[^。0-9#]{0,6}#",
        stretch=Stretch(marks="", says="利回り|金利|債", beside=True, one_metric=False),
        truncates=False,
        ja="利回り差",
        en="yield spread",
    ),
)
