"""What the checks without a formula say: dates, words of direction, levels out of order.

Each such check is a function over a `Page`; it yields a `Remark` for each number that it can judge,
and nothing where it cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

import msgspec

from ..records import Quantity
from .operands import Pool


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One article as these checks read it."""

    text: str
    """Folded; offsets are the article's own."""
    pool: Pool
    published: date | None


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
