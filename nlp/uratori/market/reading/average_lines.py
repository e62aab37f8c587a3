"""Which moving average the words speak of: 25日線, 200日移動平均, and 同線 of one told before."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from ...records import Quantity
from .sentences import sentence_around, sentence_before

_LENGTH = re.compile(
    r"(?<![0-9月])(?P<count>[0-9]{1,3})(?P<unit>日|週)(?:間)?(?:の)?(?:単純)?(?:移動)?(?:平均|線)"
)
_ANOTHERS = re.compile(
    r"同(?:移動)?(?:平均)?線|同移動平均|[こそ]の(?:移動)?(?:平均)?線|(?<![日週間の動])(?:移動)?平均線"
    r"|(?:(?<=[、。の(])|^)線(?=[をのはがまにかよ])"
)
"""A moving average told without its length, as one before: 同線, 平均線は, 線の下で."""
NOT_ABOVE = re.compile(
    r"(?:(?:上回|回復でき|回復し|超えら?|戻せ|抜け|届か|乗せら?)(?:れ|せ)?(?:ず|ない|なかった|っ?て(?:いない|おらず|いなかった)))"
)
_NOT_BELOW = re.compile(
    r"(?:下回ら|割り込ま|割れ|割ら)(?:ず|ない|なかった)"
    r"|(?:下回っ|割り込ん|割れ|割っ)[てで](?:いない|おらず|いなかった)"
)
_SIDE = r"(?:線|平均)(?:の|より|よりも|から)?"
_ABOVE = re.compile(
    rf"上回|{_SIDE}上(?!げ|昇|が)|上抜|(?:線|平均)超え|超え(?:て|た|る)|キープ|維持"
)
_BELOW = re.compile(rf"下回|割り込|割れ|割っ|{_SIDE}下(?!げ|落|が)|下抜")
_ELLIPSIS = re.compile(
    r"(?<![0-9月])(?P<count>5|1[03]|2[0156]|50|52|75|90|100|120|150|200|250)(?P<unit>日|週)"
    r"[はがでも]、?(?:約)?(?=[0-9][0-9万,.]{0,10}(?:円|ドル|ポイント|(?![0-9万,.%日月年])))"
)
"""An average named by its length alone beside another: 5日移動平均は894円、25日は860円."""
_NAMED = re.compile(r"移動平均|平均線|[0-9](?:日|週)(?:間)?(?:平均|線)")
_OF_TWO = re.compile(r"(?P<first>前者)|後者")
_ITS_PERCENTAGE = re.compile(r"[^、。0-9]{0,16}[0-9][0-9.]{0,5}%")
"""Behind an average whose own distance follows: 75日線からだとマイナス11.5%."""
_BACK = 2
"""Sentences before its own in which the average of a number is looked for."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A moving average as it is named."""

    count: int
    unit: str
    """``日`` of sessions, ``週`` of weeks."""


def lines_in(text: str) -> list[Line]:
    """Give the averages that a folded text names, in order: 25日線, 13週移動平均."""
    return [Line(count=int(each["count"]), unit=each["unit"]) for each in _LENGTH.finditer(text)]


def elliptic_days(text: str) -> list[int]:
    """Give where lengths stand in a folded sentence that name averages without the word for one."""
    named = _NAMED.search(text)
    return [each.start() for each in _ELLIPSIS.finditer(text, named.start())] if named else []


def _lines_before(text: str) -> list[Line]:
    """Give the averages that the words before a number name, lengths alone among them."""
    found = {each.start(): each for each in _LENGTH.finditer(text)}
    for at in elliptic_days(text):
        if (each := _ELLIPSIS.match(text, at)) is not None:
            found.setdefault(at, each)
    return [Line(count=int(found[at]["count"]), unit=found[at]["unit"]) for at in sorted(found)]


def _one_of_two(text: str, start: int, at: int) -> Line | None:
    """Give the first or the second of two averages that a number is told of: 後者より8%高い."""
    found = [*_OF_TWO.finditer(text, start, at)]
    if not found:
        return None
    for first in (start, sentence_before(text, start)):
        lines = _lines_before(text[first : found[0].start()])
        if len(lines) == _BACK:
            return lines[0] if found[-1]["first"] else lines[1]
    return None


def line_places(text: str) -> list[int]:
    """Give where the averages stand that a folded text names by their length."""
    return [each.start() for each in _LENGTH.finditer(text)]


def place_of(text: str) -> int:
    """Give where a folded text first names an average, be it as 同線; -1 where it names none."""
    found = [each.start() for each in (_LENGTH.search(text), _ANOTHERS.search(text)) if each]
    return min(found, default=-1)


def line_of(text: str, quantity: Quantity) -> Line | None:
    """Give the average that a number is told of; None where none or several are named.

    It is the last before the number in its sentence, else the first behind it, else the only one
    of the sentences before; 同線 is one told before, whatever is named behind the number.
    """
    start, end = sentence_around(text, quantity)
    if (told := _one_of_two(text, start, quantity.start)) is not None:
        return told
    if before := _lines_before(text[start : quantity.end]):
        return before[-1]
    same = _ANOTHERS.search(text, start, quantity.start) is not None
    if not same and (behind := _line_behind(text, quantity, end)):
        return behind
    for _ in range(_BACK):
        start, last = sentence_before(text, start), start
        named = lines_in(text[start:last])
        if named:
            return (
                named[-1] if same or len({(each.count, each.unit) for each in named}) == 1 else None
            )
    return None


def _line_behind(text: str, quantity: Quantity, end: int) -> Line | None:
    """Give the first average named behind a number, where it is not that of the next one."""
    found = _LENGTH.search(text, quantity.end, end)
    if found is None:
        return None
    others = quantity.unit == "percent" and _ITS_PERCENTAGE.match(text, found.end(), end)
    return None if others else Line(count=int(found["count"]), unit=found["unit"])


def side_said(sentence: str) -> Literal["up", "down"] | None:
    """Give on which side of its average a price stands; None where the words tell none or both."""
    told = _NOT_BELOW.sub("上回", NOT_ABOVE.sub("下回", sentence))
    above, below = _ABOVE.search(told) is not None, _BELOW.search(told) is not None
    return None if above == below else "up" if above else "down"


def names_side(text: str) -> bool:
    """Tell whether words of a side stand in a folded text, be it of both."""
    told = _NOT_BELOW.sub("上回", NOT_ABOVE.sub("下回", text))
    return _ABOVE.search(told) is not None or _BELOW.search(told) is not None
