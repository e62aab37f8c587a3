"""Reports -> one HTML file that needs nothing else, or the part of a page that shows one report.

No script: panels open by hovering, by the keyboard and by `:target`; filters are checkboxes and
`:has()`. Every text goes through jinja2's escaping; only charts, which `svg` writes, are markup of
our own. The file's own Content-Security-Policy lets nothing load and nothing run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..records import Finding, Report
from .templating import environment_of
from .views import Draw, scopes_of, statuses_of, view_of
from .words import page_word

if TYPE_CHECKING:
    from ..market import FactSource

_TEMPLATES = Path(__file__).parent / "templates"


def render_html(
    reports: Iterable[Report], *, lang: str | None = None, source: FactSource | None = None
) -> str:
    """Give one self-contained HTML document with a section an article, and an index of several.

    lang: of the labels, by default that of the first report. source: where the series of the
    charts are read; None draws none. The same reports give the same bytes.
    """
    held = list(reports)
    spoken = lang or (held[0].lang if held else "ja")
    findings = [finding for report in held for finding in report.findings]
    views = [
        view_of(report, lang=spoken, prefix=f"a{number}-", draw=_draw(report, source, spoken))
        for number, report in enumerate(held, start=1)
    ]
    return _fill(
        "page.html",
        lang=spoken,
        w=_words(spoken),
        reports=views,
        statuses=statuses_of(findings, spoken),
        scopes=scopes_of(findings, spoken),
        style=stylesheet(),
        style_digest=_digest(stylesheet()),
    )


def fragment(
    report: Report,
    *,
    lang: str | None = None,
    source: FactSource | None = None,
    prefix: str = "",
) -> str:
    """Give the part of a page that shows one report: filters, marked article, findings, sources.

    It is one ``<div class="uratori">``, styled by `stylesheet`, with no script, no style attribute
    and no address to load. `prefix` begins every id in it but those of the filters, of which a page
    has one set.
    """
    spoken = lang or report.lang
    view = view_of(report, lang=spoken, prefix=prefix, draw=_draw(report, source, spoken))
    return _fill(
        "fragment.html",
        lang=spoken,
        w=_words(spoken),
        report=view,
        statuses=view.statuses,
        scopes=view.scopes,
    )


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """Give the CSS of a report: light and dark, narrow and wide, screen and print."""
    return (_TEMPLATES / "report.css").read_text(encoding="utf-8")


def _draw(report: Report, source: FactSource | None, lang: str) -> Draw:
    if source is None:
        return lambda finding, anchor: ""
    from .charts import chart

    def draw(finding: Finding, anchor: str) -> str:
        return chart(finding, report, source, lang=lang, anchor=anchor) or ""

    return draw


def _digest(style: str) -> str:
    """Give the digest by which the file's policy allows its one style sheet (CSP level 2)."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")


class _words:
    """``w.key`` in a template: a word of the pages, or of all reports, in the reader's language."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def __getattr__(self, key: str) -> str:
        return page_word(key, self._lang)


def _fill(template: str, **views: object) -> str:
    return environment_of(_TEMPLATES).get_template(template).render(**views)
