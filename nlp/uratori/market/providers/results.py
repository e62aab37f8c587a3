"""One disclosure of J-Quants' /fins/summary -> the results, dividends and forecasts in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

import msgspec

from ...lexicon import read_table
from ...quantities.timex import month_end
from ..facts import Fact
from .answers import Row, common_place, day_in, number_in

_PACKAGE = "uratori.reference"
_STATEMENT = "FinancialStatements"
_REVISIONS = ("EarnForecastRevision", "DividendForecastRevision")
_PER_SHARE = frozenset({"eps", "bps", "dps"})
_MUST = frozenset({"Sales", "OP", "NP", "EPS"})
"""Columns without which the format is another one; the others come and go."""
Days = tuple[datetime.date, datetime.date]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What all facts of one answer share."""

    entity: str
    source: str
    address: str
    retrieved: datetime.date
    sha256: str


class _Column(msgspec.Struct, frozen=True, kw_only=True):
    column: str
    metric: str
    basis: str
    state: str
    period: str


@lru_cache(maxsize=1)
def _columns() -> tuple[_Column, ...]:
    return tuple(_Column(**row) for row in read_table("jquants_results", _PACKAGE))


def statement_facts(row: Row, statement: Statement) -> Iterator[Fact]:
    """Give what one disclosure says, known from its day on; of any other document nothing.

    Raises ValueError where a column is gone or holds no number.
    """
    kind = str(row.get("DocType") or "")
    if _STATEMENT not in kind and not kind.startswith(_REVISIONS):
        return
    known = day_in(row, "DiscDate")
    values = {
        one: value
        for one in _columns()
        if _due(one, kind, row) and (value := number_in(row, one.column)) is not None
    }
    place = common_place(value for one, value in values.items() if _unit(one.metric) == "JPY")
    for one, value in values.items():
        days = _days(one.period, row)
        if days is None:
            continue
        yield Fact(
            entity=statement.entity,
            metric=one.metric,
            definition=_definition(one, kind),
            start=days[0],
            date=days[1],
            value=value,
            unit=_unit(one.metric),
            source=statement.source,
            address=statement.address,
            retrieved=statement.retrieved,
            quality="secondary",
            place=_place(one.metric, place),
            known=known,
            sha256=statement.sha256,
            note=kind,
        )


def _due(one: _Column, kind: str, row: Row) -> bool:
    """Tell whether a column counts: a revision has no actuals, a quarter no yearly dividend."""
    if one.state == "actual" and _STATEMENT not in kind:
        return False
    if one.metric == "dps" and one.state == "actual":
        return row.get("CurPerType") == "FY"
    return one.column in row or one.column in _MUST


def _definition(one: _Column, kind: str) -> str:
    if one.metric == "shares":
        return "issued"
    alone = one.basis == "alone" or "NonConsolidated" in kind
    basis = "non_consolidated" if alone else "consolidated"
    return f"forecast_{basis}" if one.state == "forecast" else basis


def _days(period: str, row: Row) -> Days | None:
    """Give the first and last day; None where the document does not say them."""
    names = {
        "current": ("CurPerSt", "CurPerEn"),
        "year": ("CurFYSt", "CurFYEn"),
        "half": ("CurFYSt", "CurFYEn"),
        "next": ("NxtFYSt", "NxtFYEn"),
        "next_half": ("NxtFYSt", "NxtFYEn"),
    }[period]
    if not all(row.get(name) for name in names):
        return None
    start, end = (day_in(row, name) for name in names)
    return (start, _half(start)) if period.endswith("half") else (start, end)


def _half(start: datetime.date) -> datetime.date:
    """Give the last day of six months from a day."""
    months = start.year * 12 + start.month - 1 + 6
    year, month = divmod(months, 12)
    if start.day == 1:
        return datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)
    last = month_end(year, month + 1)
    return last.replace(day=min(start.day, last.day)) - datetime.timedelta(days=1)


def _unit(metric: str) -> str:
    if metric == "shares":
        return "shares"
    return "JPY/share" if metric in _PER_SHARE else "JPY"


def _place(metric: str, amounts: Fraction) -> Fraction:
    if metric in _PER_SHARE:
        return Fraction("0.01")
    return Fraction(0) if metric == "shares" else amounts
