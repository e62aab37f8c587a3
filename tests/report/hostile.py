"""An article that tries every format: formulas, markup, placeholders, odd characters, odd lines."""

from __future__ import annotations

from datetime import date

from uratori.articles import article_of
from uratori.pipeline import Analyzer
from uratori.records import Report

HOSTILE = (
    "# </script><script>alert(1)</script>\r\n"
    "\r\n"
    '=HYPERLINK("https://evil.example","28") [押す](javascript:alert(1)) {0} {{1}}\r\n'
    "S&P 500の株価収益率(PER)は約28である。\u2028IWM\u202eのPER\u0000は19.5".replace(
        "\u0000", "\u0001"
    )
    + "で、S&P 500と比べて1/3を超える割引である。\r\n"
    '@SUM(A1)によると、𠮷野の会社は820億円から943億円へ25%増加した、"引用",カンマ;セミコロン。\n'
    "+1だとか-2だとか、ｶﾞｷﾞと\u3000か\u0301\u0301、<img src=x onerror=alert(1)>PERは'28'だ。\r\n"
    "これに対し、IWMのPERは19.5で、S&P 500と比べて1/3を超える割引である。\r\n"
    "これに対し、IWMのPERは19.5で、S&P 500と比べて1/3を超える割引である。"
)
"""Two sentences of it are the same, CR LF and LF are mixed, and one character is not of the BMP."""


def hostile_report(text: str = HOSTILE, source: str = "=1+1|[悪](x) {0}\n.txt") -> Report:
    """Check the article, whose very name is hostile."""
    article = article_of(text, source=source, published=date(2026, 1, 26))
    return Analyzer().check(article, offline=True)
