"""Gaps between the policy rates of two central banks: 日米の政策金利差は2.50ポイント.

Of a target range the upper bounds are set against each other by convention; a rate set against the
other bound of a range, or against its middle, is an unusual reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import msgspec

from ...claims.central_banks import BANKS
from ...quantities import months_back
from ...records import CERTAIN, Analysis, Claim, Interval, Period, Quantity, Reference
from ...text.fold import fold_kept
from ..facts import Fact
from ..figures import decimal_text
from ..places import dates_inside, inside
from ..questions import RATE_UNITS, Attempt, Definition, Question, Remark, Unresolved
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid
from ..windows import Window, span_of, third_of
from .decided import rate_rows
from .policy import LOWER, UPPER, as_of, covers, ended

METRIC = "policy_rate_gap"
_INITIALS = {"日": "jp", "米": "us", "欧": "eu", "英": "uk", "豪": "au", "加": "ca"}
_NAMED = {
    "日本": "jp", "日銀": "jp", "米国": "us", "アメリカ": "us", "米": "us", "FRB": "us",
    "FF金利": "us", "FF": "us", "FOMC": "us", "欧州": "eu", "ユーロ圏": "eu", "ECB": "eu",
    "英国": "uk", "英中銀": "uk", "イングランド銀行": "uk", "豪州": "au", "カナダ": "ca",
}  # fmt: skip
_NAMES = "|".join(sorted(_NAMED, key=len, reverse=True))
_GAP = r"(?:差|格差|開き|ギャップ|スプレッド|隔たり)"
_PAIRED = re.compile(rf"(?P<one>[日米欧英豪加])(?P<two>[日米欧英豪加])(?:両国|間|の中銀|中銀)?の?"
                     rf"政策金利(?:の|同士の|間の)?{_GAP}")  # fmt: skip
_SET_APART = re.compile(
    rf"(?P<one>{_NAMES})(?:の?(?:政策金利|金利))?(?:の?(?:誘導目標))?(?:の?上限)?(?:[(（][^()（）]{{1,12}}[)）])?"
    rf"(?:と|や)(?:の)?(?P<two>{_NAMES})(?:の?(?:政策金利|金利))?(?:の?(?:誘導目標))?(?:の?上限)?"
    rf"(?:[(（][^()（）]{{1,12}}[)）])?(?:の|との)?(?:政策金利の?|金利の?)?{_GAP}"
)
_POLICY = re.compile(r"政策金利|誘導目標|FF金利")
_BARRED = re.compile(r"[0-9]年(?:物|債)|長期金利|利回り|実質")
_THEIRS = re.compile(
    rf"(?:(?:その|両者の|両国の|この|彼我の|双方の)(?:政策)?(?:金利の?)?|(?:^|[、。])(?:(?:政策)?金利の?)?"
    r"|[上下]限(?:同士|どうし)?(?:の|で|を)?|(?:比べ|比較し|見|み)(?:た|ると|れば)、?(?:両者の|その)?)"
    rf"{_GAP}(?:は|が|も|で)?(?:約|なお|まだ|いま){{0,2}}$"
    r"|%(?:だ|です|な|である)?(?:から|ので|ため)、?(?:その)?差し?引き?、?(?:約)?$"
    r"|%(?:だ|です|な|である)(?:から|ので|ため)、?(?:約)?$|差し引き(?:すると|で|では)?、?(?:約)?$"
)
"""Right before the gap of the two rates told before it: その差は, 上限で比べた差は, だから."""
_OF_ONE = re.compile(
    rf"(?:(?:{_NAMES})(?:の政策金利)?|誘導目標|[上下]限)(?:の|は|が|で)?(?:[上下]限)?(?:の|は|が)?(?:約)?$"
)
"""Right before the rate of one of the two, which is no gap: 金利差は、日銀の1.25%を引き."""
_NOW = re.compile(r"(?:いま|今|現在|足元)(?:で|は|では|の水準は)?[^、。0-9]{0,6}$")
_SUPPOSED = re.compile(r"みられ|みている|とみる|と見る|想定|織り込|なら(?=[、日米])|場合")
_OWNER = re.compile(rf"(?P<name>{_NAMES})(?:の政策金利)?[がはの]")
_AGO = re.compile(r"(?P<count>半|[0-9]{1,2})(?P<unit>年|[かカヶヵケ箇]月)前(?:の|は|には?)(?:約)?$")
_CAME_TO = re.compile(r"(?:台|程度|前後)?(?:まで|に|へ|から|と)")
_MOVED = re.compile(r"(?:ほど|程度)?(?:も)?(?:の)?(?:縮|拡大|拡が|広が|開い|狭)")


def claims_on_policy_gap(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each number that is told as a gap between two banks' policy rates."""
    text = fold_kept(analysis.article.text)
    if "金利" not in text:
        return ()
    found: list[Claim] = []
    for each in analysis.quantities:
        if each.unit in RATE_UNITS:
            found += _claim(analysis, text, each)
    return tuple(found)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    start, end = sentence_around(text, quantity)
    before = text[start : quantity.phrase[0]]
    sides, begin = _beside(before) or _sides(before), start
    if sides is None and _THEIRS.search(before):
        begin = sentence_before(text, start)
        sides = _beside(text[begin : quantity.phrase[0]])
    if sides is None or _OF_ONE.search(before) or not _is_level(text, quantity):
        return
    if _is_of_another(analysis, start, quantity):
        return
    one, two = sides
    supposed = is_unsaid(text, start, end, quantity) or _SUPPOSED.search(text, start, end)
    base = next((each for each in analysis.claims if each.quantity == quantity.id), None)
    mood = base.modality if base is not None else "forecast" if supposed else "fact"
    yield Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=one, metric=METRIC,
        metric_text="政策金利差", period=_time(analysis, before, begin, quantity), modality=mood,
        negated=base.negated if base is not None else False,
        reference=Reference(text="", kind="entity", entity=two), confidence=CERTAIN,
    )  # fmt: skip


