"""Every definition under which a claim can be looked up. A new definition is one entry here.

The conventional definition of a metric comes first. What an article names itself (配当込み, 終値)
takes the place of the conventional one, and the rest is not tried.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from ..questions import Definition, Question
from ..reading.clauses import turn_before, turn_behind
from ..reading.cues import before_number
from ..reading.phrases import leaves_out_dividends
from ..reading.times_before import of_close_before
from ..reading.words import says
from ..stated import is_line
from . import (
    fixings,
    groups,
    macro,
    plans,
    policy_from,
    policy_gaps,
    policy_then,
    progress,
    record_counts,
    results,
    size_changes,
    valuation,
)
from .catalogue_prices import PRICES
from .levels import adjusted, dated_value, intraday, of_closes, on_day
from .policy import (
    decisions,
    decisions_narrowly,
    each_move,
)
from .policy_last import last_moves, lower_bound, net_change
from .rates import in_force, just_moved
from .returns import price_return
from .since import METRIC as SINCE
from .streaks import cited_lead, lead
from .total_returns import total_return

_DIVIDENDS = (
    "配当込み", "配当を含", "配当を含め", "配当再投資", "トータルリターン", "トータル・リターン",
    "total return",
)  # fmt: skip

_RETURNS = (
    Definition(
        key="same_day", metric="return", ja="同日比", en="same-day window",
        measure=price_return, standing="conventional", needs=("close", "return"),
        window="same_day",
    ),
    Definition(
        key="week_end", metric="return", ja="週末比", en="week-end closes",
        measure=price_return, needs=("close", "return"), window="week_end",
    ),
    Definition(
        key="weeks_apart", metric="return", ja="週末から遡った週末比",
        en="week-end closes, back from the last", measure=price_return,
        needs=("close", "return"), window="weeks_apart",
    ),
    Definition(
        key="month_end", metric="return", ja="月末比", en="month-end closes",
        measure=price_return, needs=("close", "return"), window="month_end",
    ),
    Definition(
        key="calendar_years", metric="return", ja="暦年", en="calendar years",
        measure=price_return, needs=("close", "return"), window="calendar_years",
    ),
    Definition(
        key="total_return", metric="return", ja="配当込み", en="total return",
        measure=total_return, needs=("total_return", "return"), window="same_day",
        names=_DIVIDENDS, sentence_names=_DIVIDENDS,
    ),
    Definition(
        key="total_return_week_end", metric="return", ja="配当込み・週末比",
        en="total return, week-end closes", measure=total_return,
        needs=("total_return", "return"), window="week_end",
        names=_DIVIDENDS, sentence_names=_DIVIDENDS, only_named=True,
    ),
    Definition(
        key="total_return_month_end", metric="return", ja="配当込み・月末比",
        en="total return, month-end closes", measure=total_return,
        needs=("total_return", "return"), window="month_end",
        names=_DIVIDENDS, sentence_names=_DIVIDENDS, only_named=True,
    ),
)  # fmt: skip

_LEVELS = (
    Definition(
        key="close", metric="close", ja="終値", en="close", measure=on_day,
        standing="conventional", needs=("close",), hours="close",
    ),
    Definition(
        key="close_adjusted", metric="close", ja="分割調整後の終値", en="split-adjusted close",
        measure=adjusted, needs=("close",), rows=("close_adjusted",), hours="close",
    ),
    Definition(
        key="intraday", metric="close", ja="取引時間中の値幅", en="intraday range",
        measure=intraday, needs=("high", "low"), hours="intraday",
    ),
    Definition(
        key="high", metric="high", ja="高値", en="high", measure=on_day, needs=("high",),
        standing="conventional",
    ),
    Definition(
        key="high_of_closes", metric="high", ja="終値での高値", en="high of closes",
        measure=of_closes, needs=("close",), standing="conventional",
    ),
    Definition(
        key="low_of_closes", metric="low", ja="終値での安値", en="low of closes",
        measure=of_closes, needs=("close",), standing="conventional",
    ),
    Definition(
        key="low", metric="low", ja="安値", en="low", measure=on_day, needs=("low",),
        standing="conventional",
    ),
    Definition(
        key="open", metric="open", ja="始値", en="open", measure=on_day, needs=("open",),
        standing="conventional",
    ),
    Definition(
        key="nav", metric="nav", ja="基準価額", en="net asset value per unit", measure=on_day,
        standing="conventional", needs=("nav",),
    ),
)  # fmt: skip

_POLICY = (
    Definition(
        key="range", metric="policy_rate", ja="誘導目標の上下限", en="both bounds of the target",
        measure=in_force, standing="conventional",
        needs=("policy_rate_upper", "policy_rate_lower"),
    ),
    Definition(
        key="upper", metric="policy_rate", ja="誘導目標(上限)", en="upper bound of the target",
        measure=in_force, standing="conventional", needs=("policy_rate_upper",),
        sentence_names=("上限",),
    ),
    Definition(
        key="lower", metric="policy_rate", ja="誘導目標の下限", en="lower bound of the target",
        measure=in_force, needs=("policy_rate_lower",), sentence_names=("下限",),
    ),
    Definition(
        key="decisions", metric="policy_rate_moves", ja="決定の回数", en="number of decisions",
        measure=decisions, standing="conventional", needs=("policy_rate_upper",),
    ),
    Definition(
        key="decisions_narrowly", metric="policy_rate_moves", ja="期間を狭く取った回数",
        en="number over a narrower reading of the period", measure=decisions_narrowly,
        needs=("policy_rate_upper",),
    ),
    Definition(
        key="last_moves", metric="policy_rate_moves", ja="直近の決定の回数",
        en="the last decisions", measure=last_moves, needs=("policy_rate_upper",),
    ),
    Definition(
        key="total", metric="policy_rate_change", ja="合計の変更幅", en="total of the moves",
        measure=decisions, standing="conventional", needs=("policy_rate_upper",),
    ),
    Definition(
        key="each", metric="policy_rate_change", ja="1回ごとの幅", en="size of each move",
        measure=each_move, standing="conventional", needs=("policy_rate_upper",),
    ),
    Definition(
        key="total_narrowly", metric="policy_rate_change", ja="期間を狭く取った合計",
        en="total over a narrower reading of the period", measure=decisions_narrowly,
        needs=("policy_rate_upper",),
    ),
    Definition(
        key="lower_bound", metric="policy_rate_change", ja="下限の変更幅の合計",
        en="total of the moves of the lower bound", measure=lower_bound,
        needs=("policy_rate_lower",),
    ),
    Definition(
        key="net", metric="policy_rate_change", ja="差し引きの変化", en="net change",
        measure=net_change, needs=("policy_rate_upper",),
    ),
    Definition(
        key="latest_move", metric="policy_rate_change", ja="直近の決定の幅",
        en="size of the latest decision", measure=just_moved, standing="conventional",
        needs=("policy_rate_upper",),
    ),
    Definition(
        key="last_total", metric="policy_rate_change", ja="直近の決定の合計",
        en="total of the last decisions", measure=last_moves, needs=("policy_rate_upper",),
    ),
)  # fmt: skip

_DATED = (
    Definition(
        key="latest", metric="net_assets", ja="直近の公表値", en="latest published value",
        measure=dated_value, standing="conventional", needs=("net_assets",),
    ),
    Definition(
        key="daily_returns", metric="outperformance_streak", ja="日次騰落率の比較",
        en="comparison of daily returns", measure=cited_lead, standing="conventional",
        needs=("outperformance_streak",),
    ),
    Definition(
        key="daily_closes", metric="outperformance_streak", ja="終値で計算した騰落率の比較",
        en="comparison of returns computed from closes", measure=lead,
        standing="conventional", needs=("close",),
    ),
)  # fmt: skip

DEFINITIONS: tuple[Definition, ...] = (
    *_RETURNS, *_LEVELS, *PRICES, *fixings.DEFINITIONS, *record_counts.DEFINITIONS,
    *_POLICY, *policy_from.DEFINITIONS,
    *policy_gaps.DEFINITIONS, *policy_then.DEFINITIONS, *size_changes.DEFINITIONS, *_DATED,
    *valuation.DEFINITIONS, *results.DEFINITIONS, *progress.DEFINITIONS,
    *plans.DEFINITIONS, *macro.DEFINITIONS,
    *groups.DEFINITIONS,
)  # fmt: skip
"""Every definition, the conventional ones of a metric first."""

METRICS: frozenset[str] = frozenset(each.metric for each in DEFINITIONS)
"""The metrics that can be looked up; a claim on another metric gives no market finding."""

OWNED: frozenset[str] = frozenset(
    each.metric for each in (*results.DEFINITIONS, *progress.DEFINITIONS, *macro.DEFINITIONS)
)
"""The metrics of a firm or an economy: where an article does not tell whose, nothing is asked."""

SIGNED: frozenset[str] = frozenset(each.metric for each in DEFINITIONS if each.signed)
"""The metrics whose changes are compared with their sign."""


@lru_cache(maxsize=1)
def _by_topic() -> dict[str, tuple[Definition, ...]]:
    held: dict[str, tuple[Definition, ...]] = {}
    for each in DEFINITIONS:
        topic = each.topic or each.metric
        held[topic] = (*held.get(topic, ()), each)
    return held


def definitions_for(question: Question) -> tuple[Definition, ...]:
    """Give the definitions to try: those that the article names, or else all that are usual."""
    registered = _by_topic().get(question.topic, ())
    if not question.entity.startswith("fx:"):
        registered = tuple(each for each in registered if fixings.TOKYO not in each.rows)
    named = _named(question, registered)
    if named:
        first = msgspec.structs.replace(named[0], standing="conventional")
        return (first, *named[1:])
    return tuple(each for each in registered if not each.only_named)


def _named(question: Question, registered: tuple[Definition, ...]) -> tuple[Definition, ...]:
    """Give the definitions that the claim's own words name, else those that its sentence names."""
    if question.topic == "close" and _ADJUSTED.search(before_number(question)):
        kept = [each for each in registered if each.hours == "close"]
        return tuple(sorted(kept, key=lambda each: not each.rows))
    if question.asked.intraday or _closes(question):
        kind = "intraday" if question.asked.intraday else "close"
        return tuple(each for each in registered if each.hours == kind)
    if fixed := tuple(each for each in registered if each.rows == (question.asked.fixing,)):
        return fixed
    if question.topic == "return" and leaves_out_dividends(
        question.analysis, question.claim, question.quantity
    ):
        return tuple(each for each in registered if not each.names)
    words, sentence = question.claim.metric_text or "", clause_of(question)
    named = [each for each in registered if any(name in words for name in each.names)]
    named = named or [
        each for each in registered if any(name in sentence for name in each.sentence_names)
    ]
    if question.topic not in _BOUNDED:
        return tuple(named)
    return registered if question.quantity.modifier == "range" else _nearest(question, named)


