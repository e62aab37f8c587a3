"""What articles say together -> one HTML file without script, for phones, dark mode and print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ..report.html import stylesheet
from ..report.templating import environment_of
from ..report.width import printable
from ..report.words import status_style
from .bars import Bars, by_day, draw_columns, draw_rows
from .labels import counted, days_text, label
from .records import Across, Count
from .views import dispute_views, group_views, totals

_TEMPLATES = Path(__file__).parent / "templates"
_TONES = {"31": "bad", "33": "warn", "36": "open", "2": "off", "32": "good"}
MOST_DISPUTES = 100
MOST_GROUPS = 50


class ChartView(msgspec.Struct, frozen=True, kw_only=True):
    """A chart with its numbers as a table; `svg` is markup of our own, all else is plain text."""

    title: str
    svg: str
    note: str
    rows: tuple[tuple[str, str, str], ...]
    wrong: str


class _Words:
    """``w.key`` in the template: a label in the reader's language."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def __getattr__(self, key: str) -> str:
        return label(key, self._lang)


def render_page(across: Across, *, lang: str = "ja") -> str:
    """Give one self-contained HTML document; the same report gives the same bytes."""
    style = stylesheet() + (_TEMPLATES / "across.css").read_text(encoding="utf-8")
    disputes = dispute_views(across, lang, MOST_DISPUTES)
    groups = group_views(across, lang, MOST_GROUPS)
    left = across.contradictions + across.changes - len(disputes)
    return (
        environment_of(_TEMPLATES)
        .get_template("across.html")
        .render(
            lang=lang,
            w=_Words(lang),
            style=style,
            style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            folder=printable(across.folder),
            days=days_text(across.since, across.until, lang),
            totals=tuple(totals(across, lang)),
            disputes=disputes,
            disputes_more=counted("disputes_more", left, lang) if left else "",
            changed=any(dispute.tone == "warn" for dispute in disputes),
            groups=groups,
            groups_more=_more(across.same - len(groups), lang),
            charts=charts_of(across, lang),
        )
    )


def charts_of(across: Across, lang: str) -> tuple[ChartView, ...]:
    """Give the charts of a report; one without numbers is left out."""
    wrong = label("wrong", lang)
    made = (
        _days("claims", across.claims_a_day, lang, wrong),
        _statuses(across.statuses, lang),
        _entities(across.entities, lang, wrong),
        _days("disputes", across.disputes_a_day, lang, ""),
    )
    return tuple(chart for chart in made if chart.svg)


def _days(name: str, counts: Sequence[Count], lang: str, wrong: str) -> ChartView:
    grain, slots = by_day(counts)
    title = label(f"chart_{name}", lang) + (
        "" if grain == "days" else label(f"chart_{grain}", lang)
    )
    bars = Bars(title=title, unit=label("count", lang), counts=slots, wrong=wrong)
    note = label("wrong_note" if wrong else "disputes_day_note", lang)
    return _chart(bars, draw_columns(bars, f"chart-{name}"), note)


def _statuses(counts: Sequence[Count], lang: str) -> ChartView:
    styles = [status_style(count.name) for count in counts]
    named = tuple(
        Count(name=f"{style.mark} {style.label(lang)}", count=count.count)
        for style, count in zip(styles, counts, strict=True)
    )
    bars = Bars(title=label("chart_statuses", lang), unit=label("count", lang), counts=named)
    tones = [_TONES[style.colour] for style in styles]
    return _chart(bars, draw_rows(bars, "chart-statuses", tones), "")


def _entities(counts: Sequence[Count], lang: str, wrong: str) -> ChartView:
    bars = Bars(
        title=label("chart_entities", lang), unit=label("count", lang), counts=tuple(counts),
        wrong=wrong,
    )  # fmt: skip
    return _chart(bars, draw_rows(bars, "chart-entities"), label("wrong_note", lang))


def _chart(bars: Bars, svg: str, note: str) -> ChartView:
    rows = tuple((printable(c.name), f"{c.count:,}", f"{c.wrong:,}") for c in bars.counts)
    return ChartView(title=bars.title, svg=svg, note=note, rows=rows, wrong=bars.wrong)


def _more(left: int, lang: str) -> str:
    return counted("groups_more", left, lang) if left > 0 else ""
