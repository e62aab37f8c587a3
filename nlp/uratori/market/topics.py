"""From a claim to what is asked of the data: its words say more than its metric.

``price_change`` with 一時 asks for the day's high or low, ``return`` with 高値から for a fall from
a peak, ``yield`` with 5bp for a change. Where two readings are as likely, the question says so and
nothing that fails under one of them is called wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import msgspec

from ..calendars import calendar_of
from ..records import Analysis, Claim, Quantity
from ..text.fold import fold
from .contexts import is_elsewhen
from .leads_told import Lead, lead_told
from .own_time import of_its_time
from .phrases import (
    OTHER_FIGURES,
    REACH,
    is_dated,
    is_other_instrument,
    is_within_day,
    sentence_of,
    words_around,
)
from .questions import Asked, Base, Crossing, Remark
from .peaks_told import from_extreme_asked, peak_told
from .ranks import beside_record, of_record
from .retimed import ago
from .runs_said import measured_from, names_average
from .since import METRIC as SINCE
from .since import asked_since, sentence_before
from .since_words import counts_price
from .told_spans import Told, end_told, told_span
from .windows import duration_of, span_of
from .words import first_said, says

_BASES: dict[str, Base] = {
    "session_before": "session",
    "year_end_before": "year_end",
    "week_before": "week",
    "month_before": "month",
    "year_ago": "ago",
}
_MOVES = frozenset({"return", "price_change", "yield"})
_CHANGES = frozenset({"bp", "percentage_point", "points"})
_ALIASES = {"fx:BTCUSD": "crypto:BTC", "fx:ETHUSD": "crypto:ETH"}
_QUOTES = {"JPY": ("円",), "USD": ("ドル", "米ドル"), "CNY": ("元", "人民元"), "KRW": ("ウォン",)}
_MONTHLY = 4
"""The last day of a month on which 月間で is of the month before."""
_CHANGED = re.compile(r"[高安](?![いくかけさ])")
"""What makes a number the move of the session: 1.2%高, not 1.2%高い."""
_IN_PERCENT = re.compile(r"、?率(?:にして|では?|換算で)(?:約|およそ)?")
_COMPARED = re.compile(r"(?:に比べて?|と比べて?|比で?)、?(?:約|およそ)?$")
"""Before a number that is how far a price lies from another: 昨年末に比べ357円."""
_OF_THEN = re.compile(
    r"(?:台|前後|程度)?(?:だった|で推移していた|にすぎなかった)[^、。0-9]{0,4}"
    r"(?:(?:[0-9]{1,3}|半)(?:年|[かカヶ]月|週間|日)前|一?昨年|前年|当時|前回|[0-9]{4}年)"
)
"""Behind a price of long ago: 3万円台だった3年前."""
_TENORS = re.compile(r"2年.{0,4}10年|10年.{0,4}2年")


_OF_HOURS = frozenset({"high", "low"})
"""Levels that are of the whole session unless the words say otherwise."""
_OF_CLOSES = re.compile("終値(?:ベース|での|の)(?:の|での)?(?:最?[高安]値)")


def asked_of(analysis: Analysis, claim: Claim, quantity: Quantity) -> Asked | Remark:
    """Give what a claim asks for, or the reason why it cannot be looked up."""
    entity = _ALIASES.get(claim.entity or "", claim.entity)
    handler = _HANDLERS.get(claim.metric or "")
    if handler is None:
        return _plain(analysis, claim, quantity, entity)
    asked = handler(analysis, claim, quantity, entity)
    named = isinstance(asked, Asked) and (asked.since or asked.start)
    if isinstance(asked, Asked) and not named and is_elsewhen(analysis, claim, quantity):
        return msgspec.structs.replace(asked, unsure=True)
    if not isinstance(asked, Asked) or (asked.topic or claim.metric) not in _OF_HOURS:
        return asked
    closes = _speaks_of_closes(analysis, claim)
    return msgspec.structs.replace(asked, topic="close", intraday=False) if closes else asked


def _speaks_of_closes(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether a high may be one of closes: 終値ベースの高値は."""
    return _OF_CLOSES.search(sentence_of(analysis, claim)) is not None


