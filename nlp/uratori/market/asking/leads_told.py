"""Who was ahead of whom, and by how much: ナスダック100がダウ平均に19.7ポイントの差をつけた.

The sentence names two things with a price, and the words behind the number, or before it, say that
one did better. The thing that を, に or より follows is what the other is set against.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from ...records import Analysis, Claim, Confidence, Mention, Period, Quantity, Reference
from ...text.fold import fold_kept
from ...text.stops import sentence_end, sentence_start
from ..places import inside, told_inside
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_before, subject_before
from ..reading.unsaid import is_unsaid
from ..reading.words import says

UNITS = frozenset({"points", "percentage_point", "percent"})
_PRICED = frozenset({"index", "equity", "etf", "fund", "commodity", "crypto"})
_NAME = r"(?:株価?指数|平均株価|指数|株式?|種|先物|相場|[)）」』]|[(（][^()（）]{1,12}[)）])?"
_FIGURE = r"(?:の?(?:それ|騰落率|上昇率|値上がり率|リターン|成績|パフォーマンス|値動き))?"
_AGAINST = re.compile(
    rf"{_NAME}(?:と比べた?|に比べ|との比較|{_FIGURE}(?:を|に対し|と比べ|に比べ|より|対比|比で|に(?!連動|採用|組)))"
)
_VERSUS = re.compile(r"対$")
_OWN = re.compile(rf"{_NAME}(?:は|が|も|の|、)")
_HELD = r"(?:ほど|近く|以上|超|も|強|弱|余り)?の?(?:大幅に?|大きく)?"
_AHEAD = re.compile(
    _HELD
    + r"(?:上回|アウトパフォーム|勝[っりるち]|しの[いぐ]|凌|リード|先行|先を行|優[れっ位]|引き離"
    r"|先んじ|差を[つ付]け(?!られ)|水を[あ空]け(?!られ)|超過(?:リターン|収益)|高[いくか](?!値)|良[いくか])"
)
_BEHIND = re.compile(
    _HELD + r"(?:下回|アンダーパフォーム|劣[っりるら後]|後れ|遅れ|負け|及ば|届か|見劣り|出遅れ"
    r"|差を[つ付]けられ|水を[あ空]けられ|低[いくか]|悪[いくか])"
)
_PLAIN_LEAD = re.compile(r"上回|下回|高[いくか]|低[いくか]|良[いくか]|悪[いくか]")
"""Words that say of any two figures which is the greater; they need a return to speak of."""
_RETURN = re.compile(
    r"騰落率|上昇率|値上がり率|リターン|成績|パフォーマンス|値動き|年初来|騰落|[年月週日]間"
    r"|上回る(?:上昇|値上がり)|年初(?:から|以降)|年明け|(?:昨|前)年末|起点|[0-9](?:月末?|日)(?:から|以降)"
)
_FALL = re.compile(r"下落率|値下がり率|下げ幅|(?:上回|下回)[るった]{1,2}(?:下げ|下落|安)")
_FALL_RATE = re.compile(r"(?:下落率|値下がり率)[はがも][^。]{0,30}$")
_MORE = re.compile(rf"{_HELD}(?:(?P<more>上回)|下回)")
_APART = re.compile(
    r"(?:騰落率|上昇率|リターン|成績|パフォーマンス)の?(?:差|格差|開き)(?:は|が)[^。]{0,30}$"
)
_EXCESS = re.compile(r"超過(?:リターン|収益率?)(?:は|が)[^。]{0,30}$")
_BOTH = re.compile(
    r"(?:(?:その|両者の|両指数の|両社の|双方の|2つの|2者の)|(?:^|(?<=[、。])))"
    r"(?:騰落率の)?(?:差|格差|開き)(?:は|が)[^。]{0,30}$"
    r"|(?:出遅れ|立ち遅れ|劣後|後れ|リード|優位)(?:の?(?:幅|度合い))?(?:は|が)[^。はがも]{0,16}$"
)
_GAP = re.compile(
    r"(?:ほど|近い|以上|超|弱|強|余り)?の?(?:差|開き|格差)(?:[がを]|とな|に(?:な|広)|だ|で|。|$)"
)
"""Behind the points by which two returns told before it differ: 1.3ポイントの差が付いた."""
_DESCRIBED = re.compile(r"(?:指数)?に?連動")
"""Behind a name that only tells what another one follows: ラッセル2000連動の."""
_BACK = 200
"""Characters before a number in which both sides are named."""
_BREAK = re.compile(r"[。\n]")


_WON_BY = re.compile(
    r"の?(?:差|開き)(?:をつけ(?:て)?|を付け(?:て)?|で)、?(?:[^、。はがもの0-9]{0,4}、)?"
)
_WON = re.compile(
    r"(?:の?(?:方|ほう))?[がの](?:[^、。がは0-9]{1,12}[にを])?(?:(?P<won>勝[っちり]|上回|リード|優位|先行|優勢|逃げ切|軍配)|負け|敗|劣|下回|後れ)"
)
"""Round the name behind the points that it won by: 2.8ポイントの差で日経平均が勝った."""
_TURN = re.compile(r"(?:が|ものの|けれども?|一方で?)、|。")


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """One thing's lead over another, as the words have it."""

    own: Mention
    other: Mention
    direction: Literal["up", "down"] | None = None
    """Whether the first was ahead or behind; None where the number has its own sign."""
    apart: bool = False
    """Whether only the distance is told, and not who was ahead."""


