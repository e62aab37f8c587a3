"""Moves that follow from what is told beside them: in per cent what is told in yen, and others.

Each is asked over the very days that bore the other numbers out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import msgspec

from ..records import SUPPORTED, Analysis, Quantity
from ..text.fold import fold_kept
from .asking.near_readings import beside
from .asking.other_readings import MOVES
from .places import dates_inside, inside
from .questions import Asked
from .reading.sentences import sentence_around, sentence_before
from .settled import Parallel, Settled, over, owners_beside, posed_as, spans_more, window_of

_MOVED = {
    "percent": "return", "JPY": "price_change", "USD": "price_change", "points": "price_change",
}  # fmt: skip
_LEVELS = frozenset({"close", "fx_close"})
_WIDTH = re.compile("(?:幅|率)(?:は|が|で|では|にして|に直すと|換算で|としては)?(?:約|およそ)?$")
"""Before a number that is by how much something moved: 値幅にして9260円."""
_NEAR = 12
_PRICED = frozenset({"index", "equity", "etf", "commodity", "crypto"})
_POINTS = frozenset({"points", "percentage_point"})
_LEAD = re.compile(
    r"上回|下回|劣[っりるら後]|勝[っちり]|負け|リード|差|格差|開き|アウトパフォーム|アンダーパフォーム"
    r"|しの[いぐ]|凌|先行|出遅|後れ|遅れ|引き離|優位|超過"
)
"""Words that set one owner's move against another's."""


def as_other_unit(analysis: Analysis, number: Quantity, host: Settled) -> Parallel | None:
    """Ask how far a price moved in per cent where that is told in an amount, or the other way."""
    question, window = host.question, window_of(host)
    width = _is_width(analysis, number)
    if width and number.unit == "percentage_point" and question.entity.startswith("index:"):
        number = msgspec.structs.replace(number, unit="points")
    metric = _MOVED.get(number.unit)
    if window is None or metric in (None, question.claim.metric):
        return None
    if number.kind not in ("change", "level") or spans_more(analysis, number):
        return None
    timed = dates_inside(analysis, *beside(analysis, number))
    if timed and number.start > question.quantity.start:
        return None
    owners = owners_beside(analysis, number, question)
    if len(owners) > 1:
        return None
    entity = owners[0].entity if owners else question.entity
    same = entity == question.entity and host.status in SUPPORTED
    claim = msgspec.structs.replace(question.claim, metric=metric, entity=entity)
    told = Asked(topic=metric or "", flipped=question.asked.flipped, fixing=question.asked.fixing)
    asked = over(told, entity, *window)
    sure = same and (width or number.kind == "change")
    return posed_as(analysis, number, claim, asked, host, sure=sure)


def between_levels(
    analysis: Analysis, number: Quantity, settled: Mapping[str, Settled]
) -> Parallel | None:
    """Ask for a move between the days of the two prices told right before it."""
    metric = _MOVED.get(number.unit)
    width = _is_width(analysis, number)
    if metric is None or not (width or number.direction) or spans_more(analysis, number):
        return None
    if dates_inside(analysis, *beside(analysis, number)):
        return None
    start = sentence_before(
        analysis.article.text, sentence_around(analysis.article.text, number)[0]
    )
    told = [settled[each.id] for each in inside(analysis.quantities, start, number.start)
            if each.id in settled and each.kind == "level"][-2:]  # fmt: skip
    days = sorted({day for each in told if (day := _day(each)) is not None})
    owners = {each.question.entity for each in told}
    if len(days) != len(told) or len(days) < 2 or len(owners) > 1:
        return None
    host = told[-1]
    if any(each.entity not in owners for each in owners_beside(analysis, number, host.question)):
        return None
    claim = msgspec.structs.replace(host.question.claim, metric=metric)
    entity = host.question.entity
    asked = over(Asked(topic=metric, fixing=host.question.asked.fixing), entity, *days)
    sure = not entity.startswith("fx:")  # of a pair either currency may be the one that rose
    return posed_as(analysis, number, claim, asked, host, sure=sure)


def as_lead(analysis: Analysis, number: Quantity, host: Settled) -> Parallel | None:
    """Ask how far two moves lie apart, over the days of the one that is told."""
    question, window = host.question, window_of(host)
    if window is None or number.unit not in _POINTS or question.claim.metric not in MOVES:
        return None
    text = analysis.article.text
    start, end = sentence_around(text, number)
    named = {
        each.entity
        for each in inside(analysis.mentions, sentence_before(text, start), end)
        if each.type in _PRICED and each.entity
    }
    others = named - {question.entity}
    if len(named) != 2 or len(others) != 1 or not _LEAD.search(text, start, end):
        return None
    if dates_inside(analysis, *beside(analysis, number)) or spans_more(analysis, number):
        return None
    claim = msgspec.structs.replace(question.claim, metric="return", direction=None)
    asked = over(
        Asked(topic="excess_return", against=others.pop(), apart=True), question.entity, *window
    )
    number = msgspec.structs.replace(number, direction=None)
    return posed_as(analysis, number, claim, asked, host, sure=host.status in SUPPORTED, plain=True)


def _day(host: Settled) -> date | None:
    """Give the day on which data bear out a price."""
    if host.question.topic not in _LEVELS or host.status not in SUPPORTED:
        return None
    held = [each for each in host.attempts if each.holds and len(each.rows) == 1]
    return held[0].rows[0].date if held else None


def _is_width(analysis: Analysis, number: Quantity) -> bool:
    text = fold_kept(analysis.article.text)
    return _WIDTH.search(text, max(0, number.start - _NEAR), number.start) is not None
