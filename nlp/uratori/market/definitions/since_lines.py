"""The line that a first is told of: 4万円を約3か月ぶりに回復, 5営業日ぶりに2万6000円台を回復."""

from __future__ import annotations

import re
from fractions import Fraction

from ...text.fold import fold_kept
from ..questions import Question, Remark, Unresolved

_TO_LINE = re.compile(
    r"[^、。]{0,16}、?"
    r"(?:[0-9昨今前年]{0,5}[0-9]{1,2}月(?:[0-9]{1,2}日)?以来(?:と?なる|で|の)?、?(?:約|およそ|実に)?)?"
)
"""Characters between a crossed line and the time since it was: 4万円を約3か月ぶりに回復."""
_BEFORE_LINE = re.compile(r"[^、。]{0,16}。[^、。]{0,8}")
_THE_LINE = ("ぶりの大台", "ぶりの節目", "ぶりに大台", "ぶりに節目")
"""Behind the time since a line that the sentence before names: 4営業日ぶりの大台回復となる."""
_ON_LINE = re.compile(
    r"ぶりに?、?(?:終値で|終値ベースで|引け値で)?、?(?:(?:節目|大台|心理的節目)の)?"
)
"""Characters between such a time and its line: 5営業日ぶりに終値で2万6000円台を回復."""


def line_of(question: Question) -> Fraction:
    """Give the line that was crossed: the number just before the time, or just behind it.

    Raises Unresolved where there is none.
    """
    others = {
        each.quantity
        for each in question.analysis.claims
        if each.metric not in ("close", None) or each.entity not in (question.entity, None)
    }
    text = question.analysis.article.text
    for number in question.analysis.quantities:
        if number.value is None or number.kind not in ("level", "change") or number.id in others:
            continue
        between = fold_kept(text[number.end : question.quantity.start])
        if number.end <= question.quantity.start and _TO_LINE.fullmatch(between):
            return number.value
        before = _BEFORE_LINE.fullmatch(between) if number.end <= question.quantity.start else None
        if before and text.startswith(_THE_LINE, question.quantity.end):
            return number.value
        between = fold_kept(text[question.quantity.end : number.start])
        if number.start >= question.quantity.end and _ON_LINE.fullmatch(between):
            return number.value
    raise Unresolved(Remark(code="no_line"))
