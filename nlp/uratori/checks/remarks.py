"""What the checks without a formula say: dates, words of direction, levels out of order.

Each such check is a function over a `Page`; it yields a `Remark` for each number that it can judge,
and nothing where it cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property

import msgspec

from ..records import Analysis, Quantity
from .operands import Pool, pool_of


class Page(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One article as these checks read it."""

    text: str
    """Folded; offsets are the article's own."""
    analysis: Analysis

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every number of the article, in order."""
        return self.analysis.quantities

    @property
    def published(self) -> date | None:
        """The date of the article, where it is known."""
        return self.analysis.article.published

    def says(self, *words: str) -> bool:
        """Tell whether a word stands anywhere in the article; most have none that a check needs."""
        text = self.text
        for word in words:  # noqa: SIM110  a generator costs more than the search
            if word in text:
                return True
        return False

    def one_figure(self) -> bool:
        """Tell whether the article gives less than two figures, so that none can be compared."""
        return sum([quantity.kind != "date" for quantity in self.quantities]) < 2

    @cached_property
    def pool(self) -> Pool:
        """The operands of the article, collected when they are first asked for."""
        return pool_of(self.analysis)


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One judgement: the number, what it was held against, and the sentence that tells it."""

    check: str
    right: bool
    """Whether the number holds: `consistent`, else `inconsistent`."""
    quantity: Quantity
    against: tuple[Quantity, ...] = ()
    formula: str | None = None
    computed: Fraction | None = None
    """In the unit of the number."""
    ja: str
    en: str
    mend_ja: str
    mend_en: str
    """What would mend it; told only where it does not hold."""


Judge = Callable[[Page], Iterator[Remark]]
"""A check without a formula."""
