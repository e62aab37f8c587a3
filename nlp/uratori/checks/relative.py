"""Checks of one figure against another's: discount, premium, what is needed to catch up."""

from __future__ import annotations

from .schema import Check, Role

_VALUATION = frozenset({"valuation"})
_OWN = Role(name="own", relation="own", families=_VALUATION, ja="対象", en="subject")
_OTHER = Role(name="other", relation="other", families=_VALUATION, ja="比較対象", en="benchmark")

RELATIVE: tuple[Check, ...] = (
    Check(
        key="discount",
        metrics=frozenset({"discount"}),
        roles=(_OWN, _OTHER),
        formula="1 - own/other",
        dimension="ratio",
        ja="割引",
        en="discount",
    ),
    Check(
        key="premium",
        metrics=frozenset({"premium"}),
        roles=(_OTHER, _OWN),
        formula="own/other - 1",
        dimension="ratio",
        ja="割高",
        en="premium",
    ),
    Check(
        key="parity_rise",
        metrics=frozenset({"parity_rise"}),
        roles=(_OWN, _OTHER),
        formula="other/own - 1",
        dimension="ratio",
        follows=("discount", "1/(1 - stated) - 1"),
        ja="並ぶまでの上昇率",
        en="rise to parity",
    ),
    Check(
        key="recovery_rise",
        metrics=frozenset({"recovery_rise"}),
        roles=(
            Role(
                name="fall",
                relation="same",
                families=frozenset({"return"}),
                dimension="ratio",
                ja="下落率",
                en="fall",
            ),
        ),
        formula="1/(1 - fall) - 1",
        dimension="ratio",
        within=200,
        ja="下落を取り戻す上昇率",
        en="rise to recover",
    ),
)
