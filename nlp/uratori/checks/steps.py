"""Checks of rates: a central bank's moves and their total, spreads, points and percent."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from .schema import ANY, Assumption, Check, Line, Role

_TOTAL = (
    r"(?:合計|計|累計|合わせて|あわせて|合算|トータル|総計|通算|都合|(?<![0-9一二三四五六七八九十])[1一]回、"
    r"|回[^。、]{0,10}?で)(?:で|して|すると|すれば|した|は|も|の)?"
    r"(?:(?:利下げ|利上げ|引き下げ|引き上げ|下げ|上げ|緩和|引き締め|変更)の?幅|幅)?(?:は|が|も)?[約\s]{0,2}"
)
"""What makes a move of a policy rate a total: 合計75bp, 3回の利下げで75bp."""
_RATE = frozenset({"policy_rate"})
_YIELDS = frozenset({"yield", "interbank_rate", "loan_rate"})
_IN_PERCENT = frozenset(
    {"yield", "macro", "fund", "valuation_yield", "results", "business", "internals"}
)
_ANY = frozenset({ANY})
_MOVED = r"(?:の)?(?:引き下げ|引き上げ|引下げ|引上げ|利下げ|利上げ|下げ|上げ|追加利)"
_GAP = (
    r"(?:(?<!予想)(?<!予測)(?<!前日)(?<!週末)(?<!末)(?<!平均)(?<!見通し)(?<!目標)との"
    r"|[両2二]者の|[両2二]国の?|日米の?|日独の?|米独の?|長短の?|利回りの?|金利の?|その|、|。)"
    r"(?:利回り|金利)?(?:の開き|差|格差|スプレッド)|に対する上乗せ(?:幅|金利|分|利回り)?"
)
"""What makes a number the difference of two yields: 両者の差は, 国債利回りに対する上乗せ幅は."""
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

_FOLLOWING = replace(_AFTER, followed_by=r"(?:へと?|に|まで)")


def _gap_sides(families: frozenset[str]) -> tuple[Role, ...]:
    """Give the two yields that a spread lies between."""
    return tuple(
        Role(
            name=name,
            relation="any",
            families=families,
            dimension="bp",
            reading="level",
            ja=ja,
            en=en,
        )
        for name, ja, en in (("low", "低い方", "lower yield"), ("high", "高い方", "higher yield"))
    )


_MOVES = Role(
    name="moves",
    relation="same",
    families=frozenset({"policy_rate_moves"}),
    ja="回数",
    en="moves",
)
_STEP_TOTAL = Check(
    key="step_total",
    metrics=frozenset({"policy_rate_change"}),
    roles=(_MOVES,),
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
)
_POINTS = Check(
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
)
_SPREAD = Check(
    key="spread",
    metrics=frozenset({"spread"}),
    reading="level",
    roles=_gap_sides(_YIELDS),
    formula="high - low",
    dimension="bp",
    within=120,
    rising=True,
    one_mood=True,
    ja="利回り差",
    en="yield spread",
)

STEPS: tuple[Check, ...] = (
    replace(
        _STEP_TOTAL,
        roles=(
            Role(
                name="step",
                relation="any",
                families=_ANY,
                dimension="bp",
                preceded_by=r"^[^%回]*",
                followed_by=rf"(?:(?:ずつ|幅)?{_MOVED}|ずつ)[^。、0-9]{{0,3}}を?",
                ja="1回の幅",
                en="one move",
            ),
            replace(_MOVES, followed_by=r"(?<![^0-9][1一]回)"),
        ),
        within=120,
        assumption=None,
        one_metric=False,
        line=Line(orders=(("step", "moves", "stated"),), gap=24, unless=r"。|このほか|ほか|加え"),
    ),
    _STEP_TOTAL,
    Check(
        key="step_level",
        metrics=_ANY,
        units=frozenset({"percent", "bp", "percentage_point"}),
        around=rf"#(?:幅)?{_MOVED}|(?:引き[上下]げ|利[上下]げ|変更)幅は[約\s]{{0,2}}#",
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
                relation="any",
                families=_ANY,
                dimension="bp",
                followed_by=r"(?:へ|に|まで|と)",
                ja="変更後の政策金利",
                en="policy rate after",
            ),
        ),
        formula="after - before",
        one_metric=False,
        dimension="bp",
        within=0,
        directed=True,
        exact=True,
        line=Line(
            orders=(("before", "after", "stated"), ("stated", "before", "after")),
            gap=16,
            unless=r"ずつ|(?<!幅)[はが]|会合|来年|今年|年内|次|見通し",
        ),
        ja="政策金利の変化",
        en="change of the policy rate",
    ),
    *(
        Check(
            key="step_level",
            metrics=_ANY,
            units=frozenset({"percent"}),
            reading="level",
            roles=(
                Role(
                    name="before",
                    relation="any",
                    families=_RATE,
                    dimension="bp",
                    earlier=True,
                    followed_by=r"(?:から|より|を|だった政策金利を|の政策金利を)",
                    ja="変更前の政策金利",
                    en="policy rate before",
                ),
                Role(
                    name="move",
                    relation="any",
                    families=_ANY,
                    dimension="bp",
                    followed_by=rf"(?:幅)?(?:の)?{verb}",
                    ja="変更幅",
                    en="move",
                ),
            ),
            formula=formula,
            dimension="bp",
            within=0,
            exact=True,
            one_metric=False,
            line=Line(
                orders=(("before", "move", "stated"),),
                gap=16,
                unless=r"ずつ|[がも]|会合|来年|今年|年内|次|見通し|市場|予想",
            ),
            around=r"(?:て|で|、|し|げ|の)(?:年)?#(?:へ|に|と|とな|まで)",
            ja="変更後の政策金利",
            en="policy rate after",
        )
        for verb, formula in (
            (r"(?:引き?下げ|利下げ|下げ)", "before - move"),
            (r"(?:引き?上げ|利上げ|上げ)", "before + move"),
        )
    ),
    _POINTS,
    replace(
        _POINTS,
        metrics=_ANY,
        units=frozenset({"bp", "percentage_point"}),
        reading=None,
        roles=tuple(
            replace(role, relation="any", families=_ANY, reading=None)
            for role in (_BEFORE, _FOLLOWING)
        ),
        or_else=None,
        around=r"#(?:の|ほど)?(?:上昇|低下|下落|上が|下が|引き|拡大|縮小|改善|悪化|増|減|高ま)",
        line=Line(orders=(("before", "after", "stated"),), gap=10),
    ),
    _SPREAD,
    replace(
        _SPREAD,
        metrics=_ANY,
        units=frozenset({"percent", "bp", "percentage_point"}),
        reading=None,
        roles=_gap_sides(_YIELDS | {"coupon", "policy_rate"}),
        around=rf"(?:{_GAP})(?:は|が|で|も)?[^。、0-9#]{{0,4}}#",
        within=80,
        one_mood=False,
        one_metric=False,
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
