"""Checks of a change against the levels that it lies between."""

from __future__ import annotations

from typing import Literal

import msgspec

from .schema import STATED, Check, Line, Role

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
_CHANGING = frozenset({"results", "fund", "internals", "business", "return"})

_SWINGS: tuple[tuple[Literal["+", "-"], Literal["+", "-"]], ...] = (("-", "+"), ("+", "-"))
CHANGES: tuple[Check, ...] = (
    Check(
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
    ),
    Check(
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
    ),
    Check(
        key="change_amount",
        metrics=_CHANGING - {"return"} | {"price_change"},
        reading="change",
        roles=(
            msgspec.structs.replace(_BEFORE, sign="+"),
            msgspec.structs.replace(_AFTER, sign="+"),
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
                msgspec.structs.replace(_BEFORE, sign=before),
                msgspec.structs.replace(_AFTER, sign=after),
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
    Check(
        key="year_to_date",
        metrics=frozenset({"return"}),
        units=frozenset({"percent"}),
        roles=(
            Role(
                name="before",
                relation="same",
                families=frozenset({"close"}),
                dimension="amount",
                earlier=True,
                preceded_by=r"(?:昨年末|前年末|昨年の?大納会)(?:の終値)?(?:は|の|が|[(])?",
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
        preceded_by=r"年初来(?:で|では|の)?(?:上昇率|下落率|騰落率)?(?:は|で|が)?[約\s]{0,2}",
        within=200,
        any_time=True,
        directed=True,
        ja="年初来の騰落率",
        en="return since the start of the year",
    ),
    Check(
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
    ),
)
