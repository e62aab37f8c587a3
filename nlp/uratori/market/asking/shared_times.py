"""A move whose time another sentence tells, and a day that is that of no price.

年初来騰落率は30日時点で0.35%。ダウはマイナス3.0%だ: a sentence without a verb of its own goes
on from the one before. 3月30日付で1株を5株に分割したAの株価は: the day is that of the event alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

import msgspec

from ...records import Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ..places import back_from, dates_inside, inside, number_of, told_inside
from ..reading.clauses import may_be_of_session
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_before
from ..reading.words import says
from ..windows import span_of
from .told_spans import told_span

_BARE = re.compile(
    r"(?:株|指数)?(?:の(?:上げ|下げ|上昇|下落|値上がり|値下がり|騰落)(?:幅|率)?)?(?:は|が|も)(?:約|同)?"
)
_NOUN_END = re.compile(
    r"(?:だ|だった|である|になる|となる|となった|の(?:プラス|マイナス)(?:だ|だった)?)?。?$"
)
_SAME_SPAN = re.compile(r"(?:同じ|この|その|同)(?:期間|時期|間)の?(?:、)?[^、。0-9]{0,24}$")
_BESIDE_IT = re.compile(
    r"(?:[こそ]れ|同(?:指数|株|社)|前者)(?:を|より|に)(?:大きく|大幅に|はるかに|わずかに|やや|さらに)?"
    r"(?:上回|下回|しの|凌|超え|及ば|届か|負け|勝|追い抜|劣|見劣り|高い|低い)[^、。0-9]{0,8}$"
)
"""Before a move that is set against that of another just told: TOPIXはこれを上回る15.0%高."""
_BESIDE_IT_BEHIND = re.compile(
    r"(?:の?(?:上昇|下落|高|安|上げ|下げ))?(?:と|で)、?(?:[こそ]れ|同(?:指数|株|社)|前者)(?:を|より|に)"
)
_IN_RATE = re.compile(r"率(?:にして|にすると|に直すと|では|換算で)")
"""At the head of a sentence whose number is that of the sentence before, in percent."""
_OTHER_SIDE = re.compile(
    r"(?:一方、?)?[^、。はがも]{1,16}(?:の(?:方|ほう)[はも]、?(?:率にして|率では|同)?"
    r"|[はが]、?(?:逆に|反対に|対照的に|一方で|むしろ)、?)(?:約)?$"
)
"""Before the move of another, told over the same time: TOPIXの方は1.2%下げた."""
_OVER = re.compile(r"年初来|昨年末|前年末|週間|月間|年間|四半期|[0-9]月期|から|半期")


def shares_time(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim | None:
    """Give a bare move as if its sentence began with the one before, whose time it shares."""
    text, (start, end) = fold_kept(analysis.article.text), claim.sentence
    if claim.metric == "return" and _IN_RATE.match(text, start):
        period = claim.period or _month_told(analysis, text, start)
        return msgspec.structs.replace(
            claim, sentence=(sentence_before(text, start), end), period=period
        )
    if (width := _width_beside(analysis, claim, quantity)) is not None:
        return msgspec.structs.replace(claim, period=width.period)
    host = _host(analysis, claim, quantity)
    if host is None:
        return None
    own = text[start : quantity.start]
    bare = (
        is_bare(analysis, claim, quantity)
        or is_beaten(analysis, start, quantity)
        or _SAME_SPAN.search(own)
        or _OTHER_SIDE.match(own)
        or _BESIDE_IT.search(own)
        or _TO_SAME_DAY.match(own)
        or _BESIDE_IT_BEHIND.match(text, quantity.end)
    )
    if not bare:
        return None
    return msgspec.structs.replace(
        claim, sentence=(host.sentence[0], end), period=host.period, reference=host.reference,
    )  # fmt: skip


_NEXT_WIDTH = re.compile(
    r"[^。0-9]{0,16}、?(?:[0-9]{1,2}年(?:物|債)(?:国債)?(?:の?(?:利回り|金利))?の?)?"
    r"(?:上昇|低下|上げ|下げ)幅[はがも]、?(?:約|同){0,2}"
)
"""Between the widths of two yields: 7月の低下幅は0.57%で、2年債の低下幅は0.34%."""


def _width_beside(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim | None:
    """Give the move of a yield over a longer time that its sentence tells right before another's.

    Both are told as widths, and the second names no time.
    """
    if claim.metric != "yield" or claim.period is not None or claim.reference is not None:
        return None
    text = fold_kept(analysis.article.text)
    for each in reversed(told_inside(analysis, claim.sentence[0], quantity.start)):
        number, span = number_of(analysis, each), span_of(each.period)
        if number is None or number.start >= quantity.start:
            continue
        moved = each.metric == "yield" and each.modality == "fact" and number.kind == "change"
        long = span is not None and span.start != span.end
        told = _NEXT_WIDTH.fullmatch(text, max(number.end, number.phrase[1]), quantity.phrase[0])
        return each if moved and long and told else None
    return None


_HEADS = re.compile(
    r"(?:年初来|昨年末|前年末|年度|[上下]半?期|四半期|[0-9]月期|[0-9]月|月間|週間|年間|先週|今週)[^。]{0,24}?"
    r"(?:騰落|上昇率|下落率|成績|パフォーマンス|リターン|値動き|歩み|比べ|並べ|振り返|見てみ|まとめ|点検|見ると)"
)
"""A sentence that only tells over what time the next ones speak: 年初来の騰落率を比べる。"""
_BASE = re.compile(
    r"(?:起点|基準|出発点|スタート地点|比較(?:の)?(?:起点|対象))(?:は|を|となるのは)、?[^、。]{0,24}$"
)
"""Before the day from which the next sentences count: 起点は昨年末。"""
_BASE_BEHIND = re.compile(
    r"(?:の?(?:終値|水準|株価|引け値))?(?:から|以降|[とにを](?:比べ|比較|起点|基準|出発点|スタート)"
    r"|との比較|対比|比)"
)
"""Behind such a day: 7月末を起点にする。; 4月の終わりからの値動きを比べてみます。"""
_AS_OF = re.compile(
    r"(?:の?(?:終値|大引け|取引終了))?(?:時点|現在|まで|終値)|の(?:終値|大引け|引け値)では?"
)
_AT_MOST = 3
"""Sentences from a heading on that are under it."""


def _month_told(analysis: Analysis, text: str, start: int) -> Period | None:
    """Give the one span that the sentence before names, which its own move is told over."""
    told = dates_inside(analysis, sentence_before(text, start), start)
    spans = [each for each in told if each.start_date != each.end_date]
    return period_of_day(told[0]) if len(told) == len(spans) == 1 else None


def under_heading(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim | None:
    """Give a move as if its sentence began with the heading that tells its time."""
    text, (start, end) = fold_kept(analysis.article.text), claim.sentence
    if (
        claim.metric not in _MOVES
        or claim.reference is not None
        or not _is_untimed(analysis, text, start, quantity)
    ):
        return None
    at = start
    for _ in range(_AT_MOST):
        before = sentence_before(text, at)
        if before == at:
            return None
        told = inside(analysis.quantities, before, at)
        if all(each.kind in ("date", "duration") for each in told):
            held = msgspec.structs.replace(claim, sentence=(before, end), period=None)
            if (base := _base_told(text, before, told)) is not None:
                return _from_base(analysis, held, base, quantity)
            headed = _HEADS.search(text, before, at) and told
            return _of_span(held, told) if headed else None
        if any(each.kind in ("date", "duration") for each in told):
            return None
        at = before
    return None


def _base_told(text: str, start: int, told: Sequence[Quantity]) -> Quantity | None:
    """Give the one day, or the year's beginning, that a sentence only tells as a base."""
    for each in told:
        begins = each.start_date is not None and (
            each.start_date == each.end_date or each.text in ("年初", "年初来")
        )
        if each.kind == "date" and begins:
            base = _BASE.search(text[start : each.start]) or _BASE_BEHIND.match(text, each.end)
            return each if base else None
    return None


