"""Which earnings a multiple is reckoned with, and by how much one has moved.

予想ベースなら16倍 often has no PER of its own beside it: it goes on from the one told before it, as
9月25日に比べ0.5ポイント低い does from the yield or the multiple that it tells the change of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from ...records import CERTAIN, Analysis, Claim, Quantity, Reference
from ...text.fold import fold_kept
from ..definitions.size_changes import RATIO_CHANGE
from ..places import back_from, dates_inside, inside, number_of, told_inside
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid

_MULTIPLES = frozenset({"per", "per_forward"})
_BASIS = re.compile(
    r"(?P<kind>予想|実績|見通し|(?:今|来)期(?:の?会社)?予想|先行き|過去)(?:の?(?:1株)?(?:利益|EPS|PER|業績))?"
    r"(?:の?(?:ベース|基準|ほう|方|数字|値))?(?:に(?:よる|基づく?|直す|換算する|す[るれ])と|に基づけば|で(?:みれば|見れば|みると|見ると|計算すると|計れば)?"
    r"|なら(?:ば)?|だと|では|でも|で|の|は|も|が)(?:、|約|およそ|同){0,2}$"
)
_FUTURE = re.compile(r"予想|見通し|先行き")


_TOLD_IN = {
    "per": frozenset({"points", "times"}), "per_forward": frozenset({"points", "times"}),
    "pbr": frozenset({"points", "times"}),
    "dividend_yield": frozenset({"points", "percentage_point", "bp"}),
}  # fmt: skip
"""Metrics of which a change is told, and its units."""
_LEVEL = r"[0-9]{1,3}(?:\.[0-9]{1,2})?(?:倍|%)"
_AGAINST = re.compile(
    rf"前?(?:時点)?(?:の|に|は|には)?(?:{_LEVEL})?(?:だったの|だった)?"
    r"(?:と?に?比べると?|[にと]比べて?|と比較して|対比で?|比で?|より|から(?:は)?)[^。0-9]{0,12}"
)
_MOVED = re.compile(
    r"(?:ほど|だけ|分|も)?の?(?:(?P<up>高[いくまか]|上昇|上が|上げ|切り上が|上回|拡大)"
    r"|低[いくか]|低下|下が|下げ|切り下が|下回|縮小)"
)
_FROM_LEVEL = re.compile(r"(?:台|程度)?から")
_OWN = re.compile(r"(?:時点)?(?:の|に|には)(?:約)?")


def basis_before(before: str) -> str | None:
    """Give the multiple that the words right before a number name; None where they name none."""
    found = _BASIS.search(before)
    if found is None:
        return None
    return "per_forward" if _FUTURE.search(found["kind"]) else "per"


def claims_on_basis(analysis: Analysis) -> Iterator[Claim]:
    """Give a claim on each multiple that goes on from the one of other earnings before it."""
    text = fold_kept(analysis.article.text)
    held = {each.quantity for each in analysis.claims if each.metric}
    for each in analysis.quantities:
        if each.unit in ("points", "percentage_point", "bp", "times") and each.kind == "change":
            yield from _moved(analysis, text, each)
        if each.unit == "times" and each.id not in held and each.kind == "level":
            yield from _going_on(analysis, text, each)


def _going_on(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    start, end = sentence_around(text, quantity)
    metric = basis_before(text[start : quantity.phrase[0]])
    hosts = [
        each
        for each in told_inside(analysis, sentence_before(text, start), start + 1)
        if each.metric in _MULTIPLES and each.modality == "fact" and each.entity
    ]
    named = {each.entity for each in inside(analysis.mentions, start, end) if each.entity}
    if metric is None or not hosts or named - {hosts[-1].entity}:
        return
    if len({each.entity for each in hosts}) == 1:
        yield msgspec.structs.replace(
            hosts[-1], id="", sentence=(start, end), quantity=quantity.id, metric=metric,
            metric_text=None, basis=(),
        )  # fmt: skip


def _moved(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give by how much the yield or the multiple told before a number has moved."""
    start, end = sentence_around(text, quantity)
    side = _MOVED.match(text, quantity.phrase[1]) or _MOVED.match(text, quantity.end)
    begin = sentence_before(text, start)
    hosts = [
        each
        for each in told_inside(analysis, begin, start + 1)
        if quantity.unit in _TOLD_IN.get(each.metric or "", ()) and each.modality == "fact"
        and each.entity and each.quantity != quantity.id
    ]  # fmt: skip
    last = number_of(analysis, hosts[-1]) if hosts else None
    alone = len({(each.entity, each.metric) for each in hosts}) == 1
    if side is None or last is None or not alone or is_unsaid(text, start, end, quantity):
        return
    named = inside(analysis.mentions, last.end, quantity.start)
    if last.end > quantity.start or any(each.entity for each in named):
        return
    base, until = _times(analysis, text, start, quantity, hosts)
    told = Reference(text=base.text, kind="period", quantity=base.id) if base is not None else None
    yield Claim(
        id="", sentence=(begin, end), quantity=quantity.id, entity=hosts[-1].entity,
        metric=RATIO_CHANGE, direction="up" if side["up"] else "down", reference=told,
        period=period_of_day(until) if until is not None else hosts[-1].period,
        basis=(hosts[-1].metric or "",), confidence=CERTAIN,
    )  # fmt: skip


def _times(
    analysis: Analysis, text: str, start: int, quantity: Quantity, hosts: Sequence[Claim]
) -> tuple[Quantity | None, Quantity | None]:
    """Give the time that a change is told from, and that of its end where both levels have one."""
    levels = [number_of(analysis, each) for each in hosts[-2:]]
    dated = [_date_of(analysis, text, start, each) for each in levels if each is not None]
    first = levels[0]
    if len(dated) == 2 and first is not None and _FROM_LEVEL.match(text, first.phrase[1]):
        return dated[0], dated[1]
    for each in back_from(analysis.quantities, quantity.start):
        if each.start < start:
            break
        timed = each.start_date is not None or each.kind == "duration"
        if timed and _AGAINST.fullmatch(text, each.end, quantity.phrase[0]):
            return each, None
    return None, None


def _date_of(analysis: Analysis, text: str, start: int, level: Quantity) -> Quantity | None:
    """Give the time right before a level in its sentence."""
    days = dates_inside(analysis, start, level.start)
    own = days and _OWN.fullmatch(text, days[-1].end, level.phrase[0])
    return days[-1] if own else None