def _plain(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    if entity is None:
        return Remark(code="no_entity")
    others = set(claim.basis) & (OTHER_FIGURES | {"extreme"})
    if others and not of_its_time(analysis, claim, quantity, others):
        return Remark(code="other_figure")
    return Asked(entity=entity)


def _plainly(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    return _plain(analysis, claim, quantity, entity)


def _ranged(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Ask for the range of a day, whose own definition names a high and a low."""
    basis = tuple(each for each in claim.basis if each != "extreme")
    return _plain(analysis, msgspec.structs.replace(claim, basis=basis), quantity, entity)


def _averaged(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Ask for an average or a distance from one: that is no other basis of its figure."""
    basis = tuple(each for each in claim.basis if each != "average")
    return _plain(analysis, msgspec.structs.replace(claim, basis=basis), quantity, entity)


def _level(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    if entity is None:
        return Remark(code="no_entity")
    before, after = words_around(analysis, claim, quantity)
    if names_average(before):
        return Asked(entity=entity, topic="moving_average", unsure="earlier" in claim.basis)
    if (move := _paired_move(analysis, claim, quantity)) is not None:
        return _move(analysis, move, quantity, entity)
    if _COMPARED.search(before) or _OF_THEN.match(after):
        return Remark(code="other_figure")
    if says("closing", before) and not (says("peak", before) or says("trough", before)):
        basis = tuple(each for each in claim.basis if each != "extreme")
        claim = msgspec.structs.replace(claim, basis=basis)
    excluded = OTHER_FIGURES - ({"earlier"} if is_dated(claim) else set())
    if set(claim.basis) & excluded or (
        entity.startswith("index:") and {"futures", "real", "nominal"} & set(claim.basis)
    ):
        return Remark(code="other_figure")
    if is_other_instrument(analysis, claim, entity, level=True):
        return Remark(code="other_figure")
    recovered, lost = says("recovered", after), says("lost", after)
    words = before + (claim.metric_text or "") + after
    line = says("threshold", before[-REACH:] + after) and not (recovered or lost)
    if line and not beside_record(before):
        return Remark(code="threshold")
    within = is_within_day(analysis, claim, quantity, entity)
    loose = claim.period is None and says("another_time", after[:2]) and not within
    elsewhere = loose or (claim.period is None and says("not_now", sentence_of(analysis, claim)))
    crossing: Crossing = "up" if recovered else "down" if lost else ""
    held = Asked(
        entity=entity,
        topic="fx_close" if entity.startswith("fx:") and claim.metric == "close" else "",
        intraday=within,
        crossing="" if quantity.modifier else crossing,
        unsure="earlier" in claim.basis or (elsewhere and not says("closing", after)),
    )
    return of_record(analysis, claim, held, words)


def _paired_move(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim | None:
    """Give the claim on a move that shares its verb with its percentage: 60円、率にして1.5%の上昇."""
    text = fold(analysis.article.text)
    found = _IN_PERCENT.match(text, quantity.end)
    if claim.metric != "close" or found is None:
        return None
    for each in analysis.quantities:
        if each.start == found.end() and each.unit == "percent" and each.direction:
            return msgspec.structs.replace(
                claim, metric="price_change", direction=each.direction, basis=()
            )
    return None


def _move(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    if entity is None:
        return Remark(code="no_entity")
    if _is_other_move(analysis, claim, entity):
        return Remark(code="other_figure")
    before, after = words_around(analysis, claim, quantity)
    reference = claim.reference.text if claim.reference else ""
    ranked = "extreme" in claim.basis or says("peak", reference) or says("trough", reference)
    if ranked or peak_told(analysis, claim.sentence[0], quantity):
        return from_extreme_asked(analysis, claim, quantity, entity, reference + before)
    lead = lead_told(analysis, claim.sentence[0], quantity)
    if lead is not None:
        return _excess(analysis, claim, quantity, lead)
    told = told_span(analysis, claim, quantity)
    if told.start is not None:
        return _between(analysis, claim, entity, told, after)
    intraday = is_within_day(analysis, claim, quantity, entity)
    topic = "yield_change" if claim.metric == "yield" else claim.metric or ""
    back = ago(analysis, claim, quantity)
    base: Base = "ago" if back else _base(analysis, claim, reference)
    if base == "session" and (says("totals", before) or told.open):
        return Remark(code="other_figure")  # over a run, whose days are not said
    if base and base != "ago":
        topic = f"based_{topic}"
    if intraday:
        topic = f"intraday_{claim.metric}" if claim.metric != "yield" else topic
    flipped, unclear = _side(analysis, claim, entity, after)
    loose = not intraday and not reference and not is_dated(claim) and _loose(analysis, claim, base)
    loose = loose and not _CHANGED.match(after)
    until = end_told(analysis, claim, quantity, but=-1) if base == "ago" else None
    return Asked(
        topic=topic,
        entity=entity,
        base=base,
        until=until.start_date if until else None,
        back=(back or "P1Y") if base == "ago" else "",
        flipped=flipped,
        intraday=intraday,
        unsure=unclear or loose or ("earlier" in claim.basis and claim.period is None),
    )


def _between(analysis: Analysis, claim: Claim, entity: str, told: Told, after: str) -> Asked:
    """Ask for a move whose beginning the sentence names: 年初から10日までに."""
    flipped, unclear = _side(analysis, claim, entity, after)
    return Asked(
        topic="yield_change" if claim.metric == "yield" else claim.metric or "",
        entity=entity,
        start=told.start,
        either=told.either,
        until=told.until,
        flipped=flipped,
        unsure=unclear or told.unsure,
    )


def _is_other_move(analysis: Analysis, claim: Claim, entity: str) -> bool:
    """Tell whether a move is not that of the entity's closes: of a future, from an opening."""
    if set(claim.basis) & (OTHER_FIGURES - {"earlier"}):
        return True
    if entity.startswith("index:") and "futures" in claim.basis:
        return True
    reference = claim.reference
    if reference is not None and (
        reference.kind == "forecast"
        or first_said(("session_part", "quarter_before"), reference.text)
    ):
        return True
    return is_other_instrument(analysis, claim, entity, level=False)


def _base(analysis: Analysis, claim: Claim, reference: str) -> Base:
    """Tell from which close a move is counted, where it is not the period that says so."""
    found = first_said(tuple(_BASES), reference)
    if found:
        return _BASES[found]
    if claim.period is not None and (span_of(claim.period) or duration_of(claim.period)):
        return "session" if is_dated(claim) and not _starting(analysis, claim) else ""
    sentence = sentence_of(analysis, claim)
    told = measured_from(sentence, tuple(_BASES)) if claim.period is None else ""
    if told:
        return _BASES[told]
    if says("weekly", sentence):
        return "weekly"
    if says("monthly", sentence):
        return "monthly"
    return "" if claim.period is not None else "session"


def _starting(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether the named day is where the move starts: 4月8日から20%上昇."""
    sentence = sentence_of(analysis, claim)
    text = claim.period.text if claim.period else ""
    at = sentence.find(text)
    return at >= 0 and bool(
        re.match(r".{0,6}?(?:から|比|以来|以降|に比べ)", sentence[at + len(text) :])
    )


def _loose(analysis: Analysis, claim: Claim, base: Base) -> bool:
    """Tell whether another time than the last session, week or month may be meant.

    A week is told of at its end (an article of Saturday to Monday), a month in the days after it.
    """
    published = analysis.article.published
    if base == "weekly":
        return published is None or published.weekday() not in (5, 6, 0)
    if base == "monthly":
        return published is None or published.day > _MONTHLY
    sentence = sentence_of(analysis, claim)
    if base != "session" or says("daily", sentence) or says("day_before", sentence):
        return False
    return not _session_named_before(analysis, claim)


def _session_named_before(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether the sentence before speaks of the day before in the same market: 前日の米国株."""
    text, start = analysis.article.text, claim.sentence[0]
    before = text[sentence_before(text, start) : start]
    if not says("day_before", before) or not says("of_a_market", before):
        return False
    abroad = calendar_of(claim.entity or "") == "XNYS"
    return abroad == says("of_america", before)


def _excess(analysis: Analysis, claim: Claim, quantity: Quantity, lead: Lead) -> Asked:
    """Ask how far one thing's return was ahead of another's, over the time that is told."""
    told = told_span(analysis, claim, quantity)
    base: Base = "" if told.start is not None else _base(analysis, claim, "")
    return Asked(
        topic="excess_return",
        entity=lead.own.entity,
        against=lead.other.entity,
        base=base,
        start=told.start,
        either=told.either,
        until=told.until,
        direction=lead.direction,
        apart=lead.apart,
        unsure=told.unsure or (bool(base) and not is_dated(claim) and _loose(analysis, claim, base)),
    )


def _side(analysis: Analysis, claim: Claim, entity: str, after: str) -> tuple[bool, bool]:
    """Tell whether the words speak of a pair's second currency, and whether that is unclear."""
    if not entity.startswith("fx:") or says("currency_side", after):
        return False, False
    names = [m.text for m in analysis.mentions if m.id == claim.mention]
    if not names:
        return False, True
    base = _QUOTES.get(entity[3:6], ())
    quote = _QUOTES.get(entity[6:9], ())
    name = names[0].removesuffix("相場")
    return name in quote, name not in quote and name in ("円", "ドル") and name not in base


def _yield(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    turned = claim.direction is not None or quantity.direction is not None
    if quantity.unit in _CHANGES or claim.reference is not None or quantity.kind == "change":
        return _move(analysis, claim, quantity, entity) if turned else Remark(code="other_figure")
    return _level(analysis, claim, quantity, entity)


def _spread(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    sentence = unicodedata.normalize("NFKC", sentence_of(analysis, claim))
    if entity is None and "日米" in sentence:
        entity = "rate:us_jp_10y"
    abroad = "米" in sentence or ("FRB" in analysis.article.text)
    terms = _TENORS.search(sentence) and not says("of_japan", sentence)
    bare = terms and not abroad
    if terms and (abroad or bare) and entity in (None, "rate:jp_2s10s"):
        entity = "rate:us_2s10s"
    if entity is None:
        return Remark(code="no_entity")
    if claim.reference is not None or claim.basis:
        return Remark(code="other_figure")
    unsure = (entity == "rate:us_jp_10y" and "10年" not in sentence) or bool(bare)
    return Asked(entity=entity, unsure=unsure)


def _ratio(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    if claim.reference is not None or set(claim.basis) & (OTHER_FIGURES | {"extreme"}):
        return Remark(code="other_figure")
    return Asked(entity="index:nt")


def _streak(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    if entity is None:
        return Remark(code="no_entity")
    flipped, unclear = _side(analysis, claim, entity, "")
    text = fold(analysis.article.text)
    priced = counts_price(analysis, text, claim.sentence[0], quantity.start, entity)
    if not priced or set(claim.basis) & (OTHER_FIGURES - {"earlier"}):
        return Remark(code="other_figure")
    early = says("part_of_day", sentence_of(analysis, claim))
    unsure = unclear or early or "earlier" in claim.basis
    return Asked(entity=entity, flipped=flipped, unsure=unsure)


def _runs_ahead(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    if entity is None:
        return Remark(code="no_entity")
    against = claim.reference.entity if claim.reference else None
    if against is None:
        others = {
            each.entity
            for each in analysis.mentions
            if claim.sentence[0] <= each.start < claim.sentence[1]
            and each.entity not in (None, entity)
            and each.type in ("index", "etf", "equity")
        }
        against = others.pop() if len(others) == 1 else None
    return Asked(entity=entity, against=against)


Handler = Callable[[Analysis, Claim, Quantity, str | None], Asked | Remark]
_HANDLERS: dict[str, Handler] = {
    "drawdown": _plainly,
    "moving_average": _averaged,
    "deviation": _averaged,
    "price_range": _ranged,
    "close": _level,
    "high": _level,
    "low": _level,
    "open": _level,
    "return": _move,
    "price_change": _move,
    "yield": _yield,
    "spread": _spread,
    "nt_ratio": _ratio,
    "streak": _streak,
    "outperformance_streak": _runs_ahead,
    SINCE: asked_since,
}
