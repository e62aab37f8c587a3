"""A move whose time another sentence tells, and a day that is that of no price.

年初来騰落率は30日時点で0.35%。ダウはマイナス3.0%だ: a sentence without a verb of its own goes
on from the one before. 3月30日付で1株を5株に分割したAの株価は: the day is that of the event alone.
"""

from __future__ import annotations

import re
from datetime import timedelta

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import back_from, inside, number_of, told_inside
from ..reading.clauses import may_be_of_session
from ..reading.sentences import sentence_before
from ..reading.words import says
from ..windows import span_of

_BARE = re.compile(r"(?:株|指数)?(?:は|が|も)(?:約|同)?")
_NOUN_END = re.compile(
    r"(?:だ|だった|である|になる|となる|となった|の(?:プラス|マイナス)(?:だ|だった)?)?。?$"
)
_SAME_SPAN = re.compile(r"(?:同じ|この|その|同)(?:期間|時期|間)の?(?:、)?[^、。0-9]{0,24}$")
_OVER = re.compile(r"年初来|昨年末|前年末|週間|月間|年間|四半期|[0-9]月期|から|半期")


def shares_time(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim | None:
    """Give a bare move as if its sentence began with the one before, whose time it shares."""
    host = _host(analysis, claim, quantity)
    if host is None:
        return None
    text, (start, end) = fold_kept(analysis.article.text), claim.sentence
    bare = (
        _is_bare(analysis, claim, quantity)
        or is_beaten(analysis, start, quantity)
        or _SAME_SPAN.search(text[start : quantity.start])
    )
    if not bare:
        return None
    return msgspec.structs.replace(
        claim, sentence=(host.sentence[0], end), period=host.period, reference=host.reference,
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
    if any(each.kind in ("date", "duration") for each in own):
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
    return host if long or _OVER.search(text, before, number.start) else None


def _is_bare(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
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