def _is_of_another(analysis: Analysis, start: int, quantity: Quantity) -> bool:
    """Tell whether the last time is that of another gap: 昨年末は3.5%だったが、1.75%."""
    text = fold_kept(analysis.article.text)[start : quantity.phrase[0]]
    dated, told = False, False
    for each in inside(analysis.quantities, start, quantity.start):
        dated = dated or (each.kind == "date" and each.start_date is not None)
        told = dated and (each.unit in RATE_UNITS or (told and each.kind != "date"))
    return told and not (_NOW.search(text) or _AGO.search(text))


def _is_level(text: str, quantity: Quantity) -> bool:
    """Tell whether a number is a gap, and not by how much one has moved: 1.25ポイント縮んだ."""
    if _CAME_TO.match(text, quantity.phrase[1]):
        return True
    return quantity.kind != "change" and _MOVED.match(text, quantity.phrase[1]) is None


def _sides(before: str) -> tuple[str, str] | None:
    """Give the countries of a gap that the words before a number tell, the higher one unknown."""
    found = None
    for each in _PAIRED.finditer(before):
        found = (_INITIALS[each["one"]], _INITIALS[each["two"]], each.end())
    for each in _SET_APART.finditer(before):
        if _POLICY.search(each[0]):
            found = (_NAMED[each["one"]], _NAMED[each["two"]], each.end())
    if found is None or found[0] == found[1] or _BARRED.search(before):
        return None
    one, two = (BANKS.get(each) for each in found[:2])
    return None if one is None or two is None else (one, two)


def _beside(before: str) -> tuple[str, str] | None:
    """Give the two banks whose rates stand before その差は in its sentence."""
    if _THEIRS.search(before) is None or not _POLICY.search(before) or _BARRED.search(before):
        return None
    named = dict.fromkeys(_NAMED[each["name"]] for each in _OWNER.finditer(before))
    banks = [BANKS.get(each) for each in named]
    return (banks[0], banks[1]) if len(banks) == 2 and banks[0] and banks[1] else None


def _time(analysis: Analysis, before: str, start: int, quantity: Quantity) -> Period | None:
    """Give the time of a gap: so long before the article, or that its sentence names last."""
    day, ago = analysis.article.published, _AGO.search(before)
    if ago is not None and day is not None:
        count = (
            6 if ago["count"] == "半" else int(ago["count"]) * (12 if ago["unit"] == "年" else 1)
        )
        then = months_back(day, count)
        return Period(text="", start_date=then, end_date=then, anchor="published")
    if _NOW.search(before):
        return None
    times = dates_inside(analysis, start, quantity.start)
    return period_of_day(times[-1]) if times else None


def policy_gap(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how far two banks' rates lay apart on the claim's day."""
    bank = question.claim.reference.entity if question.claim.reference else None
    if bank is None:
        raise Unresolved(Remark(code="no_entity"))
    day = _day(question)
    sides = (question.entity, bank)
    rows = [rate_in_force(_of(question, each), definition.needs[0], day) for each in sides]
    value = abs(rows[0].value - rows[1].value)
    other = _apart(question, sides, LOWER if definition.needs[0] == UPPER else UPPER, day)
    if definition.needs[0] == LOWER and value == other:
        return
    spread = Interval(low=value, high=value)
    holds: bool | None = spread.meets(question.claimed)
    within = Interval(low=min(value, other), high=max(value, other))
    if not holds and within.meets(question.claimed):  # a rate in effect lies between the bounds
        holds = None
    texts = [decimal_text(each.value, 2) for each in rows]
    yield Attempt(
        definition=definition, entity=question.entity, value=value, spread=spread,
        unit="percentage_point", as_of=day.isoformat(), rows=tuple(rows),
        holds=holds, working=" - ".join(texts),
        remark=None if holds is not None else Remark(code="unsure"),
    )  # fmt: skip


def _apart(question: Question, sides: tuple[str, str], metric: str, day: date) -> Fraction:
    one, two = (rate_in_force(_of(question, each), metric, day) for each in sides)
    return abs(one.value - two.value)


def _of(question: Question, bank: str) -> Question:
    return msgspec.structs.replace(question, entity=bank)


def rate_in_force(question: Question, metric: str, day: date) -> Fact:
    """Give the rate of a bank in force on a day; Unresolved where it is not known to be."""
    rows = [row for row in rate_rows(question, metric) if row.date <= day]
    if not rows or not covers(question, Window(start=day, end=day)):
        raise Unresolved(Remark(code="no_day", values=(f"{question.entity}/{metric}", str(day))))
    return rows[-1]


def _day(question: Question) -> date:
    period = question.claim.period
    span = span_of(period)
    if period is None or span is None:
        return as_of(question)
    return ended(question, third_of(span, period.mod) if period.mod else span).end


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        key="gap_upper", metric=METRIC, ja="政策金利の差(上限)",
        en="gap of policy rates, upper bounds", measure=policy_gap, standing="conventional",
        needs=(UPPER,),
    ),
    Definition(
        key="gap_lower", metric=METRIC, ja="政策金利の差(下限)",
        en="gap of policy rates, lower bounds", measure=policy_gap, needs=(LOWER,),
        sentence_names=("下限",),
    ),
)  # fmt: skip
"""Definitions of gaps between policy rates."""
