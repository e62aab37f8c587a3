"""What else a number may be by the words round it, where its own leave its time or owner open.

先月末に20万ドルだったのが、16万ドルまで落ちた: the end of the month is not told beside the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import back_from, dates_inside, days_inside, inside, number_of
from ..reading.sentences import sentence_around, sentence_before
from .other_readings import MOST, MOVES, OWNERS, may_have, times_named, windows_named

_BASE = re.compile(r"比|から|より")
_FROM = re.compile("(?:から|より|に比べ|と比べ)(?:約|およそ|ほぼ)?")
"""Words beside a move that tell what it is counted from."""
_SINCE = re.compile(r"[^、。0-9]{0,2}[0-9年月日]{1,10}[^、。0-9]{0,4}(?:以来|ぶり)")
"""Behind a price that may be the close, highest for a time: 5万円は8月28日以来の高値."""
_ONWARD = re.compile(r"以降|以来|から")
"""Behind a policy rate that was moved from, and no size of its steps: 昨年1月の0.5%以降."""
_VAGUE = frozenset({"", "前年", "昨年", "前期"})
"""Times beside a figure that may be a part of it: 同じ期間の利益は前年の5億円に届かない."""
_MARKETS = {"rate:jp": "rate:us", "rate:us": "rate:jp"}
_VALUED = {"per": "per_forward", "per_forward": "per"}
_WEEK_BEFORE = re.compile(r"前の[週月年](?:に?[はも]|の)(?!終値|水準)")
"""A time that hangs on the one told before it: 前の週は逆で、下落率4.8%."""
_ONCE = re.compile(r"だった(?:価格|株価|相場|指数|水準|の|もの)(?:が|は|から)")
"""Behind a price that the next one has followed: この間に74ドルだった価格は60ドルまで下がった."""
_YEARS_AGO = re.compile(r"[0-9０-９]{1,2}年前の(?:同じ|同日|同月|この日|きょう|今日)")
"""A day of another year than the one that stands behind it: 3年前の同じ日、10月30日に."""
_NEAR = 6
"""Characters before a price within which the day stands that is its own."""
_LISTED = re.compile(r"[^0-9]{0,8}[、・,] ?(?P<name>[一-龥ァ-ヶーA-Za-z&]{1,10})(?:は|が|も)?")
"""Between two numbers of a list: 金マイナス3.9%、銀マイナス6.4%."""
_NO_NAME = re.compile(
    "P[EB]R|[EBD]PS|RO[EA]|NT|[率幅比値約計後前年月日週期末同上下高安引利円株累合続連反実差翌昨今先第各全半初以近他別本当総純税]|平均|指数|ほぼ|およそ"
)
"""What tells of a word before a number that it is no name of an owner: 上昇率, 前日比."""
_SIZES = frozenset({"market_cap", "net_assets"})
_SUMMED = re.compile("(?:計|合計|合わせて|足すと|足し合わせ(?:ると|て))[^、。0-9]{0,4}$")
_AVERAGED = re.compile(
    "平均(?:する|すれば|して|値|終値|価格)|(?:終値|相場|価格|株価|水準)(?:の|を)(?:単純)?平均|の平均(?:は|が|で)"
)
"""Words of an average of prices, which is no price: 終値を平均すると."""
_AMOUNTS = frozenset({"JPY", "USD", "points"})
_STOOD = re.compile("程度?(?:だった|であった)|だった|であった|に(?:とどま|据え置)|のまま")
"""Behind a rate at which something stood."""
_COUNTS = frozenset({"streak", "outperformance_streak", "average_streak", "record_count"})
"""Metrics of small whole numbers, which some other time may well have by chance."""
_REACH = 160
"""Characters before a move within which another sentence may tell what it is counted over."""
_RECENT = timedelta(7)
"""Before an article's date, when its last session and the one named are hardly two times."""


def near_readings(analysis: Analysis, claim: Claim) -> tuple[Claim, ...]:
    """Give a claim with what its sentence and the one before name and no word beside it rules out.

    Beside a number stand the words between it and the number before it: a time or a name among
    them is its own. Elsewhere either may be that of other numbers, and an amount beside a verb of
    rising may be the price that was reached.
    """
    number = number_of(analysis, claim)
    if number is None or claim.metric in _COUNTS:
        return ()
    start = sentence_before(analysis.article.text, claim.sentence[0])
    if claim.metric in _SIZES:
        start = max(0, number.start - _REACH)
    found = [
        msgspec.structs.replace(claim, metric=metric)
        for metric in _metrics(analysis, claim, number)
    ]
    found += _of_later_year(analysis, claim)
    if not _is_timed(analysis, claim, number):
        found += [
            msgspec.structs.replace(each, period=period)
            for each in (claim, *found)
            for period in times_named(analysis, claim, start, claim.sentence[1])
            if period is not None or _is_long_ago(analysis, claim)
        ]
    if not inside(analysis.mentions, *beside(analysis, number)):
        found += [
            msgspec.structs.replace(claim, entity=each.entity, mention=each.id)
            for each in inside(analysis.mentions, start, claim.sentence[1])
            if each.type in OWNERS and each.entity and may_have(claim, each.entity)
        ]
    found += _of_other_market(claim, analysis, number)
    return tuple(found[:MOST])


