"""The declared checks. Adding one is one entry here and its examples in tests/checks.

An entry names the claim that states a result, the roles of the claims it follows from, the formula
and the wording. The engine finds the claims, computes, compares and explains.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from ..records import Interval

Relation = Literal["own", "other", "same"]
"""The entity of an operand: that of the stated claim (or its proxy), another one, the very same."""
Dimension = Literal["plain", "ratio", "bp"]

FACTORS: dict[Dimension, dict[str, Fraction]] = {
    "plain": {},
    "ratio": {"percent": Fraction(1, 100), "ratio": Fraction(1), "times": Fraction(1)},
    "bp": {"bp": Fraction(1), "percentage_point": Fraction(100), "percent": Fraction(100)},
}
"""What one unit of a quantity is worth in each dimension that a formula can be written in."""


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """One operand of a formula, and which claim can fill it."""

    name: str
    relation: Relation
    families: frozenset[str]
    """Families of metrics that can fill it (lexicon/metrics.tsv); metric keys are allowed too."""
    ja: str
    en: str
    dimension: Dimension = "plain"
    followed_by: str = ""
    """Regular expression that must match right after the number."""


class Assumption(msgspec.Struct, frozen=True, kw_only=True):
    """A number that the text does not give: its usual values in order, and what it may be at most.

    The first usual value under which the check holds is taken; if none does, the first one is
    shown, and only a result that no mixture of the usual values gives is inconsistent.
    """

    name: str
    values: tuple[Fraction, ...]
    ja: str
    en: str
    mixed_ja: str
    mixed_en: str
    """The assumption where no single value holds: a mixture between two of them."""
    lowest: dict[str, Fraction] = {}
    """The smallest value of an entity that is known to go below the usual ones."""


class Assumed(msgspec.Struct, frozen=True):
    """What was assumed in one computation: a value, or a mixture of values over a span."""

    name: str
    value: Fraction
    span: Interval

    def mixed(self) -> bool:
        """Tell whether it is a mixture."""
        return self.span.low != self.span.high


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One declared check."""

    key: str
    metrics: frozenset[str]
    """Metrics of the claim that states the result."""
    roles: tuple[Role, ...]
    """Of an own and an other role, the first is the one whose value is smaller by the meaning."""
    formula: str
    """Over the roles' names and the assumption's; its value is in `dimension`."""
    dimension: Dimension
    ja: str
    en: str
    """What is computed, for the explanation."""
    preceded_by: str = ""
    """Regular expression that must match right before the stated number."""
    within: int = 1500
    """Characters over which operands are looked for; 0 means in the same sentence."""
    one_metric: bool = True
    """The operands are of one and the same metric."""
    assumption: Assumption | None = None
    follows: tuple[str, str] | None = None
    """(check, formula): the result follows from that check's stated number, named ``stated``."""
    exact: bool = False
    """An unhedged stated number is meant exactly: central banks move by whole basis points."""
    directed: bool = False
    """The stated number has a direction beside it: a fall of 12% is written as 12%."""
    truncates: bool = False
    """Amounts of money in results are cut off, not rounded: that reading is tried as well."""


_TOTAL = (
    r"(?:合計|計|累計|合わせて|あわせて|合算|トータル|総計|通算|都合|(?<![0-9一二三四五六七八九十])[1一]回、"
    r"|回[^。、]{0,10}?で)(?:で|して|すると|すれば|した|は|も|の)?"
    r"(?:(?:利下げ|利上げ|引き下げ|引き上げ|下げ|上げ|緩和|引き締め|変更)の?幅|幅)?(?:は|が|も)?[約\s]{0,2}"
)
"""What makes a move of a policy rate a total: 合計75bp, 3回の利下げで75bp."""
_VALUATION = frozenset({"valuation"})
_OWN = Role(name="own", relation="own", families=_VALUATION, ja="対象", en="subject")
_OTHER = Role(name="other", relation="other", families=_VALUATION, ja="比較対象", en="benchmark")

CHECKS: tuple[Check, ...] = (
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
        key="change_percent",
        metrics=frozenset(
            {
                "sales",
                "operating_profit",
                "ordinary_profit",
                "net_profit",
                "gross_profit",
                "orders",
                "capex",
                "net_assets",
                "market_cap",
                "turnover_value",
                "return",
            }
        ),
        roles=(
            Role(
                name="before",
                relation="same",
                ja="変化前",
                en="before",
                families=frozenset({"results", "fund", "price", "internals"}),
                followed_by=r"(?:から|より)",
            ),
            Role(
                name="after",
                relation="same",
                ja="変化後",
                en="after",
                families=frozenset({"results", "fund", "price", "internals"}),
                followed_by=r"(?:[(]|へ|に|まで|と(?!比)|で|だ|。|、|$)",
            ),
        ),
        formula="after/before - 1",
        dimension="ratio",
        within=0,
        directed=True,
        truncates=True,
        ja="増減率",
        en="percent change",
    ),
)
