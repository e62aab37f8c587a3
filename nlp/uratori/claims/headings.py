"""A headline says in short what its text says in full: it takes its times and mood from there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ..records import Claim, Quantity
from ..text import Text
from .metrics import metric

_DECIDED = frozenset({"acquisition", "buyback", "capex", "job_cuts", "stake", "tender_price"})
"""What a firm does, which a headline tells as done though its figure may be a plan."""
_REACH = 400
"""Characters behind a headline in which the text says the same in full."""


def complete_headline(
    text: Text, quantities: Mapping[str, Quantity], claims: Sequence[Claim]
) -> list[Claim]:
    """Give the claims of the headline the period and the forecast that the text has for them.

    「日経平均、402円高」 above 「26日の東京株式市場で日経平均株価は前日比402円高だった」 is of the
    26th; 「純利益12%増」 above 「今期は12%増の見通し」 is a forecast. Only a number that is
    repeated exactly, and so is one claim, is against what the text says. The same number counts
    wherever the text repeats it, one cut short (184ドル for 184ドル32セント) only in the sentences
    right below.
    """
    head = text.sentences[0].block if text.sentences else 0
    ends = [s.end for s in text.sentences if s.block == head]
    below = [claim for claim in claims if claim.sentence[0] >= ends[-1]] if ends else []
    if not below or text.folded[ends[-1] - 1] == "。":
        return list(claims)
    return [
        _completed(claim, quantities, below, ends[-1]) if claim.sentence[1] <= ends[-1] else claim
        for claim in claims
    ]


def _completed(
    claim: Claim, quantities: Mapping[str, Quantity], below: Sequence[Claim], end: int
) -> Claim:
    number = quantities[claim.quantity]
    like = [(c, quantities[c.quantity]) for c in _like(claim, below)]
    full = [c for c, said in like if _same(said, number)]
    repeated = full[0].reference if full else None
    if not full and (coming := _coming(claim, number, quantities, below)):
        full = [coming]
        claim = msgspec.structs.replace(claim, modality=coming.modality)
    full += [c for c, said in like if c.sentence[0] - end <= _REACH and _rounded(number, said)]
    if not full:
        return claim
    period = full[0].period if _open(claim) else claim.period
    if claim.entity is None and claim.subject is None and full[0].entity is not None:
        claim = _owned(claim, full[0])
    return msgspec.structs.replace(
        claim, period=period or claim.period, reference=claim.reference or repeated
    )


def _coming(
    claim: Claim, number: Quantity, quantities: Mapping[str, Quantity], below: Sequence[Claim]
) -> Claim | None:
    """Give what the text says only as a forecast or a target of what a headline says as a fact."""
    if claim.modality != "fact" or claim.entity is None or not _of_results(claim):
        return None
    told = [
        c
        for c in below
        if (c.entity, c.metric) == (claim.entity, claim.metric)
        and _same(quantities[c.quantity], number)
        and quantities[c.quantity].direction == number.direction
    ]
    return told[0] if told and told[0].modality in ("forecast", "target") else None


def _of_results(claim: Claim) -> bool:
    """Tell whether a claim is of a period's results, which a headline may tell ahead."""
    if claim.metric is None or claim.metric in _DECIDED:
        return False
    return metric(claim.metric).family == "results"


def _owned(claim: Claim, full: Claim) -> Claim:
    """Give a claim of the headline the owner that the text names for the same number."""
    sure = msgspec.structs.replace(claim.confidence, entity=full.confidence.entity)
    reasons = (*claim.reasons[:1], "named below the headline")
    return msgspec.structs.replace(
        claim, entity=full.entity, mention=full.mention, confidence=sure, reasons=reasons
    )


def _like(claim: Claim, below: Sequence[Claim]) -> Iterator[Claim]:
    for other in below:
        one = claim.entity is None or other.entity == claim.entity
        if one and (other.metric, other.modality) == (claim.metric, claim.modality):
            yield other


def _open(claim: Claim) -> bool:
    return claim.period is None or claim.period.start_date is None


def _same(one: Quantity, other: Quantity) -> bool:
    return one.value is not None and (one.value, one.unit) == (other.value, other.unit)


def _rounded(short: Quantity, full: Quantity) -> bool:
    """Tell whether a headline's number is one of the text, cut short: 184ドル for 184.32ドル."""
    if short.value is None or full.value is None or short.unit != full.unit:
        return False
    return (short.direction == full.direction) and abs(short.value - full.value) * 100 <= abs(
        full.value
    )
