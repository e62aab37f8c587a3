"""Market values and net assets set against those of another time or another firm.

9月末から2兆円あまり増えた is a change of the size told beside it, アップルとの時価総額の差 how far
two sizes lie apart. Sizes are told for month ends: one of some days before stands for a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from ...records import CERTAIN, Analysis, Claim, Period, Quantity, Reference
from ...text.fold import fold_kept
from ..facts import usable
from ..places import back_from, dates_inside, inside
from ..questions import Attempt, Definition, Question, Remark, Unresolved, missing
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid
from ..windows import duration_of, months_back, span_of
from .answers import Figure, attempt_of, figure_of, growth, less, ratio, same_unit

CHANGE, GAP, RATIO = "size_change", "size_gap", "size_ratio"
_NOUNS = {"時価総額": "market_cap", "純資産総額": "net_assets", "純資産残高": "net_assets",
          "純資産": "net_assets", "運用残高": "net_assets"}  # fmt: skip
_NOUN = re.compile("|".join(_NOUNS))
_CURRENCIES = frozenset({"JPY", "USD", "EUR", "GBP"})
_AGAINST = re.compile(
    r"(?:時点)?(?:の[0-9][0-9,.兆億万]{0,14}(?:円|ドル))?(?:から|に比べて?|と比べて?|比で?|より)、?(?:約|およそ|さらに)?(?:[^、。0-9はが]{0,6})$"
)
_WITHIN = re.compile(r"(?:間)?で、?(?:約|およそ|合計|計)?")
_MOVED = re.compile(
    r"(?:あまり|余り|ほど|近く|程度|以上|超|強|弱)?の?"
    r"(?P<side>増|膨ら|拡大|上積み|積み増し|積み上|減|縮|目減り|失|少な)"
)
_RISES = ("増", "膨ら", "拡大", "上積み", "積み増し", "積み上")
_APART = re.compile(
    r"(?:と|や|、|との|、[^、。]{0,8})(?P<other>[^、。とやの]{1,20})(?:と)?の(?P<noun>時価総額|純資産総額)の?"
    r"(?:差|開き|差額|格差|隔たり)(?:は|が)[^、。]{0,14}$"
)
_TIMES_OF = re.compile(
    r"の?(?P<noun>時価総額|純資産総額)(?:は|が|、)(?:[0-9]{1,4}[年月日][^。0-9]{0,6}){0,3}[^、。0-9]{1,20}?"
    r"(?:の時価総額|の純資産総額)?の(?:約|およそ|ほぼ)?$"
)
"""Before so many times another's size: トヨタの時価総額は三菱UFJの2.1倍."""
_SIZED = frozenset({"equity", "etf", "fund", "crypto"})
"""Kinds of what has a market value or net assets."""
_STALE = timedelta(10)
"""How many days before a time a size may be dated to stand for it."""


