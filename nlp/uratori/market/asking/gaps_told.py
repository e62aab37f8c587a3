"""Gaps of the two yields told before: 両者の差は25bp; 2年物の方が10年物より0.39ポイント高い."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...records import CERTAIN, Analysis, Claim, Period, Quantity
from ...text.fold import fold
from ..definitions.crosses import difference_of
from ..definitions.yield_gaps import country_of, of_tenor
from ..places import dates_inside, inside, number_of, told_inside
from ..questions import RATE_UNITS
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid
from .rates_told import yields_by_term

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
    r"(?P<sum>差し?引き?(?:は|で|では|すると|すれば)?|引き?算(?:は|では|すると|すれば)"
    r"|(?:^|[、。])(?:利回りの?)?(?:差|格差|開き|スプレッド)は)、?(?:約)?$"
    r"|(?P<both>両者の|その|両国の|長短の?)?(?:の|との)?(?:利回り|金利)?(?:の)?(?:差|格差|開き|スプレッド)(?:は|が|も)(?:約)?$"
    r"|(?P<turned>逆イールド|逆転|逆ざや|マイナス)(?:現象|状態)?(?:の)?(?:幅|度合い|深さ|大きさ)?(?:は|が|も)(?:約)?$"
)
_TURNED_BEHIND = re.compile(r"(?:ほど|程度|幅)?の(?:逆転|逆ざや|逆イールド|マイナス)")
_PAIR = re.compile(
    r"(?<![0-9])(?:2年(?:物|債)?(?:・|と|対|-)10年|10年(?:物|債)?(?:・|と|対|-)2年)(?:物|債)?(?:の)?(?:利回り|金利)?(?:の)?"
    r"(?:差|格差|開き|スプレッド)(?:は|が|も)(?:約|わずか){0,2}$"
)
_ONE_SIDE = re.compile(r"rate:[a-z]{2}[0-9]{1,2}y")


def claims_on_yield_gaps(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each gap of two yields told before it that its words tie to neither."""
    text = fold(analysis.article.text)
    held = {each.quantity: each for each in analysis.claims if each.metric}
    found: list[Claim] = []
    for each in analysis.quantities:
        if each.unit not in RATE_UNITS:
            continue
        own = held.get(each.id)
        plain = each.kind != "change" or (each.value or 0) < 0
        if (own is None and plain) or (own is not None and _is_loose(own)):
            found += [*_of_both(analysis, text, each)] or _of_pair(analysis, text, each)
        if own is None or not own.entity:
            found += _of_terms(analysis, text, each)
        if own is None or own.metric == "spread":
            found += _of_country(analysis, text, each)
    return tuple(found)


def _is_loose(claim: Claim) -> bool:
    """Tell whether a claim is on a gap of which it names no two sides."""
    one = claim.entity is None or _ONE_SIDE.fullmatch(claim.entity) is not None
    return claim.metric == "spread" and claim.modality == "fact" and one


