"""Checks of a change against the levels that it lies between."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from .schema import ANY, STATED, Check, Line, Role

_LEVELS = frozenset(
    {"results", "fund", "price", "internals", "business", "macro", "bond", "crypto"}
)
_TO = (
    r"<to>|[(](?![^()]{1,12}[)]の?(?:<growing>|<shrinking>))"
    r"|[。、]|と(?!比)|で|だ|の(?:<profit>|<loss>)|$"
)
_SIGNED = "差[益損]|赤字|黒字"
"""What gives a number its sign before it: 差益12億円から差損19億円に."""
_BEFORE = Role(
    name="before",
    relation="same",
    ja="変化前",
    en="before",
    families=_LEVELS,
    followed_by="<from>",
    not_after=_SIGNED,
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
    not_after=_SIGNED,
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
_UNLESS = (
    "。|修正|(?<![年度期月間末に上下幅額数])(?<![加昇落長下減収益][率])(?<!び率)[はがも]"
    "|比|来[期年]|以来|年平均|年率"
)
_PLAIN_BEFORE = replace(
    _BEFORE,
    families=_ANY,
    relation="any",
    followed_by="(?:の(?:高値|安値|水準|終値|最高値))?<from>",
    not_after=_SIGNED,
)
_PLAIN_AFTER = replace(
    _AFTER, families=_ANY, relation="any", followed_by="<to>|と(?!比)", not_after=_SIGNED
)
_MOVES_BY = "(?:<rate>|<width>)は?<about>#|#(?:の|も|ほど|程度){0,2}(?:<growing>|<shrinking>)"
_NO_CURRENCY = "^(?![^#]*(?<![0-9万億兆])円(?:相場)?[はがも])"
"""Not of the yen, which rises where the price of a dollar falls."""
_RED = "<word>{0,4}<loss>"
_BLACK = "<word>{0,4}<profit>"
_BETTER = "<better>(?:幅|額)?[はが]<word>{0,4}#|#<word>{0,3}<better>"
_CHANGING = frozenset({"results", "fund", "internals", "business", "return"})

_SWINGS: tuple[tuple[Literal["+", "-"], Literal["+", "-"]], ...] = (("-", "+"), ("+", "-"))
_PERCENT = Check(
    key="change_percent",
    metrics=_CHANGING,
    unless="#[^。、0-9#]{0,6}(?:計画|予想|見通し)(?:から|を|だった)",
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
_AMOUNTS = Check(
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
        unless=r"修正|[はがも]|来|一時|取引時間|であり|中間|期末",
    ),
    directed=True,
    truncates=True,
    ja="増減額",
    en="change",
)
_PAIR = Check(
    key="change_pair",
    metrics=_CHANGING,
    reading="change",
    roles=(_AMOUNT, _LEVEL),
    formula="amount/(level - amount)",
    smaller=("amount", "level"),
    or_else=("level/amount - 1", "ratio"),
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
        unless=r"。|修正|年初|来|一時|から|高値|安値|[はがも]",
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
        line=Line(
            orders=(("before", "after", "stated"), ("stated", "before", "after")),
            gap=24,
            unless=_UNLESS,
        ),
    ),
    _MULTIPLE,
    replace(
        _MULTIPLE,
        metrics=_ANY,
        roles=(_PLAIN_BEFORE, _PLAIN_AFTER),
        around=r"#(?:以上|超|強|弱|近く|余り|増)?(?:に|へ|と|の|、|。|$)",
        line=Line(orders=(("before", "after", "stated"),), gap=10, unless=_UNLESS),
    ),
    replace(
        _PERCENT,
        metrics=_ANY,
        roles=(_PLAIN_BEFORE, _PLAIN_AFTER, replace(_AMOUNT, families=_ANY, relation="any")),
        line=Line(orders=(("before", "after", "amount", "stated"),), gap=8, unless=_UNLESS),
        one_metric=False,
    ),
    _AMOUNTS,
    *(
        replace(
            _AMOUNTS,
            metrics=_ANY,
            reading=None,
            roles=tuple(replace(r, dimension="plain") for r in (_PLAIN_BEFORE, _PLAIN_AFTER)),
            around=f"#の?{way}",
            formula=formula,
            dimension="plain",
            units=frozenset({"JPY"}),
            directed=False,
            line=Line(orders=(("before", "after", "stated"),), gap=8, unless=_UNLESS),
            truncates=False,
        )
        for way, formula in (("<strong_yen>", "before - after"), ("<weak_yen>", "after - before"))
    ),
    replace(
        _AMOUNTS,
        metrics=_ANY,
        reading=None,
        roles=(replace(_PLAIN_BEFORE, sign="+"), replace(_PLAIN_AFTER, sign="+")),
        around=f"{_NO_CURRENCY}[^#]*(?:{_MOVES_BY})",
        line=Line(orders=(("before", "after", "stated"),), gap=12, unless=_UNLESS),
        truncates=False,
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
                replace(_PLAIN_BEFORE, sign="+", followed_by=f"{before}(?:<from>|だった|[)])"),
                replace(_PLAIN_AFTER, sign="+", followed_by=f"{after}(?:<to>|と|だった|で|[(])"),
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
                preceded_by="(?:<year_end>|[0-9]年末)(?:の<price>)?(?:<is>|[(])?",
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
        around="(?<![がも])(?<!株指数は)<since_january><is>?<return>?<is>?<about>#",
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
            only=r"、(?:上昇|下落|騰落)率は|[(、]|[)]?、?(?:の)?(?:高い?|安い?|上昇|下落)(?:の|と|で|し?、|して)?",
        ),
        truncates=False,
    ),
)
