"""Checks of a change against the levels that it lies between."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from .schema import ANY, STATED, Check, Line, Role

_LEVELS = frozenset(
    {"results", "fund", "price", "internals", "business", "macro", "bond", "crypto"}
)
_FROM = r"(?:から|より)"
_TO = r"(?:[(]|へ|に|まで|と(?!比)|で|だ|。|、|の[黒赤]字|$)"
_BEFORE = Role(
    name="before",
    relation="same",
    ja="変化前",
    en="before",
    families=_LEVELS,
    followed_by=_FROM,
    dimension="amount",
    earlier=True,
)
_AFTER = Role(
    name="after",
    relation="same",
    ja="変化後",
    en="after",
    families=_LEVELS,
    followed_by=_TO,
    dimension="amount",
)
_LEVEL = Role(
    name="level",
    relation="same",
    ja="水準",
    en="level",
    families=frozenset({STATED, "close", "high", "low", "open", "nav"}),
    dimension="amount",
    reading="level",
)
_AMOUNT = Role(
    name="amount",
    relation="same",
    ja="値幅・増減額",
    en="change",
    families=frozenset({STATED, "price_change"}),
    dimension="amount",
    reading="change",
    signed=True,
)
_ANY = frozenset({ANY})
_UNLESS = r"修正|(?<![年度期月間末に率])[はがも]|比|来[期年]|以来|年平均|年率"
_PLAIN_BEFORE = replace(_BEFORE, families=_ANY, relation="any")
_PLAIN_AFTER = replace(
    _AFTER, families=_ANY, relation="any", followed_by=r"(?:へと?|に|まで|と(?!比))"
)
_MOVES_BY = (
    r"(?:増加|減少|伸び|上昇|下落|増減|低下|成長)率は[約\s]{0,2}#|"
    r"#(?:の|も|ほど|程度)?(?:の)?(?:増|減|伸|拡大|縮小|上昇|下落|低下|上が|下が|上向|膨|落ち|縮|上げ|下げ"
    r"|引き[上下]げ|プラス|マイナス|アップ|ダウン)"
)
_RED = r"の?(?:[^。、0-9]{0,3})(?:赤字|損失|マイナス)"
_BLACK = r"の?(?:[^。、0-9]{0,3})(?:黒字|利益|プラス)"
_BETTER = (
    r"(?:改善|悪化|好転|損益の?変化)(?:幅|額)?(?:は|が)[^。、0-9#]{0,4}#"
    r"|#[^。、0-9#]{0,3}(?:改善|悪化|好転)"
)
_CHANGING = frozenset({"results", "fund", "internals", "business", "return"})

_SWINGS: tuple[tuple[Literal["+", "-"], Literal["+", "-"]], ...] = (("-", "+"), ("+", "-"))
_PERCENT = Check(
    key="change_percent",
    metrics=_CHANGING,
    roles=(_BEFORE, _AFTER),
    formula="after/before - 1",
    dimension="ratio",
    units=frozenset({"percent", "ratio"}),
    within=0,
    line=Line(
        orders=(
            ("before", "after", "stated"),
            ("stated", "before", "after"),
            ("before", "stated", "after"),
        )
    ),
    directed=True,
    truncates=True,
    ja="増減率",
    en="percent change",
)
_MULTIPLE = Check(
    key="multiple",
    metrics=_CHANGING,
    roles=(_BEFORE, _AFTER),
    formula="after/before",
    dimension="ratio",
    units=frozenset({"times"}),
    within=0,
    line=Line(orders=(("before", "after", "stated"), ("before", "stated", "after"))),
    truncates=True,
    ja="倍率",
    en="multiple",
)
_PAIR = Check(
    key="change_pair",
    metrics=_CHANGING,
    reading="change",
    roles=(_AMOUNT, _LEVEL),
    formula="amount/(level - amount)",
    dimension="ratio",
    units=frozenset({"percent", "ratio"}),
    within=0,
    line=Line(
        orders=(
            ("amount", "stated", "level"),
            ("stated", "amount", "level"),
            ("level", "amount", "stated"),
        ),
        gap=14,
        unless=r"修正|年初|来|一時|から|高値|安値|[はがも]",
    ),
    one_metric=False,
    directed=True,
    truncates=True,
    ja="増減率",
    en="percent change",
)

CHANGES: tuple[Check, ...] = (
    _PERCENT,
    replace(
        _PERCENT,
        metrics=_ANY,
        roles=(_PLAIN_BEFORE, _PLAIN_AFTER),
        around=_MOVES_BY,
        line=Line(orders=(("before", "after", "stated"),), gap=10, unless=_UNLESS),
    ),
    _MULTIPLE,
    replace(
        _MULTIPLE,
        metrics=_ANY,
        roles=(_PLAIN_BEFORE, _PLAIN_AFTER),
        around=r"#(?:以上|超|強|弱|近く|余り|増)?(?:に|へ|と|の|、|。|$)",
        line=Line(orders=(("before", "after", "stated"),), gap=10, unless=_UNLESS),
    ),
    Check(
        key="change_amount",
        metrics=_CHANGING - {"return"} | {"price_change"},
        reading="change",
        roles=(
            replace(_BEFORE, sign="+"),
            replace(_AFTER, sign="+"),
        ),
        formula="after - before",
        dimension="amount",
        within=0,
        line=Line(
            orders=(
                ("before", "after", "stated"),
                ("before", "stated", "after"),
            ),
            unless=r"修正|[はがも]|来|一時|取引時間",
        ),
        directed=True,
        truncates=True,
        ja="増減額",
        en="change",
    ),
    *(
        Check(
            key="swing",
            metrics=frozenset({"results"}),
            reading="change",
            roles=(
                replace(_BEFORE, sign=before),
                replace(_AFTER, sign=after),
            ),
            formula="after - before",
            dimension="amount",
            within=0,
            line=Line(orders=(("before", "after", "stated"),), gap=16),
            directed=True,
            truncates=True,
            ja="損益の変化",
            en="swing of the result",
        )
        for before, after in _SWINGS
    ),
    *(
        Check(
            key="swing",
            metrics=_ANY,
            roles=(
                replace(_PLAIN_BEFORE, sign="+", followed_by=rf"{before}(?:から|だった|[)])"),
                replace(
                    _PLAIN_AFTER, sign="+", followed_by=rf"{after}(?:に|へ|と|だった|で|まで|[(])"
                ),
            ),
            formula=formula,
            directed=before == after,
            dimension="amount",
            within=0,
            around=_BETTER,
            line=Line(
                orders=(("before", "after", "stated"), ("after", "before", "stated")),
                gap=30,
                unless=r"修正|来[期年]|予想|見込|計画|。",
            ),
            ja="損益の変化",
            en="swing of the result",
        )
        for before, after, formula in (
            (_RED, _BLACK, "before + after"),
            (_BLACK, _RED, "before + after"),
            (_RED, _RED, "before - after"),
            (_BLACK, _BLACK, "after - before"),
        )
    ),
    Check(
        key="year_to_date",
        metrics=_ANY,
        units=frozenset({"percent"}),
        roles=(
            Role(
                name="before",
                relation="same",
                families=_ANY,
                dimension="amount",
                earlier=True,
                preceded_by=(
                    r"(?:昨年末|前年末|昨年の?大納会|昨年12月30日)"
                    r"(?:の(?:終値|基準価額|株価|相場|価格))?(?:は|の|が|に|[(])?"
                ),
                ja="昨年末の終値",
                en="close of last year",
            ),
            Role(
                name="after",
                relation="same",
                families=frozenset({"close"}),
                dimension="amount",
                ja="直近の終値",
                en="last close",
            ),
        ),
        formula="after/before - 1",
        dimension="ratio",
        around=(
            r"年初(?:来|から|比)(?:で|では|の)?(?:上昇率|下落率|騰落率|リターン|上げ幅|下げ幅)?"
            r"(?:は|で|が)?[約\s]{0,2}#"
        ),
        within=200,
        any_time=True,
        one_metric=False,
        directed=True,
        ja="年初来の騰落率",
        en="return since the start of the year",
    ),
    _PAIR,
    replace(
        _PAIR,
        metrics=_ANY,
        reading=None,
        roles=tuple(replace(role, families=_ANY, relation="any") for role in (_AMOUNT, _LEVEL)),
        line=Line(
            orders=(("amount", "stated", "level"), ("amount", "level", "stated")),
            gap=12,
            only=r"、(?:上昇|下落|騰落)率は|[(、]|[)]?、?(?:の)?(?:高|安|上昇|下落)(?:の|と|で|し?、|して)?",
        ),
        truncates=False,
    ),
)
