"""Which time a claim speaks of, and its dates against the article's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

import msgspec

from ..quantities import months_back
from ..records import Period, Quantity
from ..text.lazy import lazy
from .metrics import Metric
from .sentence import SentenceView
from .times import bracket_around, counted, enclosed, grain_of, is_base, own_bracket, owns, part_of
from .years import last_year

_MONTHS = {"months": 1, "quarters": 3, "years": 12}
_DAYS = {"days": 1, "weeks": 7}
_AGO = ("前", "後", "ぶり", "連続", "以来", "債", "物", "満期", "目", "先")
"""What follows a duration that is not a window: 3年前, 3日ぶり, 10年債."""
_AGO_OF = lazy(r"前(?:時点)?(?:の|は|には)[^、。]{0,16}")
_SET_AGAINST = lazy(r"比[べ較]|より|から|対し|並み|を")
_TOTALLED = ("policy_rate_moves", "policy_rate_change")
_TOTAL = lazy(r"(?:計|合わせて|あわせて|累計|通算)[^、。]{0,8}$")
_TOTAL_BEHIND = lazy(r"(?:で|、)(?:合?計|合わせて|累計)")
_RUN = ("連続", "続けて")
"""A run (3会合連続) began before the date beside it."""
NOW = ("直近", "足元", "現在", "目下", "いま")
_OPEN = ("以降", "以来", "から", "より")
"""After a date: a span that a level of today may lie in."""
_HEAD_REACH = 6  # characters before a time that still stands at the head of its sentence
_HEAD = ("は", "には", "では", "から", "、", "にかけ", "までに", "の間に", "に、", "の")
"""What follows a time that frames its whole sentence."""
_JOINTS = frozenset(
    {"から", "より", "~", "-", "、", "・", "と", "および", "まで", "までの", "にかけての"}
)
_DATED = lazy(r"(?:[0-9]{4}|[0-9]{2}年|令和|平成|昭和)")
"""How a date begins that tells its year."""
_MONTH = lazy(r"[0-9]{1,2}月")
_MONTHS_AHEAD = timedelta(days=270)
_REPORTED = lazy(r"期?(?:の|連結){0,2}(?:決算|業績)")
"""What names a report after its quarter, of which no price moves: 7〜9月期決算を発表したA社."""
_PARTS = ("frame", "since", "beside")
_MOVES = ("return", "price_change")
_STANDARD = lazy(
    r"(?:節目|境目|目安|分かれ目|分岐点|ピーク|前回|目標)(?:である|となる|とされる|とする|に掲げる|の|である)*\(?$"
)
"""What stands before a number that no time belongs to: 好不況の境目である50, 前回の3.4倍."""
_LEVELS = ("price", "index")
_TIES = ("の", "る", "(", "目", "安", "目標", "点", "ク", "回")
"""How the words of `_STANDARD` end."""
_STATISTIC = lazy(
    r"の?(?:移動)?(?:平均|中央値|上限|下限|最高|最低|レンジ|最大|シャープ)[^、。]{0,8}$"
)
_MEASURED = lazy(r"の?[^、。はが0-9]{0,16}[はが]?$")
_OVER_TIME = ("volatility",)
"""Families whose level is taken over a length of time: シャープレシオ, 相関係数."""
_CHANGED_FROM = lazy(r"(?:程度|台)?から[^、。]{0,10}$")
_CHANGED = ("rate", "valuation", "money")
_RAN = lazy(r"[^、。]{1,16}(?:た|する|した)$")
_SOURCE = lazy(r"(?:の|連結|単体|通期)?(?:データ|実績|調べ|現在|時点|連結|単体)[^()0-9、。]{0,8}\)")
"""What ends a bracket that tells the time of the number before it: (25年3月期データ・連結)."""
_CLOSED = lazy(r"の(?:取引|大引け|市場)")
_UNTIL = lazy(r"までの(?:約)?$")


def period_of(
    view: SentenceView, quantity: Quantity, metric: Metric, published: date | None
) -> Period | None:
    """Give the period that a number is said of, or None when the sentence names none.

    The nearest time before the number in its own clause wins; a window (過去3年間) belongs to
    changes and counts only, a date to everything. Without one, a time at the head of the sentence
    (2025年には、...) holds for all its clauses.
    """
    if metric.key in _TOTALLED:
        groups = _groups(view, quantity)
        if view.folded.startswith(_RUN, quantity.end) or (
            len(groups) > 1 and not _total(view, quantity)
        ):
            return Period(text=view.folded[quantity.start : quantity.phrase[1]])
        if len(groups) > 1:
            return _whole(view, [t for group in groups for t in group])
    if not view.times:
        return None
    chosen = own_bracket(view.folded, view.times, quantity) or _nearest(view, quantity, metric)
    chosen = chosen or _behind(view, quantity, metric)
    if chosen is None or unframed(view, quantity, metric):
        return None
    if published is not None and _opened(view, chosen, metric):
        return msgspec.structs.replace(dated(view.folded, chosen), end_date=published)
    return _span(view, chosen) or _until(view, chosen) or _period(view, chosen, published)


def _opened(view: SentenceView, time: Quantity, metric: Metric) -> bool:
    """Tell whether a return is of the time since the start of a year: 年初からの上昇率."""
    start = time.mod == "START" and time.text.endswith("初")
    return start and metric.key == "return" and view.folded.startswith("から", time.end)


def unframed(view: SentenceView, quantity: Quantity, metric: Metric) -> bool:
    """Tell whether no time of its sentence is a number's: a mark to reach, what changed from it."""
    before = view.between(max(view.sentence.start, quantity.start - 16), quantity.start)
    if metric.family not in _LEVELS and before.endswith(_TIES) and _STANDARD.search(before):
        return True
    if _ago(view, quantity):
        return True
    if metric.family not in _CHANGED or metric.kind != "level":
        return False
    after = next((q for q in view.quantities if q.start >= quantity.phrase[1]), None)
    return after is not None and bool(
        _CHANGED_FROM.fullmatch(view.between(quantity.end, after.start))
    )


