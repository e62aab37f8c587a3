"""Figures told with their rank or as earlier ones that still are those of their own time."""

from __future__ import annotations

import re

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold
from ..reading.cues import is_record, words
from ..reading.words import says
from ..vintages import is_revised_behind, names_first

_PRICE_OF_DAY = re.compile(
    r"(?:[(（][月火水木金土日][)）])?(?:(?:の?(?:終値|大引け)(?:の|である|は|で|、)?|に|には|の|は|で))(?:約)?$"
)
"""Between a day and its own price: 6月24日の終値2850.5円から, 10月22日には3997円まで."""
_AS_RECORD = re.compile(r"(?:[高安]値|最[高低])(?:[(（][^()（）]{0,8}[)）])?[はがも]")
_CAME_ON = re.compile(r"日に?は?(?:約)?$")
_RECORD = re.compile("[高安]値|最[高低]|ピーク|底")


def of_its_time(analysis: Analysis, claim: Claim, quantity: Quantity, others: set[str]) -> bool:
    """Tell whether the claim's period is that of the figure in spite of its basis.

    others: what the basis says else, ``earlier`` or ``extreme``. 先月の and 前年同期の name the
    period themselves; 過去最高の2403億円 is the figure of the year that the sentence is about.
    """
    if others == {"extreme"}:
        return is_record(analysis.article.text, claim, quantity)
    if others == {"earlier"} and (
        _is_change_since(claim, quantity) or _is_multiple(analysis, quantity)
    ):
        return True
    period = claim.period
    start = quantity.phrase[0]
    if others == {"earlier"} and (claim.entity or "").startswith("macro:"):
        before = fold(analysis.article.text[max(claim.sentence[0], start - 24) : start])
        behind = fold(analysis.article.text[quantity.phrase[1] : quantity.phrase[1] + 40])
        if period is not None and (names_first(before) or is_revised_behind(behind)):
            return True
    if others == {"earlier"} and period is None:
        return _is_of_last_year(analysis, claim, quantity)
    if others != {"earlier"} or period is None or not period.text:
        return False
    return period.text in words("earlier_time") or _right_before(analysis, period.text, quantity)


def _is_change_since(claim: Claim, quantity: Quantity) -> bool:
    """Tell whether it is only what a change is against that is earlier: 1年前に比べ2.3%上昇."""
    reference = claim.reference
    return quantity.kind == "change" and reference is not None and reference.kind == "period"


def _is_multiple(analysis: Analysis, quantity: Quantity) -> bool:
    """Tell whether a number is so many times what was earlier: 前年同期の1.2倍."""
    before = fold(analysis.article.text[max(0, quantity.phrase[0] - 8) : quantity.phrase[0]])
    return quantity.unit == "times" and before.endswith(words("times_of"))


def _is_of_last_year(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a firm's figure is that of its last fiscal year: 前期の1株利益は421円."""
    firm = (claim.entity or "").startswith(("XTKS:", "XNAS:", "XNYS:"))
    before = fold(analysis.article.text[claim.sentence[0] : quantity.phrase[0]])
    named = fold(claim.metric_text or "")
    return firm and bool(named) and f"前期の{named}" in before


def _right_before(analysis: Analysis, time: str, quantity: Quantity) -> bool:
    """Tell whether a time stands right before the number: 12月の4.4%から低下した."""
    start = quantity.phrase[0]
    before = analysis.article.text[max(0, start - len(time) - 1) : start]
    return fold(before) in (f"{time}の", f"{time}(")


def is_of_named_day(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether the day of a claim, with its month, stands right before its number.

    What a high or a low behind the number makes a record is left as that.
    """
    period, start = claim.period, claim.sentence[0]
    if period is None or period.start_date is None or period.start_date != period.end_date:
        return False
    if _RECORD.search(analysis.article.text, quantity.end, claim.sentence[1]):
        return False
    before = analysis.article.text[start : quantity.phrase[0]]
    at = before.rfind(period.text) if "月" in period.text else -1
    return at >= 0 and _PRICE_OF_DAY.fullmatch(before, at + len(period.text)) is not None


def plain_close(analysis: Analysis, claim: Claim, quantity: Quantity, before: str) -> Claim:
    """Give a price that its words make one of its own day without the rank told beside it.

    before: the words of its clause before the number.
    """
    dropped: tuple[str, ...] = ()
    if is_of_named_day(analysis, claim, quantity):
        then = analysis.article.text[claim.sentence[0] : quantity.phrase[0]]
        ranked = _AS_RECORD.search(then) is not None or not _CAME_ON.search(then)
        dropped = ("earlier",) if ranked else ("extreme", "earlier")
    elif says("closing", before) and not (says("peak", before) or says("trough", before)):
        dropped = ("extreme",)
    basis = tuple(each for each in claim.basis if each not in dropped)
    return msgspec.structs.replace(claim, basis=basis)