def _from_base(
    analysis: Analysis, claim: Claim, base: Quantity, quantity: Quantity
) -> Claim | None:
    """Give a claim the time from a base to the day that its sentence names, or the last close."""
    first, last = base.start_date, analysis.article.published
    days = [
        each.end_date
        for each in dates_inside(analysis, base.end, quantity.start)
        if each.start_date == each.end_date
    ]
    last = days[-1] if days else last
    if first is None or last is None or last <= first:
        return None
    begin = first if base.start_date != base.end_date else first + timedelta(1)
    span = Period(text=base.text, start_date=begin, end_date=last, anchor="published")
    return msgspec.structs.replace(claim, period=span)


def _of_span(claim: Claim, told: Sequence[Quantity]) -> Claim | None:
    """Give a claim the one span that a heading names, which a beginning such as 年初来 is not."""
    spans = [each for each in told if each.start_date != each.end_date]
    if any(each.text in ("年初来", "年初") for each in told):
        return claim
    if len(spans) != 1 or spans[0].start_date is None:
        return None if spans or not _BASED.search(told[0].text) else claim
    return msgspec.structs.replace(claim, period=period_of_day(spans[0]))


_BASED = re.compile(r"(?:昨|前)年末")


def _is_untimed(analysis: Analysis, text: str, start: int, quantity: Quantity) -> bool:
    """Tell whether a sentence names no time of its own before a number but the last close."""
    if says("session_before", text[start : quantity.end]) or _OVER.search(
        text, start, quantity.start
    ):
        return False
    times = [
        each
        for each in inside(analysis.quantities, start, quantity.start)
        if each.kind in ("date", "duration")
    ]
    return all(
        each.start_date is not None and each.start_date == each.end_date
        and _AS_OF.match(text, each.end) is not None
        for each in times
    )  # fmt: skip


