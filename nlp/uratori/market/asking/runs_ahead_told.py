"""Runs of sessions in which one thing did better than another: これで7営業日連続の勝ち越し.

The sentence, or it and the one before, names two things with a price and says of one that it did
better. The thing that を, に or より follows, or whose rise を follows, is what it is set against.
"""

from __future__ import annotations

import re
from datetime import date

from ...calendars import NoSession, calendar_of, sessions_back
from ...records import CERTAIN, Analysis, Claim, Mention, Period, Quantity, Reference
from ...text.fold import fold_kept
from ..places import counts_open, dates_inside, days_inside, inside
from ..questions import Asked, Remark
from ..reading.retimed import period_of_day
from ..reading.sentences import day_up_to, sentence_around, sentence_before, subject_before
from ..reading.unsaid import is_unsaid

METRIC = "outperformance_streak"
_UNITS = frozenset({"days", "business_days", "weeks", "months"})
_PRICED = frozenset({"index", "equity", "etf", "fund", "commodity", "crypto"})
_ROW = re.compile(r"(?:間)?(?:連続|(?:続|つづ)[けいくき]|にわた)")
_NAMED = re.compile(r"(?:日数|記録|期間|状態|展開|連勝|白星|黒星)[はが][^。]{0,24}$")
"""Before a count of sessions that its words call one of a run: 勝ち続けた日数は."""
_GREW = re.compile(
    r"(?:間)?(?:に(?:伸び|延び|達し|な[っりる]|及[んびぶ]|のぼ)|とな[っりる]|だ|で|。|$)"
)
_UP_TO = re.compile(r"まで(?:の)?、?$")
_EVERY = re.compile(
    r"(?:間)?(?:は|、)[^。]{0,24}?(?:[1一]日も(?:欠か|例外)|毎日|連日|すべて|全て"
    r"|(?:勝ち|負け|上回り|下回り|しのぎ|後れを取り)続け)"
)
"""Behind a count of sessions each of which is told alike: 30日までの8営業日、一日も欠かさず."""
_DESCRIBED = re.compile(r"(?:指数)?に?(?:連動|採用)")
"""Behind a name that only tells what another one follows: ラッセル2000連動の."""
_AHEAD = re.compile(
    r"上回[っるりわ]|超え(?:$|[、。])|勝ち(?!負)|白星|成績が[良勝]|好成績|アウトパフォーム|優位|しの[いぐ]|凌[いぐ]|勝[っるつ]|まさ[っる]"
)
_LATE = re.compile(
    r"下回[っるりわ]|負け(?!ず)|黒星|成績が悪|アンダーパフォーム|劣後|劣っ|及ば[なず]|見劣り|後れ|出遅れ|敗れ|勝て(?:ない|ず|てい?ない)"
)
_FIGURE = (
    r"(?:[(（][^()（）]{1,12}[)）])?(?:株価?指数|平均株価|指数|株式?|種|先物|相場)?"
    r"(?:の?(?:騰落率|上昇率|値上がり率|リターン|成績|パフォーマンス|値動き))?"
)
_AGAINST = re.compile(
    _FIGURE + r"(?:を|に対し|に対する|と比べ|に比べ|より|対比|比で|に(?!連動|採用|組)"
    r"|(?:超え|上回り)(?=$|[、。\n]))"
)
_OWN = re.compile(_FIGURE + r"(?:は|が|も|の|、)")
_FALLS = re.compile(r"下落率|値下がり率|下げ[幅率]")
_TIMES = re.compile(r"[年月週][間次足]|[かカヶ]月|四半期")
_OWN_TIMES = {
    "weeks": re.compile(r"週[間次足]"),
    "months": re.compile(r"月[間次足]|[0-9][かカヶ]月"),
}
"""Words for the time over which each of the weeks, or months, of a run is set against another."""
_TURN = re.compile(r"(?:が|ものの|けれども?|一方で?)、")
_ON_FROM = re.compile(r"の?(?:から|以降|以来)")


