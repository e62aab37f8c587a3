"""Returns with dividends reinvested, and what they can be at most where no series has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...calendars import calendar_of
from ..figures import decimal_text
from ..questions import Attempt, Definition, Question, Remark
from ..reading.between_prices import between_prices
from ..windows import return_window
from .payouts import YEAR, payout_of, with_dividends
from .prices import is_listed
from .returns import computed, returns_of

_PAYING = frozenset({"index", "XTKS", "XNAS", "XNYS", "XASE", "ARCX", "BATS", "fund"})
_OF_PRICE = re.compile("値上が|値下が|株価")
"""Names of a move that only a price can have."""
_OF_HOLDER = re.compile("リターン|収益|投資|運用|成績|パフォーマンス|配当|騰落")
"""Words of what a holder earned, dividends and all."""
_PAYLESS = frozenset({"index:vix", "index:nikkei_vi", "index:dollar_index"})


def total_return(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the return with dividends reinvested, of the entity and of its proxies.

    Without data of it, a number over a year or less that no dividends could bring the price return
    to is refuted; over longer times that end with a named day they add up, and lift it only.
    """
    if question.entity.partition(":")[0] not in _PAYING or question.entity in _PAYLESS:
        return
    priced = _OF_PRICE.match(question.claim.metric_text or "") is not None
    told = between_prices(question.analysis, question.claim, question.quantity)
    priced = priced or told is not None
    if priced and _is_short(question, definition):
        return
    found = list(returns_of(question, definition, "total_return", "total_return"))
    gap = next(iter(found), None)
    if gap is not None and gap.value is None and not definition.only_named:
        bound = _bounded(question, definition)
        found[:1] = [] if bound is None and _tells_price(question, definition) else [bound or gap]
    yield from found


def _tells_price(question: Question, definition: Definition) -> bool:
    """Tell whether a share's move over a year at most is told as prices are: 31%高, 3割上がった."""
    if not is_listed(question.entity) or _OF_HOLDER.search(question.sentence):
        return False
    return _is_short(question, definition)


def _is_short(question: Question, definition: Definition) -> bool:
    """Tell whether a move is one over a year at most, in which prices alone are spoken of."""
    window = return_window(question, calendar_of(question.entity), definition.window)
    return window is not None and (window.end - window.start).days <= YEAR


def _bounded(question: Question, definition: Definition) -> Attempt | None:
    """Refute what lies below the price return, or above it by more than dividends can add."""
    calendar = calendar_of(question.entity)
    window = return_window(question, calendar, definition.window)
    seen = list(computed(question, definition, question.entity, "close", window)) if window else []
    if not seen or window is None:
        return None
    if (window.end - window.start).days > YEAR and not _is_ended(question):
        return None
    payout = payout_of(question.entity, window)
    reach = with_dividends(seen[0].spread, payout, window)
    if reach is None or reach.meets(question.claimed):
        return None
    return Attempt(
        definition=definition,
        entity=question.entity,
        value=reach.high,
        spread=reach,
        unit="percent",
        as_of=str(window),
        rows=seen[0].rows,
        holds=False,
        working=seen[0].working,
        remark=Remark(code="dividends", values=(decimal_text(100 * payout.yearly, 1, trim=True),)),
    )


def _is_ended(question: Question) -> bool:
    """Tell whether the time of a claim names its last day: 10月16日までの3年間."""
    period = question.claim.period
    return period is not None and _TO_DAY.search(period.text) is not None


_TO_DAY = re.compile(r"日まで")
