"""The same figure once more, of another time: 1年前は4.2%だった, 3月末には2.60ポイントあった.

A clause that names nothing but a time goes on with the yield, the gap, the rate, the multiple or
the size told before it, and one that opens its sentence tells of the figure behind it
(昨年末に4.40%だった米10年債利回りは).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import msgspec

from ...calendars import NoSession, calendar_of, session_before
from ...quantities import months_back
from ...records import Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ..definitions.policy_gaps import METRIC as POLICY_GAP
from ..places import dates_inside, inside, mention_of, number_of
from ..questions import RATE_UNITS
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid
from ..windows import span_of

_PERCENT, _MULTIPLE, _MONEY = (
    frozenset({"percent"}), frozenset({"times"}), frozenset({"JPY", "USD"}),
)  # fmt: skip
_PRICES = frozenset({"", "index", "points", "JPY", "USD", "USD/barrel", "USD/oz"})
_PRICED = frozenset({"index", "commodity", "crypto", "XTKS", "XNAS", "XNYS", "XASE", "ARCX"})
_UNITS = {
    "yield": _PERCENT, "policy_rate": _PERCENT, "unemployment": _PERCENT,
    "spread": RATE_UNITS, POLICY_GAP: RATE_UNITS, "close": _PRICES,
    "per": _MULTIPLE, "per_forward": _MULTIPLE, "pbr": _MULTIPLE, "dividend_yield": _PERCENT,
    "market_cap": _MONEY, "net_assets": _MONEY, "index_weight": _PERCENT,
}  # fmt: skip
"""Metrics whose level is told once more, and the units that it is told in."""
_TOLD_IN = frozenset().union(*_UNITS.values())
_PRICE = "close"
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_LEAD = (
    r"(?:なお|ちなみに|一方|ただし?|もっとも|ちょうど|これに対し|当時|年明け|、"
    r"|(?:今年|年初来|過去)?(?:最大|最小|最高|最低)だった|(?:[0-9]{1,2}|半)(?:年|[かカヶ]月|週間)前[(の]){0,3}"
)
"""Words that may open a clause before its time."""
_LATER = rf"(?:{_LEAD}|(?:[0-9]{{1,2}}(?:[カかヵヶ]月|年|週間|営業日|日)|その)後の?)"
_OPENS = re.compile(_LEAD)
_OPENS_PEAK = re.compile(
    rf"{_LEAD}(?:(?:今年|ことし|年初来|昨年来|直近|この間|足元)の?)?"
    r"(?:(?:最も|いちばん|一番)(?:高|低)かったのは"
    r"|(?:ピーク|天井|頂点|ボトム|大?底|最高|最低|最大|最小|山|谷)(?:値|水準|時)?(?:は|が|となったのは|だったのは))?、?"
)
"""Words that may open a sentence on a rate of another time: ピークは2月25日の2.135%."""
_GOES_ON = re.compile(rf"[^、。はがも0-9]{{0,12}}、{_LEAD}")
"""Between a figure and the time of the next one in its sentence."""
_PRICE_GOES_ON = re.compile(
    r"(?:(?:の|で|だ|です)?[^、。はがも0-9]{0,12}[、。]"
    rf"|(?:だった|であった|で(?:引け|終え)て?い?た)?(?:もの|の)?(?:が|から|を経て|に対し|→|⇒)、?){_LATER}"
)
"""Between a price and the time of the next one: 4015円だったのが10月末には3619円."""
_PRICE_CAME_FROM = re.compile(r"(?:から(?!は)|→|⇒|を起点に|を出発点に)")
_TO_FIRST = re.compile(r"(?:時点)?(?:の(?:終値)?(?:の)?|に(?:付け|つけ)た|に)(?:約)?")
"""Between a day and the price that a move began at."""
_NAMED_GOES_ON = re.compile(rf"(?:株|株価|種|先物)?(?:は|が|も)?、?{_LATER}")
"""Between the name that stands behind a price and the time of the next one."""
_TO_NUMBER = re.compile(
    r"\)?(?:時点|現在)?(?:の?(?:水準|時点|終値|段階))?(?:で|に|の)?(?:は|が|も)?、?"
    r"(?:まだ|なお|約|わずか){0,2}"
)
_AGO = re.compile(
    r"(?P<words>(?P<count>半|[0-9一二三四五]{1,2})(?P<unit>年|[かカヶヵケ箇]月)前"
    r"|前(?:の)?月|(?:前|昨|去)年(?:の)?(?:同(?:月|期|時期)|同じ(?:月|ころ|頃|時期))|前の日|前日)"
)
_WAS = re.compile(
    r"(?:台|程度|ほど)?の?(?:水準)?(?:だった|であった|あった|に(?:とどま|あ)って?(?:い)?た|をつけていた)"
)
"""Between a figure of then and its name: 昨年末に4.40%だった米10年債利回り."""
_STANDS = re.compile(
    r"(?:台|程度|前後|近く|ほど)?も?(?:だ|で[あし、す。]|あっ|と(?:、|な|低|高|比)|に(?:とど|すぎ|過ぎ|達)"
    r"|から|を|、|。|\)|$)"
)
"""Behind a number that is a level, and no move."""
_PRICE_STANDS = re.compile(
    r"(?:だ(?!け)|で(?:あっ|し|す|、|。|引け|終え|取引を終|クローズ|大引け)|と(?:、|な|低|高|安|一段|再び|続|大幅|小幅)"
    r"|(?:まで|へと?|に)(?:一段と|大きく|急|大幅に|小幅に?|やや|さらに){0,2}"
    r"(?:下|上|低|達し|とど|戻|沈|来|切り|値|売|買|伸|軟化|後退|反発|反落|回復(?!す)|減|増|なっ|膨|縮|跳|急|水準)"
    r"|、|。|\)|$)"
)
"""Behind a number that is a price at which a day ended, and no line, opening or move."""
_ONE_SIDE = re.compile(r"rate:[a-z]{2}[0-9]{1,2}y")
_NAME_REACH = 12
_FAR = 3
"""How many times as high a price can have been at another time."""
_SOON = timedelta(3)
"""Days by which the end of a month may lie behind its last article."""
_KANJI = {"半": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_EARLIER = "earlier"
_Told = Mapping[str, Claim]
"""The claims told so far, by the ids of their numbers."""


def claims_of_then(analysis: Analysis, held: Sequence[Claim]) -> tuple[Claim, ...]:
    """Give a claim on each figure that only its time sets apart from the one beside it.

    held: the claims that other words make; a figure that one of them times is left to it.
    """
    told = {each.quantity: each for each in held}
    if not told:
        return ()
    text, found = fold_kept(analysis.article.text), list[Claim]()
    for each in analysis.quantities:
        if each.kind != "level" or each.unit not in _TOLD_IN:
            continue
        own = told.get(each.id)
        for claim in _claims(analysis, told, text, each):
            if own is None or _is_loose(own, claim):
                told[each.id] = claim
                found.append(claim)
                break
    return tuple(found)


def _is_loose(own: Claim, claim: Claim) -> bool:
    """Tell whether a figure's own claim lacks its time, or of a gap one of its two sides."""
    if own.metric != claim.metric:
        return False
    if own.metric == "spread":
        return _ONE_SIDE.fullmatch(own.entity or "") is not None
    timed = own.metric == "yield"  # 前日の4.31%を下回った, of which `own_dates` tells the day
    return own.entity == claim.entity and _EARLIER in own.basis and not timed


