"""A report as a piece of the page."""

from __future__ import annotations

from ..records import Report


def draw(report: Report, lang: str) -> str:
    """Give the marked article and its findings as HTML; all that the article says is escaped."""
    from markupsafe import escape

    from ..report.terminal import render

    return f"<pre>{escape(render(report, lang=lang))}</pre>"
