"""A firm's books: its figures over spans, of one basis, as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from ..facts import Fact
from ..questions import Question, Standing
from ..reading.cues import says
from ..vintages import provider_of, standing_at
from ..windows import Window
from .answers import Figure
from .fiscal import figures_at, figures_over

_AT_END = frozenset({"bps", "shares"})
FORECAST = "forecast_"
"""What the definition of a firm's own forecast begins with: ``forecast_consolidated``."""


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """Whose accounts: those of the group, or of the parent alone."""

    key: str
    ja: str
    en: str
    standing: Standing


_BASES = (
    Basis(key="consolidated", ja="連結", en="consolidated", standing="conventional"),
    Basis(key="non_consolidated", ja="単体", en="parent company alone", standing="unusual"),
)


def bases(question: Question, rows: Sequence[Fact]) -> Iterator[Basis]:
    """Give the accounts to try: those that the article names, else all that have rows.

    Consolidated ones are conventional; a firm without them has its own alone.
    """
    told = question.claim.metric_text or ""
    named = {
        kind
        for kind in ("consolidated", "parent")
        if kind in question.claim.basis or says(kind, told)
    }
    held = {row.definition.removeprefix(FORECAST) for row in rows}
    for basis in _BASES:
        if "parent" in named:
            wanted = basis.key == "non_consolidated"
        else:
            wanted = basis.key == "consolidated" or "consolidated" not in named
        if wanted and basis.key in held:
            alone = "parent" in named or "consolidated" not in held
            standing: Standing = "conventional" if alone else basis.standing
            yield msgspec.structs.replace(basis, standing=standing)


def booked(
    question: Question, metric: str, definition: str, window: Window, day: date
) -> tuple[Figure, ...]:
    """Give a metric over a span from each provider, from the vintages known on a day."""
    held = standing_at(question.source.facts(question.entity, metric), day)
    rows = [row for row in held if row.definition == definition]
    return figures_at(rows, window.end) if metric in _AT_END else figures_over(rows, window)


def paired(one: Sequence[Figure], other: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Give the figures of the same provider side by side; of one unit only.

    Where no provider has both, the best of each are taken together.
    """
    second = {provider_of(each.rows[0]): each for each in other}
    both = [
        (each, second[provider_of(each.rows[0])])
        for each in one
        if provider_of(each.rows[0]) in second
    ]
    if not both and one and other:
        both = [(one[0], other[0])]
    yield from (pair for pair in both if pair[0].unit == pair[1].unit)
