"""Results told without their metric's own words: 営業22.2%増益, 前年の同じ時期は1214億円だった."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Literal

import msgspec

from ...quantities import months_back
from ...records import CERTAIN, Analysis, Claim, Period, Quantity, Reference
from ...text.fold import fold_kept
from ..definitions.results import AMOUNTS, MARGINS
from ..places import back_from, inside, number_of, told_inside, told_with
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..windows import span_of

_PROFIT = re.compile(
    r"(?P<kind>営業|経常|最終|純)(?:損益|利益)?(?:は|が)?(?:前年同期比|前期比|前の期比)?(?:約)?$"
)
_KINDS = {
    "営業": "operating_profit", "経常": "ordinary_profit", "最終": "net_profit", "純": "net_profit",
}  # fmt: skip
_GROWN = re.compile(r"の?(?:大幅な?)?(?P<side>増益|減益)")
_YEAR_AGO = re.compile(
    r"(?:^|[、(])(?:なお)?、?(?:前年の?同じ?(?:時期|期間)|前年同期|前年度?の?同期|前の年の同じ時期|1年前の?(?:同じ?(?:時期|期間))?)"
    r"(?:の?実績)?は(?:約)?$"
)
_ALL_RESULTS = frozenset({"増収", "減収", "増益", "減益"})
_CAME_TO = re.compile(r"(?:の)?(?:増加?|減少?|増収|減収|増益|減益)(?:の|で|となる)(?:約)?")
_TIMES = re.compile(
    r"(?:と|で|、){1,2}(?P<base>前年同期|前の期|前年|前期|前年度)(?:実績)?の(?:約)?$"
)
_TIMES_REACH = 12
"""Characters that these words take at most."""


def claims_of_results(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each result of a firm whose own words tell no metric."""
    text = fold_kept(analysis.article.text)
    held = {each.quantity: each for each in analysis.claims if each.metric}
    found: list[Claim] = []
    for each in analysis.quantities:
        if each.id in held:
            found += [
                *_behind_change(analysis, held[each.id], text, each),
                *_on_year(analysis, held[each.id], text, each),
                *_grown_on(analysis, held[each.id], text, each),
                *_margin(analysis, held[each.id], each),
            ]
            continue
        if each.unit == "times":
            found += _multiple(analysis, held, text, each)
        elif each.unit == "percent":
            found += _grown(analysis, text, each)
        else:
            found += _year_ago(analysis, text, each)
    return tuple(found)


def _behind_change(
    analysis: Analysis, mine: Claim, text: str, quantity: Quantity
) -> Iterator[Claim]:
    """Give an amount the metric of the change it came by: 営業利益は2.0%減の6487億円と減収減益.

    A word of all the firm's results behind it, 減収減益, is no name of the amount.
    """
    named = mine.metric_text or ""
    if named not in _ALL_RESULTS or quantity.kind == "change":
        return
    behind = text[quantity.phrase[1] : quantity.phrase[1] + 12]
    if named not in behind:
        return
    for each in told_with(analysis, mine):
        change = number_of(analysis, each)
        if change is None or change.end > quantity.start or change.direction is None:
            continue
        joined = _CAME_TO.fullmatch(text, change.end, quantity.phrase[0])
        if joined and each.metric in AMOUNTS and each.entity == mine.entity:
            yield msgspec.structs.replace(
                mine, id="", metric=each.metric, metric_text=each.metric_text, period=each.period,
            )  # fmt: skip


_ON_YEAR = re.compile(
    r"(?:前年|前の?期|前の年|前年度|1年前|昨年)の?(?:上期|下期|上半期|中間期|中間決算|同じ?期間?|同じ?時期|同期|実績|水準"
    r"|同じ(?:[0-9一二三四六九]{1,2}[かカヶ]月間?|四半期|半年間?)"
    r"|第?[1-4一二三四](?:四半期|Q)|[0-9]{1,2}[〜~-][0-9]{1,2}月期?)?(?:の?実績)?"
    r"(?:から|を|[にと]比べて?た?|から[見み]た|より|比で?|に対し|と比較した)、?"
    r"(?:の?(?P<rate>(?:増益|増収|減益|減収|伸び|増加|減少|落ち込み|成長|拡大|縮小)(?:率|幅)?)(?:は|が|も|、))?"
    r"(?:約|およそ|さらに)?$"
)


