"""Checks of one figure said in two ways: percent and basis points, dollars and yen."""

from __future__ import annotations

from .schema import ANY, Check, Line, Role

_ANY = frozenset({ANY})
_BRACKET = r"[(]|[(]?(?:すなわち|つまり)|=[ ]?|、(?:つまり|すなわち)"

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
        within=0,
        line=Line(orders=(("percent", "stated"), ("stated", "percent")), gap=6, only=_BRACKET),
        ja="ベーシスポイント",
        en="basis points",
    ),
    Check(
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
    ),
)
