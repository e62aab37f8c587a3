"""Claims that go on from another: 前月比では0.5%の伸び of a CPI, 前年同期の1.14倍 of a profit.

No claim is tied to such a number by its words, or it has no owner, so that it is given here what
the one before it speaks of, where that is one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ..records import Analysis, Claim, Quantity, Reference
from ..text.fold import fold_kept
from .results import AMOUNTS
from .since import sentence_around, sentence_before

_INDICES = frozenset({"cpi", "core_cpi", "ppi", "pce"})
_STEP = re.compile(
    r"^(?:また|一方|なお)?、?(?P<step>前月比|前年同月比|前年比|前の月(?:から|に比べ|比)|前年同月(?:から|に比べ))"
    r"(?:\([^()]{0,12}\))?(?:では|で|は)?、?(?:約)?$"
)
_TIMES = re.compile(
    r"(?:と|で|、){1,2}(?P<base>前年同期|前の期|前年|前期|前年度)(?:実績)?の(?:約)?$"
)
_NONFARM = re.compile(r"非農業部門")
_RATES = (
    ("bank:fed", re.compile(r"フェデラル[・ ]?ファンド|FF金利|FFレート")),
    ("bank:boj", re.compile(r"無担保コール|コール翌日物")),
)


def claims_continued(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each rate of change, or multiple, that goes on from the claim before it."""
    text = fold_kept(analysis.article.text)
    held = {each.quantity for each in analysis.claims if each.metric}
    found: list[Claim] = []
    for each in analysis.quantities:
        if each.id in held:
            continue
        if each.unit == "percent" and each.kind == "change":
            found += _of_index(analysis, text, each)
        elif each.unit == "times":
            found += _of_result(analysis, text, each)
    return tuple(found)


def _of_index(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the change of the price index that the sentence before is about, and nothing else."""
    start, end = sentence_around(text, quantity)
    step = _STEP.match(text[start : quantity.phrase[0]])
    if step is None or any(start <= each.start < end for each in analysis.mentions):
        return
    before = sentence_before(text, start)
    claims = [each for each in analysis.claims if before <= each.sentence[0] < start]
    named = {(each.entity, each.metric) for each in claims if each.metric}
    if len(named) != 1 or not claims or claims[0].metric not in _INDICES:
        return
    yield msgspec.structs.replace(
        claims[0], id="", sentence=(start, end), quantity=quantity.id,
        direction=quantity.direction, reference=Reference(text=step["step"], kind="period"),
    )  # fmt: skip


def _of_result(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the multiple of the profit right before it: 3759億円と、前年同期の1.14倍."""
    ends = {each.id: each.end for each in analysis.quantities}
    for each in analysis.claims:
        between = text[ends[each.quantity] : quantity.phrase[0]]
        ahead = ends[each.quantity] < quantity.start
        if not ahead or each.metric not in AMOUNTS or each.entity is None:
            continue
        base = _TIMES.fullmatch(between)
        if base is not None:
            yield msgspec.structs.replace(
                each, id="", quantity=quantity.id,
                reference=Reference(text=base["base"], kind="period"),
            )  # fmt: skip


def owned_by_words(analysis: Analysis, claim: Claim) -> Claim:
    """Give a claim without an owner that which only its words can speak of: 非農業部門, FF金利."""
    if claim.entity is not None:
        return claim
    sentence = fold_kept(analysis.article.text)[slice(*claim.sentence)]
    american = "米" in analysis.article.text
    if claim.metric in ("employment", "payrolls") and _NONFARM.search(sentence) and american:
        return msgspec.structs.replace(claim, entity="macro:us.payrolls")
    if claim.metric != "policy_rate":
        return claim
    found = [bank for bank, words in _RATES if words.search(sentence)]
    return msgspec.structs.replace(claim, entity=found[0]) if len(found) == 1 else claim
