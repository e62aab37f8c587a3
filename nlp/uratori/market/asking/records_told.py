"""How often a record has been set this year: 最高値の更新は今年に入って17度目, 更新回数は24回.

No claim is tied to such a count, so that one is made of it here: of the only thing with a price in
its sentence, or in the one beside it.
"""

from __future__ import annotations

import re

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..definitions.record_counts import METRIC
from ..reading.sentences import day_up_to, owner_near, sentence_around, sentence_before
from ..reading.unsaid import is_unsaid

_UNITS = frozenset({"occurrences", "度目", "度", "回", "回目"})
_SET = r"(?:更新|塗り替え|書き換え|付け|つけ|記録し)"
_RECORD = re.compile(r"最高値|(?:過去|史上)最高")
_BEFORE = re.compile(
    rf"(?:最高値|過去最高|史上最高)[^。]{{0,40}}?{_SET}[^。]{{0,40}}$|(?:記録|最高値)?の?更新(?:の?回数)?[はがも][^。]{{0,24}}$"
    r"|これで$"
)
"""Before a count of records: 最高値を塗り替えたのは."""
_BEHIND = re.compile(
    r"(?:にわたって|にわたり|も|の|となる|、){0,2}(?:終値(?:で|ベースで)?の?)?(?:史上|過去)?"
    r"(?:最高値?(?:の?更新|を(?:更新|塗り替え|付け|つけ))|最高値|記録の?更新|更新)"
)
"""Behind one: 16回目の記録更新."""
_OTHER = re.compile(r"年初来|昨年来|上場来|安値|連続|今月|月間|四半期|年度|上期|下期|通算|これまで")
_AHEAD = re.compile(r"[りい]そう(?:だ|な|に|で)|待たれ|視野")
_THIS_YEAR = re.compile(
    r"(?:今年|ことし|本年|年初|年明け|年内|(?P<year>[0-9]{4})年)(?:に入[っり]|[はのに、]|から|以降|以来|だけで|(?=[0-9]))"
    r"|(?:昨年末|前年末|大納会)(?:から|以降|以来)"
)


def claims_on_records(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim for each count of the records of this year whose owner is clear."""
    text = fold_kept(analysis.article.text)
    if not _RECORD.search(text):
        return ()
    made = (
        _claim(analysis, text, each)
        for each in analysis.quantities
        if each.unit in _UNITS and each.value
    )
    return tuple(each for each in made if each is not None)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    before, behind = text[start : quantity.start], text[quantity.end : end]
    if not (_BEFORE.search(before) or _BEHIND.match(behind)):
        return None
    near = text[sentence_before(text, start) : end]
    if not _RECORD.search(near) or _OTHER.search(text[start:end]):
        return None
    owner, named_from = owner_near(analysis, start, end)
    period = day_up_to(analysis, named_from, quantity)
    if owner is None or _AHEAD.search(behind) or is_unsaid(text, start, end, quantity):
        return None
    year = _THIS_YEAR.search(text[start:end])
    told = period.end_date if period and period.end_date else analysis.article.published
    if year is None or told is None or year["year"] not in (None, str(told.year)):
        return None
    return Claim(
        id="",
        sentence=(start, end),
        quantity=quantity.id,
        entity=owner,
        metric=METRIC,
        period=period,
        confidence=CERTAIN,
    )
