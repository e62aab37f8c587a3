"""The chart of a finding: the series that was read, with the stated and the found value, as SVG."""

from __future__ import annotations

from fractions import Fraction

from ..market import FactSource, Layered
from ..mentions import named
from ..records import Finding, Report
from ..text.numbers import format_number
from .plots import Plot, plot_of
from .svg import Wording, draw
from .words import check_name, page_word, word

_PLAIN = frozenset({"close", "level", "yield"})
"""Metrics that need no name beside the entity's."""


def chart(
    finding: Finding, report: Report, source: FactSource, *, lang: str = "ja", anchor: str = ""
) -> str | None:
    """Give the chart as an SVG element; None where there are fewer than two points to draw.

    source: where the series is read, as it stood at the article's date; what the check has asked of
    a provider is not asked again. anchor: begins the ids of the title and the description, and must
    be the finding's own in a page.
    """
    if finding.scope != "market":
        return None
    published = report.analysis.article.published
    held = source.until(published) if isinstance(source, Layered) else source
    plot = plot_of(finding, held, published)
    return None if plot is None else draw(plot, wording_of(plot, lang), lang, anchor or finding.id)


def wording_of(plot: Plot, lang: str) -> Wording:
    """Give the words of a chart: its title, what it shows in a sentence, and its labels."""
    title = _title(plot, lang)
    first, last = plot.points[0], plot.points[-1]
    span = page_word("chart_span", lang).format(
        title=title,
        first=first.day,
        last=last.day,
        begin=format_number(first.value, plot.unit, lang),
        end=format_number(last.value, plot.unit, lang),
    )
    stated = _label(
        page_word("implied", lang) if plot.implied else word("stated", lang),
        plot.stated,
        plot,
        lang,
    )
    found = _label(word("found", lang), plot.found, plot, lang)
    description = page_word("stop", lang).join(part for part in (span, stated, found) if part)
    return Wording(title=title, description=description, stated=stated, found=found)


def _title(plot: Plot, lang: str) -> str:
    """Name the series: 米連邦準備理事会 政策金利, S&P500種株価指数 (期間の初めからの変化率)."""
    entity, _, metric = plot.series.rpartition("/")
    parts = [named(entity)]
    if metric.startswith("policy_rate"):
        parts.append(page_word(metric, lang))
    elif metric not in _PLAIN:
        parts.append(check_name(metric, lang))
    if plot.terms != "level":
        parts.append(f"({page_word(f'terms_{plot.terms}', lang)})")
    return " ".join(parts)


def _label(name: str, value: Fraction | None, plot: Plot, lang: str) -> str:
    return "" if value is None else f"{name} {format_number(value, plot.unit, lang)}"
