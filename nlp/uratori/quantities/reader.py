"""The reader: one scan over the text, from one character that may begin a number to the next.

At each such character the readers of times, amounts and words try their forms, a time first: its
patterns end where an amount goes on (14日間, 5年債). An idiom (一部, 十分) as long silences them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import chain

import msgspec

from ..records import Quantity
from ..text import Text
from ..text.lazy import lazy
from . import forms, times
from .amounts import read_amount
from .named_days import in_named_month
from .patterns import TRIGGER_NUMERAL
from .reading import Reading
from .sequence import after_named, of_line, remembered
from .silence import blank, idiom_span, skip_run

_YEARS = range(1000, 3000)
"""Years of publication against which words for times can be resolved."""


_ENDS = "\r\u2028\u2029\x85\x0b\x0c"
_LINE_ENDS = lazy(f"[{_ENDS}]")
"""What ends a line besides LF: words of one line say nothing of a number on the next."""
_WIDTHLESS = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_HIDDEN = lazy(f"[{_WIDTHLESS}]")
"""Characters without width: they may stand inside a number, and belong to none."""
_RARE = lazy(f"[{_ENDS}{_WIDTHLESS}]")
"""Both: most texts hold neither, and are looked through once."""


_SPACED = lazy(
    r" (?:(?<=[0-9] )(?=[兆億万千百円銭%割年月日時分件社人株倍四~](?![0-9]))"
    r"|(?<=[兆億万千年月日円第分の~=ス和成] )(?=[0-9])|(?<=[^\s][▲△] )(?=[0-9])"
    r"|(?<=[%円倍人社] )(?=[増減高安以未超台])|(?<=[円ドル] )(?==))"
)
"""A space inside a number, as press releases and PDF text have them: 1 兆 2,345 億円, 3 分の 1."""


def read_quantities(
    text: Text, masked: Sequence[tuple[int, int]], published: date | None = None
) -> tuple[Quantity, ...]:
    """Read every number and every time of a text, in order; none overlaps another or a mask.

    masked: spans of names and codes already recognised (S&P 500, (7203)), in code points.
    published: the day that 昨年 and 1月 are told from; without it they have no dates.
    """
    page = blank(text.folded, masked)
    rare = _RARE.search(page) is not None
    if rare:
        page = _LINE_ENDS.sub("\n", page)
    if published is not None and published.year not in _YEARS:
        published = None
    if (rare and _HIDDEN.search(page)) or (" " in page and _SPACED.search(page)):
        readings = _scan_without_hidden(page, published)
    else:
        readings = _scan(page, published)
    return tuple(
        _quantity(number, reading, text.original)
        for number, reading in enumerate(readings, start=1)
    )


def _scan_without_hidden(page: str, published: date | None) -> Iterator[Reading]:
    """Read a page as if what may stand inside a number were not there, by the page's places."""
    gaps = sorted(found.start() for form in (_SPACED, _HIDDEN) for found in form.finditer(page))
    kept = [*zip([0, *(gap + 1 for gap in gaps)], [*gaps, len(page)], strict=True)]
    places = [*chain.from_iterable(range(start, end) for start, end in kept)]
    for reading in _scan("".join(page[start:end] for start, end in kept), published):
        left, right = reading.phrase
        yield msgspec.structs.replace(
            reading,
            start=places[reading.start],
            end=places[reading.end - 1] + 1,
            phrase=(places[left], places[right - 1] + 1),
        )


@cache
def _trigger() -> re.Pattern[str]:
    """Find a numeral, or a character that begins a word before one that may be its second."""
    numeral = re.escape(TRIGGER_NUMERAL)
    first, second = (
        re.escape("".join(sorted({pair[i] for pair in _beginnings()}))) for i in (0, 1)
    )
    return lazy(f"[{numeral}{first}](?:(?<=[{numeral}])|(?=[{second}]))")


@cache
def _beginnings() -> frozenset[str]:
    return times.beginnings() | forms.beginnings()


def _scan(page: str, published: date | None) -> Iterator[Reading]:
    search, at, floor = _trigger().search, 0, 0
    named: Sequence[Reading] = ()
    while found := search(page, at):
        start = found.start()
        if page[start] not in TRIGGER_NUMERAL and page[start : start + 2] not in _beginnings():
            at = start + 1
            continue
        silent, inside = idiom_span(page, start)
        reading = None if inside else _best(page, start, published)
        if reading is None or reading.end <= silent or reading.start < floor:
            at = max(silent, skip_run(page, start))
            continue
        if reading.kind == "date":
            reading = after_named(page, of_line(page, named, reading), reading)
            reading = in_named_month(page, named, reading, published)
            named = remembered(page, named, reading)
        yield reading
        at = floor = reading.end


def _best(page: str, at: int, published: date | None) -> Reading | None:
    """Give the reading at a place: a time before an amount (1/3付 is a day), a word last."""
    time = times.read_time(page, at, published)
    if time is not None:
        return time
    amount = read_amount(page, at, published) if page[at] in TRIGGER_NUMERAL else None
    return amount or forms.read_word(page, at)


def _quantity(number: int, reading: Reading, original: str) -> Quantity:
    quantity = Quantity(
        id=f"q{number}",
        start=reading.start,
        end=reading.end,
        text=original[reading.start : reading.end],
        phrase=reading.phrase,
        kind=reading.kind,
        value=reading.value,
        core=reading.core,
        outer=reading.outer,
        unit=reading.unit,
        rule=reading.rule,
        place=reading.place,
        modifier=reading.modifier,
        direction=reading.direction,
    )
    untimed = reading.timex is None and reading.mod is None and reading.start_date is None
    return quantity if untimed else _timed(quantity, reading)


def _timed(quantity: Quantity, reading: Reading) -> Quantity:
    """Add what only a time has: Python makes a dictionary of more than 15 keywords of one call."""
    return msgspec.structs.replace(
        quantity,
        timex=reading.timex,
        mod=reading.mod,
        start_date=reading.start_date,
        end_date=reading.end_date,
    )
