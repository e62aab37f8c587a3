"""Checks of rates over time: growth a year, annualised rates, compounding, returns in yen."""

from __future__ import annotations

from msgspec.structs import replace

from .schema import ANY, Check, Line, Role

_GROWING = frozenset({"results", "price", "fund", "business", "macro", "crypto"})
_YEARS = Role(
    name="years",
    relation="any",
    families=frozenset({ANY}),
    dimension="years",
    ja="年数",
    en="years",
)
_RATE = "<a_year>(?:[(][A-Z]{2,6}[)])?(?:し|<is>)?<about>"
_UNLESS = r"修正|(?<![年度期月間に])[はがも]|比"
_ANNUAL = "<a_year>に?(?:し(?:て|た)?|すると|すれば)?<rate>?<is>?、?<about>#"
_ALONE = f"(?:^|[。、(]|期間の?|この間の?|[0-9]{{1,2}}(?:年間?|[カか]年)の?){_RATE}"
"""The rate is of what was just told: no other thing stands before 年平均."""
_YEARLY = "<interest><about>"


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
        dimension="share",
        signed=True,
        preceded_by=preceded_by,
        followed_by=followed_by,
        ja=ja,
        en=en,
    )


def _unsigned(ja: str, followed_by: str, preceded_by: str = "") -> Role:
    role = _return("fx", ja, "change of the currency", preceded_by, followed_by)
    return replace(role, signed=False)


_PRINCIPAL = Role(
    name="principal",
    relation="any",
    families=frozenset({ANY}),
    dimension="amount",
    followed_by="を|が|の元[本手]",
    ja="元本",
    en="principal",
)
_BEFORE = _level("before", "最初", "first level", "<from>|[をで]、?|だった", earlier=True)
_AFTER = _level(
    "after",
    "最後",
    "last level",
    "<to>|だっ|と[、な0-9]",
    earlier=False,
)
_ENDS = tuple(
    replace(role, families=frozenset({ANY}), relation="any", reading=None)
    for role in (_BEFORE, _AFTER)
)
_SPAN = replace(_YEARS, followed_by=r"(?<=間)|(?<=[カか]年)|で|後|の年平均")
_QUARTERS: tuple[tuple[str, int], ...] = (
    ("<quarter_on_quarter><is>?<about>", 4),
    ("<month_on_month><is>?<about>", 12),
)
"""How the change over a part of a year is told, and how many such parts a year has."""

_LOCAL = _return(
    "local",
    "現地通貨での騰落率",
    "return in local currency",
    "<foreign>(?:建て|ベース)<is>?<return>?<is>?<about>",
)
_IN_YEN = "円(?:建て|ベース|換算)(?:でも|<is>)?<return>?<is>?、?<about>#"
_AGAINST_YEN = "(?:対円(?:相場)?では?|円に対して?)、?"
_CURRENCIES = (
    *(
        (
            _unsigned("為替の変化", "", f"{said}が<about>"),
            f"(1 + local)*(1 {sign} fx) - 1",
        )
        for said, sign in (("<weak_yen>", "+"), ("<strong_yen>", "-"))
    ),
    (
        _unsigned("為替の変化", "の?<weak_yen>"),
        "(1 + local)*(1 + fx) - 1",
    ),
    (
        _unsigned("為替の変化", "の?<strong_yen>"),
        "(1 + local)*(1 - fx) - 1",
    ),
    (
        _return(
            "fx",
            "為替の変化",
            "change of the currency",
            f"(?:<foreign>(?:相場)?[はがも](?:同じ期間に)?{_AGAINST_YEN}"
            f"|{_AGAINST_YEN}<foreign>[はがも])<about>",
        ),
        "(1 + local)*(1 + fx) - 1",
    ),
)
"""How the change of the currency is told, and the return that follows from it.

A rise of the yen is a number of its own sign here: 5%の円高 takes 5% off.
"""

