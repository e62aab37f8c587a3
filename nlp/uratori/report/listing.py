"""Analysis -> text for a terminal or a pipe: one line a number, then one line a name."""

from __future__ import annotations

from ..records import Analysis, Claim, Mention, Quantity
from ..text.numbers import format_number
from .terminal import header_lines
from .width import pad, printable, shorten, text_width
from .words import word

_NARROWEST = 40
_WIDEST_TEXT = 24


def render_analysis(analysis: Analysis, *, lang: str = "ja", width: int = 80) -> str:
    """Give quantities (with what their claim says of them) and mentions as aligned lines.

    Each line is cut to `width` columns (at least 40) and the text ends with a line end.
    """
    width = max(width, _NARROWEST)
    counts = " · ".join(
        f"{word(key, lang)} {len(rows)}"
        for key, rows in (
            ("quantities", analysis.quantities),
            ("mentions", analysis.mentions),
            ("claims", analysis.claims),
        )
    )
    claims = {c.quantity: c for c in analysis.claims}
    again = {span: c for c in analysis.claims for span in c.duplicates}
    numbers = [
        _number(analysis, q, claims.get(q.id) or again.get((q.start, q.end)), lang)
        for q in analysis.quantities
    ]
    names = [_name(m) for m in analysis.mentions]
    lines = header_lines(analysis.article, counts, lang=lang, width=width)
    lines += _table(numbers, width) or [word("nothing", lang)]
    if names:
        lines += ["", *_table(names, width)]
    return "\n".join(lines) + "\n"


def _number(
    analysis: Analysis, quantity: Quantity, claim: Claim | None, lang: str
) -> tuple[str, ...]:
    start, end = quantity.phrase
    return (
        quantity.id,
        printable(analysis.article.text[start:end]),
        _value(quantity, lang),
        quantity.kind,
        _claimed(quantity, claim),
    )


def _value(quantity: Quantity, lang: str) -> str:
    if quantity.timex:
        return quantity.timex + (f" {quantity.mod}" if quantity.mod else "")
    if quantity.value is None:
        return "-"
    return format_number(quantity.value, quantity.unit, lang)


def _claimed(quantity: Quantity, claim: Claim | None) -> str:
    """Say in one cell what a claim ties its number to; = marks the same claim said again."""
    if claim is None:
        return ""
    parts = (
        None if claim.quantity == quantity.id else f"= {claim.quantity}",
        claim.entity,
        claim.metric,
        claim.period and claim.period.text,
        None if claim.modality == "fact" else claim.modality,
    )
    return printable(" ".join(part for part in parts if part))


def _name(mention: Mention) -> tuple[str, ...]:
    return (mention.id, printable(mention.text), mention.type, mention.entity or "?")


def _table(rows: list[tuple[str, ...]], width: int) -> list[str]:
    """Align the cells of a table; long ones are cut, and so is the line."""
    cut = [tuple(shorten(cell, _WIDEST_TEXT) for cell in row[:-1]) + row[-1:] for row in rows]
    widths = [max(map(text_width, column)) for column in zip(*cut, strict=True)]
    return [shorten("  ".join(map(pad, row, widths)).rstrip(), width) for row in cut]
