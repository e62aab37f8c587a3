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
_OWN_MONTH = (
    r"(?:(?:(?:[0-9]{4}|昨|前)年)?[0-9]{1,2}月分?(?:の(?:伸び率?|上昇率))?"
    r"(?:では|は|の|も|が|で)?、?)?"
)
_ADJUSTED = r"(?:季節調整(?:済み?|後|値)?(?:の|で(?:は)?)?、?)?"
_STEP = re.compile(
    rf"(?:^|(?<=、)|(?<=で、))(?:また|一方|なお)?、?{_OWN_MONTH}{_ADJUSTED}(?P<step>{_YEAR_AGO}|"
    r"前月比|前年同月比|前年比|前の月(?:から|に比べ|比)"
    r"|前年同月(?:から|に比べ))(?:\([^()]{0,12}\))?(?:では|で|は|が)?、?(?:の(?:上昇率|伸び率?)は)?(?:約)?$"
)
_OF_ITS_MONTH = re.compile(r"[^。0-9]{0,16}(?<![0-9])(?:の|には?|は|が)(?:約)?")
_SET_BESIDE = re.compile(
    r"(?:の(?:上昇|伸び))?(?:から|より|を(?:上回|下回)|に(?:比べ|続)|と(?:比べ|同じ|変わ)|だった|で(?:す|し|あ)|、|。)"
)
"""Behind the rate of another month that the one before is set against: 8月の2.5%から鈍った."""
_AMERICAN = re.compile(r"米|FRB|FOMC|欧|ユーロ圏|英|中国|豪|カナダ")
_HOME = re.compile(r"日本|全国|東京|国内|総務省|日銀|わが国|我が国")
_OTHER_STEP = re.compile(
    r"(?:前月比|前年同月比|前年比)[^、。0-9]{0,12}[0-9.]{1,5}%[^、。0-9]{0,12}。"
)
"""A whole sentence between a heading and a number: 前年同月比は1.6%。前月比では0.3%."""
_ITSELF = re.compile(
    r"(?:なお、?)?(?:[0-9]{4}年(?:平均)?を?(?:=|を)100とした|同)?(?:指数|総合指数)(?:の)?(?:水準|値|そのもの|自体|数値)?"
    r"(?:\([^()]{0,16}\))?(?:(?:で|に)(?:い[うえ]|言[うえ]|みる?|見る?|すれ?る?|直[すせ]|表[すせ])(?:ば|と|れば|と)?(?:、)?"
    r"|は|で(?:は)?|が)、?(?:約)?"
)
_BEFORE_REVISED = re.compile(
    r"分?(?:の(?:伸び|増加幅|増加数|雇用者数(?:の伸び)?|数字))?(?:は|も|が|で(?:は)?|を)?、?(?:(?:先月|前回|[1一]?[かカヶ]月前)の?)?(?:発表|公表)?の?(?:速報|当初|最初|発表|公表|改定前|修正前)?(?:値|段階|発表)?"
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
    own = _months(analysis, start, quantity.start)
    if step is None or len(own) > 1 or inside(analysis.mentions, start, end):
        return
    before = sentence_before(text, start)
    if _OTHER_STEP.fullmatch(text, before, start):
        start, before = before, sentence_before(text, before)
    claims = told_inside(analysis, before, start)
    named = {(each.entity, each.metric) for each in claims if each.metric}
    changed = quantity.kind == "change"
    if changed and len(named) == 1 and claims[0].metric in _INDICES:
        host = claims[0]
    elif (headed := _headed(analysis, text, before, start, own)) is not None and not claims:
        host = headed
    else:
        return
    yield msgspec.structs.replace(
        host, id="", sentence=(start, end), quantity=quantity.id,
        direction=quantity.direction, reference=Reference(text=_step(step), kind="period"),
        period=period_of_day(own[0]) if own else host.period,
    )  # fmt: skip


def of_index_beside(
    analysis: Analysis, told: Held, text: str, quantity: Quantity
) -> Iterator[Claim]:
    """Give the same change of another month, set beside it: 前月比は0.1%、8月の0.4%から鈍った."""
    start, end = sentence_around(text, quantity)
    numbers = inside(analysis.quantities, start, quantity.start)
    rates = [each for each in numbers if each.kind != "date"]
    months = _months(analysis, rates[-1].end if rates else start, quantity.start)
    host = told.get(rates[-1].id) if rates else None
    if host is None or host.metric not in _INDICES or host.reference is None or len(months) != 1:
        return
    plain = host.modality == "fact" and not host.negated and rates[-1].unit == "percent"
    beside = _OF_ITS_MONTH.fullmatch(text, months[0].end, quantity.phrase[0])
    if plain and beside and _SET_BESIDE.match(text, quantity.phrase[1]):
        yield msgspec.structs.replace(
            host, id="", sentence=(start, end), quantity=quantity.id, direction=None,
            period=period_of_day(months[0]), basis=(),
        )  # fmt: skip


def _months(analysis: Analysis, start: int, end: int) -> list[Quantity]:
    """Give the months that a stretch tells by their number: 9月, and not 前年同月."""
    told = inside(analysis.quantities, start, end)
    named = [each for each in told if any(letter.isdigit() for letter in each.text)]
    return [each for each in named if _MONTH.fullmatch(each.timex or "") and each.mod is None]


def _step(found: re.Match[str]) -> str:
    return "前年同月比" if re.match(_YEAR_AGO, found["step"]) else found["step"]


def of_index_itself(
    analysis: Analysis, held: Held, text: str, quantity: Quantity
) -> Iterator[Claim]:
    """Give the level of the index whose growth the sentence before tells: 指数の水準は113.5."""
    start, end = sentence_around(text, quantity)
    if _ITSELF.fullmatch(text, start, quantity.phrase[0]) is None:
        return
    before = inside(analysis.quantities, sentence_before(text, start), quantity.start)
    hosts = [(held[each.id], each) for each in before if each.id in held]
    told = {(each.entity, each.metric, each.modality) for each, _ in hosts}
    told = {each for each in told if each[1] in ("cpi", "core_cpi") and each[2] == "fact"}
    if len(told) != 1 or any(number.unit != "percent" for _, number in hosts):
        return
    last = max((each for each, _ in hosts), key=_month_of)
    if (last.entity, last.metric, last.modality) in told:
        yield msgspec.structs.replace(
            last, id="", sentence=(start, end), quantity=quantity.id, direction=None,
            reference=None, metric_text=None,
        )  # fmt: skip


def _month_of(claim: Claim) -> str:
    day = claim.period.end_date if claim.period is not None else None
    return day.isoformat() if day is not None else ""


def _headed(
    analysis: Analysis, text: str, start: int, end: int, own: list[Quantity]
) -> Claim | None:
    """Give what a heading on an index names, of its month or of that behind it: 米CPI。9月は."""
    named = [
        each
        for each in inside(analysis.mentions, start, end)
        if each.entity and each.type != "institution"
    ]
    told = inside(analysis.quantities, start, end)
    times = _months(analysis, start, end)
    one = len({each.entity for each in named}) == 1
    if not one or not _is_of_its_country(text, named[0].text, start, end):
        return None
    metric = (named[0].entity or "").rpartition(".")[2]
    dated = len(times) == 1 or (own and not times)
    dated = dated and all(each.kind == "date" for each in told)
    if metric not in _INDICES or not dated:
        return None
    return Claim(
        id="", sentence=(start, end), quantity="", mention=named[0].id, entity=named[0].entity,
        metric=metric, period=period_of_day(times[0]) if times else None, confidence=CERTAIN,
    )  # fmt: skip


def _is_of_its_country(text: str, name: str, start: int, end: int) -> bool:
    """Tell whether an index that is named without a country is of the only one told of."""
    told = _AMERICAN.search(name) or _HOME.search(text, start, end)
    return told is not None or _AMERICAN.search(text) is None


def of_revised(analysis: Analysis, held: Held, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give a month's figure that has been revised: 5月分は9万人増から6万人増に修正された."""
    start, end = sentence_around(text, quantity)
    months = _months(analysis, start, quantity.start)
    if not months or _REVISED.search(text, quantity.phrase[1], end) is None:
        return
    if _BEFORE_REVISED.fullmatch(text, months[-1].end, quantity.phrase[0]) is None:
        return
    own = held.get(quantity.id)
    for metric in ("payrolls", "employment"):
        number = told_last(analysis, held, quantity, metric, sentence_before(text, start))
        told = number is not None and number.unit == "people"
        host = held[number.id] if number is not None and told else own
        if host is not None and host.metric == metric and host.modality == "fact":
            yield msgspec.structs.replace(
                host, id="", sentence=(start, end), quantity=quantity.id, basis=(),
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
