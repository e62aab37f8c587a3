"""Why a firm's figure in an article may not be the one of its books."""

from __future__ import annotations

import re
from datetime import date

from ...mentions import named
from ...text.fold import fold
from ..places import mention_of
from ..questions import Question, Remark
from ..vintages import known_day
from .cues import after_number, before_number, other_subject, says, words

_PER_SHARE = frozenset({"eps", "bps", "dps"})


def firm_doubt(question: Question, since: date | None = None) -> Remark | None:
    """Give why a figure may not be the whole firm's reported one; None where nothing says so.

    since: the first day of the data behind a figure a share; a split after it changes the figure.
    """
    named = question.claim.metric_text or ""
    text = _before(question) + named + after_number(question)
    if says("part", text) or other_subject(question) or _of_something(question):
        return Remark(code="part_of_firm")
    if _is_joined(question):
        return Remark(code="part_of_firm")
    if _WITHOUT.search(before_number(question)):
        return Remark(code="adjusted")
    if after_number(question).startswith(words("revised")):
        return Remark(code="revised_plan")
    if says("adjusted", text) or (
        says("total_profit", named) and not named.endswith(words("sales_names"))
    ):
        return Remark(code="adjusted")
    if question.claim.metric == "dps" and says("interim", text):
        return Remark(code="interim_dividend")
    if question.claim.metric in _PER_SHARE and since is not None and split_since(question, since):
        return Remark(code="split")
    return None


_GENITIVE = re.compile(r"([^、。()はがもの]{1,12})の$")


def _of_something(question: Question) -> bool:
    """Tell whether a figure is of something that is not the firm: 画像センサーの営業利益."""
    named = question.claim.metric_text or ""
    before = before_number(question).rpartition(named)[0] if named else ""
    owner = _GENITIVE.search(before)
    if owner is None or owner[1].endswith(words("whole_of_firm")):
        return False
    names = {each.text for each in question.analysis.mentions if each.entity}
    return not any(owner[1].endswith(name) or name.endswith(owner[1]) for name in names)


_WITHOUT = re.compile(r"を?除(?:けば|くと|いた|いて|外)")
_JOINED = re.compile(r"(?P<word>[A-Za-zァ-ヶー]{2,20})$")
_WHOLE = re.compile(r"(?:[1-4]Q|Q[1-4]|FY|グループ|トータル)$")


def _is_joined(question: Question) -> bool:
    """Tell whether a word that is no name of the firm stands on a metric's name: iPhone売上高."""
    named = question.claim.metric_text or ""
    before = before_number(question).rpartition(named)[0] if named else ""
    found = _JOINED.search(before)
    if found is None or _WHOLE.search(found["word"]):
        return False
    names = {fold(each.text) for each in question.analysis.mentions if each.entity}
    return not any(before.endswith(name) for name in names)


def price_doubt(question: Question) -> Remark | None:
    """Give why a valuation may be of another price, time or firm; None where nothing says so."""
    if says("other_price", _before(question)):
        return Remark(code="other_price")
    return Remark(code="part_of_firm") if _of_group(question) else None


def _of_group(question: Question) -> bool:
    """Tell whether a firm's name goes on to that of its whole group: トヨタグループの時価総額."""
    text, groups = question.analysis.article.text, words("group_of")
    mention = mention_of(question.analysis, question.claim)
    if mention is None or named(mention.entity or "").endswith(groups):
        return False
    return mention.text.endswith(groups) or text.startswith(groups, mention.end)


def split_since(question: Question, day: date) -> bool:
    """Tell whether the firm's shares were split after a day, up to the article's."""
    return any(
        day < row.date <= known_day(question)
        for row in question.source.facts(question.entity, "split")
    )


def _before(question: Question) -> str:
    """Give the words between the firm's name, where it stands before the number, and the number."""
    text, at = before_number(question), question.quantity.start
    mention = mention_of(question.analysis, question.claim)
    if mention is None or mention.end > at:
        return text
    return text[max(0, len(text) - (at - mention.end)) :]