def may_share_time(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a move may be one over the time of another sentence or of the next clause."""
    period, text = claim.period, fold_kept(analysis.article.text)
    if period is not None and period.start_date != period.end_date:
        return False
    if may_be_of_session(text, quantity.end, claim.sentence[1]):
        return claim.metric in _MOVES
    if period is None or not period.text:
        return False
    own = fold_kept(period.text) in text[slice(*claim.sentence)]
    return not own and _host(analysis, claim, quantity) is not None


def _host(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim | None:
    """Give the move over a longer time that the sentence before tells of another owner."""
    text, start = fold_kept(analysis.article.text), claim.sentence[0]
    before = sentence_before(text, start)
    if claim.metric != "return" or claim.reference is not None or before == start:
        return None
    own = inside(analysis.quantities, start, quantity.start)
    if not _ends_same_day(text, start, quantity) and any(
        each.kind in ("date", "duration") for each in own
    ):
        return None
    if says("session_before", text[start : quantity.end]):
        return None
    hosts = [each for each in told_inside(analysis, before, start) if each.metric == "return"]
    host = hosts[-1] if hosts else None
    if host is None or host.entity == claim.entity or host.modality != "fact":
        return None
    number = number_of(analysis, host)
    if number is None:
        return None
    span = span_of(host.period)
    long = span is not None and span.start != span.end
    long = long or told_span(analysis, host, number).start is not None
    return host if long or _OVER.search(text, before, number.start) else None


_TO_SAME_DAY = re.compile(
    r"(?:一方で?|他方|これに対し|半面|反対に|逆に)?、?[^、。はがも0-9]{1,16}(?:の(?:方|ほう))?[はがも]、?"
    r"(?:同じ?日|その日|この日)(?:まで|にかけて)(?:に|で)?は?(?:約)?$"
)
"""Before the move of another up to the day told before: 一方、B株は同日までに3.1%下げた."""


def _ends_same_day(text: str, start: int, quantity: Quantity) -> bool:
    """Tell whether a move is told up to the day of the one before, and names no beginning."""
    return _TO_SAME_DAY.match(text[start : quantity.phrase[0]]) is not None


def is_bare(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a sentence holds an owner and its move and no verb: ダウはマイナス3.0%だ."""
    text, (start, end) = fold_kept(analysis.article.text), claim.sentence
    named = next(iter(back_from(analysis.mentions, quantity.start)), None)
    if named is None or named.start < start:
        return False
    ahead = _BARE.fullmatch(text, named.end, quantity.phrase[0]) is not None
    return ahead and _NOUN_END.match(text, quantity.end, end) is not None


_RIVAL = re.compile(r"株?(?:の|\()(?:約)?")
_BEATEN = re.compile(r"\)?を(?:大きく|大幅に|はるかに|わずかに)?(?:上回|下回|しの|凌)")


def is_beaten(analysis: Analysis, start: int, quantity: Quantity) -> bool:
    """Tell whether a number is that of what another is set against: B株の18%を大きく上回る."""
    text = fold_kept(analysis.article.text)
    named = next(iter(back_from(analysis.mentions, quantity.start)), None)
    if named is None or named.start < start:
        return False
    own = _RIVAL.fullmatch(text, named.end, quantity.phrase[0])
    return own is not None and _BEATEN.match(text, quantity.end) is not None


_DAILY = frozenset({"close", "return", "price_change", "high", "low", "open"})
_LISTED = frozenset({"equity", "etf"})
_MOVES = frozenset({"return", "price_change"})
_NEAR = timedelta(5)
"""Before publication, the days of which a price is most likely told along with an event."""
_EVENT = re.compile(
    r"(?:付|付け)?[でにの]?、?(?P<told>[^。]{1,40}?)(?:した|った|れた|いた|めた|えた|けた|げた|きた|する|れる)$"
)
_OF_PRICE = re.compile(r"終値|引け|取引|株価|相場|[高安]値|ストップ")


def without_event(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim | None:
    """Give a claim without the day of an event told of its owner; None where it tells none."""
    day, period = analysis.article.published, claim.period
    if period is None or period.start_date is None or not _is_of_event(analysis, claim, quantity):
        return None
    near = day is None or day - period.start_date <= _NEAR
    return claim if near else msgspec.structs.replace(claim, period=None)


def _is_of_event(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a claim's day is that of an event told of its owner: 30日に分割したAの株価は.

    A clause on a price or its move tells the day of the number as well: 30日に急落したAは.
    """
    text, period = fold_kept(analysis.article.text), claim.period
    start = claim.sentence[0]
    if period is None or period.start_date is None or claim.metric not in _DAILY:
        return False
    at = text.find(fold_kept(period.text), start, quantity.start)
    if not period.text or at < 0:
        return False
    near = reversed(inside(analysis.mentions, at, quantity.start))
    named = next((each for each in near if each.entity and each.entity == claim.entity), None)
    if named is None or named.type not in _LISTED:
        return False
    found = _EVENT.fullmatch(text, at + len(period.text), named.start)
    if found is None:
        return False
    clause = found[0]
    return not (_OF_PRICE.search(clause) or says("went_up", clause) or says("went_down", clause))