def lead_told(analysis: Analysis, start: int, quantity: Quantity) -> Lead | None:
    """Read the lead that a number is, from the sentence that begins at `start`."""
    if quantity.unit not in UNITS:
        return None
    text = fold_kept(analysis.article.text)
    if (won := _won_by(analysis, text, quantity)) is not None:
        return won
    start = max(start, quantity.phrase[0] - _BACK)
    before = text[start : quantity.phrase[0]]
    behind = _BREAK.split(text[quantity.end : quantity.end + 24])[0]
    gap = quantity.unit != "percent" and _GAP.match(behind) is not None
    both = (gap or _BOTH.search(before) is not None) and _both_apart(analysis, start, quantity)
    if not (
        _AHEAD.match(behind)
        or _BEHIND.match(behind)
        or _APART.search(before)
        or _EXCESS.search(before)
        or both
    ):
        return None
    named = [
        each
        for each in inside(analysis.mentions, start, quantity.start)
        if each.end <= quantity.start and each.type in _PRICED and each.entity
        and not _DESCRIBED.match(text, each.end)
    ]  # fmt: skip
    owners = {each.entity for each in named}
    alone = len(owners) == 1 and _AGAINST.match(text, named[0].end) is not None
    subject = subject_before(analysis, start, named[0]) if alone else None
    if subject is not None and subject.entity not in owners:
        named.insert(0, subject)
    elif len(owners) != 2:
        return None
    if both or _APART.search(before):
        return Lead(own=named[0], other=_other_than(named, named[0]), apart=True)
    sides = (subject, named[-1]) if subject else _sides(text, named, quantity)
    if sides is None:
        return None
    own, other = sides
    if _FALL.search(before) or _FALL.search(behind):
        return _by_fall(before, behind, own, other, quantity)
    if _EXCESS.search(before):
        return Lead(own=own, other=other)
    back = sentence_before(text, sentence_before(text, start))
    return _by_verb(text[back:start] + before, behind, own, other, quantity)


def _by_fall(
    before: str, behind: str, own: Mention, other: Mention, quantity: Quantity
) -> Lead | None:
    """Give the lead of what fell by more, or less, than another: 下落率がTOPIXを5ポイント上回る."""
    more = _MORE.match(behind)
    if more is None or quantity.unit == "percent" or not _FALL_RATE.search(before):
        return None
    return Lead(own=own, other=other, direction="down" if more["more"] else "up")


def _won_by(analysis: Analysis, text: str, quantity: Quantity) -> Lead | None:
    """Read a lead whose winner, or loser, is named behind the number."""
    by = _WON_BY.match(text, quantity.end) if quantity.unit != "percent" else None
    if by is None:
        return None
    start, end = sentence_start(text, quantity.start), sentence_end(text, quantity.end)
    own = next((each for each in inside(analysis.mentions, by.end(), by.end() + 1)), None)
    won = _WON.match(text, own.end) if own else None
    if own is None or won is None or own.type not in _PRICED:
        return None
    named = [each for each in inside(analysis.mentions, start, end) if each.type in _PRICED]
    if len({each.entity for each in named}) != 2:
        return None
    return Lead(own=own, other=_other_than(named, own), direction="up" if won["won"] else "down")


