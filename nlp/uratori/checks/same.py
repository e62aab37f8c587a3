"""Checks of one figure said in two ways: percent and basis points, dollars and yen."""

from __future__ import annotations

from msgspec.structs import replace

from .schema import ANY, Check, Line, Role

_ANY = frozenset({ANY})
_BRACKET = r"[(]|[(]?(?:すなわち|つまり)|=[ ]?|、(?:つまり|すなわち)"

_SUM = "の(?:売上高|売り上げ|売却額|買収額|年商|投資額|調達額|受注残高?|受注額|総額|金額)[はが]"
"""An amount that its name follows: 3億ドルの売却額は."""

_CONVERTED = Check(
    key="fx_conversion",
    metrics=_ANY,
    roles=(
        Role(
            name="foreign",
            relation="any",
            families=_ANY,
            dimension="foreign",
            ja="外貨額",
            en="amount in foreign currency",
        ),
        Role(
            name="rate",
            relation="any",
            families=_ANY,
            dimension="rate",
            followed_by=r"(?:で|に|として)?(?:換算|計算)",
            ja="換算レート",
            en="rate",
        ),
    ),
    formula="foreign*rate",
    dimension="plain",
    within=1500,
    one_metric=False,
    line=Line(orders=(("foreign", "stated"), ("stated", "foreign")), gap=6, only=_BRACKET),
    ja="円換算額",
    en="converted amount",
)

SAME: tuple[Check, ...] = (
    Check(
        key="bp_scale",
        metrics=_ANY,
        units=frozenset({"bp"}),
        roles=(
            Role(
                name="percent",
                relation="any",
                families=_ANY,
                dimension="bp",
                ja="パーセントでの値",
                en="value in percent",
            ),
        ),
        formula="percent",
        dimension="bp",
        unless=r"[(]?[+\-−▲△]$|[(][+\-−▲△]#|#(?:高|安|上昇|低下)",
        within=0,
        line=Line(orders=(("percent", "stated"), ("stated", "percent")), gap=6, only=_BRACKET),
        ja="ベーシスポイント",
        en="basis points",
    ),
    _CONVERTED,
    replace(
        _CONVERTED,
        within=40,
        line=Line(
            orders=(("foreign", "rate", "stated"),),
            gap=10,
            unless="\n",
            only="[(]|。|[はを]、?|(?:で|に|として)?(?:換算|計算)(?:で|して|すると|すれば|し)?、?",
        ),
    ),
    replace(
        _CONVERTED,
        within=60,
        line=Line(
            orders=(("rate", "foreign", "stated"),),
            gap=12,
            unless="。",
            only="(?:で|に|として)?(?:換算|計算)(?:で|して|すると|すれば|した|し)?、?<word>{0,6}|は|が"
            f"|{_SUM}",
        ),
    ),
    replace(
        _CONVERTED,
        within=60,
        roles=(_CONVERTED.roles[0], replace(_CONVERTED.roles[1], followed_by="")),
        around="#(?:に(?:相当(?!する?額|の)|[当あ]た[るりっ]|な[るりっ])|と(?:な[るりっ]))",
        line=Line(
            orders=(("rate", "foreign", "stated"), ("foreign", "rate", "stated")),
            gap=14,
            unless="。",
            only="(?:で|なら|ならば|だと|とすると|とすれば|として)、?<word>{0,8}|[はを]、?"
            f"|{_SUM}",
        ),
    ),
)
