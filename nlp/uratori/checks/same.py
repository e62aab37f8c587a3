"""Checks of one figure said in two ways: percent and basis points, dollars and yen."""

from __future__ import annotations

from msgspec.structs import replace

from .schema import ANY, Check, Line, Role

_ANY = frozenset({ANY})
_BRACKET = r"[(]|[(]?(?:すなわち|つまり)|=[ ]?|、(?:つまり|すなわち)"

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
            only="[(]|(?:で|に|として)?(?:換算|計算)(?:で|して|すると|し)?、?",
        ),
    ),
    replace(
        _CONVERTED,
        within=60,
        line=Line(
            orders=(("rate", "foreign", "stated"),),
            gap=12,
            unless="。",
            only="(?:で|に|として)?(?:換算|計算)(?:で|して|すると|した|し)?、?<word>{0,6}|は|が",
        ),
    ),
)
