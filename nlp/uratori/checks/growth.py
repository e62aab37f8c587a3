"""Checks of rates over time: growth a year, annualised rates, compounding, returns in yen."""

from __future__ import annotations

from .schema import ANY, Check, Role

_GROWING = frozenset({"results", "price", "fund", "business", "macro", "crypto"})
_YEARS = Role(
    name="years",
    relation="any",
    families=frozenset({ANY}),
    dimension="years",
    ja="年数",
    en="years",
)
_RATE = (
    r"(?:年率(?:換算)?|年平均(?:成長率|伸び率|増加率|上昇率)?|CAGR)"
    r"(?:で|は|が|の|にして)?[約\s]{0,2}"
)
_YEARLY = r"(?:年|年率|年利|利回り)[約\s]{0,2}"


def _level(name: str, ja: str, en: str, followed_by: str, *, earlier: bool) -> Role:
    return Role(
        name=name,
        relation="same",
        families=_GROWING,
        dimension="amount",
        reading="level",
        earlier=earlier,
        followed_by=followed_by,
        ja=ja,
        en=en,
    )


def _return(name: str, ja: str, en: str, preceded_by: str = "", followed_by: str = "") -> Role:
    return Role(
        name=name,
        relation="any",
        families=frozenset({ANY}),
        dimension="ratio",
        signed=True,
        preceded_by=preceded_by,
        followed_by=followed_by,
        ja=ja,
        en=en,
    )


GROWTH: tuple[Check, ...] = (
    Check(
        key="cagr",
        metrics=frozenset({ANY}),
        units=frozenset({"percent", "ratio"}),
        roles=(
            _level("before", "最初", "first level", r"(?:から|より)", earlier=True),
            _level("after", "最後", "last level", r"(?:へ|に|まで|となり)", earlier=False),
            _YEARS,
        ),
        formula="power(after/before, 1/years) - 1",
        dimension="ratio",
        preceded_by=_RATE,
        within=90,
        one_metric=False,
        ja="年平均の伸び率",
        en="growth a year",
    ),
    Check(
        key="annualised",
        metrics=frozenset({ANY}),
        units=frozenset({"percent"}),
        roles=(_return("rate", "期間の率", "rate of the period"), _YEARS),
        formula="power(1 + rate, 1/years) - 1",
        or_else=("rate/years", "ratio"),
        dimension="ratio",
        preceded_by=r"[(](?:年率(?:換算)?)(?:で|は)?[約\s]{0,2}",
        within=30,
        one_metric=False,
        directed=True,
        ja="年率",
        en="annual rate",
    ),
    Check(
        key="compounding",
        metrics=frozenset({ANY}),
        units=frozenset({"times"}),
        roles=(_return("rate", "年率", "annual rate", _YEARLY), _YEARS),
        formula="power(1 + rate, years)",
        dimension="ratio",
        preceded_by=r"(?:運用|複利)[^。]{0,20}?[約\s]{0,2}",
        within=60,
        one_metric=False,
        ja="複利の結果",
        en="compounded result",
    ),
    Check(
        key="return_in_currency",
        metrics=frozenset({ANY}),
        units=frozenset({"percent"}),
        roles=(
            _return(
                "local",
                "現地通貨での騰落率",
                "return in local currency",
                r"(?:ドル|ユーロ|ポンド|現地通貨)(?:建て|ベース)(?:で|では|の)?[約\s]{0,2}",
            ),
            _return(
                "fx", "為替の変化", "change of the currency", "", r"の?(?:円[安高]|ドル[高安])"
            ),
        ),
        formula="(1 + local)*(1 + fx) - 1",
        dimension="ratio",
        preceded_by=r"円(?:建て|ベース|換算)(?:で|では|の|でも)?(?:騰落率は|リターンは)?[約\s]{0,2}",
        within=80,
        one_metric=False,
        directed=True,
        ja="円建ての騰落率",
        en="return in yen",
    ),
)