def _of_later_year(analysis: Analysis, claim: Claim) -> Iterator[Claim]:
    """Give a claim over a stretch whose last month has no year with each year that it may be of.

    2024年9月に始まった利下げは、6月までに7回 is of the first June after it, or of the last one.
    """
    period, published = claim.period, analysis.article.published
    if period is None or published is None or period.start_date is None or not period.end_date:
        return
    last = period.end_date
    if period.start_date.year == last.year and period.start_date.month == last.month:
        return
    while (last := _year_on(last)) <= published:
        yield msgspec.structs.replace(claim, period=msgspec.structs.replace(period, end_date=last))


def _year_on(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28 if day.month == 2 else day.day))


def _of_other_market(claim: Claim, analysis: Analysis, number: Quantity) -> Iterator[Claim]:
    """Give the same yield of the other market, where its sentence names neither before it."""
    start, _ = sentence_around(analysis.article.text, number)
    rate = (claim.entity or "")[:7]
    named = inside(analysis.mentions, start, number.start)
    if rate in _MARKETS and all(each.text[:1].isdigit() for each in named):
        other = _MARKETS[rate] + (claim.entity or "")[7:]
        yield msgspec.structs.replace(claim, entity=other, mention=None)


def near_windows(analysis: Analysis, claim: Claim, entity: str) -> tuple[tuple[date, date], ...]:
    """Give the windows between days named round a move that tells none beside it.

    Of a move that tells no time at all they are those named before it, as far as `_REACH` goes.
    """
    number = number_of(analysis, claim)
    if number is None or claim.metric not in MOVES:
        return ()
    start, end = sentence_before(analysis.article.text, claim.sentence[0]), claim.sentence[1]
    if claim.period is None:
        start = max(0, number.start - _REACH)
    text = analysis.article.text
    named = [e for e in dates_inside(analysis, start, end) if not text.startswith("以来", e.end)]
    windows = windows_named(analysis, entity, named)
    if not _is_timed(analysis, claim, number):
        return windows
    near = _beside_base(analysis, number)
    days = [each.end_date for each in days_inside(analysis, *near)]
    spans = [each for each in dates_inside(analysis, *near) if each.end_date not in days]
    if len(days) > 1 or any(not _holds(each, days) for each in spans):
        return ()
    return tuple(each for each in windows if any(_is_at(each, day) for day in days if day))


def _holds(span: Quantity, days: Sequence[date | None]) -> bool:
    """Tell whether a span has the days named beside it: 7〜9月期は、30日の大引けで24%高."""
    first, last = span.start_date, span.end_date
    if first is None or last is None:
        return False
    return all(day is not None and first <= day <= last for day in days)


def _beside_base(analysis: Analysis, number: Quantity) -> tuple[int, int]:
    """Give the place of the words beside a move, or beside the price that it is counted from.

    9月25日の4550.52から9.6%安 is from the day of that price.
    """
    start, end = beside(analysis, number)
    before = next(back_from(analysis.quantities, start), None)
    if before is None or not _FROM.fullmatch(analysis.article.text, start, end):
        return start, end
    return beside(analysis, before)[0], end


def _is_at(window: tuple[date, date], day: date) -> bool:
    """Tell whether a window begins or ends with the last close before the end of a day."""
    return any(timedelta(0) <= day - each <= _RECENT for each in window)


