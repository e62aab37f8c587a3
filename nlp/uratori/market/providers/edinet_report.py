"""One report of EDINET, as the zip of tab-separated text that it converts XBRL to -> results.

A value's context tells its period and whether it is consolidated: only those of the report's own
period are read. Comparative figures of earlier years carry no dates here, so they are left to the
reports of those years.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

import msgspec

from ...lexicon import read_table
from ..facts import Fact
from .answers import common_place, exact
from .wire import Fault, malformed

MOST_BYTES = 80_000_000
"""Of one table in the zip, unpacked; today the largest have some 15 MB."""

_COLUMNS = ("要素ID", "コンテキストID", "ユニットID", "値")
_CELL = re.compile(r'(?:"([^"]*+(?:""[^"]*+)*+)"|([^"\t\r\n]*+))(\t|\r?\n|\Z)')
_ALONE = "_NonConsolidatedMember"
_ABSENT = frozenset({"", "－", "―", "-"})
_STANDARDS = {"Japan GAAP": "JP", "IFRS": "IFRS", "US GAAP": "US"}
_YEAR = ("CurrentYearDuration", "CurrentYearInstant")
_PART = ("CurrentYTDDuration", "CurrentQuarterInstant", "InterimDuration", "InterimInstant")
_UNITS = {"JPY": "JPY", "JPYPerShares": "JPY/share", "shares": "shares"}
_CENT = Fraction("0.01")


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One value of the table."""

    unit: str
    text: str


Values = Mapping[tuple[str, str], Value]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The values by (element, context), and the period that the report is about."""

    values: Values
    start: datetime.date
    end: datetime.date
    whole: bool
    """Whether it is about a whole fiscal year."""
    standard: str


class _Element(msgspec.Struct, frozen=True, kw_only=True):
    metric: str
    standard: str
    element: str
    unit: str


@lru_cache(maxsize=1)
def _elements() -> tuple[_Element, ...]:
    return tuple(_Element(**row) for row in read_table("edinet_elements", "uratori.reference"))


def read_report(packed: bytes) -> Report:
    """Read a zip; raise Fault where it is damaged or states no period."""
    values = dict(_values(_unpacked(packed)))
    ended = _stated(values, "CurrentPeriodEndDateDEI")
    year_end = _stated(values, "CurrentFiscalYearEndDateDEI")
    return Report(
        values=values,
        start=_day(_stated(values, "CurrentFiscalYearStartDateDEI")),
        end=_day(ended),
        whole=ended == year_end,
        standard=_STANDARDS.get(_stated(values, "AccountingStandardsDEI"), "JP"),
    )


def report_facts(report: Report, entity: str) -> tuple[tuple[Fact, ...], dict[str, str]]:
    """Give the results of a report, and why a metric that it states is unfit, by metric.

    The address, the digest and the days of the facts are the caller's to fill in.
    """
    facts: list[Fact] = []
    unfit: dict[str, str] = {}
    for basis, suffix, standard in (
        ("consolidated", "", report.standard),
        ("non_consolidated", _ALONE, "JP"),
    ):
        stated = dict(_stated_results(report, suffix, standard))
        wrong = {
            metric: f"{metric} is in {value.unit[:20]}, not {one.unit}"
            for metric, (one, value) in stated.items()
            if value.unit != one.unit
        }
        unfit |= wrong
        sums = {
            metric: (one, _number(value.text, one))
            for metric, (one, value) in stated.items()
            if metric not in wrong
        }
        place = common_place(value for one, value in sums.values() if one.unit == "JPY")
        for metric, (one, value) in sums.items():
            definition = "issued" if metric == "shares" else basis
            facts.append(_fact(report, entity, one, value, definition, place))
    return tuple(facts), unfit


def _fact(
    report: Report,
    entity: str,
    one: _Element,
    value: Fraction,
    definition: str,
    place: Fraction,
) -> Fact:
    places = {"JPY": place, "JPYPerShares": _CENT, "shares": Fraction(0)}
    return Fact(
        entity=entity,
        metric=one.metric,
        definition=definition,
        start=report.start,
        date=report.end,
        value=value,
        unit=_UNITS[one.unit],
        source="EDINET " + ("annual report" if report.whole else "interim report"),
        address="",
        retrieved=datetime.date.min,
        quality="primary",
        place=places[one.unit],
        note=one.element,
    )


def _stated_results(
    report: Report, suffix: str, standard: str
) -> Iterator[tuple[str, tuple[_Element, Value]]]:
    """Give for each metric the first element of the standard that the report has."""
    contexts = _YEAR if report.whole else _PART
    seen = set()
    for one in _elements():
        if one.standard != standard or one.metric in seen:
            continue
        for context in contexts:
            value = report.values.get((one.element, context + suffix))
            if value is not None and value.text not in _ABSENT:
                seen.add(one.metric)
                yield one.metric, (one, value)
                break


def _number(text: str, one: _Element) -> Fraction:
    try:
        return exact(text, one.element)
    except ValueError as error:
        raise malformed(str(error)) from None


def _stated(values: Values, element: str) -> str:
    found = values.get((element, "FilingDateInstant"))
    return "" if found is None else found.text


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise malformed("a report that does not state its period") from None


# --- the zip -----------------------------------------------------------------------------------


def _unpacked(packed: bytes) -> str:
    """Give the table of the report itself; the auditor's is another file."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            names = [name for name in archive.namelist() if _is_report(name)]
            if len(names) != 1:
                raise malformed(f"{len(names)} tables of results where one is due")
            with archive.open(names[0]) as file:
                content = file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError):
        raise Fault("malformed", "a damaged zip", again=True) from None
    if len(content) > MOST_BYTES:
        raise malformed(f"a table of more than {MOST_BYTES:,} bytes")
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError:
        raise malformed("a table that is not UTF-16") from None


def _is_report(name: str) -> bool:
    file = name.rsplit("/", 1)[-1]
    return file.startswith("jpcrp") and file.endswith(".csv")


def _values(text: str) -> Iterator[tuple[tuple[str, str], Value]]:
    """Give the values by the element's own name, whichever taxonomy or filer it is of."""
    lines = _lines(text)
    header = next(lines, [])
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        raise malformed(f"no column {missing[0]}")
    element, context, unit, value = map(header.index, _COLUMNS)
    for cells in lines:
        if len(cells) != len(header):
            raise malformed(f"{len(cells)} cells where {len(header)} are due")
        name = cells[element].rsplit(":", 1)[-1]
        yield (name, cells[context]), Value(unit=cells[unit], text=cells[value].strip())


def _lines(text: str) -> Iterator[list[str]]:
    """Split into lines of cells. The csv module refuses the long ones, whole chapters of prose."""
    cells: list[str] = []
    cursor = 0
    for found in _CELL.finditer(text):
        if found.start() != cursor:
            break
        cursor = found.end()
        cells.append(found[1] if found[1] is not None else found[2])
        if found[3] != "\t":
            yield cells
            cells = []
        if cursor == len(text):
            return
    if cursor != len(text):
        raise malformed("a damaged table")
