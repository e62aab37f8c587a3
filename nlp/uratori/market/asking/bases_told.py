"""Which earnings a multiple is reckoned with: 予想ベースなら16倍, 実績では19倍.

Such a number often has no PER of its own beside it: it goes on from the one told before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import inside, told_inside
from ..reading.sentences import sentence_around, sentence_before

_MULTIPLES = frozenset({"per", "per_forward"})
_BASIS = re.compile(
    r"(?P<kind>予想|実績|見通し|(?:今|来)期(?:の?会社)?予想|先行き|過去)(?:の?(?:1株)?(?:利益|EPS|PER|業績))?"
    r"(?:の?(?:ベース|基準|ほう|方|数字|値))?(?:に(?:よる|基づく?|直す|換算する|す[るれ])と|に基づけば|で(?:みれば|見れば|みると|見ると|計算すると|計れば)?"
    r"|なら(?:ば)?|だと|では|でも|で|の|は|も|が)(?:、|約|およそ|同){0,2}$"
)
_FUTURE = re.compile(r"予想|見通し|先行き")


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
