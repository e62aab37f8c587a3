"""What follows from numbers that data bear out: 5.85ドル and 6.62ドル hold, and are no 23% apart.

An article's own arithmetic tells that its numbers do not agree, and not which of them is wrong.
Where data bear out all but the one that follows from the others, it is that one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..records import SUPPORTED, Analysis, Evidence, Finding, MarketStatus
from .wording import Lang, say, sentences

_OPEN = frozenset({"insufficient"})
_TOLD: dict[str, MarketStatus] = {"inconsistent": "contradicted", "consistent": "supported"}
_LEAST = 2
"""Operands from which a number follows, and of which not it alone may be wrong."""


def with_derived(
    analysis: Analysis, inside: Sequence[Finding], found: Sequence[Finding], lang: Lang
) -> list[Finding]:
    """Give market findings with those on numbers left open that follow from others.

    inside: what the article's own arithmetic says; found: what data say.
    """
    known = {each.quantity: each for each in found}
    for each in inside:
        last = known.get(each.quantity)
        if last is None or last.status in _OPEN:
            derived = _derived(analysis, each, known, lang)
            if derived is not None:
                known[each.quantity] = derived
    return list(known.values())


def _derived(
    analysis: Analysis,
    check: Finding,
    known: dict[str, Finding],
    lang: Lang,
) -> Finding | None:
    status = _TOLD.get(check.status)
    operands = [known.get(each) for each in check.operands]
    borne = [each for each in operands if each is not None and each.status in SUPPORTED]
    if status is None or len(operands) < _LEAST or len(borne) < len(operands):
        return None
    numbers = {each.id: each for each in analysis.quantities}
    text = analysis.article.text
    told = say(lang, "joint").join(text[slice(*numbers[o].phrase)] for o in check.operands)
    stated = text[slice(*numbers[check.quantity].phrase)]
    return Finding(
        id="",
        scope="market",
        check=check.check,
        status=status,
        claim=check.claim,
        quantity=check.quantity,
        operands=check.operands,
        formula=check.formula,
        unit=check.unit,
        stated=check.stated,
        computed=check.computed,
        low=check.low,
        high=check.high,
        evidence=tuple(row for each in borne for row in _held(each)),
        explanation=sentences(lang, [say(lang, f"derived_{status}", told, stated)]),
    )


def _held(finding: Finding) -> list[Evidence]:
    return [each for each in finding.evidence if each.holds][:1]
