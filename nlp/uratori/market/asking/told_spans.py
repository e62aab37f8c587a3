"""From when to when a move is told: 年初から10日までに, 10月に入って19日までに, 昨年末を15%上回る.

A claim has one time, that which stands nearest. A move has two ends, and a sentence may name both,
in any order and with words between. Both are read here from its dates and from what follows them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from ...records import Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ..places import inside
from ..reading.clauses import turn_behind
from ..reading.sentences import sentence_before
from ..reading.words import words_of
from ..windows import duration_of
from .two_levels import Between, between_levels

_PRICE = r"(?:の?(?:終値|水準|株価|大引け|引け値|引け|価格))?(?:ベース|時点)?"
_FIGURE = r"[0-9][0-9万,.]{0,10}(?:円|ドル|ポイント|%)?(?:[0-9]{1,2}(?:銭|セント))?"
_AT = rf"(?:の{_FIGURE}|[(（][^()0-9]{{0,8}}{_FIGURE}[)）])?"
"""The price of the day that a move is counted from: 2025年末の160円16銭から, 9月末(157円)から."""
_BOUGHT = r"に(?:[0-9万円]{1,8}(?:ずつ|分)?)?(?:買っ|購入し|投資し|仕込ん|取得し|手に入れ)[ただて]"
"""Behind the day from which a holder counts: 昨年末に買った金は12%値上がりした."""
_TURN = (
    r"(?:の(?:終値での?)?(?:最?[高安]値|ピーク|天井|大?底))?"
    r"を(?:基準|基点|出発点|始点|起点|大?底|天井|頂点|ピーク|境|ボトム)(?:に|と)"
)
_FROM = (
    rf"{_PRICE}{_AT}(?:から|比|対比|に比べ|と(?:見)?比べ|と比較|との比較|との対比|に対し|に照ら|より"
    rf"|以降|以来(?!の|で|初)|{_TURN}|{_BOUGHT})"
)
_SINCE = re.compile(_FROM)
_AT_FROM = re.compile(rf"{_PRICE}{_AT}(?=から|比|に比べ|と比べ|との比較|との対比|に対し|より)")
_ENTERED = re.compile(r"に入(?:って|り|る)|の?(?:初め|頭)から|の?大納会" + _FROM)
_OF = re.compile(r"[のは、]")
_PASSED = re.compile(rf"{_PRICE}を$")
_TIMES = re.compile(rf"{_PRICE}の$")
_BEYOND = re.compile(r"(?:ほど|近く|以上|も|超)?(?:上回|下回|超え)")
_PEAKED = re.compile(r"の(?:直近の?)?(?:ピーク|[高安]値|天井|大?底|最[高低]値?)から")
"""Behind a day that another move of the sentence is counted from: 8月21日のピークから."""
_LAST_SESSION = re.compile(r"大納会" + _FROM)
_UNTIL = re.compile(
    r"(?:[(（][月火水木金土日][)）])?の?(?:終値|大引け|取引終了|引け|[高安]値|大?底|ボトム)?(?:時点)?(?:まで|現在|時点|終値|にかけて)(?!から|と?比|に比|より|を)"
    r"|の終値(?!から|と?比|に比|より|を)|(?:午後)?(?:17|5)時(?:時点)?まで(?!の)"
    r"|の(?:約)?[0-9][0-9,.万]{0,10}(?:円|ドル|ポイント|%)?(?:[0-9]{1,2}銭)?(?:まで|へと?)(?=、)"
)
_UP_TO = re.compile(
    r"(?:[(（][月火水木金土日][)）])?の?(?:終値|大引け|取引終了)?(?:時点)?(?:まで|にかけて)"
)
_OF_TRADING = re.compile(
    r"(?:[(（][月火水木金土日][)）])?(?:、|は|の[^、。]{0,8}?(?:市場|相場|取引|終値|株式|大引け))"
)
_CAME_TO = re.compile(r"(?:に|まで|へ|と)?、?(?:達|な[っり]|拡大|広が|縮|及|膨ら|のぼ|迫)")
_CAME = re.compile(r"(?:と|に|へ|まで)(?:な[っり]|上[がげ昇]|下[がげ落]|伸び|戻|低下)[^。]{0,8}、")
"""Behind the price at which a move ended: 昨年末の16.23から22.50となり、上昇率は39%."""
_SHARED = re.compile(
    r"[(（]|、?率にして|、?率では|[^、。0-9]{0,12}。率(?:にして|にすると|に直すと|では|換算で)(?:約)?"
)
_EXTREME = re.compile(r"(?:の|で)?(?:最?[高安]値|最高|最安|最低|で?最も|最大|最小|一番)")
_LEANING = re.compile(r"[前先](?!年)")
"""What is told from the day of the move itself, and not from publication: 前週末, 先月末."""
_OF_AGO = re.compile(r"(?P<count>半|[0-9]{0,2})(?P<unit>年|[かカヶヵ]?月)前の$")
_OF_A_DAY = re.compile(r"反[発落]|続[伸落]|日続|最大|一時|日中|直近")
_PARALLEL = 24
"""Characters from a number on in which a word of one session makes its move one of a day."""
_YEARS = frozenset({"年初来", "年初以来"})
_DAY = timedelta(1)
_LONG = timedelta(10)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The two ends of a move as its sentence names them; None what it does not name."""

    start: date | None = None
    """The day at whose close, or at the last before it, the move begins."""
    until: date | None = None
    """The day with whose close it ends."""
    either: bool = False
    """Whether the first day may be part of the move: 10日から14日まで."""
    unsure: bool = False
    """Whether the end may be a day of another month."""
    open: bool = False
    """Whether an end is named by まで and no beginning: 10日までに3%下げた."""