def _claims(analysis: Analysis, told: _Told, text: str, quantity: Quantity) -> Iterator[Claim]:
    start, end = sentence_around(text, quantity)
    if is_unsaid(text, start, end, quantity):
        return
    for host, behind in ((_ahead, False), (_behind, True)):
        claim = host(analysis, told, text, quantity)
        period = _time(analysis, text, quantity, claim, behind=behind) if claim else None
        if claim is None or period is None:
            continue
        wide = claim.metric == "spread"  # whose two sides the words of its own sentence name
        dated = period.start_date is not None
        yield msgspec.structs.replace(
            claim, id="", quantity=quantity.id, direction=None, period=period if dated else None,
            basis=() if dated else (_EARLIER,),
            sentence=(min(start, claim.sentence[0]) if wide else start, end),
        )  # fmt: skip
    yield from _of_beginning(analysis, told, text, quantity)


def _of_beginning(
    analysis: Analysis, told: _Told, text: str, quantity: Quantity
) -> Iterator[Claim]:
    """Give the price that the next one came from: 13日の3620円から24日には3752円に."""
    start, end = sentence_around(text, quantity)
    later = [e for e in inside(analysis.quantities, quantity.end, end) if e.kind == "level"][:1]
    claim = told.get(later[0].id) if later else None
    if claim is None or claim.metric != _PRICE or not _fits(claim, later[0], quantity):
        return
    if _PRICE_CAME_FROM.match(text, quantity.phrase[1]) is None:
        return
    for each in dates_inside(analysis, start, quantity.start)[-1:]:
        period = _dated(analysis, each, claim)
        if period is not None and _TO_FIRST.fullmatch(text, each.end, quantity.phrase[0]):
            yield msgspec.structs.replace(
                claim, id="", quantity=quantity.id, direction=None, period=period, basis=(),
                sentence=(start, end),
            )  # fmt: skip


def _ahead(analysis: Analysis, told: _Told, text: str, quantity: Quantity) -> Claim | None:
    """Give the claim on the only such figure that the sentence and the one before it tell."""
    begin = sentence_before(text, sentence_around(text, quantity)[0])
    numbers = [
        each
        for each in inside(analysis.quantities, begin, quantity.start)
        if each.id in told and _fits(told[each.id], each, quantity)
    ]
    alone = len({(told[each.id].entity, told[each.id].metric) for each in numbers}) == 1
    levels = [each for each in numbers if each.kind == "level"]
    claim = told[(levels or numbers)[-1].id] if alone else None
    stands = _PRICE_STANDS if claim is not None and claim.metric == _PRICE else _STANDS
    return claim if stands.match(text, quantity.phrase[1]) is not None else None