def claims_ahead(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim for each count of sessions in a row in which one thing beat another."""
    held = {
        each.quantity
        for each in analysis.claims
        if each.metric == METRIC and each.entity and each.reference and each.reference.entity
    }
    text = fold_kept(analysis.article.text)
    made = (_claim(analysis, text, each) for each in counts_open(analysis, _UNITS, held))
    return tuple(each for each in made if each is not None)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    behind = text[quantity.end : end]
    if not _is_run(text[start : quantity.start], quantity.text, behind):
        return None
    if not inside(analysis.mentions, start, end):
        start = sentence_before(text, start)
    turn = _TURN.search(text, quantity.end, end)
    end = turn.start() if turn else end
    sentence = text[start:end]
    ahead, late = _AHEAD.search(sentence), _LATE.search(sentence)
    if bool(ahead) == bool(late) or _FALLS.search(sentence) or _of_other_times(quantity, sentence):
        return None
    sides = _sides(analysis, text, start, end)
    if sides is None or is_unsaid(text, start, end, quantity):
        return None
    own, other = sides if ahead else (sides[1], sides[0])
    return Claim(
        id="",
        sentence=(start, end),
        quantity=quantity.id,
        mention=own.id,
        entity=own.entity,
        metric=METRIC,
        period=_month_up_to(analysis, text, start, quantity)
        or day_up_to(analysis, start, quantity)
        or day_up_to(analysis, sentence_before(text, start), quantity),
        reference=Reference(text=other.text, kind="entity", entity=other.entity),
        confidence=CERTAIN,
    )


def _of_other_times(quantity: Quantity, sentence: str) -> bool:
    """Tell whether a sentence sets returns side by side that are not of the run's own steps."""
    own = _OWN_TIMES.get(quantity.unit or "")
    return _TIMES.search(own.sub("", sentence) if own else sentence) is not None


def _month_up_to(analysis: Analysis, text: str, start: int, quantity: Quantity) -> Period | None:
    """Give the last month of a run of months: 4月から9月まで6カ月続けて, 10月も."""
    if quantity.unit != "months":
        return None
    told = dates_inside(analysis, start, quantity.start)
    ends = [each for each in told if not _ON_FROM.match(text, each.end) and each.mod is None]
    return period_of_day(ends[-1]) if ends else None


def asked_ahead(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Give what a claim on a run ahead of another asks for, or the reason why it cannot be."""
    if entity is None:
        return Remark(code="no_entity")
    against = claim.reference.entity if claim.reference else None
    if against is None:
        others = {
            each.entity
            for each in inside(analysis.mentions, *claim.sentence)
            if each.entity not in (None, entity) and each.type in ("index", "etf", "equity")
        }
        against = others.pop() if len(others) == 1 else None
    start = began_on(analysis, claim, quantity)
    return Asked(entity=entity, against=against, start=start)


def began_on(analysis: Analysis, claim: Claim, quantity: Quantity) -> date | None:
    """Give the first session of a run where the words tell it, which may have begun before.

    8月10日から21日まで names it, 21日までの10営業日、一日も欠かさず counts back to it.
    """
    text, start = fold_kept(analysis.article.text), claim.sentence[0]
    long = quantity.unit in _OWN_TIMES
    for each in (dates_inside if long else days_inside)(analysis, start, quantity.start):
        if text.startswith("から", each.end) or (long and _ON_FROM.match(text, each.end)):
            return each.start_date
    period, count = claim.period, quantity.value
    counted = _UP_TO.search(text, start, quantity.start) and _EVERY.match(text, quantity.end)
    if not counted or period is None or period.start_date is None or count is None:
        return None
    try:
        calendar = calendar_of(claim.entity or "")
        return sessions_back(calendar, period.start_date, int(count) - 1)
    except NoSession:
        return None


def _is_run(before: str, number: str, behind: str) -> bool:
    """Tell whether a count of sessions is that of a run."""
    if _ROW.match(behind) or _ROW.search(number):
        return True
    if _NAMED.search(before) and _GREW.match(behind):
        return True
    return _UP_TO.search(before) is not None and _EVERY.match(behind) is not None


def _sides(analysis: Analysis, text: str, start: int, end: int) -> tuple[Mention, Mention] | None:
    """Give who was ahead and of whom, by the particles behind the two names."""
    named = [
        each
        for each in inside(analysis.mentions, start, end)
        if each.type in _PRICED and each.entity and not _DESCRIBED.match(text, each.end)
    ]
    if len({each.entity for each in named}) == 1 and _AGAINST.match(text, named[0].end):
        subject = subject_before(analysis, start, named[0])
        return (subject, named[0]) if subject and subject.entity != named[0].entity else None
    if len({each.entity for each in named}) != 2:
        return None
    against = [each for each in named if _AGAINST.match(text, each.end)]
    if len({each.entity for each in against}) != 1:
        return None
    other = against[-1]
    own = [each for each in named if each.entity != other.entity and _OWN.match(text, each.end)]
    return (own[-1], other) if own else None
