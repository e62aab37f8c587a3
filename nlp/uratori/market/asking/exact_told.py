"""Figures in words that no grammar knows: 下げが止まらず、きょうの4174.98は低い.

A number of four digits or more that is, to its last place, the close of what its sentence names, on
the day that it names, is hardly anything else. One of five digits may as well be that day's high or
low, or an average, and the close of another day that its sentence names. Where it is none of these
nothing is said of it, unless it is one of them but for a digit.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from fractions import Fraction

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..exact import last_place
from ..places import dates_inside, inside
from ..reading.retimed import period_of_day
from ..reading.sentences import owner_or_before, sentence_around, sentence_before
from ..reading.unsaid import is_unsaid
from .near_readings import beside

_RATES = frozenset({"rate"})
_PRICED = frozenset({"index", "equity", "etf", "commodity", "crypto"})
_SIZED = frozenset({"equity", "etf", "fund", "crypto"})
_UNITS = frozenset({
    "", "points", "percent", "index", "JPY", "USD", "USD/barrel", "USD/oz", "JPY/USD", "JPY/EUR",
    "USD/EUR",
})  # fmt: skip
_RANKED = re.compile(r"[高安]値|最[高低安]|天井|ピーク|ボトム")
"""Words that say more of a price than that it was one: 5万1000円が年初来高値だ."""
_LINE = re.compile(r"(?:日|週|平均)線|移動平均")
_SIZE = re.compile(
    "(?P<cap>時価総額)|(?P<assets>残高|純資産)|売上|利益|純益|投資|費用|予算|負債|現金"
)
_SIZE_METRICS = {"cap": "market_cap", "assets": "net_assets"}
_VAST = 10**10
"""An amount that is no price of one of anything."""
_LEAST, _MANY = 1000, 10_000
"""How many of its last places a number has that no close meets by chance, and no price of a day."""
SIZES = frozenset(_SIZE_METRICS.values())
_PASSED = ("more_than", "less_than", "nearly")
"""Of a price that is passed, or not reached: 25日線の149円69銭を上回る, 3200円に届かない."""
_REACH, _NEAR = 160, 12
"""Characters before a figure within which a size, and an average, is named."""


def claims_exact(analysis: Analysis, told: Container[str]) -> Iterator[Claim]:
    """Yield what each exact figure may be, the likeliest first; told: numbers left to others."""
    text = fold_kept(analysis.article.text)
    for each in analysis.quantities:
        if each.id not in told and _is_exact(each):
            yield from _claims(analysis, text, each)


def _is_exact(number: Quantity) -> bool:
    """Tell whether a number is a plain price or size of at least four digits."""
    plain = number.kind == "level" and number.modifier in (None, *_PASSED)
    return plain and number.unit in _UNITS and _digits(number) >= _LEAST


def _digits(number: Quantity) -> Fraction:
    """Give how many of its last places a number comes to."""
    place = last_place(number)
    return abs(number.value) / place if number.value and place else Fraction(0)


def _claims(analysis: Analysis, text: str, number: Quantity) -> Iterator[Claim]:
    start, end = sentence_around(text, number)
    own = _times(analysis, text, beside(analysis, number)[0], number.start)
    if _RANKED.search(text, number.end, end):
        return
    if _RANKED.search(text, start, number.start) and not (own and _digits(number) >= _MANY):
        return
    metrics = _metrics(text, start, number)
    if not metrics:
        return
    types = _SIZED if metrics[0] in SIZES else _RATES if metrics[0] == "yield" else _PRICED
    owner = _owner(analysis, start, end, number, types)
    if owner is None or is_unsaid(text, start, end, number):
        return
    named = own or _times(analysis, text, start, number.start)
    named = named or _times(analysis, text, sentence_before(text, start), start)
    if named and named[-1].start_date != named[-1].end_date:
        return
    for metric in metrics:
        yield Claim(
            id="", sentence=(start, end), quantity=number.id, entity=owner, metric=metric,
            period=period_of_day(named[-1]) if named else None, confidence=CERTAIN,
        )  # fmt: skip


def _metrics(text: str, start: int, number: Quantity) -> tuple[str, ...]:
    """Give what a figure may measure by its size and the words before it."""
    if number.unit == "percent":
        return ("yield",)
    if number.value is not None and number.value >= _VAST:
        sizes = [*_SIZE.finditer(text, max(0, number.start - _REACH), number.start)]
        named = sizes[-1].lastgroup if sizes else None
        return (_SIZE_METRICS[named],) if named else ()
    if _LINE.search(text, max(start, number.start - _NEAR), number.start):
        return ("moving_average",)
    return ("close", "high", "low") if _digits(number) >= _MANY else ("close",)


def _times(analysis: Analysis, text: str, start: int, end: int) -> list[Quantity]:
    """Give the times told between two places, those apart that a move is counted from."""
    told = dates_inside(analysis, start, end)
    return [
        each
        for each in told
        if not text.startswith(("比", "に比べ"), each.end)
        and not (each.timex or "").startswith("T")
    ]


def _owner(
    analysis: Analysis, start: int, end: int, number: Quantity, types: frozenset[str]
) -> str | None:
    """Give whom a sentence names last before a number, or else the only one that it is about."""
    pairs = inside(analysis.mentions, start, number.start)
    named = [e for e in pairs if e.type in types or (e.entity or "").startswith("fx:")]
    if named and named[-1].entity:
        return named[-1].entity
    if types is _SIZED:
        before = sentence_before(analysis.article.text, start)
        owners = [e.entity for e in inside(analysis.mentions, before, start) if e.type in types]
        return owners[0] if len(set(owners)) == 1 else None
    return owner_or_before(analysis, start, end)[0]
