"""The year whose end or start is told: FRBは2025年に3回利下げし、政策金利は年末に4.00%となった.

A bare 年末 is read as that of the article's own year. Where that lies ahead and the words name an
earlier year, it is the end of that one.
"""

from __future__ import annotations

import re

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import dates_inside
from ..reading.sentences import sentence_before

_EDGE = re.compile(r"(?:年末|年の瀬|年央|12月末|12月)(?:時点)?")
_YEAR = re.compile(r"[0-9]{4}")


def of_told_year(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a figure of a year's end that lies ahead the year that its words name."""
    period, day = claim.period, analysis.article.published
    if period is None or day is None or period.start_date is None or period.start_date <= day:
        return claim
    if claim.modality != "fact" or _EDGE.fullmatch(period.text) is None:
        return claim
    start = sentence_before(fold_kept(analysis.article.text), claim.sentence[0])
    years = [
        each
        for each in dates_inside(analysis, start, quantity.start)
        if _YEAR.fullmatch(each.timex or "") and each.text != period.text
    ]
    told = years[-1].start_date if years else None
    if told is None or told.year >= day.year or period.end_date is None:
        return claim
    first, last = (each.replace(year=told.year) for each in (period.start_date, period.end_date))
    timex = _YEAR.sub(str(told.year), period.timex, count=1) if period.timex else None
    held = msgspec.structs.replace(period, start_date=first, end_date=last, timex=timex)
    return msgspec.structs.replace(claim, period=held)
