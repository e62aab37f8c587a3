"""Policy rates set against their own past: 利上げは2025年12月以来, 昨年末より0.25ポイント低い.

Whose they are is told by the only central bank that the sentence, or the one before it, names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from ...records import CERTAIN, Analysis, Claim, Period, Quantity, Reference
from ...text.fold import fold_kept
from ..definitions.policy_then import LEVEL_CHANGE, SINCE_MOVE
from ..places import dates_inside, days_inside, inside, number_of, told_inside
from ..questions import RATE_UNITS
from ..reading.policy_spans import bank_before
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid

_Side = Literal["up", "down"]
_MOVE = r"(?:(?P<up>利上げ|引き上げ|引上げ)|利下げ|引き下げ|引下げ)"
_BEHIND = re.compile(
    r"(?:以来|ぶり)(?:、?(?:約|およそ)?(?:[0-9]{1,2}|半)(?:年半?|[かカヶヵケ箇]月)ぶり)?"
    r"(?:となる|とな[りっ]た?|の|に|、){0,2}(?:大幅な?|追加の?|緊急の?|本格的な?)?"
    rf"(?:(?:政策)?金利の?を?)?{_MOVE}"
)
"""Behind a time, the move that is the first since: 9カ月ぶりに利下げした."""
_BEFORE = re.compile(
    rf"{_MOVE}(?:(?:を(?:決め|決定し|実施し)た|に(?:踏み切|動い|転じ)った|に(?:動い|転じ)た|に踏み切る|した|する|の決定|の実施)(?:の|こと)?)?"
    r"(?:は|が)、?(?:今回|これ)?(?:約|およそ)?(?:[0-9]{4}年|[昨前]年)?(?:[0-9]{1,2}月)?(?:以来、?)?(?:約|およそ)?$"
)
"""Before it, the move as a subject: 利下げは約9カ月ぶり."""
_OPEN = re.compile(
    r"検討|議論|観測|織り込|求め|焦点|視野|予定|方針|見送|提案|主張|反対|迫られ|備え|期待|可能性|予想|見通し"
)
"""What makes a move one that is yet to be decided."""
_FIRST = re.compile(r"(?:以来|ぶり)")
_OF_RATE = re.compile(r"政策金利|FF金利|誘導目標|利[上下]げ|金利(?:水準)?[をはがも]")
_OTHER_RATE = re.compile(
    r"利回り|長期金利|[0-9]年(?:物|債)|短期金利|住宅ローン|預金金利|実質金利|金利差"
)
_BASE = re.compile(
    r"前?(?:時点|の水準)?(?:と?に?比べると?|[にと]比べて?|対比で?|比で?|より|からみ[てる]と?|から)"
    r"[^。0-9]{0,16}(?:約|なお|まだ|すでに)?"
)
_APART = re.compile(
    r"(?:ほど|分|も|だけ)?(?:の)?(?:(?P<up>高[いくか]|上昇|上が|上回)|低[いくか]|低下|下が|下回)"
)
_SPAN = re.compile(
    r"(?:この間|その間|差し引き|合計|都合|およそ|約|[0-9]{1,2}年(?:間|余り|あまり|強|弱|半|ほど)?"
    r"|[0-9]{1,2}[かカヶヵケ箇]月(?:間|余り|あまり|強|弱|ほど)?|の?(?:で|に|の|、)){1,5}"
)
"""What opens a sentence on how far the two rates of the one before lie apart."""
_RAISED = re.compile(
    r"(?:ほど|分|も|だけ)?(?:の)?(?:(?P<up>上が|上昇|高くな|引き?上げ|利上げ)|下が|低下|低くな|引き?下げ|利下げ)"
)


def claims_on_policy_then(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each first of a bank's moves, and on each distance from a rate of before."""
    text = fold_kept(analysis.article.text)
    if _TELLS_MOVE.search(text) is None and _OF_RATE.search(text) is None:
        return ()
    found: list[Claim] = []
    for each in analysis.quantities:
        if is_unsaid(text, *sentence_around(text, each), each):
            continue
        if each.kind in ("date", "duration"):
            found += _first_since(analysis, text, each)
        elif each.unit in RATE_UNITS:
            found += (
                [*_from_then(analysis, text, each)]
                or [*_of_two(analysis, text, each)]
                or [*_stands_at(analysis, text, each)]
            )
    return tuple(found)