def _fits(claim: Claim, number: Quantity, other: Quantity) -> bool:
    """Tell whether a number can be the figure of a claim once more; number: the claim's own."""
    if other.unit not in _UNITS.get(claim.metric or "", ()) or claim.modality != "fact":
        return False
    if claim.metric == _PRICE:
        return _is_price_of(claim, number, other)
    return bool(claim.entity) or claim.metric == "spread"


def _is_price_of(claim: Claim, number: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers can be prices of one thing: of one unit and not far apart."""
    kind, first, last = (claim.entity or "").partition(":")[0], number.value, other.value
    if kind not in _PRICED or number.unit != other.unit or not first or not last:
        return False
    plain = number.kind == "level" and other.modifier is None and number.modifier is None
    return plain and first / _FAR <= last <= first * _FAR


def _behind(analysis: Analysis, told: _Told, text: str, quantity: Quantity) -> Claim | None:
    """Give the claim of a sentence whose name stands right behind a figure of then."""
    was = _WAS.match(text, quantity.phrase[1])
    end = sentence_around(text, quantity)[1]
    if was is None:
        return None
    later = inside(analysis.quantities, quantity.end, end)
    claims = [told[each.id] for each in later if each.id in told and each.kind == "level"]
    claim = claims[0] if claims else None
    if claim is None or claim.metric == _PRICE or not _fits(claim, later[0], quantity):
        return None
    named = mention_of(analysis, claim)
    places = [named.start] if named is not None else []
    places += [text.find(claim.metric_text, was.end(), end)] if claim.metric_text else []
    near = any(0 <= each - was.end() <= _NAME_REACH for each in places)
    return claim if near else None


def _time(
    analysis: Analysis, text: str, quantity: Quantity, host: Claim, *, behind: bool
) -> Period | None:
    """Give the time that alone stands between a figure and the one before, or its sentence."""
    start, at = sentence_around(text, quantity)[0], quantity.phrase[0]
    number = number_of(analysis, host)
    within = not behind and number is not None and number.phrase[1] > start
    since = number.phrase[1] if within and number is not None else start
    opening = _GOES_ON if within else _OPENS if host.metric == _PRICE else _OPENS_PEAK
    named = inside(analysis.mentions, since, quantity.start)
    if host.metric == _PRICE and within:
        opening = _NAMED_GOES_ON if named else _PRICE_GOES_ON
        if named and all(each.entity == host.entity for each in named):
            since, named = named[-1].end, ()
    if named:
        return None
    dates = dates_inside(analysis, since, quantity.start)[-1:]
    for each in dates:
        opens = opening.fullmatch(text, since, each.start)
        if opens and _TO_NUMBER.fullmatch(text, each.end, at):
            return _dated(analysis, each, host)
    for ago in _AGO.finditer(text, since, at):
        opens = opening.fullmatch(text, since, ago.start())
        if opens and _TO_NUMBER.fullmatch(text, ago.end(), at):
            return _so_long_before(analysis, ago, host)
    return None


def _dated(analysis: Analysis, time: Quantity, host: Claim) -> Period | None:
    """Give a time of which a figure of its kind is told: a month's of the economy, else a day's."""
    if host.metric == "unemployment":
        monthly = _MONTH.fullmatch(time.timex or "") is not None and time.mod is None
        return period_of_day(time) if monthly else None
    published, first = analysis.article.published, time.start_date
    named = "月" in time.text or "年" in time.text
    if named and published is not None and first is not None and first > published + _SOON:
        return None
    return period_of_day(time) if first == time.end_date else None


def _so_long_before(analysis: Analysis, ago: re.Match[str], host: Claim) -> Period | None:
    """Give the month, or the day, so long before that of a figure; None where it is loose.

    Of a policy rate without its days: `policy_from` knows how near them it must not have moved.
    """
    span, day = span_of(host.period), analysis.article.published
    if "日" in ago["words"]:
        return _session_before(ago, host)
    months = _months(ago)
    if host.metric == "unemployment" and span is not None and span.start != span.end:
        first = months_back(span.start, months)
        last = months_back(span.end + timedelta(1), months) - timedelta(1)
    elif host.metric == POLICY_GAP and months >= 6 and day is not None:
        first = last = months_back(span.end if span is not None else day, months)
    elif host.metric == "policy_rate":
        return Period(text=ago["words"])
    else:
        return None
    return Period(text=ago["words"], start_date=first, end_date=last, anchor="published")


def _months(ago: re.Match[str]) -> int:
    if ago["count"] is None:
        return 1 if ago["words"].endswith("月") and "同" not in ago["words"] else 12
    if ago["count"] == "半":
        return 6
    count = _KANJI.get(ago["count"]) or (int(ago["count"]) if ago["count"].isdecimal() else 0)
    return count * (12 if ago["unit"] == "年" else 1)


def _session_before(ago: re.Match[str], host: Claim) -> Period | None:
    span = span_of(host.period)
    if host.metric != "yield" or span is None or span.start != span.end:
        return None
    try:
        day = session_before(calendar_of(host.entity or ""), span.start)
    except NoSession:
        return None
    return Period(text="", start_date=day, end_date=day, anchor="published")
