"""Days on which a high or a low was set, and how long a record had stood: 最高値の更新は2カ月ぶり.

Of a high that stands its day is told (年初来高値は10月8日の; 4月14日に付けた年初来高値から), of one
that is passed the day it was set and how long ago: 9月29日に付けた最高値を7営業日ぶりに更新.
"""

from __future__ import annotations

import re

from ..questions import Sense

_REACH = 40
_KIND = (
    r"(?:(?:史上|過去)(?:の)?(?=最)|(?:今年|本年|ことし)の"
    r"|(?:上場来|設定来|年初来|昨年来)の?|(?=最))"
)
_OF_CLOSES = r"(?:終値(?:ベース)?(?:で|での|の)?)?"
_HIGH = rf"{_OF_CLOSES}{_KIND}(?:の)?{_OF_CLOSES}最?(?P<side>[高安])値"
_BRACKET = r"(?:[(（][^()（）]{1,16}[)）])?"
_RENEW = (
    r"(?:更新|塗り(?:替え|かえ)|書き(?:換え|かえ)|抜[いくけき]"
    r"|(?P<over>上回|超え)|(?P<under>下回|割))"
)
_SET = r"(?:に(?:終値(?:ベース)?で)?(?:付け|つけ|記録し|更新し)た|の)"
_SET_ON = re.compile(rf"^(?:[(（][^()（）]{{1,4}}[)）])?(?:の終値)?{_SET}{_HIGH}")
_PASSED = re.compile(rf"{_BRACKET}[^、。はが]{{0,16}}を[^。]{{0,16}}?{_RENEW}")
"""Behind a high that is passed: 最高値(5万円)を7営業日ぶりに塗り替えた."""
_IS_ON = re.compile(
    rf"{_HIGH}{_BRACKET}は、?(?:終値(?:ベース|で)?(?:では?|の)?(?:は|、)?)?(?:いまも|依然|なお|今のところ)?、?$"
)
_THEN = re.compile(
    r"^(?:[(（][^()（）]{1,4}[)）])?(?:の(?:終値(?:の|、)?)?[0-9]|に(?:付け|つけ|記録|刻)|で|だ(?!った?後)|。|、|[(（]|の(?:もの|水準|終値)|$)"
)
_LAST_SET = re.compile(
    r"(?:最後に|直近[での])[^。0-9]{0,8}最(?P<side>[高安])値を(?:更新|塗り替え|付け|つけ|記録)(?:し)?たのは、?$"
    r"|(?:直近の)最(?P<near>[高安])値(?:の)?更新は、?$"
)
_SET_BEFORE = re.compile(
    rf"(?:最|上場来|年初来|昨年来)(?P<side>[高安])値{_BRACKET}(?:を|の)?(?:更新|塗り替え)(?:する|した|るの|たの|る|た)?(?:の|こと)?は、?$"
)
_GAP = (
    r"(?:(?:(?:[0-9]{4}年|昨年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}日)以来"
    r"(?:と?な[るりの]?で?|の|で)?、?)?(?:約|およそ|実に|わずか)?$"
)
_GAP_AT = re.compile(_GAP)
_IN_THE_END = re.compile(r"^を?(?:が)?最後")
_TO_PASS = re.compile(
    rf"最(?P<side>[高安])値{_BRACKET}(?:[(（、]?[0-9万.,円銭ドル]{{1,16}}[)）]?)?を、?(?:終値で)?(?:実に|約|およそ|わずか)?$"
)
_PASSES = re.compile(r"^ぶりに?、?(?:終値で)?(?:更新|塗り替え|塗りかえ|書き換え|抜)")
_RENEWAL = re.compile(
    r"(?:^|[、。])[^、。はがも]{0,10}更新(?:する|した)?(?:の|こと)?は、?(?:終値(?:ベース)?で)?"
    + _GAP
)
"""A renewal as the subject, of what the sentence before names: 最高値だ。更新は2カ月ぶり."""
_THE_LAST = re.compile(r"最後(?:に|の)|直近(?:の|で)")
"""Before a renewal, what makes its day that of the high that stands: 最後に更新したのは."""
_RECORD = re.compile(r"(?:最|年初来|昨年来)(?P<side>[高安])値")
_ANOTHERS = re.compile(r"目標|予想|更新なら|更新すれば|と仮定|に迫ったことが")


def record_day(text: str, start: int, end: int) -> Sense:
    """Tell whether a day is that of a high or a low that stands, or of a record that is passed."""
    before = re.split(r"[。\n]", text[max(0, start - _REACH) : start])[-1]
    behind = re.split(r"[。\n]", text[end : end + _REACH])[0]
    if _ANOTHERS.search(behind):
        return ""
    if (named := _SET_ON.match(behind)) is not None:
        passed = _PASSED.match(behind, named.end())
        short = passed is not None and passed["under" if named["side"] == "高" else "over"]
        return _sided(named["side"], passed=passed is not None and not short)
    told = _IS_ON.search(before)
    if told is not None and _THEN.match(behind):
        return _sided(told["side"], passed=False)
    last = _LAST_SET.search(before)
    if last is not None and not behind.startswith(("以来", "ぶり")):
        return _sided(last["side"] or last["near"], passed=False)
    ended = _SET_BEFORE.search(before) if _IN_THE_END.match(behind) else None
    return _sided(ended["side"], passed=False) if ended else ""


def record_gap(text: str, start: int, end: int) -> Sense:
    """Tell whether a time is that since the last record, of what words before it name."""
    before = re.split(r"[。\n]", text[max(0, start - _REACH) : start])[-1]
    behind = text[end : end + _REACH]
    named = _TO_PASS.search(before) if _PASSES.match(behind) else None
    if named is not None:
        return _sided(named["side"], passed=True)
    if behind.startswith(("以来", "ぶり")):
        told = _SET_BEFORE.search(_GAP_AT.sub("", before))
        if told is not None:
            return _sided(told["side"], passed=True)
    if _RENEWAL.search(before) is None:
        return ""
    opening = max(text.rfind(mark, 0, start) for mark in "。\n")
    near = text[max(0, opening - _REACH) : start]
    sides = {each["side"] for each in _RECORD.finditer(near)}
    last = _THE_LAST.search(before) is not None
    return _sided(sides.pop(), passed=not last) if len(sides) == 1 else ""


def _sided(side: str, *, passed: bool) -> Sense:
    if passed:
        return "record" if side == "高" else "bottom"
    return "highest" if side == "高" else "lowest"
