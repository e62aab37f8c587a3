"""Means of the closes of a time: 10月の終値を平均すると5万2969円, 前週の平均は5万4867円だった.

No claim is tied to such a figure but one on a close, so that one is made of it here: of the only
thing with a price in its sentence, or in the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..definitions.averages import OF_PERIOD
from ..places import dates_inside
from ..reading.retimed import period_of_day
from ..reading.sentences import owner_or_before, sentence_around, sentence_before
from ..reading.unsaid import is_unsaid

_UNITS = frozenset({
    "", "points", "index", "JPY", "USD", "USD/barrel", "USD/oz", "JPY/USD", "JPY/EUR", "USD/EUR",
})  # fmt: skip
_TAKEN = re.compile(
    r"(?:(?:終値|値|株価|相場|レート|価格|水準)(?:を|の)(?:単純)?|(?:期間|月中|月間|週間|期中|年間)(?:の)?|[月週日年)）間]の)"
    r"平均(?!線)(?:株価|価格|レート|相場|水準|終値|値)?"
    r"(?:(?:を(?:取る|計算する)|する|してみる|した)と?|すれば)?(?:[はがもで]|、)?[^、。0-9]{0,12}$"
)
"""Before the mean of a time: 終値を平均すると, 月中平均で, 9月の平均が."""
_OTHER = re.compile(r"売買代金|出来高|売買高|配当|利回り|賃金|時給|給与|気温|予想|目標|1株")
"""What else has a mean, in the sentence of one."""


def claims_averaged(analysis: Analysis) -> Iterator[Claim]:
    """Yield a claim for each mean of closes over a time that the words before it name."""
    text = fold_kept(analysis.article.text)
    if "平均" in text:
        for each in analysis.quantities:
            if each.kind == "level" and each.unit in _UNITS and each.value is not None:
                yield from _claim(analysis, text, each)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    start, end = sentence_around(text, quantity)
    if not _TAKEN.search(text, start, quantity.start) or _OTHER.search(text, start, end):
        return
    times = dates_inside(analysis, start, quantity.start)
    times = times or dates_inside(analysis, sentence_before(text, start), start)
    times = [each for each in times if not (each.timex or "").startswith("T")]
    if not times or times[-1].start_date == times[-1].end_date:
        return
    owner, _ = owner_or_before(analysis, start, end)
    if owner is None or is_unsaid(text, start, end, quantity):
        return
    yield Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=owner, metric=OF_PERIOD,
        period=period_of_day(times[-1]), confidence=CERTAIN,
    )  # fmt: skip
