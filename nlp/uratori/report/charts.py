"""The chart of a finding: the series that was read, with the stated and the found value."""

from __future__ import annotations

from ..market import FactSource
from ..records import Finding, Report


def chart(finding: Finding, report: Report, source: FactSource, *, lang: str = "ja") -> str | None:
    """Give the chart as an SVG element; None where there are fewer than two points to draw."""
    return None