def claims_on_size_changes(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each amount by which a size has changed, or by which two lie apart."""
    text = fold_kept(analysis.article.text)
    if _NOUN.search(text) is None:
        return ()
    found: list[Claim] = []
    held = {each.quantity for each in analysis.claims if each.metric}
    sized = {each.quantity for each in analysis.claims if each.metric in _NOUNS.values()}
    for each in analysis.quantities:
        if is_unsaid(text, *sentence_around(text, each), each):
            continue
        if each.unit == "times" and each.value:
            found += _set_apart(analysis, text, each, RATIO, _TIMES_OF)
        if each.unit == "percent" and (each.id in sized or each.id not in held):
            found += _changed(analysis, text, each)
        if each.unit in _CURRENCIES and each.value:
            told = [] if each.kind == "change" else _set_apart(analysis, text, each, GAP, _APART)
            told = told or _changed(analysis, text, each)
            found += told if told or each.id in held else _listed(analysis, text, each)
    return tuple(found)


def _changed(analysis: Analysis, text: str, quantity: Quantity) -> list[Claim]:
    start, end = sentence_around(text, quantity)
    time, side = _time_before(analysis, start, quantity), _MOVED.match(text, quantity.phrase[1])
    if time is None or side is None:
        return []
    between = _WITHIN if time.kind == "duration" else _AGAINST
    first = _first_of_two(analysis, text, time, quantity)
    if first is not None:
        time = first
    elif between.fullmatch(text, time.end, quantity.phrase[0]) is None:
        return []
    owner = _owner(analysis, text, start, quantity)
    nouns = _NOUN.findall(text[sentence_before(text, start) : quantity.start])
    if owner is None or not nouns:
        return []
    until = _end_of(analysis, text, time, (start, end))
    return [
        Claim(
            id="", sentence=(start, end), quantity=quantity.id, entity=owner, metric=CHANGE,
            metric_text=nouns[-1], period=period_of_day(until) if until is not None else None,
            direction="up" if side["side"].startswith(_RISES) else "down",
            reference=Reference(text=time.text, kind="period"), basis=(_NOUNS[nouns[-1]],),
            confidence=CERTAIN,
        )
    ]  # fmt: skip


_AMOUNT = r"[0-9][0-9,.兆億万]{0,14}(?:円|ドル)"
_LEFT = re.compile(rf"(?:時点)?(?:の|に){_AMOUNT}から、?")
_REACHED = re.compile(rf"(?:時点)?(?:の|に|には){_AMOUNT}(?:へ|に)と?、?(?:約|およそ|率にして)?")


def _first_of_two(
    analysis: Analysis, text: str, last: Quantity, quantity: Quantity
) -> Quantity | None:
    """Give the first of two times whose sizes are told: 年初の769億ドルから9月末の968億ドルへ."""
    if _REACHED.fullmatch(text, last.end, quantity.phrase[0]) is None:
        return None
    start, _ = sentence_around(text, quantity)
    for each in dates_inside(analysis, start, last.start):
        if _LEFT.fullmatch(text, each.end, last.start) is not None:
            return each
    return None


def _set_apart(
    analysis: Analysis, text: str, quantity: Quantity, metric: str, told: re.Pattern[str]
) -> list[Claim]:
    """Give what sets one size against another's: how far they lie apart, or their ratio."""
    start, end = sentence_around(text, quantity)
    found = told.search(text[start : quantity.phrase[0]])
    named = [*_sized_before(analysis, start, quantity)]
    if found is None or len(named) != 2:
        return []
    time = _time_before(analysis, start, quantity)
    return [
        Claim(
            id="", sentence=(start, end), quantity=quantity.id, entity=named[0], metric=metric,
            metric_text=found["noun"], period=period_of_day(time) if time is not None else None,
            reference=Reference(text="", kind="entity", entity=named[1]),
            basis=(_NOUNS[found["noun"]],), confidence=CERTAIN,
        )
    ]  # fmt: skip


_OTHER_AMOUNT = re.compile("売上|利益|収益|投資|受注|株価|出来高|売買代金|買収|負債|現金|資本金")
_OPENS = re.compile(r"(?:は|が|も|、|で)(?:約|およそ)?")
_CLOSES = re.compile(r"(?:で?、|。|$|だ|で(?:す|ある|続)|と(?:、|な|続)|に)")


def _listed(analysis: Analysis, text: str, quantity: Quantity) -> list[Claim]:
    """Give the size of one of several firms told behind a heading of their sizes.

    時価総額を6月末の値で比べよう。アップルが4兆3360億ドル、アルファベットは4兆1110億ドルだ。
    """
    start, end = sentence_around(text, quantity)
    owner = next(
        (
            each.entity
            for each in inside(analysis.mentions, start, quantity.start)
            if each.entity and each.type in ("equity", "etf", "crypto")
            and _OPENS.fullmatch(text, each.end, quantity.phrase[0])
        ),
        None,
    )  # fmt: skip
    if owner is None or _CLOSES.match(text, quantity.phrase[1]) is None:
        return []
    head = sentence_before(text, start)
    nouns = _NOUN.findall(text[head : quantity.start]) or _NOUN.findall(
        text[(head := sentence_before(text, head)) : quantity.start]
    )
    time = _time_before(analysis, head, quantity)
    if len({*nouns}) != 1 or _OTHER_AMOUNT.search(text[head:end]) or time is None:
        return []
    return [
        Claim(
            id="", sentence=(start, end), quantity=quantity.id, entity=owner,
            metric=_NOUNS[nouns[-1]], metric_text=nouns[-1], period=period_of_day(time),
            confidence=CERTAIN,
        )
    ]  # fmt: skip


def _sized_before(analysis: Analysis, start: int, quantity: Quantity) -> dict[str, None]:
    """Give the things of a size that are named from a place to a number, in order."""
    named = inside(analysis.mentions, start, quantity.start)
    return dict.fromkeys(each.entity for each in named if each.entity and each.type in _SIZED)


def _time_before(analysis: Analysis, start: int, quantity: Quantity) -> Quantity | None:
    """Give the last time before a number: a date, or how long it took (1カ月で)."""
    for each in back_from(analysis.quantities, quantity.start):
        if each.start < start:
            return None
        dated = each.kind == "date" and each.start_date is not None
        if dated or (each.kind == "duration" and each.unit in ("months", "years")):
            return each
    return None


def _end_of(
    analysis: Analysis, text: str, base: Quantity, sentence: tuple[int, int]
) -> Quantity | None:
    """Give the other time that a sentence names: the one at which the change had come about."""
    others = [
        each
        for each in dates_inside(analysis, *sentence)
        if each.start != base.start
    ]  # fmt: skip
    return others[-1] if len(others) == 1 else None


def _owner(analysis: Analysis, text: str, start: int, quantity: Quantity) -> str | None:
    """Give the only thing of a size that the sentence, or else the one before it, names."""
    for begin in (start, sentence_before(text, start)):
        named = [*_sized_before(analysis, begin, quantity)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def size_change(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how much a size has grown since the time it is set against."""
    period = _period_of(question, question.claim.reference.text if question.claim.reference else "")
    end = _day(question, question.claim.period)
    base = _start(period, end)
    first = _size(question, question.entity, _day(question, period) if base is None else base)
    last = _size(question, question.entity, end)
    if first.rows[0].date >= last.rows[0].date:
        raise Unresolved(Remark(code="period_unclear"))
    falls = question.claim.direction == "down"
    if question.scale.base == "percent":
        grown = growth(last, first)
        if grown is None:
            raise Unresolved(Remark(code="no_unit"))
        found = _turned(grown) if falls else grown
    else:
        found = less(first, last) if falls else less(last, first)
    yield _told(question, definition, found, last)


def size_gap(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how far the sizes of two things lie apart."""
    one, two = _both(question)
    found = less(one, two) if one.value >= two.value else less(two, one)
    yield _told(question, definition, found, one)


def size_ratio(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how many times another's a size is."""
    one, two = _both(question)
    found = ratio(one, two, 1, "times")
    if found is None:
        raise Unresolved(Remark(code="no_unit"))
    yield _told(question, definition, found, one)


def _both(question: Question) -> tuple[Figure, Figure]:
    """Give the sizes of what a claim is of and of what it is set against, in one unit."""
    other = question.claim.reference.entity if question.claim.reference else None
    day = _day(question, question.claim.period)
    one, two = (_size(question, each or "", day) for each in (question.entity, other))
    if one.unit != two.unit:
        raise Unresolved(Remark(code="no_unit"))
    return one, two


def _told(question: Question, definition: Definition, found: Figure, last: Figure) -> Attempt:
    if not same_unit(question, found.unit):
        return missing(definition, question.entity, "no_unit")
    day = _day(question, question.claim.period)
    young = day - last.rows[0].date
    doubt = None if young <= timedelta(3) else Remark(code="unsure")
    return attempt_of(question, definition, [found], last.rows[0].date.isoformat(), doubt=doubt)


def _turned(figure: Figure) -> Figure:
    return msgspec.structs.replace(figure, value=-figure.value, spread=-figure.spread)


def _start(period: Period | None, end: date) -> date | None:
    """Give the day from which a length before an end counts, or the first one of its year."""
    length = duration_of(period) if period is not None else None
    if length is not None and length.letter in "YM":
        count = length.count * (12 if length.letter == "Y" else 1)
        return months_back(end + timedelta(1), count) - timedelta(1)
    if period is not None and period.text == "年初" and period.start_date is not None:
        return period.start_date.replace(month=1, day=4)
    return None


def _period_of(question: Question, text: str) -> Period | None:
    for each in inside(question.analysis.quantities, *question.claim.sentence):
        if each.kind in ("date", "duration") and each.text == text:
            return period_of_day(each)
    return None


def _day(question: Question, period: Period | None) -> date:
    span = span_of(period)
    if span is not None:
        return min(span.end, question.published or span.end)
    if question.published is None:
        raise Unresolved(Remark(code="no_as_of"))
    return question.published


def _size(question: Question, entity: str, day: date) -> Figure:
    """Give the size of the last day on or shortly before one; Unresolved where none is told."""
    metric = next((each for each in question.claim.basis if each in _NOUNS.values()), "market_cap")
    rows = usable(question.source.facts(entity, metric), by=question.published)
    near = [row for row in rows if timedelta(0) <= day - row.date <= _STALE]
    if not near:
        raise Unresolved(Remark(code="no_day", values=(f"{entity}/{metric}", day.isoformat())))
    return figure_of(near[-1])


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        key="size_change", metric=CHANGE, ja="規模の増減", en="change of a size",
        measure=size_change, standing="conventional", needs=("market_cap",), settled=True,
    ),
    Definition(
        key="size_gap", metric=GAP, ja="規模の差", en="difference of two sizes",
        measure=size_gap, standing="conventional", needs=("market_cap",), settled=True,
    ),
    Definition(
        key="size_ratio", metric=RATIO, ja="規模の倍率", en="ratio of two sizes",
        measure=size_ratio, standing="conventional", needs=("market_cap",), settled=True,
    ),
)  # fmt: skip
"""Definitions of changes and differences of sizes."""