def _on_year(analysis: Analysis, mine: Claim, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give a change on the year before that names its base as a time: 前年の上期から15%の増益.

    Or with the noun of the change: 前年の同じ3カ月からの減益率は5%.
    """
    start, _ = sentence_around(text, quantity)
    told = _ON_YEAR.search(text[start : quantity.phrase[0]])
    if told is None or quantity.unit != "percent" or mine.metric not in AMOUNTS:
        return
    rate = told["rate"]
    side = mine.direction if rate is None else _side_of(rate)
    if side is None or (mine.reference is not None and rate is None):
        return
    yield msgspec.structs.replace(
        mine, id="", reference=Reference(text="前年同期比", kind="period"), direction=side,
        period=mine.period if rate is None else _period_beside(analysis, mine, quantity),
        basis=tuple(each for each in mine.basis if each != "earlier"),
    )  # fmt: skip


def _side_of(rate: str) -> Literal["up", "down"]:
    """Give the direction that the noun of a rate of change tells: 減益率, 伸び."""
    return "down" if rate[0] in "減落縮" else "up"


def _period_beside(analysis: Analysis, mine: Claim, quantity: Quantity) -> Period | None:
    """Give the time of the amount of the same figure that the sentence of a rate tells."""
    for each in told_with(analysis, mine):
        number = number_of(analysis, each)
        same = (each.entity, each.metric) == (mine.entity, mine.metric)
        if same and number is not None and number.end < quantity.start and number.kind == "level":
            return each.period
    return None


_GREW = re.compile(
    r"(?:も|ほど|だけ|の)?(?:増え|増加|増や|伸び|伸ば|拡大|減っ|減少|減り|落ち込|縮)"
)
_GROWN_ON = re.compile(
    r"(?:だった|と|で|に達し|となり|に上り)?(?:、|で、){0,2}"
    r"(?:前年同期|前年の?同じ?(?:期間|時期|四半期)|1年前)(?:から|比で?|に比べて?|と比べて?|より)は?、?(?:約|およそ)?"
)


def _grown_on(analysis: Analysis, mine: Claim, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the growth behind a result its metric: 売上高は207億ドルで、前年同期から17%伸びた."""
    if mine.metric != "return" or quantity.unit != "percent" or mine.direction is None:
        return
    for each in told_with(analysis, mine):
        amount = number_of(analysis, each)
        if amount is None or each.metric not in AMOUNTS or each.entity != mine.entity:
            continue
        joined = _GROWN_ON.fullmatch(text, amount.phrase[1], quantity.phrase[0])
        if joined and _GREW.match(text, quantity.phrase[1]) and each.period is not None:
            yield msgspec.structs.replace(
                each, id="", quantity=quantity.id, direction=mine.direction, basis=(),
                reference=Reference(text="前年同期比", kind="period"),
            )  # fmt: skip


_MARGINS = {profit: margin for margin, profit in MARGINS.items()}


def _margin(analysis: Analysis, mine: Claim, quantity: Quantity) -> Iterator[Claim]:
    """Give 利益率 that of the profit told right before it: 営業利益は4%増え、利益率は20%."""
    if mine.metric != "profit_margin" or mine.metric_text != "利益率" or mine.entity is None:
        return
    start = sentence_before(analysis.article.text, mine.sentence[0])
    ahead = {each.id for each in inside(analysis.quantities, start, quantity.start)}
    told = [
        each
        for each in told_inside(analysis, start, mine.sentence[0] + 1)
        if each.quantity in ahead and each.metric and each.metric != mine.metric
    ]
    last = told[-1] if told else None
    margin = _MARGINS.get(last.metric or "") if last is not None else None
    if last is None or margin is None or last.entity != mine.entity:
        return
    then = "earlier" in mine.basis or (mine.period is not None and mine.period.text in _BARE_YEARS)
    period = _year_before(last.period) if then else mine.period or last.period
    if period is not None or not then:
        basis = tuple(each for each in mine.basis if each != "earlier")
        yield msgspec.structs.replace(mine, id="", metric=margin, period=period, basis=basis)


_BARE_YEARS = frozenset({"前年", "昨年", "前年度", "前の年", "1年前", "前年同期"})


def _year_before(period: Period | None) -> Period | None:
    """Give the same span of the year before one; None where its days are not known."""
    span = span_of(period)
    if span is None:
        return None
    first = months_back(span.start, 12)
    last = months_back(span.end + timedelta(1), 12) - timedelta(1)
    return Period(text="", start_date=first, end_date=last, anchor="text")


def _grown(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the growth that a word of profit on either side tells: 営業22.2%増益."""
    start, end = sentence_around(text, quantity)
    kind = _PROFIT.search(text[start : quantity.phrase[0]])
    side = _GROWN.match(text, quantity.phrase[1]) or _GROWN.match(text, quantity.end)
    firms = {
        each.entity
        for each in inside(analysis.mentions, start, end)
        if each.type == "equity" and each.entity
    }
    if kind is None or side is None or len(firms) != 1:
        return
    times = [
        each
        for each in inside(analysis.quantities, start, quantity.start)
        if each.kind == "date" and not each.text.startswith(("前年", "前の", "前期"))
    ]
    yield Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=firms.pop(),
        metric=_KINDS[kind["kind"]], metric_text=f"{kind['kind']}利益",
        period=period_of_day(times[-1]) if times else None,
        direction="up" if side["side"] == "増益" else "down",
        reference=Reference(text="前年同期比", kind="period"), confidence=CERTAIN,
    )  # fmt: skip


def _year_ago(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the same figure a year before the one just told: 前年の同じ時期は1兆2141億円だった."""
    start, end = sentence_around(text, quantity)
    if _YEAR_AGO.search(text[start : quantity.phrase[0]]) is None:
        return
    begin = sentence_before(text, start)
    told = [
        each
        for each in told_inside(analysis, begin, start + 1)
        if each.metric in AMOUNTS and each.modality == "fact"
    ]
    whose = {(each.entity, each.metric) for each in told}
    period = _year_before(told[-1].period) if told else None
    if len(whose) != 1 or period is None or told[-1].entity is None:
        return
    yield msgspec.structs.replace(
        told[-1], id="", sentence=(start, end), quantity=quantity.id, period=period, basis=(),
        reference=None, direction=None,
    )  # fmt: skip


def _multiple(
    analysis: Analysis, held: Mapping[str, Claim], text: str, quantity: Quantity
) -> Iterator[Claim]:
    """Give the multiple of the profit right before it: 3759億円と、前年同期の1.14倍."""
    start = quantity.phrase[0]
    for number in back_from(analysis.quantities, start):
        if start - number.end > _TIMES_REACH:
            return
        claim, base = held.get(number.id), _TIMES.fullmatch(text, number.end, start)
        if claim and base and claim.metric in AMOUNTS and claim.entity is not None:
            yield msgspec.structs.replace(
                claim, id="", quantity=quantity.id,
                reference=Reference(text=base["base"], kind="period"),
            )  # fmt: skip
