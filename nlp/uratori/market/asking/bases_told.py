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
from ..definitions.size_changes import OVER_BOND, RATIO_CHANGE
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
_CHANGE_UNITS = frozenset({"points", "percentage_point", "bp", "times"})
_GAP_UNITS = frozenset({"percent", "percentage_point", "points", "bp"})
_LEVEL = r"[0-9]{1,3}(?:\.[0-9]{1,2})?(?:倍|%)"
_AGAINST = re.compile(
    rf"前?(?:時点)?(?:の|に|は|には)?(?:{_LEVEL})?(?:だったの|だった)?"
    r"(?:と?に?比べると?|[にと]比べて?|と比較して|対比で?|比で?|より|から(?:は)?)[^。0-9]{0,12}"
)
_MOVED = re.compile(
    r"(?:ほど|だけ|分|も)?の?(?:(?P<up>高[いくまか]|上昇|上が|上げ|切り上が|上回|拡大|持ち上が|アップ)"
    r"|低[いくかま]|低下|下が|下げ|切り下が|下回|縮小|縮ん|縮ま|落ち|ダウン)"
)
_FROM_LEVEL = re.compile(r"(?:台|程度)?(?:だったの)?(?:から|より|[にと]比べ)")
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
    held = {each.quantity: each for each in analysis.claims if each.metric}
    for each in analysis.quantities:
        own = held.get(each.id)
        over = [*_over_bond(analysis, text, each)] if each.unit in _GAP_UNITS else []
        yield from over
        if each.unit in _CHANGE_UNITS and each.kind == "change" and not over:
            yield from _moved(analysis, text, each)
        multiple = own is None or own.metric in _MULTIPLES
        if each.unit == "times" and multiple and each.kind == "level":
            yield from _going_on(analysis, text, each, own)
        if each.unit == "percent" and (own is None or own.metric == "earnings_yield"):
            yield from _inverse(analysis, text, each, own)


_FORESEEN = re.compile(
    "予想|予測|見通し|見込|だろう|目標|仮に|もし|余地|可能性|適正|妥当|目安|めど"
)
_IS = re.compile(
    r"(?:程度|前後)?(?:である|だ|です|で(?:、|あ|し)|、|。|$|に(?:な|とどま|すぎ)|と(?:、|な))"
)
"""Behind a multiple that is stated as one of now."""
_NAMES = {"per": "実績PER", "per_forward": "予想PER"}


def _going_on(
    analysis: Analysis, text: str, quantity: Quantity, own: Claim | None
) -> Iterator[Claim]:
    """Give the multiple of the earnings that the words right before a number name."""
    start, end = sentence_around(text, quantity)
    metric = basis_before(text[start : quantity.phrase[0]])
    if own is not None and metric is not None:
        rest = _BASIS.sub("", text[start : quantity.phrase[0]]) + text[quantity.phrase[1] : end]
        stated = _IS.match(text, quantity.phrase[1]) is not None
        foreseen = _FORESEEN.search(rest) is not None or not stated
        yield msgspec.structs.replace(
            own, id="", metric=metric, metric_text=_NAMES[metric],
            modality=own.modality if foreseen else "fact",
        )  # fmt: skip
    if own is not None:
        return
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
    newer = hosts[-2:][0] if base is not None and base.end <= last.start else hosts[-1]
    told = Reference(text=base.text, kind="period", quantity=base.id) if base is not None else None
    yield Claim(
        id="", sentence=(begin, end), quantity=quantity.id, entity=hosts[-1].entity,
        metric=RATIO_CHANGE, direction="up" if side["up"] else "down", reference=told,
        period=period_of_day(until) if until is not None else newer.period,
        basis=(hosts[-1].metric or "",), confidence=CERTAIN,
    )  # fmt: skip


def _times(
    analysis: Analysis, text: str, start: int, quantity: Quantity, hosts: Sequence[Claim]
) -> tuple[Quantity | None, Quantity | None]:
    """Give the time that a change is told from, and that of its end where both levels have one."""
    levels = [number_of(analysis, each) for each in hosts[-2:]]
    dated = [_date_of(analysis, text, start, each) for each in levels if each is not None]
    for level, base, until in zip(levels, dated, dated[::-1], strict=True):
        if len(dated) == 2 and level is not None and _FROM_LEVEL.match(text, level.phrase[1]):
            return base, until
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


_INVERSE = re.compile(
    r"逆数|(?:益回り|益利回り)(?:に|へ)(?:する|直す|換算|引き直|置き換え|ひっくり)|換算|裏返|ひっくり返"
    r"|言い換え|すなわち|つまり|割り戻"
)
"""What makes an earnings yield the inverse of the multiple told before it: 逆数の益回りは."""
_JUST_INVERSE = re.compile(
    r"逆数(?:を(?:と|取)[るっれ][^、。0-9]{0,6})?(?:は|が|で|、|では|の)(?:約)?$"
)
_YIELDS = {"per": "実績益回り", "per_forward": "予想益回り"}


