"""How a finding's numbers are said, in the terminal and on a page: values, flip points, evidence.

Every text is one line, made safe to show by `printable`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..records import Article, Claim, Evidence, Finding, FlipPoint, Quantity
from ..text.numbers import format_number
from .width import printable
from .words import definition_name, word

HOLDS = {True: "✓", False: "✗", None: "?"}
"""The mark of a piece of evidence."""

_UNIT = re.compile(r"-?[0-9,.]+([^0-9]*)")
# JPY 840.34 to 840.36, 1ドル=154.98〜155.05円
_BEFORE = re.compile(r"[A-Z]{3} (?=[0-9])|1[^0-9=]{1,9}=(?=[0-9])")

Quantities = Mapping[str, Quantity]
"""The quantities of an article by id."""


def phrase(quantity: Quantity, text: str) -> str:
    """Give a number as the article has it, with its hedge and bound."""
    start, end = quantity.phrase
    return printable(text[start:end])


def sentence_span(
    finding: Finding, quantity: Quantity, claim: Claim | None, article: Article
) -> tuple[int, int]:
    """Give the span of the sentence that a finding's number stands in."""
    left, right = quantity.phrase
    start, end = claim.sentence if claim else _line(article.text, left, right)
    return min(start, left), max(end, right)


def _line(text: str, left: int, right: int) -> tuple[int, int]:
    """Give the sentence around a number that no claim takes."""
    start = max(text.rfind("\n", 0, left), text.rfind("。", 0, left)) + 1
    ends = [at for at in (text.find("\n", right), text.find("。", right)) if at >= 0]
    return start, min(ends, default=len(text))


def computed_text(finding: Finding, quantities: Quantities, lang: str) -> str:
    """Write the recomputed or found number and its range: 約30.4% (28.9〜31.8%)."""
    assert finding.computed is not None
    unit = finding.unit or quantities[finding.quantity].unit
    value = format_number(finding.computed, unit, lang)
    spread = _range(finding, unit, lang)
    # The shown figure is exact where two decimals hold it.
    places = 10_000 if unit == "ratio" else 100
    about = "" if (finding.computed * places).denominator == 1 else word("about", lang)
    return f"{about}{value}" + (f" ({spread})" if spread else "")


def _range(finding: Finding, unit: str, lang: str) -> str | None:
    """Write low and high with the unit said once; None where both are the value itself."""
    low, high = finding.low, finding.high
    if low == high:
        return None
    if low is None:
        return word("at_most", lang).format(high=format_number(high, unit, lang)) if high else None
    if high is None:
        return word("at_least", lang).format(low=format_number(low, unit, lang))
    first, last = format_number(low, unit, lang), format_number(high, unit, lang)
    if first == last:
        return None
    tail = _UNIT.fullmatch(last)
    if tail and first.endswith(tail[1]) and _UNIT.fullmatch(first):
        first = first.removesuffix(tail[1])
    elif head := _BEFORE.match(last):
        last = last.removeprefix(head[0])
        tail = _UNIT.fullmatch(last)
        first = first.removesuffix(tail[1]) if tail else first
    return word("range", lang).format(low=first, high=last)


def flip_text(finding: Finding, quantities: Quantities, text: str, lang: str) -> str:
    """Say from which values of its operands the statement would hold.

    Empty where none can be told: a value of the other sign than the one written is no figure that
    the text could have had, but for a fall, which is written without its minus (402円安).
    """
    told = (
        _flip_one(point, quantities[point.quantity], text, lang) for point in finding.flip_point
    )
    points = [each for each in told if each]
    return word("flip_all", lang).format(points=word("or", lang).join(points)) if points else ""


def _flip_one(point: FlipPoint, quantity: Quantity, text: str, lang: str) -> str:
    written, value = quantity.value, point.value
    if written and written * value < 0:
        if quantity.direction != "down":
            return ""
        value = -value
    more = written is not None and value > written
    return word("flip_more" if more else "flip_less", lang).format(
        text=phrase(quantity, text), value=format_number(value, quantity.unit, lang)
    )


def evidence_line(finding: Finding, evidence: Evidence, lang: str) -> str:
    """Say in one line what one definition gave: its value, its day, and who says so."""
    name = definition_name(finding.check, evidence.definition, lang)
    found = evidence.value is not None
    parts = [
        f"{HOLDS[evidence.holds]} {name}: {found_text(evidence, lang)}",
        f"({evidence.as_of})" if evidence.as_of and found else "",
        f"— {evidence.source}" if evidence.source else "",
        f"[{word(evidence.quality, lang)}]" if evidence.quality and found else "",
        word("retrieved", lang).format(date=evidence.retrieved) if evidence.retrieved else "",
        f"* {evidence.note}" if evidence.note and found else "",
    ]
    return printable(" ".join(part for part in parts if part))


def found_text(evidence: Evidence, lang: str) -> str:
    """Write the value that one definition gave, or what is missing."""
    if evidence.value is None:
        return evidence.note or word("no_value", lang)
    return format_number(evidence.value, evidence.unit, lang)
