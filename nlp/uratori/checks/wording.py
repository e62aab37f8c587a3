"""How findings of the checks are told, in Japanese and in English."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from ..claims import metric
from ..mentions import entity
from ..records import FlipPoint, Interval
from ..text.numbers import exact_text, format_number
from .compare import Verdict
from .formula import written
from .operands import Operand
from .pairing import Pairing
from .rules import Check

Lang = Literal["ja", "en"]

_STATUS = {
    "ja": {
        "consistent": "記載の「{phrase}」と合う",
        "approx": "記載の「{phrase}」は概数としては合う",
        "marginal": "記載の「{phrase}」とは丸めの限度でしか合わない",
        "inconsistent": "記載の「{phrase}」とは合わない",
    },
    "en": {
        "consistent": "agrees with the stated {phrase}",
        "approx": "agrees with the stated {phrase} as a round figure",
        "marginal": "agrees with the stated {phrase} only at the edge of rounding",
        "inconsistent": "does not agree with the stated {phrase}",
    },
}
_NOTE = {
    "ja": {"by_rounding": "(四捨五入の範囲で)", "by_truncation": "(切り捨てなら合う)"},
    "en": {"by_rounding": " (by rounding)", "by_truncation": " (if cut off, not rounded)"},
}


def formula_text(check: Check, pairing: Pairing, step: Fraction | None) -> str:
    """Write the formula with the article's numbers in it: ``1 - 19.5/28``."""
    numerals = {name: _numeral(operand) for name, operand in pairing.operands.items()}
    if check.assumption is not None and step is not None:
        numerals[check.assumption.name] = exact_text(step)
    return written(check.formula, numerals)


def _numeral(operand: Operand) -> str:
    quantity = operand.quantity
    if quantity.unit in ("percent", "ratio"):
        return f"{exact_text(operand.value('ratio'))}"
    return exact_text(quantity.value or Fraction(0))


def assumption_text(check: Check, step: Fraction | None, lang: Lang) -> str | None:
    """Tell which number was assumed, or None."""
    if check.assumption is None or step is None:
        return None
    template = check.assumption.ja if lang == "ja" else check.assumption.en
    return template.format(step=exact_text(step))


def explain(
    check: Check,
    stated: Operand,
    pairing: Pairing,
    computed: Fraction,
    reach: Interval,
    verdict: Verdict,
    lang: Lang,
) -> str:
    """Tell what the operands give and how that stands to what is written, in one sentence."""
    unit = stated.quantity.unit
    sides = "、" if lang == "ja" else ", "
    named = sides.join(_side(operand, lang) for operand in pairing.operands.values())
    value = format_number(computed, unit, lang)
    if reach.low is not None and reach.high is not None and reach.low != reach.high:
        low, high = format_number(reach.low, unit, lang), format_number(reach.high, unit, lang)
        value += f"({low}〜{high})" if lang == "ja" else f" ({low} to {high})"
    ending = _STATUS[lang][verdict.status].format(phrase=stated.quantity.text)
    note = _NOTE[lang].get(verdict.note or "", "")
    if lang == "ja":
        return f"{named}から計算した{check.ja}は{value}。{ending}{note}。"
    return f"From {named}, the {check.en} is {value}, which {ending}{note}."


def _side(operand: Operand, lang: Lang) -> str:
    """Name one operand: S&P 500のPER 28."""
    row = metric(operand.claim.metric or "")
    label = operand.claim.metric_text or row.ja
    who = _who(operand.claim.entity, lang)
    number = operand.quantity.text
    if lang == "ja":
        return f"{who}の{label} {number}" if who else f"{label} {number}"
    return f"{row.en} {number} of {who}" if who else f"{row.en} {number}"


def _who(entity_id: str | None, lang: Lang) -> str:
    if entity_id is None:
        return ""
    try:
        found = entity(entity_id)
    except KeyError:
        return entity_id.partition(":")[2]
    return found.name if lang == "ja" or found.symbol is None else found.symbol


def suggest(
    check: Check,
    stated: Operand,
    pairing: Pairing,
    computed: Fraction,
    flips: Sequence[FlipPoint],
    lang: Lang,
) -> str:
    """Name what would mend it on either side; which side is wrong cannot be told from the text."""
    by_id = {o.quantity.id: o for o in pairing.operands.values()}
    value = format_number(computed, stated.quantity.unit, lang, _coarse(stated))
    mends = []
    for flip in flips:
        operand = by_id[flip.quantity]
        unit = operand.quantity.unit
        number = format_number(flip.value, unit, lang, 2)
        way = flip.value > (operand.quantity.value or 0)
        if lang == "ja":
            mends.append(f"{_side(operand, lang)} が{number}{'以上' if way else '以下'}")
        else:
            mends.append(f"{_side(operand, lang)} were {number} or {'more' if way else 'less'}")
    if lang == "ja":
        tail = f"。記載どおりになるのは、{'、または'.join(mends)}のとき" if mends else ""
        return f"{check.ja}を{value}とするか、もとの数字を確かめる{tail}。"
    tail = f"; the stated number holds if {', or '.join(mends)}" if mends else ""
    return f"State the {check.en} as {value}, or verify the figures behind it{tail}."


def _coarse(stated: Operand) -> int | None:
    return 0 if stated.quantity.unit in ("percent", "ratio") else None
