"""Checks of rates: a central bank's moves and their total, spreads, points and percent."""

from __future__ import annotations

from fractions import Fraction

from .schema import Assumption, Check, Line, Role

_TOTAL = (
    r"(?:合計|計|累計|合わせて|あわせて|合算|トータル|総計|通算|都合|(?<![0-9一二三四五六七八九十])[1一]回、"
    r"|回[^。、]{0,10}?で)(?:で|して|すると|すれば|した|は|も|の)?"
    r"(?:(?:利下げ|利上げ|引き下げ|引き上げ|下げ|上げ|緩和|引き締め|変更)の?幅|幅)?(?:は|が|も)?[約\s]{0,2}"
)
"""What makes a move of a policy rate a total: 合計75bp, 3回の利下げで75bp."""
_RATE = frozenset({"policy_rate"})
_YIELDS = frozenset({"yield", "interbank_rate", "loan_rate"})
_IN_PERCENT = frozenset({"rate", "macro", "valuation_yield", "results", "business", "internals"})
_BEFORE = Role(
    name="before",
    relation="same",
    families=_IN_PERCENT,
    dimension="bp",
    reading="level",
    earlier=True,
    followed_by=r"(?:から|より)",
    ja="変化前",
    en="before",
)
_AFTER = Role(
    name="after",
    relation="same",
    families=_IN_PERCENT,
    dimension="bp",
    reading="level",
    ja="変化後",
    en="after",
)

STEPS: tuple[Check, ...] = (
    Check(
        key="step_total",
        metrics=frozenset({"policy_rate_change"}),
        roles=(
            Role(
                name="moves",
                relation="same",
                families=frozenset({"policy_rate_moves"}),
                ja="回数",
                en="moves",
            ),
        ),
        formula="moves*step",
        dimension="bp",
        preceded_by=_TOTAL,
        within=160,
        exact=True,
        assumption=Assumption(
            name="step",
            values=(Fraction(25), Fraction(50), Fraction(75), Fraction(100)),
            ja="1回{step}bpずつとした",
            en="equal steps of {step} bp assumed",
            mixed_ja="1回{low}〜{high}bpとした",
            mixed_en="steps of {low} to {high} bp assumed",
            lowest={"bank:boj": Fraction(10)},
        ),
        ja="変更幅の合計",
        en="total of the moves",
    ),
    Check(
        key="step_level",
        metrics=frozenset({"policy_rate_change"}),
        roles=(
            Role(
                name="before",
                relation="same",
                families=_RATE,
                dimension="bp",
                earlier=True,
                followed_by=r"(?:から|より)",
                ja="変更前の政策金利",
                en="policy rate before",
            ),
            Role(
                name="after",
                relation="same",
                families=_RATE,
                dimension="bp",
                ja="変更後の政策金利",
                en="policy rate after",
            ),
        ),
        formula="after - before",
        dimension="bp",
        within=0,
        directed=True,
        exact=True,
        line=Line(
            orders=(("before", "stated", "after"), ("before", "after", "stated")),
            gap=16,
            unless=r"ずつ|[はが]|会合|来年|今年|年内|次|見通し",
        ),
        ja="政策金利の変化",
        en="change of the policy rate",
    ),
    Check(
        key="percent_or_point",
        metrics=_IN_PERCENT,
        reading="change",
        roles=(_BEFORE, _AFTER),
        formula="after - before",
        dimension="bp",
        within=0,
        directed=True,
        or_else=("after/before - 1", "ratio"),
        line=Line(
            orders=(("before", "after", "stated"), ("before", "stated", "after")),
        ),
        ja="変化幅",
        en="change",
    ),
    Check(
        key="spread",
        metrics=frozenset({"spread"}),
        reading="level",
        roles=(
            Role(
                name="low",
                relation="any",
                families=_YIELDS,
                dimension="bp",
                reading="level",
                ja="低い方",
                en="lower yield",
            ),
            Role(
                name="high",
                relation="any",
                families=_YIELDS,
                dimension="bp",
                reading="level",
                ja="高い方",
                en="higher yield",
            ),
        ),
        formula="high - low",
        dimension="bp",
        within=120,
        rising=True,
        one_mood=True,
        ja="利回り差",
        en="yield spread",
    ),
    Check(
        key="real_rate",
        metrics=frozenset({"real_rate"}),
        reading="level",
        roles=(
            Role(
                name="nominal",
                relation="any",
                families=_YIELDS | {"policy_rate"},
                dimension="bp",
                reading="level",
                ja="名目金利",
                en="nominal rate",
            ),
            Role(
                name="inflation",
                relation="any",
                families=frozenset({"cpi", "core_cpi", "pce", "breakeven"}),
                dimension="bp",
                ja="物価上昇率",
                en="inflation",
            ),
        ),
        formula="nominal - inflation",
        dimension="bp",
        within=120,
        one_metric=False,
        one_mood=True,
        ja="実質金利",
        en="real interest rate",
    ),
)
