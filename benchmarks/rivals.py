"""The libraries that uratori is compared with, each called as its own documentation says.

One adapter a library. `load` gives the call that is timed; `reader` gives the call whose results
are judged. Both import the library when they are called, and raise ImportError where it is missing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import msgspec

from benchmarks.gold import Bounds, Read, Reading

INSTALL = "make rivals"
"""The command that installs every one of them."""


class Rival(msgspec.Struct, frozen=True, kw_only=True):
    """One library. `package` is its name in the package index."""

    name: str
    package: str
    load: Callable[[], Callable[[str], object]]
    reader: Callable[[], Read] | None = None
    numbers: bool = False
    times: bool = False


# --- pynormalizenumexp -----------------------------------------------------------------------


def load_pynormalizenumexp() -> Callable[[str], object]:
    """Give `NormalizeNumexp("ja").normalize`: numbers and times in one call."""
    from pynormalizenumexp.normalize_numexp import NormalizeNumexp

    normalize: Callable[[str], object] = NormalizeNumexp("ja").normalize
    return normalize


def read_pynormalizenumexp() -> Read:
    """Give what it finds: bounds of a number, the parts of a length of time, nothing of a date."""
    from pynormalizenumexp.normalize_numexp import NormalizeNumexp

    normalizer = NormalizeNumexp("ja")

    def read(text: str, _: date | None) -> list[Reading]:
        return [
            Reading(start=e.position_start, end=e.position_end, values=_numexp_values(e))
            for e in normalizer.normalize(text)
        ]

    return read


def _numexp_values(found: Any) -> tuple[Bounds, ...]:
    low, high = found.value_lower_bound, found.value_upper_bound
    if found.type == "numerical":
        return ((_exact(low), _exact(high)),)
    return _length_values(low, high) if found.type == "duration" else ()


def _length_values(low: Any, high: Any) -> tuple[Bounds, ...]:
    """Give each part that is set, and years and months together in either unit."""
    names = ("year", "month", "day", "hour", "minute", "second")
    pairs = {name: (_exact(getattr(low, name)), _exact(getattr(high, name))) for name in names}
    parts = [pair for pair in pairs.values() if pair != (None, None)]
    (years, _), (months, _) = pairs["year"], pairs["month"]
    if years is None or months is None:
        return tuple(parts)
    whole = 12 * years + months
    return (*parts, (whole, whole), (whole / 12, whole / 12))


def _exact(number: float | None) -> Fraction | None:
    if number is None or math.isinf(number):
        return None
    return Fraction(str(number))


# --- ja-timex --------------------------------------------------------------------------------


def load_ja_timex() -> Callable[[str], object]:
    """Give `TimexParser().parse`: times only."""
    from ja_timex import TimexParser

    parse: Callable[[str], object] = TimexParser().parse
    return parse


def read_ja_timex() -> Read:
    """Give what it finds, relative times resolved against the day of publication."""
    import pendulum
    from ja_timex import TimexParser

    def read(text: str, published: date | None) -> list[Reading]:
        day = published and pendulum.datetime(published.year, published.month, published.day)
        found = TimexParser(reference=day).parse(text)
        return [_timex_reading(timex) for timex in found]

    return read


def _timex_reading(found: Any) -> Reading:
    start, end = found.raw_span or found.span
    values = [_plain(found.value)]
    if found.mod in ("BEFORE", "AFTER") and found.reference:
        values += _at_each_grain(found.to_datetime())
    return Reading(start=start, end=end, timex=tuple(values))


def _plain(value: str) -> str:
    """Write its TIMEX3 in our way: 2026-03-XX as 2026-03, T09-XX-XX as T09:00."""
    if not value.startswith("T"):
        return value.removesuffix("-XX").removesuffix("-XX")
    hour, minute, *_ = (*value[1:].split("-"), "XX")
    return f"T{hour}:{'00' if minute == 'XX' else minute}"


def _at_each_grain(moment: datetime | None) -> list[str]:
    day = "" if moment is None else moment.date().isoformat()
    return [day[:size] for size in (4, 7, 10) if day]


# --- Microsoft.Recognizers.Text --------------------------------------------------------------


def load_recognizers() -> Callable[[str], object]:
    """Give the Japanese number model's `parse`; it has no Japanese model of units or of times."""
    from ms_recognizers_number import Culture, NumberRecognizer

    parse: Callable[[str], object] = NumberRecognizer(Culture.Japanese).get_number_model().parse
    return parse


def read_recognizers() -> Read:
    """Give what it finds. Its ends are inclusive; a number that it cannot resolve has no value."""
    from ms_recognizers_number import Culture, NumberRecognizer

    model = NumberRecognizer(Culture.Japanese).get_number_model()

    def read(text: str, _: date | None) -> list[Reading]:
        return [
            Reading(start=r.start, end=r.end + 1, values=_resolved(r.resolution["value"]))
            for r in model.parse(text)
            if r is not None
        ]

    return read


def _resolved(written: str | None) -> tuple[Bounds, ...]:
    try:
        value = Fraction(written or "")
    except ValueError:
        return ()
    return ((value, value),)


# --- spaCy -----------------------------------------------------------------------------------


def load_spacy() -> Callable[[str], object]:
    """Give `spacy.blank("ja")`: SudachiPy's words as a Doc, and no number read."""
    import spacy

    pipeline: Callable[[str], object] = spacy.blank("ja")
    return pipeline


RIVALS = (
    Rival(
        name="pynormalizenumexp",
        package="pynormalizenumexp",
        load=load_pynormalizenumexp,
        reader=read_pynormalizenumexp,
        numbers=True,
    ),
    Rival(
        name="ja-timex",
        package="ja-timex",
        load=load_ja_timex,
        reader=read_ja_timex,
        times=True,
    ),
    Rival(
        name="ms-recognizers-text",
        package="ms-recognizers-text-number",
        load=load_recognizers,
        reader=read_recognizers,
        numbers=True,
    ),
    Rival(name='spacy.blank("ja")', package="spacy", load=load_spacy),
)