def told_span(
    analysis: Analysis, claim: Claim, quantity: Quantity, *, across: bool = False
) -> Told:
    """Read both ends of a move from its sentence.

    across: whether other numbers may stand between: 年初来で31%上昇し、TOPIXを19ポイント上回る.
    """
    text, period = fold_kept(analysis.article.text), claim.period
    if period is not None and period.anchor == "text" and duration_of(period) is not None:
        return _both_days(period)
    dates = tuple(_dates(analysis, claim))
    if (over := _over_levels(analysis, text, claim, quantity)) is not None:
        return Told(start=over.start, until=over.until)
    if (week := _week_up_to(text, quantity, dates)) is not None:
        return week
    if (both := between_levels(text, claim, quantity, dates)) is not None:
        return Told(start=both.start, until=both.until)
    start, at = _start(analysis, text, claim, quantity, dates, across)
    if at < 0:
        ends = [each for each in dates if each.end <= quantity.start and _is_day(each)]
        ends = [each for each in ends if _UP_TO.match(text, each.end)]
        return Told(until=ends[-1].start_date if ends else None, open=bool(ends))
    others = [
        each for each in dates
        if each.start != at and each.start_date and start and each.start_date > start
    ]  # fmt: skip
    ended = _until(analysis, text, quantity, others, at)
    if ended is None:
        return Told()
    first = next((each for each in dates if each.start == at), None)
    dated = first is not None and first.mod is None and _is_day(first)
    return Told(
        start=start,
        until=ended.day.start_date if ended.day else None,
        unsure=not ended.sure,
        either=dated and first is not None and text.startswith("から", first.end),
    )


_SAME_TIME = re.compile(r"(?:同じ|同)(?:期間|時期|間)に$")
_OVER_IT = re.compile(r"(?:この|その|同じ?)(?:間|期間)(?:の|に|で|は)[^、。0-9]{0,12}(?:約)?$")


def _over_levels(analysis: Analysis, text: str, claim: Claim, quantity: Quantity) -> Between | None:
    """Give the days of the two levels that the sentence before tells, of a move over that time."""
    start, end = claim.sentence
    if _OVER_IT.fullmatch(text, start, quantity.phrase[0]) is None:
        return None
    wide = msgspec.structs.replace(claim, sentence=(sentence_before(text, start), end))
    dates = [each for each in _dates(analysis, wide) if each.end <= start]
    return between_levels(text, wide, quantity, dates)


_DAY_TO_DAY = re.compile(r"[0-9]日(?:の(?:終値|大引け))?から[^、。]{0,12}?[0-9]日")


def _both_days(period: Period) -> Told:
    """Give the days between which a length is told; none of 2022年末から2025年末までの3年間."""
    if _DAY_TO_DAY.search(fold_kept(period.text)) is None:
        return Told()
    return Told(start=period.start_date, until=period.end_date, either=True)


_WEEK_UP_TO = re.compile(r"まで(?:の(?:[1一翌前同]?週(?:間)?)|1週間)(?:に|で|は|の|、|は、)")
_WEEK = timedelta(7)


