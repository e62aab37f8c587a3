"""Figures of an economy that go on from the one before them: 前月比では0.5%の伸び, 指数は113.5."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from ...records import CERTAIN, Analysis, Claim, Quantity, Reference
from ..places import inside, told_inside
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before

_INDICES = frozenset({"cpi", "core_cpi", "ppi", "pce"})
_YEAR_AGO = r"(?:1年前|前の年の同じ月|去年の同じ月|昨年の同じ月)(?:から|より|[にと]比べて?)"
_STEP = re.compile(
    rf"(?:^|(?<=、)|(?<=で、))(?:また|一方|なお)?、?(?P<step>{_YEAR_AGO}|"
    r"前月比|前年同月比|前年比|前の月(?:から|に比べ|比)"
    r"|前年同月(?:から|に比べ))(?:\([^()]{0,12}\))?(?:では|で|は)?、?(?:の(?:上昇率|伸び率?)は)?(?:約)?$"
)
_OTHER_STEP = re.compile(
    r"(?:前月比|前年同月比|前年比)[^、。0-9]{0,12}[0-9.]{1,5}%[^、。0-9]{0,12}。"
)
"""A whole sentence between a heading and a number: 前年同月比は1.6%。前月比では0.3%."""
_ITSELF = re.compile(
    r"(?:なお、?)?(?:[0-9]{4}年(?:平均)?を?(?:=|を)100とした|同)?(?:指数|総合指数)(?:の)?(?:水準|値|そのもの|自体|数値)?"
    r"(?:\([^()]{0,16}\))?(?:は|で(?:は)?|が)、?(?:約)?"
)
_BEFORE_REVISED = re.compile(
    r"分?(?:の(?:伸び|増加幅|増加数))?(?:は|も|が)、?(?:先月|前回)?の?(?:速報|当初|最初|発表|改定前|修正前)?(?:値|段階|発表)?"
    r"(?:時)?(?:では|で|の)?(?:約)?(?:[0-9万,.]{1,12}人の?[増減]?加?(?:から|が|を))?"
)
"""Between a month and one of the two figures that tell how it was revised."""
_REVISED = re.compile(
    r"(?:上方|下方|へ|に)(?:に)?(?:修正|改定|改訂|改め|書き換え|見直|引き[上下]げ|訂正|直[しさ])"
)
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
Held = Mapping[str, Claim]
"""The claims that have a metric, by the ids of their numbers."""


def of_index(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the change of the price index that the sentence before is about, and nothing else."""
    start, end = sentence_around(text, quantity)
    step = _STEP.search(text[start : quantity.phrase[0]])
    if step is None or inside(analysis.mentions, start, end):
        return
    before = sentence_before(text, start)
    if _OTHER_STEP.fullmatch(text, before, start):
        start, before = before, sentence_before(text, before)
    claims = told_inside(analysis, before, start)
    named = {(each.entity, each.metric) for each in claims if each.metric}
    changed = quantity.kind == "change"
    if changed and len(named) == 1 and claims[0].metric in _INDICES:
        host = claims[0]
    elif (headed := _headed(analysis, before, start)) is not None and not claims:
        host = headed
    else:
        return
    yield msgspec.structs.replace(
        host, id="", sentence=(start, end), quantity=quantity.id,
        direction=quantity.direction, reference=Reference(text=_step(step), kind="period"),
    )  # fmt: skip


def _step(found: re.Match[str]) -> str:
    return "前年同月比" if re.match(_YEAR_AGO, found["step"]) else found["step"]


def of_index_itself(
    analysis: Analysis, held: Held, text: str, quantity: Quantity
) -> Iterator[Claim]:
    """Give the level of the index whose growth the sentence before tells: 指数の水準は113.5."""
    start, end = sentence_around(text, quantity)
    if _ITSELF.fullmatch(text, start, quantity.phrase[0]) is None:
        return
    for metric in ("cpi", "core_cpi"):
        number = told_last(analysis, held, quantity, metric, sentence_before(text, start))
        if number is not None and number.unit == "percent":
            yield msgspec.structs.replace(
                held[number.id], id="", sentence=(start, end), quantity=quantity.id,
                direction=None, reference=None, metric_text=None,
            )  # fmt: skip


def _headed(analysis: Analysis, start: int, end: int) -> Claim | None:
    """Give what a heading of one month's index names: 8月の米CPI。前月比は0.3%."""
    named = [
        each
        for each in inside(analysis.mentions, start, end)
        if each.entity and each.type != "institution"
    ]
    told = inside(analysis.quantities, start, end)
    times = [each for each in told if _MONTH.fullmatch(each.timex or "")]
    metric = (named[0].entity or "").rpartition(".")[2] if len(named) == 1 else ""
    dated = len(times) == 1 and all(each.kind == "date" for each in told)
    if metric not in _INDICES or not dated:
        return None
    return Claim(
        id="", sentence=(start, end), quantity="", mention=named[0].id, entity=named[0].entity,
        metric=metric, period=period_of_day(times[0]), confidence=CERTAIN,
    )  # fmt: skip


def of_revised(analysis: Analysis, held: Held, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give a month's figure that has been revised: 5月分は9万人増から6万人増に修正された."""
    start, end = sentence_around(text, quantity)
    told = inside(analysis.quantities, start, quantity.start)
    months = [each for each in told if _MONTH.fullmatch(each.timex or "") and each.mod is None]
    if not months or _REVISED.search(text, quantity.phrase[1], end) is None:
        return
    if _BEFORE_REVISED.fullmatch(text, months[-1].end, quantity.phrase[0]) is None:
        return
    for metric in ("payrolls", "employment"):
        number = told_last(analysis, held, quantity, metric, sentence_before(text, start))
        if number is not None and number.unit == "people":
            yield msgspec.structs.replace(
                held[number.id], id="", sentence=(start, end), quantity=quantity.id, basis=(),
                direction=quantity.direction, period=period_of_day(months[-1]),
            )  # fmt: skip


def told_last(
    analysis: Analysis, held: Held, quantity: Quantity, metric: str, begin: int
) -> Quantity | None:
    """Give the last number with a claim before another from a place on, if that is of a metric."""
    numbers = inside(analysis.quantities, begin, quantity.start)
    last = next((each for each in reversed(numbers) if each.id in held), None)
    host = held[last.id] if last is not None else None
    return last if host and host.metric == metric and host.modality == "fact" else None