def _ago(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a number is of an earlier time told from now: 3か月前の客単価の9109円."""
    length = next((t for t in reversed(view.times) if t.end <= quantity.start), None)
    if length is None or not view.folded.startswith("前", length.end):
        return False
    between = view.between(length.end, quantity.start)
    return _AGO_OF.fullmatch(between) is not None and not _SET_AGAINST.search(between)


def _total(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a number sums up: 計3回, 3回で計."""
    before = view.between(view.sentence.start, quantity.start)
    return bool(_TOTAL.search(before) or _TOTAL_BEHIND.match(view.folded, quantity.end))


def _groups(view: SentenceView, quantity: Quantity) -> list[list[Quantity]]:
    """Give the dates before a number, since the last total, in groups that the text joins."""
    totals = [q.end for q in view.quantities if q.end <= quantity.start and _total(view, q)]
    since = max(totals, default=view.sentence.start)
    near = [q for q in view.quantities if totals and q.end == since]
    if near and not any(since <= t.start < quantity.start for t in view.times):
        since = view.sentence.start
    groups: list[list[Quantity]] = []
    for time in view.times:
        if time.kind != "date" or time.start < since or time.end > quantity.start:
            continue
        if groups and view.between(groups[-1][-1].end, time.start) in _JOINTS:
            groups[-1].append(time)
        else:
            groups.append([time])
    return groups


def _whole(view: SentenceView, dates: Sequence[Quantity]) -> Period | None:
    """Give the span of all dates before a total: 「9月に0.5%、11月に0.25%、計0.75%」."""
    starts = [t.start_date for t in dates if t.start_date is not None]
    ends = [t.end_date for t in dates if t.end_date is not None]
    text = view.folded[dates[0].start : dates[-1].end]
    if len(starts) < len(dates) or len(ends) < len(dates):
        return Period(text=text)
    return Period(text=text, start_date=min(starts), end_date=max(ends), anchor="text")


def _usable(view: SentenceView, time: Quantity, quantity: Quantity, metric: Metric) -> bool:
    if time.kind == "duration" and counted(view.folded, time):
        return False
    if view.folded.startswith("比", time.end) and time.text[0] == "前":
        return False
    if is_base(view.folded, time, quantity, metric.family):
        return False
    if metric.key in _MOVES and _REPORTED.match(view.folded, time.end):
        return False
    wants_window = metric.kind != "level" or quantity.direction is not None
    if time.kind == "date":
        return _framing(view, time, quantity, metric) and (
            wants_window or not view.folded.startswith(_OPEN, time.end)
        )
    if time.value is None or view.folded[time.end : time.end + 3].startswith(_AGO):
        return False
    if wants_window:
        return True
    between = view.between(time.end, quantity.start)
    if time.start_date is not None and metric.family in _OVER_TIME:
        return _MEASURED.match(between) is not None
    return time.start_date is not None and _STATISTIC.match(between) is not None


def _framing(view: SentenceView, time: Quantity, quantity: Quantity, metric: Metric) -> bool:
    """Tell whether a date can be a number's: no clock time, no day of publication, no 前期比."""
    part = part_of(view.folded, time)
    if (time.timex or "").startswith(("T", "FYXXXX-0", "FYXXXX-1")) or part in ("said", "aside"):
        return False
    if owns(view.folded, time, quantity):
        return True
    if part == "basis":
        measured = metric.key in _MOVES and view.folded.startswith("比", time.end)
        return measured and not time.text.startswith("前")
    if part not in _PARTS:
        return False
    inside = bracket_around(view.folded, time.start, time.end)
    if inside and inside[0] == quantity.phrase[1] and _SOURCE.match(view.folded, time.end):
        return True
    return not (
        inside and enclosed(view.folded, time) and not inside[0] < quantity.start < inside[1]
    )


def _behind(view: SentenceView, quantity: Quantity, metric: Metric) -> Quantity | None:
    """Give a date that stands behind a number: 1058トン(21日時点), 32に跳ね上がった8日, ...."""
    end = quantity.phrase[1]
    for time in view.times:
        if not end <= time.start <= end + 18 or time.kind != "date":
            continue
        if _tells_behind(view, time, end) and _usable(view, time, quantity, metric):
            return time
    return None


def _tells_behind(view: SentenceView, time: Quantity, end: int) -> bool:
    between = view.between(end, time.start)
    if between == "(":
        return not enclosed(view.folded, time) or bool(_SOURCE.match(view.folded, time.end))
    if between == "で" and _CLOSED.match(view.folded, time.end):
        return True
    return grain_of(time) == "day" and _RAN.fullmatch(between) is not None


def _until(view: SentenceView, length: Quantity) -> Period | None:
    """Join the day that a length of time ends on: 20日までの1週間."""
    if length.kind != "duration" or length.value is None:
        return None
    last = next((t for t in reversed(view.times) if t.end <= length.start), None)
    if last is None or last.end_date is None or last.kind != "date":
        return None
    if not _UNTIL.fullmatch(view.between(last.end, length.start)):
        return None
    begin = _back(last.end_date, length.value, length.unit)
    return Period(
        text=view.folded[last.start : length.end],
        start_date=begin and begin + timedelta(days=1),
        end_date=last.end_date,
        anchor="text",
        timex=length.timex,
    )


def _nearest(view: SentenceView, quantity: Quantity, metric: Metric) -> Quantity | None:
    """Prefer the own clause, where a window is nearer than a date; then the sentence's head."""
    before = [time for time in view.times if time.end <= quantity.start]
    if not before:
        return None
    last = _last_usable(view, before, quantity, metric)
    if last is None:
        return None
    now = _last_now(view, before, quantity)
    past = [time for time in before if time.end > now]
    chosen = _in_reach(view, past, last, quantity, metric) if last.end > now else None
    return last if chosen is None and metric.key == "policy_rate" else chosen


def _last_now(view: SentenceView, before: Sequence[Quantity], quantity: Quantity) -> int:
    """Give the place of the last word that says now before a number; 7月末現在 is no such word."""
    ends = {time.end for time in before}
    return max(
        at if at not in ends else -1
        for word in NOW
        for at in (view.folded.rfind(word, before[0].end, quantity.start),)
    )


def _in_reach(
    view: SentenceView, past: Sequence[Quantity], last: Quantity, quantity: Quantity, metric: Metric
) -> Quantity | None:
    if view.parted(last.start, quantity.start):
        return _head(view, past, quantity, metric)
    if part_of(view.folded, last) == "since":
        return _now(view, past, last) or last
    if last.kind == "duration":
        return last
    windows = [time for time in past if time.kind == "duration"]
    window = _last_usable(view, windows, quantity, metric)
    return window if window and not view.parted(window.start, quantity.start) else last


def _now(view: SentenceView, past: Sequence[Quantity], since: Quantity) -> Quantity | None:
    """Give the day of a number that has changed since another: 6日時点で…2月末から4トン増."""
    days = [t for t in past if t.end <= since.start and grain_of(t) in ("day", "point")]
    if not days or view.parted(days[-1].start, since.start):
        return None
    return days[-1] if part_of(view.folded, days[-1]) == "frame" else None


def _last_usable(
    view: SentenceView, times: Sequence[Quantity], quantity: Quantity, metric: Metric
) -> Quantity | None:
    return next((t for t in reversed(times) if _usable(view, t, quantity, metric)), None)


def _head(
    view: SentenceView, times: Sequence[Quantity], quantity: Quantity, metric: Metric
) -> Quantity | None:
    """Give the time at the head of a sentence that holds for all its clauses, or None."""
    if times[0].start - view.sentence.start > _HEAD_REACH:
        return None
    usable = [t for t in times if _usable(view, t, quantity, metric)]
    heads = [t for t in usable if t.start - view.sentence.start <= _HEAD_REACH and _heads(view, t)]
    if not heads:
        return None
    last = heads[-1]
    for time in usable[usable.index(last) + 1 :]:
        if view.between(last.end, time.start) not in _JOINTS:
            break
        last = time
    return last


def _span(view: SentenceView, last: Quantity) -> Period | None:
    """Join times to one span: 25年9月から12月にかけて; 9月、10月、12月; 年末から年末までの3年間."""
    joined = [last]
    for time in reversed([t for t in view.times if t.end <= last.start]):
        if view.between(time.end, joined[0].start) not in _JOINTS:
            break
        if time.kind == "date" and part_of(view.folded, time) == "said":
            break
        joined.insert(0, time)
    dates = [t for t in joined if t.kind == "date"]
    first, final = dates[0] if dates else last, dates[-1] if dates else last
    if len(dates) < 2 or first.start_date is None or final.end_date is None:
        return None
    if first.start_date > final.end_date:
        return None
    begins = first.end_date if first.mod == "END" else first.start_date
    return Period(
        text=view.folded[first.start : last.end],
        start_date=begins,
        end_date=final.end_date,
        anchor="text",
        timex=last.timex if last.kind == "duration" else None,
    )


def _heads(view: SentenceView, time: Quantity) -> bool:
    """Tell whether a time stands as the frame of the whole sentence: 2025年は, 1月には."""
    return view.folded.startswith(_HEAD, time.phrase[1])


def dated(folded: str, time: Quantity, published: date | None = None) -> Period:
    """Give a date as the period of a number.

    A bare month nine months ahead is the one just over: 18日発表の8月のCPI, written in September.
    """
    period = _as_written(folded, time)
    ahead = published and period.start_date and period.start_date - published > _MONTHS_AHEAD
    return last_year(period) if ahead and _MONTH.fullmatch(time.text) else period


def _as_written(folded: str, time: Quantity) -> Period:
    return Period(
        text=_written(folded, time),
        start_date=time.start_date,
        end_date=time.end_date,
        anchor=None if time.start_date is None else _anchor(time),
        timex=time.timex,
        mod=time.mod,
    )


def _written(folded: str, time: Quantity) -> str:
    return folded[min(time.start, time.phrase[0]) : max(time.end, time.phrase[1])]


def _period(view: SentenceView, time: Quantity, published: date | None) -> Period:
    if time.kind == "date":
        return dated(view.folded, time, published)
    text = _written(view.folded, time)
    if published is None or time.value is None:
        return Period(text=text, timex=time.timex, mod=time.mod)
    return Period(
        text=text,
        start_date=_back(published, time.value, time.unit),
        end_date=published,
        anchor="published",
        timex=time.timex,
        mod=time.mod,
    )


def _anchor(time: Quantity) -> Literal["text", "published"]:
    return "text" if _DATED.match(time.text) else "published"


def _back(day: date, length: Fraction, unit: str) -> date | None:
    """Go back from a day by a length of time; the same day of the month, or its last day."""
    try:
        if unit in _DAYS:
            return day - timedelta(days=int(length * _DAYS[unit]))
        if unit not in _MONTHS or (length * _MONTHS[unit]).denominator != 1:
            return None
        return months_back(day, int(length * _MONTHS[unit]))
    except (ValueError, OverflowError):
        return None
