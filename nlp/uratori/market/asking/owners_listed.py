"""Names told in a list, each right before its number: ダウは1.2%、SOXは2.4%上げた.

Only one of the numbers has a verb, or a heading: all are what that one is said to be. A list of
prices and nothing else (日経平均5万円、ドル円150円、WTI60ドル) tells where each stood on a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from ...records import CERTAIN, Analysis, Claim, Mention, Period, Quantity
from ...text.fold import fold_kept
from ..places import back_from, days_inside
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid
from ..reading.words import says
from .verbs_told import heading_day

_PRICED = frozenset({"index", "equity", "etf", "commodity", "crypto"})
_RATES = frozenset({"percent"})
_PRICES = frozenset({"JPY", "USD", "points", "", "index", "USD/barrel", "USD/oz", "JPY/USD"})
_OWNED = re.compile(
    r"(?:[(（](?:[^()（）0-9]{1,12}|17時(?:時点)?)[)）])?(?:株価?|指数|先物|相場)?"
    r"(?:は|が|も|で|の|、|[ :：=＝])?(?:約|およそ|同)?"
)
"""Between a name and its number in a list: ダウは1.2%, TOPIX1.2%."""
_PARTED = re.compile(
    r"(?:高|安|の?(?:上昇|下落|プラス|マイナス|上げ|下げ))?(?:だった|で|し)?(?:、|・|と|,|/|／)"
    r"(?:そして|次いで|続いて|また|一方(?:で|、)?|さらに)?、?(?:米|NY|ニューヨーク)?"
)
_SIGNS = ("プラス", "マイナス", "+", "-", "−", "▲", "△")
_ALL_OF = re.compile(r"(?:いずれも|すべて|全て|ともに|各)(?:の)?$")
_OTHER = re.compile(
    r"[高安]値|最[高安]|平均線|移動平均|利益|配当|目標|予想|想定|[上下]げ幅|値幅|騰落"
)
_FEW, _SEVERAL = 2, 3
_CLOSE = "終値"
"""The name of what a list of prices tells."""

_Cell = tuple[Mention, Quantity]


def claims_of_owners(analysis: Analysis, made: Sequence[Claim]) -> tuple[Claim, ...]:
    """Give a claim on each number of such a list that has none.

    made: the claims that other words of the article have made, which may be of the list's last.
    """
    text = fold_kept(analysis.article.text)
    known = (*analysis.claims, *made)
    held = {each.quantity for each in known if each.metric and each.entity}
    moved = {each.quantity: each for each in known if _is_fact(each, "return")}
    closed = {each.quantity: each for each in known if _is_fact(each, "close")}
    found: list[Claim] = []
    for run in _runs(analysis, text, _RATES):
        host = _host(run, moved)
        if host is not None and (host.period is not None or host.reference is None):
            found += _like(run, host, held)
    for run in _runs(analysis, text, _PRICES):
        run = [cell for cell in run if _can_cost(*cell)]
        host = _host(run, closed) or _quoted(analysis, text, run)
        if host is not None and not host.basis:
            found += _like(run, host, held)
    return tuple(found)


def _is_fact(claim: Claim, metric: str) -> bool:
    return claim.metric == metric and claim.entity is not None and claim.modality == "fact"


def _host(run: Sequence[_Cell], claims: dict[str, Claim]) -> Claim | None:
    """Give the last claim that a number of a list has."""
    return next((claims[each.id] for _, each in reversed(run) if each.id in claims), None)


def _like(run: Sequence[_Cell], host: Claim, held: set[str]) -> Iterator[Claim]:
    """Give each number of a list that has no claim as what its host is."""
    for at, (owner, number) in enumerate(run):
        if number.id not in held:
            yield msgspec.structs.replace(
                host, id="", quantity=number.id, entity=owner.entity, mention=owner.id,
                direction=_direction(run[at:], host),
            )  # fmt: skip


def _direction(rest: Sequence[_Cell], host: Claim) -> Literal["up", "down"] | None:
    """Give the direction of the first number of a list: its own, or of the next that has one."""
    if host.metric != "return" or rest[0][1].text.startswith(_SIGNS):
        return None
    told = next((each.direction for _, each in rest if each.direction), None)
    return told or host.direction


def _runs(analysis: Analysis, text: str, units: frozenset[str]) -> Iterator[list[_Cell]]:
    """Give the lists of two and more names, each right before its own number."""
    run: list[_Cell] = []
    for each in analysis.quantities:
        owner = _owner(analysis, text, each) if each.unit in units else None
        if owner is None:
            continue
        last = run[-1][1] if run else None
        if last and not _PARTED.fullmatch(text, max(last.end, last.phrase[1]), owner.start):
            if len(run) >= _FEW:
                yield run
            run = []
        run.append((owner, each))
    if len(run) >= _FEW:
        yield run


def _owner(analysis: Analysis, text: str, quantity: Quantity) -> Mention | None:
    """Give the thing with a price that stands right before a number."""
    owner = next(back_from(analysis.mentions, quantity.phrase[0]), None)
    if quantity.kind not in ("level", "change") or owner is None or not owner.entity:
        return None
    named = owner.type in _PRICED or owner.entity.startswith("fx:")
    beside = _OWNED.fullmatch(text, owner.end, quantity.phrase[0]) is not None
    return owner if named and beside else None


def _can_cost(owner: Mention, number: Quantity) -> bool:
    """Tell whether a number can be the price of a thing by its unit."""
    entity, unit = owner.entity or "", number.unit
    if number.kind != "level":
        return False
    if entity.startswith("fx:"):
        return unit in ("JPY", "JPY/USD")
    if entity.startswith("index:"):
        home = {"index:nikkei225": "JPY", "index:dow": "USD"}.get(entity)
        return unit in ("", "index", "points", home)
    return unit in ("JPY", "USD", "USD/barrel", "USD/oz")


def _quoted(analysis: Analysis, text: str, run: Sequence[_Cell]) -> Claim | None:
    """Give the claim of a list of prices and nothing else, of the one day that it names."""
    if len(run) < _SEVERAL:
        return None
    start, end = sentence_around(text, run[0][1])
    day = _day(analysis, text, start, end)
    opening = start if days_inside(analysis, start, end) else sentence_before(text, start)
    said = text[opening : run[0][1].start] + text[run[-1][1].end : end]
    if day is None or is_unsaid(text, start, end, run[0][1]) or _OTHER.search(said):
        return None
    if says("within_hours", said) or says("part_of_day", said):
        return None
    return Claim(
        id="", sentence=(start, end), quantity="", metric="close", metric_text=_CLOSE, period=day,
        confidence=CERTAIN,
    )  # fmt: skip


def _day(analysis: Analysis, text: str, start: int, end: int) -> Period | None:
    """Give the day of which a list says that all of it is, or the only one that it names."""
    days = days_inside(analysis, start, end)
    if not days:
        return heading_day(analysis, start)
    told = [each for each in days if _ALL_OF.search(text[max(start, each.start - 6) : each.start])]
    if told or len({each.start_date for each in days}) == 1:
        return period_of_day((told or days)[-1])
    return None
