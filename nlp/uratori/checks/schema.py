"""How a check is declared: the claim that states a result, what it follows from, the formula.

The entries stand in `relative`, `steps`, `changes`, `growth`, `ratios`, `plans`,
`totals`, `same` and `flows`; `rules` lists them all. The engine finds the claims, computes,
compares and explains.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from ..records import Interval, Modality

Relation = Literal["own", "other", "same", "any"]
"""The entity of an operand: that of the stated claim (or its proxy), another, the very same."""
Dimension = Literal[
    "plain", "times", "share", "ratio", "bp", "amount", "count", "foreign", "rate", "years"
]
Reading = Literal["level", "change"]

FACTORS: dict[Dimension, dict[str, Fraction]] = {
    "plain": {},
    "times": {"times": Fraction(1)},
    "share": {"percent": Fraction(1, 100), "ratio": Fraction(1)},
    "amount": {},
    "count": {},
    "foreign": {},
    "rate": {},
    "years": {"years": Fraction(1), "quarters": Fraction(1, 4), "months": Fraction(1, 12)},
    "ratio": {"percent": Fraction(1, 100), "ratio": Fraction(1), "times": Fraction(1)},
    "bp": {
        "bp": Fraction(1),
        "percentage_point": Fraction(100),
        "points": Fraction(100),
        "percent": Fraction(100),
    },
}
"""What one unit of a quantity is worth in each dimension that a formula can be written in.

``plain`` takes any unit. The numbers of ``amount`` in one check are all in the same unit (円 and
円/株 are one); so are those of ``count``. A ``rate`` turns the unit of the ``foreign`` number into
that of the stated one.
"""
FARTHEST = 1500
"""Characters over which operands are looked for at most."""
STATED = "@stated"
"""In a role's families: the metric of the stated claim."""
UNTIED = "@untied"
"""Among metrics: a number that no claim ties to one."""
ANY = "@any"
"""Among metrics or families: any number, also one that no claim ties to anything."""


