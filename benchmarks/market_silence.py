"""Statements that no data can judge: series that are not there, days off, forecasts, wishes."""

from __future__ import annotations

from datetime import date

from benchmarks.market_wordings import rows
from benchmarks.market_writing import Writer


def write_silence(writer: Writer) -> None:
    """Add the statements that are insufficient, and those that are not to be checked."""
    for template, number, day in (*rows("no_series"), *rows("no_day")):
        writer.add("no data", template, number, date.fromisoformat(day), "none")
    for template, number in rows("no_date"):
        writer.add("no data", template, number, None, "none")
    for template, number, day in rows("opinion"):
        writer.add("opinion", template, number, date.fromisoformat(day), "opinion")
