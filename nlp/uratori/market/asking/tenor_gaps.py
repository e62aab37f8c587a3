"""Gaps of yields told by terms: 10年物が3.79%、2年物が4.18%で、2年物の方が0.39ポイント高い."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold
from ..definitions.crosses import difference_of
from ..definitions.yield_gaps import of_tenor
from ..places import inside, told_inside
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid

_UNITS = frozenset({"bp", "percentage_point", "percent", "points"})
_TERM = r"(?:米|日本)?(?:国債)?(?P<{}>[0-9]{{1,2}})年(?:物|債)(?:国債)?(?:の?(?:利回り|金利))?"
_SIDES = re.compile(
    _TERM.format("own")
    + r"(?:の(?:方|ほう))?[がは]、?(?:"
    + _TERM.format("other")
    + r"(?:を|より|に比べ|と比べ)、?)?(?:約|なお|逆に)?$"
)
_AHEAD = re.compile(
    r"(?:ほど|程度|近く|以上|も)?の?(?:(?P<above>上回|高[いくか])|(?:下回|低[いくか]))"
)
_RATE = re.compile(r"(rate:[a-z]{2})([0-9]{1,2})y")
_FLIPPED = "逆転"
"""The words of a gap whose first yield lies below: see `yield_gaps.is_inverted`."""


def claims_on_tenor_gaps(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each gap between two yields told before it, of which one's term is named."""
    text = fold(analysis.article.text)
    held = {each.quantity for each in analysis.claims if each.metric and each.entity}
    found: list[Claim] = []
    for each in analysis.quantities:
        if each.unit in _UNITS and each.id not in held:
            found += _of_terms(analysis, text, each)
    return tuple(found)


def _of_terms(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    start, end = sentence_around(text, quantity)
    sides = _SIDES.search(text[start : quantity.phrase[0]])
    ahead = _AHEAD.match(text, max(quantity.end, quantity.phrase[1]))
    if sides is None or ahead is None or is_unsaid(text, start, end, quantity):
        return
    yields = _yields_before(analysis, sentence_before(text, start), quantity)
    terms = {found[2]: each for each in yields if (found := _RATE.fullmatch(each.entity or ""))}
    other = sides["other"] or next((term for term in terms if term != sides["own"]), "")
    if len(yields) != 2 or {*terms} != {sides["own"], other}:
        return
    own, host = terms[sides["own"]].entity or "", terms[sides["own"]]
    market = own.partition(sides["own"])[0]
    above = ahead["above"] is not None
    spread, flipped = difference_of(own, f"{market}{other}y"), not above
    if not spread:
        spread, flipped = difference_of(f"{market}{other}y", own), above
    if spread and host.period == terms[other].period:
        yield Claim(
            id="", sentence=(start, end), quantity=quantity.id, entity=spread, metric="spread",
            metric_text=_FLIPPED if flipped else None, period=host.period, confidence=CERTAIN,
        )  # fmt: skip


def _yields_before(analysis: Analysis, start: int, quantity: Quantity) -> list[Claim]:
    """Give the claims on yields from a place to a number, with the terms that their words tell."""
    places = {each.id: each for each in inside(analysis.quantities, start, quantity.start)}
    return [
        of_tenor(analysis, each, places[each.quantity])
        for each in told_inside(analysis, start, quantity.start)
        if each.metric == "yield" and each.modality == "fact"
        and each.quantity in places and places[each.quantity].kind == "level"
    ]  # fmt: skip
