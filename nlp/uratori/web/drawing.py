"""A report as a piece of the page."""

from __future__ import annotations

from ..market import FactSource
from ..records import Report


def draw(report: Report, lang: str, source: FactSource) -> str:
    """Give the marked article and its findings as HTML; all that the article says is escaped.

    source: where the series of the charts are read.
    """
    from ..report.html import fragment

    return fragment(report, lang=lang, source=source)
