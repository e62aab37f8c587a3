"""Whether articles that give different numbers for one claim exclude each other.

Silence first: a number counts with all that its writer may have meant (rounded, cut off, rounded up
in its last place, round in its headline), what has no close that all agree on with what another
hour may show, and values that one article tells side by side exclude nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from ..market.definitions.fluid import fluidity
from ..records import Interval
from .records import MOST_VOICES, Disagreement, Dispute, Key, Settled, Side, Voice
from .standing import Read, Standing, says_itself, standing_of

SAME_NEWS = timedelta(days=1)
"""Figures that firms and offices revise are held against each other over so many days."""
_SHARES = frozenset({"percent", "percentage_point", "ratio", "times", "bp"})
_SMALL_COUNT = 100
_MAJORITY = 2
_NEAR = Fraction(3, 2)
_SLIP_DIGITS = 3


class _Value(msgspec.Struct, frozen=True):
    """Voices that may all mean one value."""

    reach: Interval
    voices: list[Voice]

    @property
    def articles(self) -> int:
        return sum(voice.copies for voice in self.voices)


def disputes_of(
    key: Key, name: str, settled: Settled, voices: Iterable[Voice], read: Read
) -> tuple[Dispute, ...]:
    """Give what the voices of a claim disagree about: mostly nothing, at most one for a standing.

    Of a session only one day can be compared: the ends of longer spans are chosen by each writer.
    Of what firms report only levels are: a rate of growth has more than one base. read: reads a
    sentence by itself.
    """
    if settled == "session" and key.first != key.last:
        return ()
    if settled == "reported" and key.kind == "change":
        return ()
    standings: dict[tuple[tuple[str, ...], str], list[tuple[Standing, Voice]]] = {}
    for voice in voices:
        standing = standing_of(voice, settled)
        if standing is not None:
            standings.setdefault((standing.senses, standing.speaker), []).append((standing, voice))
    found = (_dispute(key, name, settled, told, read) for told in standings.values())
    return tuple(dispute for dispute in found if dispute)


def _dispute(
    key: Key, name: str, settled: Settled, told: Sequence[tuple[Standing, Voice]], read: Read
) -> Dispute | None:
    voices = [voice for _, voice in told]
    if len(_values(key, voices)) < 2:  # which spares most of them the reading
        return None
    values = _values(key, [voice for voice in voices if says_itself(voice, key, settled, read)])
    rest = values[1:]
    if not rest or (len(rest) > 1 and values[0].articles < _MAJORITY * _all(rest)):
        return None  # so many values: they are not of one claim
    against = [value for value in rest if _exclude(settled, values[0], value)]
    if not against:
        return None
    revised = {id(voice) for standing, voice in told if standing.revised}
    kind = _kind(settled, [values[0], *against], revised)
    return None if kind is None else _made(key, name, settled, kind, [values[0], *against])


def _exclude(settled: Settled, one: _Value, other: _Value) -> bool:
    """Tell whether two values of a claim are of the same thing.

    They are not where one article has both. A figure of a firm that is far from another one is of a
    part of the firm rather than wrong, but for a slip of the scale.
    """
    first = {article for voice in one.voices for article in voice.articles}
    if any(article in first for voice in other.voices for article in voice.articles):
        return False
    if settled != "reported":
        return True
    least, most = sorted(abs(_middle(value.reach)) for value in (one, other))
    return most <= _NEAR * least or _slipped(one, other)


def _middle(reach: Interval) -> Fraction:
    low, high = _bounds(reach)
    return (low + high) / 2


def _slipped(one: _Value, other: _Value) -> bool:
    """Tell whether two values have the same three digits or more on another scale."""
    digits = {_digits(voice.value) for voice in one.voices} - {""}
    return any(_digits(voice.value) in digits for voice in other.voices)


def _digits(value: Fraction | None) -> str:
    """Give the digits of a whole number without its last zeros, "" where there are fewer than 3."""
    if value is None or value.denominator != 1:
        return ""
    found = str(abs(value.numerator)).rstrip("0")
    return found if len(found) >= _SLIP_DIGITS else ""


def _all(values: Iterable[_Value]) -> int:
    return sum(value.articles for value in values)


def _values(key: Key, voices: Sequence[Voice]) -> list[_Value]:
    """Gather voices into values, the sharpest first; one that fits two of them speaks for none."""
    values: list[_Value] = []
    for voice in sorted(voices, key=lambda v: (_width(v.core), v.published or date.max, v.article)):
        reach = reach_of(voice, key)
        met = [value for value in values if value.reach.meets(reach)]
        if len(met) == 1:
            met[0].voices.append(voice)
        elif not met:
            values.append(_Value(reach, [voice]))
    return sorted(values, key=lambda value: (-value.articles, value.reach.low))


def reach_of(voice: Voice, key: Key) -> Interval:
    """Give all that a writer may have meant: the core, and the last written place either side.

    Of a round amount that place is the last digit that is not zero (1兆2,361億円 may be told as
    1兆2,400億円), of a round share a quarter of it. What another hour may show is added to a price
    that has no close.
    """
    core = voice.core
    low, high = _bounds(core)
    room = Fraction(0)
    if voice.value is not None:
        small = key.kind == "count" and abs(voice.value) < _SMALL_COUNT
        room = Fraction(0) if small else max(_width(core), _round_place(voice, key.unit))
        low, high = min(low, voice.value - room), max(high, voice.value + room)
    loose = fluidity(key.entity)
    if loose is not None:
        size = max(abs(low), abs(high))
        low, high = low - 2 * loose.room(size), high + 2 * loose.room(size)
    return Interval(low=low, high=high, low_open=True, high_open=True)


def _bounds(core: Interval) -> tuple[Fraction, Fraction]:
    assert core.low is not None and core.high is not None  # only such claims are read
    return core.low, core.high


def _width(core: Interval) -> Fraction:
    low, high = _bounds(core)
    return high - low


def _round_place(voice: Voice, unit: str) -> Fraction:
    """Give the place of the last digit that is not zero, of a number written without decimals."""
    value = voice.value
    if value is None or value.denominator != 1 or value == 0 or "." in voice.text:
        return Fraction(0)
    digits = str(abs(value.numerator))
    place = Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))
    return place / 4 if unit in _SHARES else place


def _kind(settled: Settled, values: Sequence[_Value], revised: set[int]) -> Disagreement | None:
    """Tell a contradiction from a figure that may have been revised; None where no day tells it."""
    if any(id(voice) in revised for value in values for voice in value.voices):
        return "changed"
    if settled == "session":
        return "contradiction"
    days = [_first(value.voices) for value in values]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return None
    return "contradiction" if max(known) - min(known) <= SAME_NEWS else "changed"


def _first(voices: Iterable[Voice]) -> date | None:
    return min((voice.published for voice in voices if voice.published), default=None)


def _made(
    key: Key, name: str, settled: Settled, kind: Disagreement, values: Sequence[_Value]
) -> Dispute:
    sides = [_side(value) for value in values]
    if kind == "changed":
        sides.sort(key=lambda side: side.first or date.max)
    days = [side.first for side in sides if side.first]
    return Dispute(
        key=key, name=name, kind=kind, settled=settled, day=max(days, default=None),
        sides=tuple(sides),
    )  # fmt: skip


def _side(value: _Value) -> Side:
    ordered = sorted(value.voices, key=lambda v: (v.published or date.max, v.article, v.sentence))
    low = max(_bounds(voice.core)[0] for voice in ordered)
    high = min(_bounds(voice.core)[1] for voice in ordered)
    return Side(
        low=min(low, high),
        high=max(low, high),
        articles=value.articles,
        wordings=len(ordered),
        at_least=any(voice.more for voice in ordered),
        voices=tuple(ordered[:MOST_VOICES]),
        first=_first(ordered),
    )