_CAGR = Check(
    key="cagr",
    metrics=frozenset({ANY}),
    units=frozenset({"percent", "ratio"}),
    roles=(
        _level("before", "最初", "first level", "<from>", earlier=True),
        _level("after", "最後", "last level", "<to>|となり", earlier=False),
        _YEARS,
    ),
    formula="power(after/before, 1/years) - 1",
    dimension="ratio",
    preceded_by=_RATE,
    within=90,
    one_metric=False,
    owned=True,
    ja="年平均の伸び率",
    en="growth a year",
)
_CAGR_ALONE = replace(
    _CAGR,
    roles=(*_ENDS, _SPAN),
    preceded_by=_ALONE,
    line=Line(orders=(("before", "after"),), gap=18, unless=_UNLESS),
)
_ANNUALISED = Check(
    key="annualised",
    metrics=frozenset({ANY}),
    units=frozenset({"percent"}),
    roles=(_return("rate", "期間の率", "rate of the period"), _YEARS),
    formula="power(1 + rate, 1/years) - 1",
    or_else=("rate/years", "ratio"),
    dimension="ratio",
    preceded_by="[(]<a_year><is>?<about>",
    line=Line(orders=(("years", "rate", "stated"),), gap=14, unless="。|<expected>|ぶり|連続|\n"),
    within=30,
    one_metric=False,
    directed=True,
    ja="年率",
    en="annual rate",
)

_COMPOUNDED = Check(
    key="compounding",
    metrics=frozenset({ANY}),
    units=frozenset({"times"}),
    roles=(_return("rate", "年率", "annual rate", _YEARLY), _YEARS),
    formula="power(1 + rate, years)",
    dimension="ratio",
    preceded_by="<grown>[^。]{0,20}?<about>",
    within=60,
    one_metric=False,
    ja="複利の結果",
    en="compounded result",
)

GROWTH: tuple[Check, ...] = (
    _CAGR,
    _CAGR_ALONE,
    replace(_CAGR_ALONE, roles=_ENDS, within=60, dated=("before", "after")),
    replace(
        _CAGR_ALONE,
        roles=(_ENDS[0], replace(_ENDS[1], followed_by="で、|と、|だった|。"), _SPAN),
        preceded_by=_RATE,
        line=Line(
            orders=(("after", "before", "years", "stated"),), gap=18, unless="修正|予測|予想"
        ),
    ),
    _ANNUALISED,
    *(
        replace(
            _ANNUALISED,
            roles=(_return("rate", "期間の率", "rate of the period", preceded_by),),
            formula=f"power(1 + rate, {parts}) - 1",
            or_else=(f"rate*{parts}", "ratio"),
            preceded_by="",
            around=_ANNUAL,
            within=0,
            one_metric=True,
            line=Line(
                orders=(("rate", "stated"),),
                gap=24,
                unless="。|<expected>|前年|(?<!で)[はがも](?=年率)",
            ),
        )
        for preceded_by, parts in _QUARTERS
    ),
    replace(
        _ANNUALISED,
        roles=(_return("rate", "期間の率", "rate of the period"), _SPAN),
        preceded_by="",
        around=_ANNUAL,
        within=60,
        line=Line(orders=(("years", "rate", "stated"),), gap=20, unless="。|<expected>|比|前年"),
    ),
    _COMPOUNDED,
    replace(
        _COMPOUNDED,
        units=frozenset({"percent", "ratio"}),
        formula="power(1 + rate, years) - 1",
        preceded_by="",
        around="<grown>[^。]{0,20}#<word>{0,2}<growing>",
    ),
    Check(
        key="compounding",
        metrics=frozenset({ANY}),
        roles=(_PRINCIPAL, _return("rate", "年率", "annual rate", _YEARLY), _YEARS),
        formula="principal*power(1 + rate, years)",
        dimension="amount",
        around="<grown>[^。0-9#]{0,24}#",
        within=0,
        one_metric=False,
        line=Line(
            orders=(
                ("principal", "rate", "years", "stated"),
                ("principal", "years", "rate", "stated"),
            ),
            gap=24,
            unless="。|<levied>",
        ),
        ja="複利の結果",
        en="compounded result",
    ),
    *(
        Check(
            key="return_in_currency",
            metrics=frozenset({ANY}),
            units=frozenset({"percent"}),
            roles=(_LOCAL, fx),
            formula=formula,
            dimension="ratio",
            around=_IN_YEN,
            within=110,
            one_metric=False,
            any_time=True,
            directed=True,
            ja="円建ての騰落率",
            en="return in yen",
        )
        for fx, formula in _CURRENCIES
    ),
)
