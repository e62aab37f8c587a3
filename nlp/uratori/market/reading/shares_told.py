"""Shares of an index told behind a first one, or of what the sentence before tells the size of.

アップルの割合は6.5%。アルファベットは4.3%だ goes on from the first share; M7の時価総額は21兆ドル。
S&P500種の32%にあたる is one of the group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import inside, told_inside
from .sentences import sentence_around, sentence_before
from .unsaid import is_unsaid

METRIC = "index_weight"
_NEAR = 40
"""Characters before a number in which the name right before it begins."""
_UNITS = frozenset({"percent", "ratio"})
_OWN = re.compile(r"(?:株|全体)?(?:が|は|も|の|で|では){1,2}(?:約|およそ)?")
_ENDED = re.compile(
    r"(?:程度|前後|強|弱)?(?:で続|で?(?:ある|す)|だ(?:った)?|でした|と(?:な[りっ]|続)|を占め|[、。]|$)"
)
_OF_WHOLE = re.compile(r"(?:全体|の時価総額|の総額){0,2}の(?:約|およそ|ほぼ)?")
_MAKES = re.compile(r"(?:程度|前後|強|弱)?(?:に(?:あたる|当たる|相当|及|達)|を占め)")


def claims_on_shares(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each share of an index whose own words name none."""
    held = {
        each.quantity
        for each in analysis.claims
        if each.metric and (each.metric != METRIC or _names_whole(analysis, each))
    }
    text = fold_kept(analysis.article.text)
    found: list[Claim] = []
    for each in analysis.quantities:
        if each.unit not in _UNITS or each.id in held or each.kind == "change":
            continue
        if not is_unsaid(text, *sentence_around(text, each), each):
            found += [*_next_share(analysis, text, each)] or _of_size(analysis, text, each)
    return tuple(found)


def _next_share(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the share of a firm that is told right behind another's."""
    start, end = sentence_around(text, quantity)
    owner = named_right_before(analysis, text, quantity)
    if owner is None or _ENDED.match(text, quantity.phrase[1]) is None:
        return
    host = _claim_before(analysis, text, start, quantity, METRIC)
    if host is None:
        return
    yield msgspec.structs.replace(
        host, id="", sentence=(host.sentence[0], end), quantity=quantity.id, entity=owner, basis=(),
        reference=None, direction=None,
    )  # fmt: skip


def _of_size(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the share that a market value told just before makes up of an index."""
    start, end = sentence_around(text, quantity)
    host = _claim_before(analysis, text, start, quantity, "market_cap")
    wholes = [
        each.entity
        for each in inside(analysis.mentions, start, quantity.start)
        if each.type == "index" and each.entity
        and _OF_WHOLE.fullmatch(text, each.end, quantity.phrase[0])
    ]  # fmt: skip
    if host is None or not wholes or _MAKES.match(text, quantity.phrase[1]) is None:
        return
    yield Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=wholes[0], metric=METRIC,
        period=host.period, confidence=CERTAIN,
    )  # fmt: skip


def named_right_before(analysis: Analysis, text: str, quantity: Quantity) -> str | None:
    """Give the firm or group whose name stands right before a number: アップルが6.5%."""
    return next(
        (
            each.entity
            for each in inside(analysis.mentions, quantity.start - _NEAR, quantity.start)
            if each.entity and each.type in ("equity", "group")
            and _OWN.fullmatch(text, each.end, quantity.phrase[0])
        ),
        None,
    )  # fmt: skip


def size_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim | None:
    """Give the one market value told in the sentence of a share, or right before it."""
    text = fold_kept(analysis.article.text)
    return _claim_before(analysis, text, claim.sentence[0], quantity, "market_cap")


def _names_whole(analysis: Analysis, claim: Claim) -> bool:
    return any(each.type == "index" for each in inside(analysis.mentions, *claim.sentence))


def _claim_before(
    analysis: Analysis, text: str, start: int, quantity: Quantity, metric: str
) -> Claim | None:
    """Give the last claim before a number, in its sentence or the one before, where it fits."""
    begin = sentence_before(text, start)
    numbers = inside(analysis.quantities, begin, quantity.start)
    places = {each.id: each.start for each in numbers}
    before = [
        each
        for each in told_inside(analysis, sentence_before(text, begin), quantity.start)
        if each.metric
        and each.quantity in places
        and not (each.metric == METRIC and not _names_whole(analysis, each))
    ]
    last = max(before, key=lambda each: places[each.quantity], default=None)
    fits = last is not None and last.metric == metric and last.modality == "fact"
    return last if fits else None