def _week_up_to(text: str, quantity: Quantity, dates: Sequence[Quantity]) -> Told | None:
    """Give the week that ends with a day, where a move is told of it: 23日までの1週間に."""
    days = [each for each in dates if each.end <= quantity.phrase[0]][-1:]
    for each in days:
        found = _WEEK_UP_TO.match(text, each.end)
        if found is None or each.start_date is None or not _is_day(each):
            return None
        if re.search(r"[0-9]", text[found.end() : quantity.phrase[0]]):
            return None
        return Told(start=each.start_date - _WEEK, until=each.start_date)
    return None


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """The day up to which a move is told, None for the last close; and whether that is sure."""

    day: Quantity | None = None
    sure: bool = True


def end_told(analysis: Analysis, claim: Claim, quantity: Quantity, *, but: int) -> Ended:
    """Give the day up to which a move is told, other than the one named at the place `but`."""
    text = fold_kept(analysis.article.text)
    days = [each for each in _dates(analysis, claim) if _is_day(each) and each.start != but]
    last = turn_behind(text, quantity.end, claim.sentence[1])
    days = [each for each in days if each.text not in _YEARS and each.start < last]
    return _ended(analysis, text, days, {but, quantity.phrase[0]})


def _ended(
    analysis: Analysis, text: str, days: Sequence[Quantity], ahead: Collection[int]
) -> Ended:
    """Choose the end among days; ahead: where the beginning and the number stand."""
    marked = [each for each in days if _UNTIL.match(text, each.end)]
    if marked:
        return Ended(day=marked[-1], sure=not is_long_past(analysis, marked[-1]))
    sessions = [
        each
        for each in days
        if _is_session(analysis, text, each)
        or (text.startswith("に、", each.end) and each.end + 2 in ahead)
        or (text.startswith("に", each.end) and each.end + 1 in ahead)
    ]
    if len(sessions) == 1:
        return Ended(day=sessions[0])
    if len(days) == 1 and _is_last_session(analysis, days[0]):
        return Ended(day=days[0])
    return Ended(sure=not days)


def _is_last_session(analysis: Analysis, day: Quantity) -> bool:
    """Tell whether a day is the article's own or, of weekdays, the one before it."""
    published, told = analysis.article.published, day.start_date
    if published is None or told is None:
        return False
    eve = published - _DAY
    while eve.weekday() > _FRIDAY:
        eve -= _DAY
    return told in (published, eve)


_FRIDAY = 4


def _is_session(analysis: Analysis, text: str, day: Quantity) -> bool:
    """Tell whether a day is that of trading: 10日の日経平均は, 10日、…は, not 10日に分割した."""
    if _OF_TRADING.match(text, day.end):
        return True
    named = inside(analysis.mentions, day.end + 1, day.end + 2)
    return text.startswith("の", day.end) and bool(named)


def is_long_past(analysis: Analysis, day: Quantity | None) -> bool:
    """Tell whether a day without its month was taken for one of long ago: 1月5日から7日まで."""
    published = analysis.article.published
    if day is None or day.start_date is None or published is None or re.search("[月年]", day.text):
        return False
    same = (published.year, published.month) == (day.start_date.year, day.start_date.month)
    return not same and published - day.start_date > _LONG


def _dates(analysis: Analysis, claim: Claim) -> Iterator[Quantity]:
    """Give the times of a claim's sentence that have days, in order."""
    for each in inside(analysis.quantities, *claim.sentence):
        dated = each.kind == "date" and each.start_date and each.end_date
        if dated and not (each.timex or "").startswith("T"):
            yield each


def _is_day(each: Quantity) -> bool:
    """Tell whether a time is one day: 10日, 3月末, not 3月."""
    return each.start_date == each.end_date and each.mod in (None, "END")


def _start(
    analysis: Analysis,
    text: str,
    claim: Claim,
    quantity: Quantity,
    dates: Sequence[Quantity],
    across: bool,
) -> tuple[date | None, int]:
    """Give the day from whose close a move is counted, and where it is named; -1 without one."""
    number, published = quantity.phrase[0], analysis.article.published
    for each in reversed(dates):
        if each.end > number:
            continue
        day = _day_of_start(text, each, quantity, dates, published)
        if day is not None:
            parted = _parted(analysis, text, each.end, number, across)
            return (None, -1) if parted else (day, each.start)
    found = [*_LAST_SESSION.finditer(text, claim.sentence[0], number)][-1:]
    if not found or published is None or _parted(analysis, text, found[0].end(), number, across):
        return None, -1
    return date(published.year - 1, 12, 31), found[0].start()