def _inverse(
    analysis: Analysis, text: str, quantity: Quantity, own: Claim | None
) -> Iterator[Claim]:
    """Give the earnings yield that its words make the inverse of the multiple before it."""
    start, end = sentence_around(text, quantity)
    host, number = _last_told(analysis, text, quantity, _MULTIPLES)
    if host is None or number is None or (own is not None and own.entity != host.entity):
        return
    between = text[number.end : quantity.phrase[0]]
    linked = _INVERSE.search(between) if own is not None else _JUST_INVERSE.search(between)
    sure = host.metric == "per_forward" or "実績" in (host.metric_text or "")
    if linked is None or not sure or _BASIS.search(between):
        return
    yield msgspec.structs.replace(
        host, id="", sentence=(start, end), quantity=quantity.id, metric="earnings_yield",
        metric_text=_YIELDS[host.metric or ""], direction=None, reference=None,
        period=(own.period if own is not None else None) or host.period,
    )  # fmt: skip


def _last_told(
    analysis: Analysis, text: str, quantity: Quantity, metrics: frozenset[str]
) -> tuple[Claim | None, Quantity | None]:
    """Give the last fact on some metrics before a number, and its number, of the only owner."""
    start, _ = sentence_around(text, quantity)
    told = [
        (number.start, each, number)
        for each in told_inside(analysis, sentence_before(text, start), start + 1)
        if each.metric in metrics and each.modality == "fact" and each.entity
        and (number := number_of(analysis, each)) is not None and number.end <= quantity.start
    ]  # fmt: skip
    if len({each.entity for _, each, _ in told}) != 1:
        return None, None
    _, claim, number = max(told, key=lambda each: each[0])
    return claim, number


def _inverse_before(
    analysis: Analysis, text: str, start: int, quantity: Quantity
) -> tuple[Claim | None, Quantity | None]:
    """Give the earnings yield that no noun but 逆数 makes one, and its number: 逆数の4.6%は."""
    for each in inside(analysis.quantities, start, quantity.start):
        for made in _inverse(analysis, text, each, None) if each.unit == "percent" else ():
            return made, each
    return None, None


_OF_STOCKS = frozenset({"earnings_yield", "dividend_yield"})
_BOND_GAP = re.compile(
    r"(?:(?:の?(?:利回り|金利))?(?:の?[0-9.]{1,6}%)?(?:[(（][0-9.]{1,6}%[)）])?"
    r"(?:との?(?:利回り|金利)?(?:の)?(?:差|開き|格差|スプレッド)(?:は|が|も|で、?|、)"
    r"|(?P<ahead>を|より|よりも|に対して?|[にと]比べて?)、?))(?:[^、。0-9はが]{0,10})$"
)
"""Behind the bond that a yield of stocks is set against: 10年債利回り(3.4%)との差は."""


def _over_bond(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give by how much a yield of stocks lies above that of a bond: 10年債利回りとの差は."""
    host, number = _last_told(analysis, text, quantity, _OF_STOCKS)
    start, end = sentence_around(text, quantity)
    if host is None:
        host, number = _inverse_before(analysis, text, start, quantity)
    if host is None or number is None or is_unsaid(text, start, end, quantity):
        return
    named = [each for each in inside(analysis.mentions, number.end, quantity.start) if each.entity]
    bonds = {each.entity: each for each in named if (each.entity or "").startswith("rate:")}
    if len(bonds) != 1 or len(bonds) != len({each.entity for each in named}):
        return
    bond = bonds[named[-1].entity]
    link = _BOND_GAP.fullmatch(text, bond.end, quantity.phrase[0])
    side = _MOVED.match(text, quantity.phrase[1]) or _MOVED.match(text, quantity.end)
    if link is None or (link["ahead"] and side is None):
        return
    days = dates_inside(analysis, number.end, quantity.start)
    linked = [host, *_inverse(analysis, text, number, host)][-1].metric_text
    inverse = next((key for key, name in _YIELDS.items() if name == linked), host.metric or "")
    yield Claim(
        id="", sentence=(min(start, host.sentence[0]), end), quantity=quantity.id,
        entity=host.entity, metric=OVER_BOND, basis=(inverse,), confidence=CERTAIN,
        reference=Reference(text="", kind="entity", entity=bond.entity),
        direction=None if side is None or not link["ahead"] else "up" if side["up"] else "down",
        period=period_of_day(days[-1]) if days else host.period,
    )  # fmt: skip