class Role(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One operand of a formula, and which claim can fill it; a role is equal to itself only."""

    name: str
    relation: Relation
    families: frozenset[str]
    """Families of metrics that can fill it (lexicon/metrics.tsv); metric keys are allowed too."""
    ja: str
    en: str
    entity: str | None = None
    """The very entity that it must be of: index:topix."""
    dimension: Dimension = "plain"
    reading: Reading | None = None
    """A level of its metric or a change of it; None takes either."""
    moods: frozenset[Modality] | None = None
    """Moods of the claim, where they may differ from those of the other roles."""
    earlier: bool = False
    """It is the figure of before: another basis and another time than the stated one's."""
    signed: bool = False
    """A change downwards takes a minus: 402円安 is -402."""
    named: bool = False
    """Its metric stands right before the stated number: 「売上高の進捗率は74%」."""
    not_unit: str | None = None
    """A unit that it is not in, though the dimension takes it."""
    sign: Literal["+", "-"] | None = None
    """It is a profit, or a loss."""
    preceded_by: str = ""
    """Regular expression that must match right before the number."""
    not_after: str = ""
    """Regular expression that must not match right before the number."""
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
    not_of: frozenset[str] = frozenset()
    """Entities whose values are not the usual ones; of them nothing is assumed."""
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


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """How the numbers of a check follow each other where one phrase holds them all.

    「820億円から943億円へ15%増」, 「402円(1.0%)高の3万9812円」.
    """

    orders: tuple[tuple[str, ...], ...]
    """The sequences of roles that can stand so; ``stated`` is the result itself."""
    gap: int = 12
    """Characters between two neighbours at most; no other number stands there."""
    unless: str = r"修正|[はがも]|比|来|年平均|年率|であり|中間|期末|前[年月週日]"
    """What between them says that the result is of something else."""
    only: str = ""
    """What must stand between them, whole; empty admits anything that `unless` does not name."""


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, perhaps with the one beside it, that holds just the numbers of a check.

    「客室単価は1万8400円まで上がった。前年の同じ月は1万4900円で、上昇率は23.5%だ」: whatever the
    order, the two prices are all the money that is told there.
    """

    marks: str
    """What stands before one of the two numbers and gives it its part: 前年, 計画."""
    weak: str = ""
    """What does where nothing of the former stands with either: 昨年12月は, 前年の12月は."""
    behind: str = ""
    """Or right behind it: 96社だった前年を."""
    dated: bool = False
    """Or both have their dates: 2023年に1850台, 24年に2146台."""
    unless: str = ""
    """Neither of the two stands behind such words."""
    parts: bool = False
    """All the numbers before the stated one are the parts of it."""
    levels: bool = True
    """Neither is a change itself: 6万4000人増."""
    still: bool = False
    """Numbers that are changes are passed over: 20円増やし240円とする."""
    behind_too: bool = True
    """So may the one behind, and not the one before alone."""
    apart: bool = True
    """Neither stands right beside the stated number, as its amount does: 30億円、7.1%の増加."""
    says: str = ""
    """Regular expression that must match in the stretch."""
    beside: bool = True
    """Whether the sentence before or behind may belong to it."""
    one_metric: bool = True
    whole: bool = False
    """The one that is marked is the larger: a plan, all that there are."""
    rises: bool | None = None
    """Whether the stated number tells that what was before has grown, or shrunk; None: neither."""
    amount: bool = False
    """The stated number is the difference of the two, in their unit."""
    named: str = ""
    """Regular expression for the name before the result; its group stands with the two as well."""
    of: frozenset[str] = frozenset()
    """Metrics that the two may be of, where they are of any; empty for all."""
    two_metrics: bool = False
    """They are of two, as far as they are told."""
    one_topic: bool = True
    """Nothing else is named between the two and a number behind them."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One declared check."""

    key: str
    metrics: frozenset[str]
    """Metrics (or families) of the claim that states the result."""
    roles: tuple[Role, ...]
    """Of an own and an other role, the first is the one whose value is smaller by the meaning."""
    formula: str
    """Over the roles' names and the assumption's; its value is in `dimension`."""
    dimension: Dimension
    ja: str
    en: str
    """What is computed, for the explanation."""
    reading: Reading | None = None
    """Whether the stated number is a level or a change of its metric; None takes either."""
    units: frozenset[str] | None = None
    """Units of the stated number, where the dimension alone admits too many."""
    against: Literal["entity", "period", "forecast"] | None = None
    """What the text itself says that the stated number is measured against."""
    moods: frozenset[Modality] | None = None
    """Moods that the stated claim may have; None takes any."""
    preceded_by: str = ""
    """Regular expression that must match right before the stated number."""
    told_as: str = ""
    """Name of the ratio that stands before the number, of the owner spoken of: 配当利回り."""
    around: str = ""
    """Regular expression for the surroundings of the stated number, which is written # in it."""
    unless: str = ""
    """Regular expression that must not match them."""
    words: tuple[str, ...] = ()
    """Of which one stands in the article, whatever else is asked for; empty asks for none."""
    rate_beside: bool = False
    """A rate in the sentence of the result that is none of its operands makes it another's."""
    below: int | None = None
    """What the stated number is less than, in its unit: a share is no 100%."""
    smaller: tuple[str, str] | None = None
    """A role whose number is smaller than another's: what a price rose by, than the price."""
    beyond: Fraction = Fraction(1)
    """A miss by less than this factor is no finding: the figures are not of one definition."""
    fine: bool = False
    """No operand is coarser than a hundred of the result's last place: it is a small difference."""
    within: int = FARTHEST
    """Characters over which operands are looked for; 0 means in the same sentence."""
    line: Line | None = None
    """The numbers must stand in one phrase."""
    dated: tuple[str, str] | None = None
    """Two roles between whose written years lie the `years` of the formula: 2024年の…30年に…."""
    one_topic: bool = False
    """No new topic is named between the operands and the stated number."""
    owned: bool = False
    """No words before the stated number give it an owner that its operands do not have."""
    concludes: bool = False
    """The stated number stands behind its operands."""
    one_era: bool = False
    """A figure of before (1年前の0.7倍) follows from figures of before, a present one does not."""
    any_time: bool = False
    """The numbers are of different days by their meaning: 年初来."""
    rising: bool = False
    """The roles stand in the order of their values: the first is the smallest."""
    or_else: tuple[str, Dimension] | None = None
    """A second reading (formula, dimension), told where the number holds by it alone."""
    stretch: Stretch | None = None
    """The two operands, the smaller first, are the only numbers of their unit there."""
    chain: str = ""
    """For a check over a run of numbers: what may not stand between two of them."""
    parts_follow: bool = False
    """The run stands behind the total: 20億円、内訳は国内12億円と海外8億円."""
    part_units: frozenset[str] | None = None
    """Units of the parts where they are not in that of the total."""
    passed_over: str = ""
    """What stands before a number between the total and its run that is the total told again."""
    apart: int = 30
    """Characters between two parts of a run at most."""
    counted: str = "の?(?:<total>|<mean>)"
    """What stands behind a number that counts the parts: 3社の合計."""
    spoken_of: str = ""
    """Regular expression that must match in a run and the words before it."""
    one_metric: bool = True
    """The operands are of one and the same metric."""
    one_mood: bool = False
    """The stated claim too has the mood of its operands; a rise that is needed has not."""
    assumption: Assumption | None = None
    follows: tuple[str, str] | None = None
    """(check, formula): the result follows from that check's stated number, named ``stated``."""
    exact: bool = False
    """An unhedged stated number is meant exactly: central banks move by whole basis points."""
    directed: bool = False
    """The stated number has a direction beside it: a fall of 12% is written as 12%."""
    truncates: bool = False
    """Amounts of money in results are cut off, not rounded: that reading is tried as well."""