_ADJUSTED = re.compile(
    r"(?:調整後|調整済み?|分割考慮後?|分割を考慮(?:した|すると)|遡及修正後)の?[^、。0-9]{0,8}$"
)
"""Before a price in the terms of today's shares: 昨年末(調整後789円40銭)."""
_BOUNDED = frozenset({"policy_rate", policy_from.TOPIC})
"""The topics of which a sentence may name an upper and a lower bound."""


def _nearest(question: Question, named: list[Definition]) -> tuple[Definition, ...]:
    """Give of several bounds that a sentence names the one before the number: 上限が、下限が."""
    before = before_number(question)
    said = [
        (max(before.rfind(name) for name in each.sentence_names), each.key, each) for each in named
    ]
    said = [each for each in said if each[0] >= 0]
    return (max(said)[2],) if len(named) > 1 and said else tuple(named)


def clause_of(question: Question) -> str:
    """Give the part of a sentence that a number stands in, of two that が joins."""
    start, end = question.claim.sentence
    text, number = question.analysis.article.text, question.quantity.start
    return text[turn_before(text, start, number) : turn_behind(text, number, end)]


_OF_CLOSES = re.compile(
    "(?:終値|引け値)(?:ベース|での|による|の|を)?[^、。はが]{0,6}(?:[高安]値|ピーク|底|天井)"
    "|(?:[高安]値|ピーク|底|天井)[(（][^)）]{0,6}(?:終値|引け値)"
)
"""What makes a high or a low one of closes."""


