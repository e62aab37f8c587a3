"""Checks of rates: a central bank's moves and their total, spreads, points and percent."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from .schema import ANY, FARTHEST, Assumption, Check, Line, Role

_MOVE = "(?:<cut>|<raise>)"
_TOTAL = (
    r"(?:<total>|(?<![0-9一二三四五六七八九十])[1一]回、|回[^。、]{0,10}?で)"
    rf"(?:し?て|すると|すれば|した|<is>)?(?:(?:{_MOVE}|緩和|引き締め|変更)?の?幅)?<is>?<about>"
)
"""What makes a move of a policy rate a total: 合計75bp, 3回の利下げで75bp."""
_RATE = frozenset({"policy_rate"})
_YIELDS = frozenset({"yield", "interbank_rate", "loan_rate"})
_IN_PERCENT = frozenset(
    {"yield", "macro", "fund", "valuation_yield", "results", "business", "internals"}
)
_OF_SHARES = frozenset({"macro", "results", "business", "internals"})
"""Of these a change in percent is one of the percentage itself: 失業率が4.0%から4.4%へ10%上昇.

Of interest rates and fees it may be the points as well: 利回りが4.00%から4.25%へ0.25%上昇.
"""
_IN_POINTS = frozenset({"bp", "percentage_point", "points"})
_BY_DECISION = (
    "(?:税率?|出資比率|持ち?株比率|議決権比率|目標)[はがを][^。#]*#|#の?(?:<raise>|<cut>)"
)
"""What is set in percent and moved by points of it: 消費税率を8%から10%へ2%引き上げる."""
_ANY = frozenset({ANY})
_MOVED = f"の?(?:追加)?{_MOVE}"
_GAP = (
    r"(?:(?<!予想)(?<!予測)(?<!前日)(?<!週末)(?<!末)(?<!平均)(?<!見通し)(?<!目標)との"
    "|<both>の?|[、。])(?:利回り|金利)?の?<gap>|(?:に対する|[、。])上乗せ(?:幅|金利|分|利回り)?"
)
"""What makes a number the difference of two yields: 両者の差は, 国債利回りに対する上乗せ幅は."""
_BEFORE = Role(
    name="before",
    relation="same",
    families=_IN_PERCENT,
    dimension="bp",
    reading="level",
    earlier=True,
    followed_by="<from>",
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

_FOLLOWING = replace(_AFTER, followed_by="<to>")

_OF_BEFORE = "(?:<past>|<earlier>|[0-9]年前)<is>?<about>"


def _gap_sides(families: frozenset[str]) -> tuple[Role, ...]:
    """Give the two yields that a spread lies between."""
    return tuple(
        Role(
            name=name,
            relation="any",
            families=families,
            dimension="bp",
            reading="level",
            not_after=_OF_BEFORE,
            ja=ja,
            en=en,
        )
        for name, ja, en in (("low", "低い方", "lower yield"), ("high", "高い方", "higher yield"))
    )


_LARGE_STEPS = frozenset(
    f"bank:{key}" for key in ("cbrt", "cbr", "bcb", "bcra", "cbe", "nbu", "sbp")
)
"""Central banks that move by more than 100 basis points at once."""
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
    around="#(?!ずつ)",
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
        not_of=_LARGE_STEPS,
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
    around=f"^(?![^#]*(?:{_OF_BEFORE}|社債[^、。#]*)#)",
    formula="high - low",
    dimension="bp",
    within=120,
    rate_beside=True,
    rising=True,
    one_mood=True,
    ja="利回り差",
    en="yield spread",
)

_STEP = Role(
    name="step",
    relation="any",
    families=_ANY,
    dimension="bp",
    preceded_by="^[^%]*",
    followed_by=f"(?:ずつ|幅)?{_MOVED}|ずつ",
    ja="1回の幅",
    en="one move",
)
_TOLD_STEPS = replace(
    _STEP_TOTAL,
    roles=(_STEP, replace(_MOVES, followed_by=r"(?<![^0-9][1一]回)")),
    within=120,
    assumption=None,
    one_metric=False,
    line=Line(
        orders=(("step", "moves", "stated"), ("moves", "step", "stated")),
        gap=24,
        unless="。|このほか|ほか|加え",
    ),
)
_MORE_STEPS = replace(_STEP, name="more", preceded_by="回[^%]*")

_STEPPED_FROM = Role(
    name="before",
    relation="any",
    families=_RATE,
    dimension="bp",
    earlier=True,
    followed_by="<from>|(?:(?:だった|の)政策金利)?を",
    ja="変更前の政策金利",
    en="policy rate before",
)
_STEP_TO = Role(name="move", relation="any", families=_ANY, dimension="bp", ja="変更幅", en="move")
_NOT_YET = r"ずつ|[がも]|会合|来年|今年|年内|次|見通し|市場|予想"
_STEPPED = Check(
    key="step_level",
    metrics=_ANY,
    units=frozenset({"percent"}),
    reading="level",
    roles=(),
    formula="",
    dimension="bp",
    within=0,
    exact=True,
    one_metric=False,
    ja="変更後の政策金利",
    en="policy rate after",
)
"""「5.50%から0.25%下げて5.25%に」, 「0.25%の利下げを決めた。政策金利は4.00%から3.75%となる」."""

STEPS: tuple[Check, ...] = (
    replace(
        _TOLD_STEPS,
        roles=(
            replace(_STEP, preceded_by="^[^%回]*"),
            _MOVES,
            _MORE_STEPS,
            replace(_MOVES, name="times"),
        ),
        formula="step*moves + more*times",
        line=Line(orders=(("step", "moves", "more", "times", "stated"),), gap=24, unless="。"),
    ),
    _TOLD_STEPS,
    _STEP_TOTAL,
    Check(
        key="step_level",
        metrics=_ANY,
        units=frozenset({"percent", "bp", "percentage_point"}),
        around=f"#幅?{_MOVED}|(?:{_MOVE}|変更)幅は<about>#",
        roles=(
            Role(
                name="before",
                relation="same",
                families=_RATE,
                dimension="bp",
                earlier=True,
                followed_by="<from>",
                ja="変更前の政策金利",
                en="policy rate before",
            ),
            Role(
                name="after",
                relation="any",
                families=_ANY,
                dimension="bp",
                followed_by="<to>|と",
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
            unless=r"ずつ|(?<!幅)[はが]|会合|理事会|来年|今年|年内|次|見通し|今後|さらに",
        ),
        ja="政策金利の変化",
        en="change of the policy rate",
    ),
    *(
        replace(
            _STEPPED,
            roles=(_STEPPED_FROM, replace(_STEP_TO, followed_by=f"幅?の?{verb}")),
            formula=formula,
            line=Line(orders=((*order, "stated"),), gap=gap, unless=_NOT_YET),
            around=around,
        )
        for verb, formula in (("<cut>", "before - move"), ("<raise>", "before + move"))
        for order, gap, around in (
            (("before", "move"), 16, "[てで、しげの]年?#(?:<to>|と)"),
            (("move", "before"), 24, "から#(?:に|へ|と)"),
        )
    ),
    replace(_POINTS, metrics=_IN_PERCENT - _OF_SHARES),
    replace(_POINTS, metrics=_OF_SHARES, units=_IN_POINTS),
    replace(
        _POINTS,
        metrics=_OF_SHARES,
        units=frozenset({"percent", "ratio"}),
        unless=_BY_DECISION,
        formula="after/before - 1",
        dimension="ratio",
        or_else=None,
        ja="変化率",
        en="percent change",
    ),
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
        around="<width>は?<about>#|#(?:の|ほど)?(?:<growing>|<shrinking>|<better>)",
        line=Line(
            orders=(("before", "after", "stated"),),
            gap=14,
            unless="修正|(?<!幅)[はがも]|比|来|年平均|年率",
        ),
    ),
    _SPREAD,
    replace(
        _SPREAD,
        metrics=_ANY,
        units=frozenset({"percent", "bp", "percentage_point"}),
        reading=None,
        roles=_gap_sides(_YIELDS | {"coupon", "policy_rate"}),
        around=f"(?:{_GAP})<is>?<word>{{0,4}}#",
        unless="順に<about>#|国債(?:に対する|対比)[^。]*#",
        within=80,
        one_mood=False,
        one_metric=False,
        any_time=True,
        concludes=True,
    ),
    *(
        replace(
            _SPREAD,
            metrics=_ANY,
            units=frozenset({"percent", "bp", "percentage_point"}),
            reading=None,
            roles=tuple(
                replace(side, entity=entity)
                for side, entity in zip(_gap_sides(_YIELDS), entities, strict=True)
            ),
            around=f"(?:{countries})の?(?:長期)?(?:金利|利回り)?の?<gap><is>?<about>#",
            within=FARTHEST,
            one_mood=False,
            one_metric=False,
            any_time=True,
            concludes=True,
        )
        for countries, entities in (
            ("日米", ("rate:jp10y", "rate:us10y")),
            ("日独", ("rate:jp10y", "rate:de10y")),
            ("米独", ("rate:de10y", "rate:us10y")),
        )
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
                moods=frozenset({"fact", "forecast"}),
                dimension="bp",
                ja="物価上昇率",
                en="inflation",
            ),
        ),
        formula="nominal - inflation",
        dimension="bp",
        within=120,
        owned=True,
        one_metric=False,
        ja="実質金利",
        en="real interest rate",
    ),
)
