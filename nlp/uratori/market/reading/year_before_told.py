"""A firm's figure told as that of the year before another: 9.3%で、前年同期の7.5%から.

前年同期 tells no span of its own where that of the figure beside it is known from the firm's books
only (上期, 前期, or no word at all), nor does 前年 beside one of nine months. The span is then that
figure's, a year earlier.
"""

from __future__ import annotations

import re

import msgspec

from ...records import Claim
from ..questions import Question
from .cues import before_number

_YEAR_AGO = re.compile(
    r"(?:前年同期|前年の同期|前年同月期|前年度同期|前年|前の期|前の年|前年度|1年前|昨年)"
    r"(?:実績)?(?:の|は|が|[(（])(?:約)?$"
)
_BARE_YEARS = frozenset({"前年", "昨年", "前年度", "前の年", "1年前"})
"""Years that mean the same part of theirs beside a figure of a part of this one: 前年の5.01ドル."""
_REACH = 60


def told_beside(question: Question) -> Question | None:
    """Give the question with the time of the figure that its own is a year before; else None."""
    claim = question.claim
    undated = claim.period is None or claim.period.start_date is None
    of_year = claim.period is not None and claim.period.text in _BARE_YEARS
    if not (undated or of_year) or _YEAR_AGO.search(before_number(question, 16)) is None:
        return None
    if question.quantity.kind == "change" or question.quantity.unit in ("times", "ratio"):
        return None
    beside = _beside(question)
    if beside is None:
        return None
    basis = tuple(each for each in (*claim.basis, *beside.basis) if each != "earlier")
    return msgspec.structs.replace(
        question,
        claim=msgspec.structs.replace(
            claim, period=beside.period, basis=tuple(sorted({*basis})),
            metric_text=beside.metric_text if claim.metric_text is None else claim.metric_text,
        ),
    )  # fmt: skip


def _beside(question: Question) -> Claim | None:
    """Give the claim on the same figure of the newer time, before the number."""
    places = {each.id: each for each in question.analysis.quantities}
    mine = question.claim
    for each in reversed(question.analysis.claims):
        number = places.get(each.quantity)
        if number is None or number.end > question.quantity.start or each.modality != "fact":
            continue
        same = (each.entity, each.metric) == (mine.entity, mine.metric)
        near = question.quantity.start - number.end <= _REACH
        if same and near and "earlier" not in each.basis and number.kind == "level":
            return each
    return None