def _closes(question: Question) -> bool:
    """Tell whether a number is said to be a close; beside other hours only by its own words."""
    ranked = question.topic.startswith(("record_", "from_"))
    if ranked and question.asked.fixing:
        return True
    if question.claim.metric not in ("close", SINCE) and not ranked:
        return False
    if is_line(question.analysis, question.claim, question.quantity):
        return True
    named = question.claim.metric_text == "終値"
    if not ranked and (named or of_close_before(before_number(question))):
        return True
    sentence = clause_of(question)
    if question.topic.startswith("from_"):  # 高値から30日終値までに is up to a close
        return _OF_CLOSES.search(sentence) is not None
    if not says("closing", sentence) or _is_met_once(question):
        return False
    others = "within_hours" if ranked else "other_hours"
    if not says(others, sentence) or question.claim.metric == SINCE:
        return True
    end = question.quantity.end - question.claim.sentence[0]
    near = sentence[max(0, end - len(question.quantity.text) - 8) : end + 10]
    return says("closing", near + (question.claim.metric_text or ""))


_MET = re.compile(r"を(?:付け|つけ)た[^、。0-9]{1,12}[はがも]")


def _is_met_once(question: Question) -> bool:
    """Tell whether a price was met by the owner that another verb has: 9万円を付けた日経平均は."""
    text, end = question.analysis.article.text, question.quantity.end
    own = _MET.match(text, end) is not None
    return own and not says("closing", text[question.claim.sentence[0] : end])
