"""Which pair of currencies the words speak of: 円は対ドルで, ユーロ高・円安."""

from __future__ import annotations

import re

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import told_inside
from .sentences import sentence_around, sentence_before

_BASES = {"豪ドル": "AUD", "ドル": "USD", "ユーロ": "EUR", "ポンド": "GBP"}
_BASE = re.compile(
    r"(?P<name>豪ドル|(?<!香港)(?<!加)(?<!台湾)(?<!カナダ)(?<!NZ)(?<![0-9])ドル|ユーロ(?!圏)|ポンド)"
)
_YEN = re.compile(r"(?<![0-9万億兆千百数])円(?:相場|[高安はがもをの、])|[0-9]円[高安]|対円|[・/]円")
_FINE_DOLLAR = 4
"""Places behind the point that a rate of dollars is told with: 1.1082ドル."""
_METRICS = frozenset({"close", "price_change", "return", "streak", "high", "low"})


def bases_in(text: str) -> list[str]:
    """Give the currencies other than the yen that a folded text names, each once, in order."""
    return list(dict.fromkeys(_BASES[each["name"]] for each in _BASE.finditer(text)))


def yen_pair(text: str, quantity: Quantity) -> str:
    """Give the pair with the yen that a number's sentence speaks of, or else the one before.

    The only other currency of its clause, of its sentence or of the one before; of the yen alone
    it is the dollar. Nothing where no word names a currency, or where several are named.
    """
    start, end = sentence_around(text, quantity)
    clause = text[start : quantity.start].rpartition("、")[2]
    clause += text[quantity.end : end].partition("、")[0]
    since = sentence_before(text, start)
    for part in (clause, text[start:end], text[since:start]):
        if named := bases_in(part):
            return f"fx:{named[0]}JPY" if len(named) == 1 else ""
    return "fx:USDJPY" if _YEN.search(text, since, end) else ""


def repaired(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a claim on a currency the pair that its unit and its sentence tell."""
    entity = claim.entity or ""
    if claim.metric not in _METRICS or not entity.startswith(("fx:", "currency:")):
        return claim
    pair = _pair(analysis, claim, quantity, entity)
    return msgspec.structs.replace(claim, entity=pair) if pair else claim


def _pair(analysis: Analysis, claim: Claim, quantity: Quantity, entity: str) -> str:
    text, (start, end) = fold_kept(analysis.article.text), claim.sentence
    named = bases_in(text[start:end])
    if quantity.unit == "USD" and entity == "currency:USD":
        others = [each for each in named if each != "USD"]
        return f"fx:{others[0]}USD" if len(others) == 1 and is_fine(quantity) else ""
    if quantity.unit == "JPY" and entity.startswith("fx:") and not entity.endswith("JPY"):
        return f"fx:{entity[3:6]}JPY"
    if entity == "fx:USDJPY" and quantity.unit == "JPY" and len(named) == 1:
        return f"fx:{named[0]}JPY"
    if not entity.startswith("currency:"):
        return ""
    told = {each.entity for each in told_inside(analysis, start, start + 1) if each.entity}
    pairs = {each for each in told if each.startswith("fx:") and entity[-3:] in each}
    return pairs.pop() if len(pairs) == 1 else ""


def is_fine(quantity: Quantity) -> bool:
    """Tell whether an amount of dollars has the places of a rate: 1.1082ドル."""
    return quantity.place is not None and quantity.place * 10**_FINE_DOLLAR <= 1