def _day_of_start(
    text: str,
    time: Quantity,
    quantity: Quantity,
    dates: Sequence[Quantity],
    published: date | None,
) -> date | None:
    """Give the day before a time that a move runs through, or of one that it is counted from."""
    first, last = time.start_date, time.end_date
    if first is None or last is None:
        return None
    ago = _OF_AGO.search(text[max(0, time.start - 8) : time.start])
    if ago is not None and not _is_so_long_ago(ago, first, published):
        return None  # 3年前の同日
    if _LEANING.match(time.text):
        ahead = [each.start_date for each in dates if _UP_TO.match(text, each.end)]
        return last if any(each and last < each for each in ahead) else None
    gap = text[time.end : quantity.phrase[0]]
    if time.text in _YEARS:
        return None if _EXTREME.match(gap) else first - _DAY
    if _is_day(time):
        return last if _counted(text, gap, quantity) else None
    if time.mod == "START":
        passed = _counted(text, gap, quantity) or gap.startswith("来")
        return first - _DAY if passed else None
    if time.mod is not None:
        return None
    if found := _ENTERED.match(gap):
        ended = "大納会" in found[0]
        return last if ended else None if _EXTREME.match(gap, found.end()) else first - _DAY
    ends = any(time.end < each.start and _is_day(each) and _UP_TO.match(text, each.end)
               for each in dates if each.end <= quantity.start)  # fmt: skip
    return first - _DAY if ends and _OF.match(gap) else None


def _is_so_long_ago(ago: re.Match[str], day: date, published: date | None) -> bool:
    """Tell whether a day lies as long before publication as its words tell: 半年前の4月末."""
    if published is None or not ago["count"]:
        return False
    count = Fraction(1, 2) if ago["count"] == "半" else Fraction(ago["count"])
    told = count * (12 if ago["unit"] == "年" else 1)
    return abs((published.year - day.year) * 12 + published.month - day.month - told) <= 1


def _counted(text: str, gap: str, quantity: Quantity) -> bool:
    """Tell whether a move is counted from the time that a gap follows."""
    if _SINCE.match(gap):
        return True
    if _PASSED.fullmatch(gap):
        return _BEYOND.match(text, quantity.end) is not None
    return quantity.unit == "times" and _TIMES.fullmatch(gap) is not None


def _parted(analysis: Analysis, text: str, start: int, number: int, across: bool) -> bool:
    """Tell whether another number, or another base, stands between a time and a number."""
    nearer = re.search(words_of("nearer_base"), text[start:number]) is not None
    if nearer or across:
        return nearer
    own = _AT_FROM.match(text, start)
    between = [
        each
        for each in inside(analysis.quantities, start, number)
        if each.end <= number and each.kind in ("change", "level")
        and not (own and each.end <= own.end())
        and not (each.kind == "level" and _CAME.match(text, each.end))
    ]  # fmt: skip
    if not between or _SHARED.fullmatch(text, between[-1].end, number):
        return False
    return not _is_parallel(analysis, text, between, number)


def _is_parallel(analysis: Analysis, text: str, between: Sequence[Quantity], number: int) -> bool:
    """Tell whether percentages before one are moves of others over the same time.

    年初来で金は7.7%上昇し、原油は12.0%下落した; 同じ期間のS&P500の9.4%.
    """
    last = between[-1].end
    gap = text[last:number]
    named = any(each.entity for each in inside(analysis.mentions, last, number))
    named = named or _SAME_TIME.search(gap) is not None
    dated = any(each.kind == "date" for each in inside(analysis.quantities, last, number))
    rates = all(each.unit == "percent" for each in between)
    behind = text[number : number + _PARALLEL]
    daily = _OF_A_DAY.search(gap) or _OF_A_DAY.search(re.split("[、。]", behind)[0])
    return named and rates and not dated and not daily and gap.count("。") < 2


def _until(
    analysis: Analysis, text: str, quantity: Quantity, dates: Sequence[Quantity], start: int
) -> Ended | None:
    """Give the day up to which a move is told; None where a day is that of another number."""
    days = [each for each in dates if _is_day(each) and not _PEAKED.match(text, each.end)]
    before = [each for each in days if each.end <= quantity.start]
    behind = [each for each in days if each.start >= quantity.end]
    for part in (before, behind):
        if any(_UNTIL.match(text, each.end) for each in part):
            return _ended(analysis, text, part, ())
    between = [each for each in before if each.start > start]
    if not between:
        return _ended(analysis, text, before, {start, quantity.phrase[0]})
    told = text.startswith(("に", "で"), between[-1].end)
    came = _CAME_TO.match(text, max(quantity.end, quantity.phrase[1]))
    return Ended(day=between[-1]) if told and came else None