def _first_since(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give a claim on a time since which no such move was made."""
    if _FIRST.match(text, quantity.end) is None:
        return
    start, end = sentence_around(text, quantity)
    if _OPEN.search(text, start, end):
        return
    found = _BEHIND.match(text, quantity.end) or _BEFORE.search(text[start : quantity.phrase[0]])
    begin = sentence_before(text, start)
    bank = bank_before(analysis, begin, start, quantity)
    if found is None or bank is None:
        return
    days = [
        each for each in days_inside(analysis, begin, quantity.start) if not _is_since(text, each)
    ]
    if len({each.start_date for each in days}) > 1:
        return
    yield _claim(
        text, quantity, begin, bank, SINCE_MOVE, _side(found),
        period=period_of_day(days[0]) if days else None,
    )  # fmt: skip


def _is_since(text: str, time: Quantity) -> bool:
    return _FIRST.match(text, time.end) is not None


def _from_then(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give how far a rate lies from that of a time which stands before the number."""
    start, _ = sentence_around(text, quantity)
    at = quantity.phrase[0]
    side = _APART.match(text, quantity.phrase[1])
    times = _times(analysis, text, start, quantity)
    before = text[start:at]
    if side is None or not times or _OTHER_RATE.search(before) or not _OF_RATE.search(before):
        return
    bank = bank_before(analysis, sentence_before(text, start), start, quantity)
    if bank is None or _BASE.fullmatch(text, times[-1].end, at) is None:
        return
    yield _claim(text, quantity, start, bank, LEVEL_CHANGE, _side(side), base=times[-1])


def _times(analysis: Analysis, text: str, start: int, quantity: Quantity) -> list[Quantity]:
    """Give the times before a number, and the lengths of time that lead to one: 1年前."""
    return [
        each
        for each in inside(analysis.quantities, start, quantity.start)
        if (each.kind == "date" and each.start_date is not None)
        or (each.kind == "duration" and text.startswith("前", each.end))
    ]


def _of_two(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give how far the two rates of the sentence before lie apart: 2年で1ポイント上がった."""
    start, _ = sentence_around(text, quantity)
    begin, side = sentence_before(text, start), _RAISED.match(text, quantity.phrase[1])
    if side is None or begin == start or not _SPAN.fullmatch(text, start, quantity.phrase[0]):
        return
    told = [
        each for each in told_inside(analysis, begin, start)
        if each.metric == "policy_rate" and each.modality == "fact"
    ]  # fmt: skip
    banks = {each.entity for each in told}
    first = number_of(analysis, told[0]) if len(told) == 2 and len(banks) == 1 else None
    times = dates_inside(analysis, begin, start)
    bank = banks.pop() if first is not None else None
    if first is None or bank is None or len(times) != 1 or times[0].end > first.start:
        return
    yield _claim(text, quantity, begin, bank, LEVEL_CHANGE, _side(side), base=times[0])


_AT_LEVEL = re.compile(
    r"(?:^|[、。])(?:そして|これで)?、?(?P<now>(?:いま|今|現在|足元|目下|現状)の?)?、?(?:金利)?(?:水準|レベル)(?:は|が|も)、?(?:約)?$"
    r"|(?:^|[、。])(?P<today>いま|今|現在|足元|目下)(?:は|では|で|の政策金利は)、?(?:約)?$"
    r"|に(?:は)?(?:さらに)?(?:動[いき]|引き[上下]げ|利[上下]げし)(?:て|て、|、)(?:約)?$"
)
"""Right before the rate itself behind a move that is told: 9月に動いて, いまの水準は."""
_STANDING = re.compile(
    r"(?:ちょうど)?(?:$|[。、)]|だ|で(?:す|ある|、|あり)|と(?:し|な[っり])|に(?:し|な[っり]|引き|ある)|となる)"
)
_ANOTHER_RATE = re.compile(r"物価|インフレ|失業|成長率|CPI|GDP|為替|株|賃金|春闘|見通し|シェア")
_TELLS_MOVE = re.compile(r"利[上下]げ|引き[上下]げ|政策金利|日銀|FRB|FOMC|ECB|英中銀|金融政策")


def _stands_at(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the rate that a bank's move, told before the number, led to."""
    start, end = sentence_around(text, quantity)
    if quantity.unit != "percent" or quantity.kind != "level" or _is_held(analysis, quantity):
        return
    told = _AT_LEVEL.search(text[start : quantity.phrase[0]])
    begin = sentence_before(text, start)
    about = text[begin:end]
    if told is None or _ANOTHER_RATE.search(about) or _OTHER_RATE.search(about):
        return
    if not _TELLS_MOVE.search(about):
        return
    bank = bank_before(analysis, begin, start, quantity)
    times = dates_inside(analysis, start, quantity.start)
    now = told["now"] or told["today"]
    if bank is None or _STANDING.match(text, quantity.phrase[1]) is None or len(times) > 1:
        return
    if not (now or times):
        return
    yield Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=bank, metric="policy_rate",
        period=period_of_day(times[0]) if times and not now else None, confidence=CERTAIN,
    )  # fmt: skip


def _is_held(analysis: Analysis, quantity: Quantity) -> bool:
    return any(each.quantity == quantity.id and each.metric for each in analysis.claims)


def _side(found: re.Match[str]) -> _Side:
    return "up" if found["up"] else "down"


def _claim(
    text: str,
    quantity: Quantity,
    begin: int,
    bank: str,
    metric: str,
    side: _Side,
    *,
    period: Period | None = None,
    base: Quantity | None = None,
) -> Claim:
    told = Reference(text=base.text, kind="period", quantity=base.id) if base is not None else None
    return Claim(
        id="", sentence=(begin, sentence_around(text, quantity)[1]), quantity=quantity.id,
        entity=bank, metric=metric, direction=side, period=period, reference=told,
        confidence=CERTAIN,
    )  # fmt: skip
