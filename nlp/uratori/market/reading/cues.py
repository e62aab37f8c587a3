"""The words around a figure that tell how it is to be read (`reference/figure_words.tsv`)."""

from __future__ import annotations

import re
from functools import lru_cache

from ...lexicon import read_table, split_cell
from ...records import Claim, Quantity, Reference
from ...text.fold import fold
from ..places import mention_of
from ..questions import Question


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    rows = read_table("figure_words", package="uratori.reference")
    return {row["kind"]: split_cell(row["words"]) for row in rows}


def words(kind: str) -> tuple[str, ...]:
    """Give the words of one kind; raise KeyError for an unknown kind."""
    return _table()[kind]


def says(kind: str, text: str) -> bool:
    """Tell whether a text holds any word of a kind."""
    return any(word in text for word in words(kind))


def before_number(question: Question, reach: int = 200) -> str:
    """Give the text of the sentence before the number, at most `reach` characters of it."""
    start = max(question.claim.sentence[0], question.quantity.start - reach)
    return fold(question.analysis.article.text[start : question.quantity.start])


def after_number(question: Question, reach: int = 16) -> str:
    """Give the text of the sentence behind the number and its bound."""
    end = max(question.quantity.end, question.quantity.phrase[1])
    return fold(question.analysis.article.text[end : min(end + reach, question.claim.sentence[1])])


def last_said(kinds: tuple[str, ...], text: str) -> str | None:
    """Give the kind whose word stands last in a text; of two at one place, the longer word's."""
    found = [
        (text.rfind(word) + len(word), len(word), kind)
        for kind in kinds
        for word in words(kind)
        if word in text
    ]
    return max(found)[2] if found else None


_OPENING = re.compile(r"(?:\([^()]{0,12}\))?(?:では|には|は|が|も)?、?")
_SUBJECT = re.compile(r"([^、。()]{1,12}?)(?:が(?![っりるれろらけ])|も|(?<![でにと])は)")


_POINTING = ("こちら", "これ", "それ")


def other_subject(question: Question) -> bool:
    """Tell whether something else comes between a metric's name and the number.

    米CPIは、ガソリンが前月比1.0%上昇 is no figure of the whole index; 米CPIは上昇率が2.7% is.
    """
    text = _OPENING.sub("", since_name(question), count=1)
    mentions = question.analysis.mentions
    own = (each.text for each in mentions if each.entity == question.entity)
    names = (*words("growth"), *words("named_on"), *_POINTING, *own)
    return any(not found[1].endswith(names) for found in _SUBJECT.finditer(text))


def of_part(question: Question, kind: str) -> bool:
    """Tell whether a metric's name has words before it that make it a part's: 黒人の失業率."""
    text, named = before_number(question), question.claim.metric_text or ""
    before = text.rpartition(named)[0] if named else ""
    return before.removesuffix("の").endswith(words(kind)) and not before.endswith(
        words("nonfarm_of")
    )


def since_name(question: Question) -> str:
    """Give the text from the metric's words, or from the mention, to the number."""
    text, at = before_number(question), question.quantity.start
    named = question.claim.metric_text or ""
    if named and named in text:
        return text.rpartition(named)[2]
    mention = mention_of(question.analysis, question.claim)
    if mention is None or mention.end > at:
        return ""
    return _since_number(question, text[max(0, len(text) - (at - mention.end)) :])


def _since_number(question: Question, text: str) -> str:
    """Leave out what another number stands behind: a claim without a name goes on from that one."""
    at = question.quantity.start
    ends = [
        each.end
        for each in question.analysis.quantities
        if each.kind != "date" and at - len(text) < each.end < at and each.unit
    ]
    return text[len(text) - (at - max(ends)) :] if ends else text


def reference_of(question: Question) -> Reference | None:
    """Give what a change is against: no forecast where the number has its own 増 or 低下.

    13万人増と、市場予想を上回った is a change on the month; 市場予想を5万人上回った is not.
    """
    reference = question.claim.reference
    if reference is None or reference.kind != "forecast":
        return reference
    behind = after_number(question).removeprefix("の")
    return None if behind.startswith(words("moved")) else reference


def is_record(text: str, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a figure is told with its rank but is that of its time: 過去最高の2403億円."""
    before = text[max(0, quantity.phrase[0] - 24) : quantity.phrase[0]]
    before = before.removesuffix(claim.metric_text or "")
    return claim.period is not None and before.endswith(words("record"))