def _clause_of(analysis: Analysis, start: int, quantity: Quantity) -> int:
    """Give where the clause begins that tells the time of a lead whose winner is named last."""
    text = fold_kept(analysis.article.text)
    if _won_by(analysis, text, quantity) is None:
        return start
    turns = [*_TURN.finditer(text, start, quantity.start)]
    return turns[-1].end() if turns else start


def _both_apart(analysis: Analysis, start: int, quantity: Quantity) -> bool:
    """Tell whether the returns of two owners are told before a number: …が3%、…が1%。その差は."""
    rates = {
        each.id for each in inside(analysis.quantities, start, quantity.start)
        if each.unit == "percent"
    }  # fmt: skip
    told = told_inside(analysis, start, quantity.start)
    return len({each.entity for each in told if each.metric == "return"
                and each.quantity in rates}) == 2  # fmt: skip


def _by_verb(
    before: str, behind: str, own: Mention, other: Mention, quantity: Quantity
) -> Lead | None:
    ahead, late = _AHEAD.match(behind), _BEHIND.match(behind)
    found = late or ahead
    if found is None:
        return None
    returns = quantity.unit != "percent" or not says("level_words", before)
    if _PLAIN_LEAD.search(found[0]) and not (_RETURN.search(before + behind) and returns):
        return None
    return Lead(own=own, other=other, direction="down" if late else "up")


def _other_than(named: Sequence[Mention], own: Mention) -> Mention:
    return next(each for each in named if each.entity != own.entity)


def _sides(
    text: str, named: Sequence[Mention], quantity: Quantity
) -> tuple[Mention, Mention] | None:
    """Give who was ahead or behind, and against whom; None where the words leave it open."""
    against = [
        each
        for each in named
        if _AGAINST.match(text, each.end)
        or _VERSUS.search(text[max(0, each.start - 1) : each.start])
    ]
    if len({each.entity for each in against}) != 1:
        return None
    other = against[-1]
    own = [each for each in named if each.entity != other.entity and _OWN.match(text, each.end)]
    return (own[-1], other) if own else None


def claims_leading(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each lead that no claim on a return speaks of."""
    held = {each.quantity for each in analysis.claims if each.metric == "return" and each.entity}
    text = analysis.article.text
    made = []
    for each in analysis.quantities:
        if each.unit not in UNITS or each.id in held or each.kind not in ("change", "level"):
            continue
        start = sentence_start(text, each.start)
        lead = lead_told(analysis, start, each)
        own = text[start : each.phrase[0]]
        apart = _APART.search(own) and not inside(analysis.mentions, start, each.start)
        if lead is None and (apart or _BOTH.search(own)):
            start = sentence_before(text, start)
            lead = lead_told(analysis, start, each)
        start = _clause_of(analysis, start, each)
        claim = _claim(analysis, each, start, lead) if lead is not None else None
        made += [claim] if claim is not None else []
    return tuple(made)


def _claim(analysis: Analysis, quantity: Quantity, start: int, lead: Lead) -> Claim | None:
    text = analysis.article.text
    host = next((each for each in analysis.claims if each.quantity == quantity.id), None)
    end = sentence_end(text, quantity.end)
    if host is None and is_unsaid(text, start, end, quantity):
        return None
    return Claim(
        id=host.id if host else "",
        sentence=(start, end),
        quantity=quantity.id,
        mention=lead.own.id,
        entity=lead.own.entity,
        metric="return",
        period=_period(analysis, start, quantity),
        reference=Reference(text=lead.other.text, kind="entity", entity=lead.other.entity),
        modality=host.modality if host else "fact",
        negated=host.negated if host else False,
        confidence=Confidence(quantity=1, entity=1, metric=1),
    )


def _period(analysis: Analysis, start: int, quantity: Quantity) -> Period | None:
    """Give the longest time that the sentence names before the number."""
    times = [
        each
        for each in inside(analysis.quantities, start, quantity.start)
        if each.kind in ("date", "duration")
        and (each.start_date or each.kind == "duration")
        and not (each.timex or "").startswith("T")
    ]  # fmt: skip
    if not times:
        return None
    return period_of_day(max(times, key=_length))


def _length(each: Quantity) -> int:
    if each.start_date is None or each.end_date is None:
        return 10_000
    return (each.end_date - each.start_date).days
