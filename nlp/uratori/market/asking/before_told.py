"""Figures told beside the newest one as those of the time before: (前回+13.0万人), 前月4.1%.

Such a number has no time of its own, or was given that of the figure beside it. It is of the month
(quarter, year) before that one; where that cannot be told, it is no figure of the article's time.
"""

from __future__ import annotations

import re
from datetime import timedelta

import msgspec

from ...quantities import months_back
from ...records import Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ..places import inside, told_with
from ..reading.sentences import sentence_before
from ..windows import span_of

_LEAD = re.compile(
    r"(?:^|[(、。,/／・ |｜:])(?P<when>前回(?:会合|調査|発表)?|前月|前の月|前年同月|前年|1年前|"
    r"前四半期|従来|これまで|改定前|修正前|速報(?:値|段階)?)"
    r"(?P<made>に|から)?(?:分|実績|値|時点)?(?:まで)?(?:は|が|の|:|=|では|も|\()?[ \u3000]?(?:同)?$"
)
_BACK = {
    "前回": 1, "前回調査": 1, "前回発表": 1, "前月": 1, "前の月": 1,
    "前年同月": 12, "前年": 12, "1年前": 12,
}  # fmt: skip
"""Months back that each word tells."""
_QUARTERLY = frozenset({"gdp", "diffusion_index"})
_REACH = 40
EARLIER = "earlier"


def of_time_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a figure of an economy or a bank that is told as an earlier one its own time.

    With the basis ``earlier``, and without a time, where the words do not tell which it is.
    """
    kind = (claim.entity or "").partition(":")[0]
    if kind not in ("macro", "bank"):
        return claim
    text = fold_kept(analysis.article.text)
    start = max(claim.sentence[0], quantity.phrase[0] - _REACH)
    found = _LEAD.search(text[start : quantity.phrase[0]])
    own = claim.period is not None and claim.period.text[:1] in ("前", "昨")
    own = own or (found is not None and claim.period is not None and claim.period.text in found[0])
    if found is None or found["made"] or own:
        return claim
    beside = _beside(analysis, claim, quantity)
    months = _BACK.get(found["when"])
    span = span_of(beside.period) if beside is not None else None
    basis = tuple(each for each in claim.basis if each != EARLIER)
    if kind == "bank" or months is None or beside is None or span is None:
        return msgspec.structs.replace(claim, basis=tuple(sorted({*basis, EARLIER})))
    if months == 1 and claim.metric in _QUARTERLY:
        months = 3
    first = months_back(span.start, months)
    last = months_back(span.end + timedelta(1), months) - timedelta(1)
    period = Period(text="", start_date=first, end_date=last, anchor="published")
    return msgspec.structs.replace(
        claim, basis=basis, period=period, reference=claim.reference or beside.reference
    )


def _beside(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim | None:
    """Give the claim on the newest figure that an earlier one stands beside."""
    ahead = {each.id for each in inside(analysis.quantities, claim.sentence[0], quantity.start)}
    for each in reversed(told_with(analysis, claim)):
        same = (each.entity, each.metric) == (claim.entity, claim.metric)
        newest = each.period and each.modality == "fact" and EARLIER not in each.basis
        if same and each.quantity in ahead and newest:
            return each
    return claim if claim.period is not None and _is_first(analysis, claim) else None


def _is_first(analysis: Analysis, claim: Claim) -> bool:
    first = next((each.quantity for each in told_with(analysis, claim)), claim.quantity)
    return first == claim.quantity


_INDICES = frozenset({"cpi", "core_cpi", "ppi", "pce", "core_pce"})
_FROM_THERE = re.compile(r"(?:から|より|を(?:上回|下回)|に比べ|と比べ)")


def step_of_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give an earlier growth of an index the step of the one it is set beside.

    前年同月比2.7%の上昇。8月の2.6%から伸びが高まった tells both on the year.
    """
    text = fold_kept(analysis.article.text)
    if claim.metric not in _INDICES or claim.reference is not None:
        return claim
    if quantity.unit != "percent" or _FROM_THERE.match(text, quantity.phrase[1]) is None:
        return claim
    start = sentence_before(text, claim.sentence[0])
    places = {each.id: each.start for each in analysis.quantities}
    told = [
        each
        for each in analysis.claims
        if start <= places[each.quantity] < quantity.start and each.metric is not None
    ]
    host = told[-1] if told else None
    alike = host is not None and (host.entity, host.metric) == (claim.entity, claim.metric)
    if host is None or not alike or host.reference is None or host.reference.kind != "period":
        return claim
    return msgspec.structs.replace(claim, reference=host.reference)
