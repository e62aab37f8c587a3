"""Gaps of the two yields told before: 両者の差は25bp; 2年物の方が10年物より0.39ポイント高い."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold
from ..definitions.crosses import difference_of
from ..definitions.yield_gaps import of_tenor
from ..places import dates_inside, inside, told_inside
from ..questions import RATE_UNITS
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid

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


_DIFFERENCE = re.compile(
    r"(?P<both>両者の|その|両国の)?(?:の|との)?(?:利回り|金利)?(?:の)?(?:差|格差|開き|スプレッド)(?:は|が|も)(?:約)?$"
)


def claims_on_yield_gaps(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each gap of two yields told before it that its words tie to neither."""
    text = fold(analysis.article.text)
    measured = {each.quantity for each in analysis.claims if each.metric}
    owned = {each.quantity for each in analysis.claims if each.metric and each.entity}
    found: list[Claim] = []
    for each in analysis.quantities:
        if each.unit not in RATE_UNITS:
            continue
        if each.id not in measured and each.kind != "change":
            found += _of_both(analysis, text, each)
        if each.id not in owned:
            found += _of_terms(analysis, text, each)
    return tuple(found)


def _of_both(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the gap of the only two rates that are named before it: 両者の差は25bp."""
    start, end = sentence_around(text, quantity)
    told = _DIFFERENCE.search(text[start : quantity.phrase[0]])
    if told is None or is_unsaid(text, start, end, quantity):
        return
    begin = sentence_before(text, start) if told["both"] else start
    named = inside(analysis.mentions, begin, quantity.start)
    rates = [
        *dict.fromkeys(
            each.entity or "" for each in named if (each.entity or "").startswith("rate:")
        )
    ]
    spread = ""
    if len(rates) == 2:
        spread = difference_of(*rates) or difference_of(*reversed(rates))
    if spread:
        times = dates_inside(analysis, begin, quantity.start)
        yield Claim(
            id="", sentence=(start, end), quantity=quantity.id, entity=spread, metric="spread",
            metric_text=told[0], period=period_of_day(times[-1]) if times else None,
            confidence=CERTAIN,
        )  # fmt: skip


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