def is_of_another(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether a number is of a time, or of an owner, that its words tell and nothing finds.

    前の週は逆で、下落率4.8% hangs on another time; 銀マイナス6.4% has an owner that no data go by,
    A、B、Cの時価総額は計72兆円 several; an average of closes is no close.
    """
    number = number_of(analysis, claim)
    if number is None:
        return False
    text, near = analysis.article.text, beside(analysis, number)
    if _is_of_unknown(analysis, number) or _is_of_several(analysis, claim, number):
        return True
    if claim.metric == "close" and _is_no_price(analysis, number):
        return True
    if claim.metric == "policy_rate_change" and _is_level(analysis, number):
        return True
    if claim.metric == "close" and _ONCE.match(text, number.phrase[1]):
        return not days_inside(analysis, max(0, number.start - _NEAR), number.start)
    if claim.metric == "close" and _YEARS_AGO.search(text, *near):
        return True
    if claim.period is not None or claim.metric not in MOVES:
        return False
    return _WEEK_BEFORE.search(text, *near) is not None


def _is_of_unknown(analysis: Analysis, number: Quantity) -> bool:
    """Tell whether a name that is none of ours stands right before a number of a list."""
    start, end = beside(analysis, number)
    if inside(analysis.mentions, start, end):
        return False
    told = _LISTED.fullmatch(fold_kept(analysis.article.text), start, end)
    return told is not None and _NO_NAME.search(told["name"]) is None


def _is_of_several(analysis: Analysis, claim: Claim, number: Quantity) -> bool:
    """Tell whether a size is said to be a sum, and its owner is only one of those named."""
    if claim.metric not in _SIZES or (claim.entity or "").startswith("group:"):
        return False
    start, _ = sentence_around(analysis.article.text, number)
    named = {e.entity for e in inside(analysis.mentions, start, number.start) if e.type == "equity"}
    return len(named) > 1 and _SUMMED.search(analysis.article.text, start, number.start) is not None


def _is_no_price(analysis: Analysis, number: Quantity) -> bool:
    """Tell whether a price may be an average of prices, or by how much one moved."""
    text = analysis.article.text
    start, end = sentence_around(text, number)
    if _AVERAGED.search(text, start, end):
        return True
    moved = text.endswith(("から", "から約"), start, number.start) and number.unit in _AMOUNTS
    return moved and not _is_near_base(analysis, start, number)


def _is_near_base(analysis: Analysis, start: int, number: Quantity) -> bool:
    """Tell whether an amount is of the size of the price before it: 39110円から42520円まで."""
    before = inside(analysis.quantities, start, number.start)
    base = next((each.value for each in reversed(before) if each.unit == number.unit), None)
    if not base or number.value is None:
        return False
    return Fraction(1, 2) < number.value / base < 2


def _is_level(analysis: Analysis, number: Quantity) -> bool:
    """Tell whether a policy rate may be one that stood, and no size of a move: 0.75%だった."""
    text = analysis.article.text
    words = text[slice(*beside(analysis, number))]
    if number.unit != "percent" or "幅" in words:
        return False
    return "水準" in words or _STOOD.match(text, number.phrase[1]) is not None


def _is_timed(analysis: Analysis, claim: Claim, number: Quantity) -> bool:
    """Tell whether the time of a number is told beside it, or is that of the sentence before.

    What it goes on from the sentence before with, or is counted from, is as sure.
    """
    start = sentence_around(analysis.article.text, number)[0]
    if claim.sentence[0] < start:
        return claim.metric not in _SIZES
    words = analysis.article.text[slice(*beside(analysis, number))]
    if claim.metric in MOVES and _BASE.search(words):
        return True
    told = "" if claim.period is None else claim.period.text
    return told not in _VAGUE and told in words


def beside(analysis: Analysis, number: Quantity) -> tuple[int, int]:
    """Give the place of the words between a number and the one before it in its sentence."""
    start, _ = sentence_around(analysis.article.text, number)
    before = inside(analysis.quantities, start, number.start)
    ends = [each.end for each in before if each.kind in ("change", "level")]
    return max(ends, default=start), number.start


def _is_long_ago(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether the time of a claim is another one than that of its article."""
    published, period = analysis.article.published, claim.period
    if published is None or period is None or period.end_date is None:
        return False
    return period.end_date + _RECENT < published


def _metrics(analysis: Analysis, claim: Claim, number: Quantity) -> Iterator[str]:
    """Give what else a number may measure: the price reached, how far it lies from an average."""
    text, behind = fold_kept(analysis.article.text), number.phrase[1]
    since = claim.metric in ("high", "low") and _SINCE.match(text, behind)
    if since or (claim.metric == "price_change" and number.unit != "percent"):
        yield "close"
    words = text[slice(*beside(analysis, number))]
    if claim.metric in _VALUED and (claim.metric_text or "") not in words:
        yield _VALUED[claim.metric]
    if claim.metric == "return" and "線" in words:
        yield "deviation"
    if claim.metric == "policy_rate_change" and _ONWARD.match(text, behind):
        yield "policy_rate"