def _of_both(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the gap of the only two rates that are named before it: 両者の差は25bp."""
    start, end = sentence_around(text, quantity)
    told = _DIFFERENCE.search(text[start : quantity.phrase[0]])
    inverted = _TURNED_BEHIND.match(text, quantity.phrase[1])
    if (told is None and inverted is None) or is_unsaid(text, start, end, quantity):
        return
    before = sentence_before(text, start)
    if told is None or told["sum"]:
        found = [*_of_two_levels(analysis, text, quantity)]
        yield from found
        if found or told is None:
            return
    beside = told["both"] or told["turned"]
    begin = before if beside else start
    if beside and (found := [*_of_two_levels(analysis, text, quantity)]):
        yield from found
        return
    named = inside(analysis.mentions, begin, quantity.start)
    rates = [
        *dict.fromkeys(
            each.entity or "" for each in named if (each.entity or "").startswith("rate:")
        )
    ]
    spread = ""
    if len(rates) == 2 and not told["turned"]:
        spread = difference_of(*rates) or difference_of(*reversed(rates))
    if spread:
        times = dates_inside(analysis, begin, quantity.start)
        yield Claim(
            id="", sentence=(start, end), quantity=quantity.id, entity=spread, metric="spread",
            metric_text=told[0], period=period_of_day(times[-1]) if times else None,
            confidence=CERTAIN,
        )  # fmt: skip


def _of_two_levels(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the gap of the two yields told before it, of which the larger is the one on top."""
    start, end = sentence_around(text, quantity)
    yields = _yields_before(analysis, sentence_before(text, start), quantity)
    if len(yields) != 2 or yields[0].period != yields[1].period:
        return
    values = [number.value if (number := number_of(analysis, each)) else None for each in yields]
    signed = quantity.value is not None and quantity.value < 0
    for first, last in ((0, 1), (1, 0)):
        top, other = values[first], values[last]
        spread = difference_of(yields[first].entity or "", yields[last].entity or "")
        if spread and top is not None and other is not None:
            yield Claim(
                id="", sentence=(start, end), quantity=quantity.id, entity=spread, metric="spread",
                metric_text=_FLIPPED if top < other and not signed else None,
                period=yields[0].period,
                confidence=CERTAIN,
            )  # fmt: skip


def _of_pair(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the gap of the two terms that its own name tells: 2年・10年格差は43bp."""
    start, end = sentence_around(text, quantity)
    told = _PAIR.search(text[start : quantity.phrase[0]])
    if told is None or is_unsaid(text, start, end, quantity):
        return
    market = country_of(analysis)
    times = dates_inside(analysis, start, quantity.start)
    yield Claim(
        id="", sentence=(start, end), quantity=quantity.id, metric="spread", metric_text=told[0],
        entity=(difference_of(f"{market}10y", f"{market}2y") or None) if market else None,
        period=period_of_day(times[-1]) if times else None, confidence=CERTAIN,
    )  # fmt: skip


def _of_terms(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give by how much one term lies above another: 2年物の方が10年物より0.39ポイント高い."""
    start, end = sentence_around(text, quantity)
    sides = _SIDES.search(text[start : quantity.phrase[0]])
    ahead = _AHEAD.match(text, max(quantity.end, quantity.phrase[1]))
    if sides is None or ahead is None or is_unsaid(text, start, end, quantity):
        return
    market, other, period = _told_of(analysis, text, quantity, sides)
    if not other:
        return
    own, above = f"{market}{sides['own']}y", ahead["above"] is not None
    spread, flipped = difference_of(own, f"{market}{other}y"), not above
    if not spread:
        spread, flipped = difference_of(f"{market}{other}y", own), above
    if spread:
        yield Claim(
            id="", sentence=(start, end), quantity=quantity.id, entity=spread, metric="spread",
            metric_text=_FLIPPED if flipped else None, period=period, confidence=CERTAIN,
        )  # fmt: skip


_BETWEEN = re.compile(
    r"日米の?(?:(?:国債)?(?P<years>[0-9]{1,2})年(?:物|債)?(?:国債)?の?(?:利回り|金利)?|長期金利)の?(?:差|格差|開き)"
)
_COUNTRY = re.compile(
    r"(?:^|[、。(])(?:内訳は|水準は)?(?P<name>米国?|アメリカ|日本?)(?:国債)?(?:の利回り)?(?:は|が|の|:)?(?:約)?$"
)
_STATED = re.compile(r"(?:[、。)]|だ|で(?:あ|す|し|、)|と(?:い|なっ)|に対|$)")


def _of_country(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give one of the two yields of a gap told before: 日米10年差は2.1%。米国3.5%、日本1.4%."""
    start, end = sentence_around(text, quantity)
    begin = sentence_before(text, start)
    gap = _BETWEEN.search(text, begin, quantity.start)
    name = _COUNTRY.search(text[start : quantity.phrase[0]])
    times = dates_inside(analysis, begin, quantity.start)
    plain = quantity.kind == "level" and quantity.unit == "percent" and len(times) < 2
    if gap is None or name is None or not plain or is_unsaid(text, start, end, quantity):
        return
    if _STATED.match(text, quantity.phrase[1]) is None:
        return
    country = "jp" if name["name"].startswith("日") else "us"
    yield Claim(
        id="", sentence=(begin, end), quantity=quantity.id, metric="yield",
        entity=f"rate:{country}{gap['years'] or '10'}y",
        period=period_of_day(times[0]) if times else None, confidence=CERTAIN,
    )  # fmt: skip


class _Sides(NamedTuple):
    market: str
    other: str
    """The years of the term that another is set against; empty where they are not sure."""
    period: Period | None


def _told_of(analysis: Analysis, text: str, quantity: Quantity, sides: re.Match[str]) -> _Sides:
    """Give the market of two terms, the second one and their time, as the yields before tell."""
    begin = sentence_before(text, sentence_around(text, quantity)[0])
    yields = _yields_before(analysis, begin, quantity)
    if not yields:
        times = dates_inside(analysis, begin, quantity.start)
        market = country_of(analysis)
        other = sides["other"] or ""
        time = period_of_day(times[-1]) if times else None
        return _Sides(market or "", other if market and len(times) < 2 else "", time)
    terms = {found[2]: each for each in yields if (found := _RATE.fullmatch(each.entity or ""))}
    other = sides["other"] or next((term for term in terms if term != sides["own"]), "")
    if len(yields) != 2 or {*terms} != {sides["own"], other}:
        return _Sides("", "", None)
    own, host = terms[sides["own"]].entity or "", terms[sides["own"]]
    if host.period != terms[other].period:
        return _Sides("", "", None)
    return _Sides(own.partition(sides["own"])[0], other, host.period)


def _yields_before(analysis: Analysis, start: int, quantity: Quantity) -> list[Claim]:
    """Give the claims on yields from a place to a number, with the terms that their words tell."""
    places = {each.id: each for each in inside(analysis.quantities, start, quantity.start)}
    if made := yields_by_term(analysis, start, quantity.start):
        return [*made]
    return [
        of_tenor(analysis, each, places[each.quantity])
        for each in told_inside(analysis, start, quantity.start)
        if each.metric == "yield" and each.modality == "fact"
        and each.quantity in places and places[each.quantity].kind == "level"
    ]  # fmt: skip
