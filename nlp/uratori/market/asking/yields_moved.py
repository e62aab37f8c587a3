"""Moves of the yield that the sentence before tells: 10年債は4.18%。昨年末からは22bp下がった.

A sentence that names nothing but what a move is counted from, or over how long, goes on with the
only yield of the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Literal

from ...quantities import months_back
from ...records import CERTAIN, Analysis, Claim, Period, Quantity, Reference
from ...text.fold import fold_kept
from ..places import inside, told_inside
from ..questions import RATE_UNITS
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid
from ..windows import span_of

_OPENS = re.compile(r"(?:なお|ちなみに|一方|ただし?|もっとも|これは|、){0,2}")
_FROM = re.compile(
    r"(?:の(?:水準|終値|時点))?(?P<from>から|より|比|対比|に比べ|と比べ|との比較)(?:(?:る|れば|て)と?|で)?"
    r"(?:は|も)?、?(?:約|なお|まだ|だけ){0,2}"
)
_OVER = re.compile(r"(?:間)?(?:で|に)(?:は|も)?、?(?:約|合計|計){0,2}")
_HIGHER = re.compile(r"(?:ほど|程度|近く)?の?(?:(?P<up>高[いく]|上回)|低[いく]|下回)")
_MONTHS = re.compile(r"P(?P<count>[0-9]{1,2})(?P<unit>[MY])")
_LATELY = timedelta(5)
"""How long before the article the day of a yield may be, from which a move up to now goes on."""


def claims_on_moved_yields(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each move that goes on from the yield of the sentence before."""
    text = fold_kept(analysis.article.text)
    held = {each.quantity for each in analysis.claims if each.metric and each.entity}
    found: list[Claim] = []
    for each in analysis.quantities:
        if each.unit in RATE_UNITS and each.id not in held:
            found += _claim(analysis, text, each)
    return tuple(found)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    start, end = sentence_around(text, quantity)
    direction, host = _direction(text, quantity), _host(analysis, text, start)
    if direction is None or host is None or is_unsaid(text, start, end, quantity):
        return
    if inside(analysis.mentions, start, quantity.start):
        return
    times, level = _times(analysis, text, start, quantity)
    opens = times and _OPENS.fullmatch(text, start, times[0].start)
    if not opens or any(each.kind not in ("date", "duration") for each in times):
        return
    time = times[-1]
    between = (text, level.end if level is not None else time.end, quantity.phrase[0])
    against = _FROM.fullmatch(*between) if len(times) == 1 else None
    if against is None and (time.kind != "duration" or not _OVER.fullmatch(*between)):
        return
    period = None if against is not None else _over(text, times)
    if not _is_late(analysis, host) and (period is None or period.end_date is None):
        return
    yield Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=host.entity,
        mention=host.mention, metric="yield", direction=direction, confidence=CERTAIN,
        period=period,
        reference=Reference(text=time.text, kind="period") if against is not None else None,
    )  # fmt: skip


def _times(
    analysis: Analysis, text: str, start: int, quantity: Quantity
) -> tuple[Sequence[Quantity], Quantity | None]:
    """Give the times before a move, and the level that the last one had: 9月末の2.080%からは."""
    told = inside(analysis.quantities, start, quantity.start)
    level = told[-1] if len(told) == 2 and told[-1].kind == "level" else None
    beside = level is not None and text[told[0].end : level.phrase[0]] in ("の", "(")
    return (told[:1], level) if beside else (told, None)


def _over(text: str, times: Sequence[Quantity]) -> Period | None:
    """Give a length as a time of its own; with the day that it ends on: 6月末までの半年."""
    time, length = times[-1], _MONTHS.fullmatch(times[-1].timex or "")
    if len(times) == 1:
        return period_of_day(time)
    first, end = times[0], times[0].end_date
    to = len(times) == 2 and text[first.end : time.start] == "までの"
    if not to or end is None or length is None:
        return None
    months = int(length["count"]) * (12 if length["unit"] == "Y" else 1)
    return Period(
        text=text[first.start : time.end], start_date=months_back(end, months), end_date=end,
        anchor="text", timex=time.timex,
    )  # fmt: skip


def _direction(text: str, quantity: Quantity) -> Literal["up", "down"] | None:
    if quantity.direction is not None:
        return quantity.direction
    found = _HIGHER.match(text, max(quantity.end, quantity.phrase[1]))
    return None if found is None else "up" if found["up"] else "down"


def _host(analysis: Analysis, text: str, start: int) -> Claim | None:
    """Give the last claim of the sentence before, where all of them are on one yield."""
    claims = told_inside(analysis, sentence_before(text, start), start)
    owners = {(each.entity, each.metric) for each in claims if each.metric}
    told = len(owners) == 1 and all(each.modality == "fact" for each in claims)
    host = claims[-1] if told else None
    return host if host is not None and host.metric == "yield" and host.entity else None


def _is_late(analysis: Analysis, host: Claim) -> bool:
    """Tell whether a yield is one of now, up to which a move is counted."""
    span, day = span_of(host.period), analysis.article.published
    return span is None or (day is not None and span.end >= day - _LATELY)
