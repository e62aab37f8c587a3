"""How findings of the checks are told, in Japanese and in English."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from ..claims import metric
from ..records import Interval
from ..text.numbers import exact_text, format_number
from .compare import Verdict
from .compute import falls
from .formula import written
from .operands import Operand
from .pairing import Pairing
from .schema import Assumed, Check
from .slips import Slip

Lang = Literal["ja", "en"]
_IN_DECIMALS = frozenset({"percent", "percentage_point", "times", "points"})

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
    "ja": {
        "by_rounding": "(四捨五入の範囲で)",
        "by_truncation": "(切り捨てなら合う)",
        "by_unequal_steps": "(刻みが等しくなければ)",
    },
    "en": {
        "by_rounding": " (by rounding)",
        "by_truncation": " (if cut off, not rounded)",
        "by_unequal_steps": " (with unequal steps)",
    },
}


def formula_text(stated: Operand, pairing: Pairing, assumed: Assumed | None) -> str:
    """Write the formula with the article's numbers in it: ``1 - 19.5/28``."""
    numerals = {
        name: f"-{_numeral(operand)}"
        if pairing.roles[name].signed and falls(operand, stated)
        else _numeral(operand)
        for name, operand in pairing.operands.items()
    }
    if assumed is not None:
        numerals[assumed.name] = exact_text(assumed.value)
    return written(pairing.formula, numerals)


def _numeral(operand: Operand) -> str:
    quantity = operand.quantity
    if quantity.unit in ("percent", "ratio"):
        return f"{exact_text(operand.value('ratio'))}"
    return exact_text(quantity.value or Fraction(0))


def assumption_text(check: Check, assumed: Assumed | None, lang: Lang) -> str | None:
    """Tell what was assumed, or None."""
    if check.assumption is None or assumed is None:
        return None
    if assumed.mixed() and assumed.span.low is not None and assumed.span.high is not None:
        template = check.assumption.mixed_ja if lang == "ja" else check.assumption.mixed_en
        low, high = exact_text(assumed.span.low), exact_text(assumed.span.high)
        return template.format(low=low, high=high)
    template = check.assumption.ja if lang == "ja" else check.assumption.en
    return template.format(step=exact_text(assumed.value))


def explain(
    check: Check,
    stated: Operand,
    pairing: Pairing,
    computed: Fraction,
    reach: Interval,
    verdict: Verdict,
    slip: Slip | None,
    lang: Lang,
) -> str:
    """Tell what the operands give, how that stands to the text, and which slip explains it."""
    unit, places = stated.quantity.unit, _places(stated)
    sides = "、" if lang == "ja" else ", "
    named = sides.join(_side(operand, lang) for operand in pairing.operands.values())
    value = format_number(computed, unit, lang, places)
    if reach.low is not None and reach.high is not None and reach.low != reach.high:
        low = format_number(reach.low, unit, lang, places)
        high = format_number(reach.high, unit, lang, places)
        value += f"({low}〜{high})" if lang == "ja" else f" ({low} to {high})"
    ending = _STATUS[lang][verdict.status].format(phrase=stated.phrase)
    note = _NOTE[lang].get(verdict.note or "", "")
    if lang == "ja":
        why = f"{slip.text(lang)}。" if slip else ""
        return f"{named}から計算した{check.ja}は{value}。{ending}{note}。{why}"
    why = f" It looks as if {slip.text(lang)}." if slip else ""
    return f"From {named}, the {check.en} is {value}, which {ending}{note}.{why}"


def _places(stated: Operand) -> int | None:
    """Give one decimal more than the text has, so that the two can be told apart."""
    place = stated.quantity.place
    if place is None or place >= 1 or stated.quantity.unit not in _IN_DECIMALS:
        return None
    return len(str(place.denominator))


def _side(operand: Operand, lang: Lang) -> str:
    """Name one operand: S&P 500のPER「28」, or the bare number where it is of no metric."""
    if operand.claim.metric is None:
        return f"「{operand.phrase}」" if lang == "ja" else operand.phrase
    row = metric(operand.claim.metric)
    said = operand.claim.metric_text or ""
    label = said if said in row.nouns else row.ja
    who = operand.who
    number = operand.phrase
    if lang == "ja" and who.endswith(label):
        return f"{who}「{number}」"
    if lang == "ja":
        return f"{who}の{label}「{number}」" if who else f"{label}「{number}」"
    return f"{row.en} {number} of {who}" if who else f"{row.en} {number}"


_PERCENT = ("%", "％")
_SMALL = 10
"""Percent below which a suggestion has a decimal."""


def suggest(
    check: Check,
    stated: Operand,
    pairing: Pairing,
    computed: Fraction,
    slip: Slip | None,
    lang: Lang,
) -> str:
    """Name what would mend it on either side; which side is wrong cannot be told from the text."""
    if slip is not None and slip.key == "point" and stated.quantity.text.endswith(_PERCENT):
        points = stated.quantity.text[:-1]
        if lang == "ja":
            return f"「{stated.quantity.text}」を「{points}ポイント」とする。"
        return f"Write {points} percentage points for {stated.quantity.text}."
    value = format_number(computed, stated.quantity.unit, lang, _coarse(stated, computed))
    sides = [_side(operand, lang) for operand in pairing.operands.values()]
    if lang == "ja":
        return f"{check.ja}を約{value}とするか、{'・'.join(sides)}を原典で確かめる。"
    return f"State the {check.en} as about {value}, or verify {' and '.join(sides)} at the source."


def _coarse(stated: Operand, computed: Fraction) -> int | None:
    """Give the decimals of a suggested share: those of the number that it would replace.

    One at least where it is below ten: 4% would not mend what is 3.5%.
    """
    unit, place = stated.quantity.unit, stated.quantity.place
    if unit == "percent" and place is not None and place < 1:
        return len(str(place.denominator)) - 1
    if unit == "percent" and abs(computed) < _SMALL and computed.denominator != 1:
        return 1
    return 0 if unit in ("percent", "ratio") else None
