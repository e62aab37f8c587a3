"""What a claim on a move asks for: from which close it is counted, to which, and of what.

``price_change`` with 一時 asks for the day's high or low, ``return`` with 高値から for a fall from
a peak, with ダウ平均を上回った for a lead over another entity.
"""

from __future__ import annotations

import re
from datetime import timedelta

import msgspec

from ...calendars import calendar_of
from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import inside, mention_of
from ..questions import Asked, Base, Remark
from ..reading.between_prices import Between, between_prices
from ..reading.phrases import (
    OTHER_FIGURES,
    is_dated,
    is_other_instrument,
    is_within_day,
    leaves_out_dividends,
    sentence_of,
    timing_of,
    words_around,
)
from ..reading.retimed import ago, over_run
from ..reading.sentences import sentence_before
from ..reading.since_words import moves_price
from ..reading.words import first_said, says
from ..windows import duration_of, span_of
from .leads_told import Lead, lead_told
from .peaks_told import from_extreme_asked, lacked_to_peak, peak_told
from .runs_said import measured_from
from .shared import is_of_ratio
from .told_spans import Ended, Told, end_told, told_span

_BASES: dict[str, Base] = {
    "session_before": "session",
    "year_end_before": "year_end",
    "week_before": "week",
    "month_before": "month",
    "year_ago": "ago",
}
_EARLIER_ENDS = ("week_before", "month_before")
_QUOTES = {"JPY": ("円",), "USD": ("ドル", "米ドル"), "CNY": ("元", "人民元"), "KRW": ("ウォン",)}
_MONTHLY = 4
"""The last day of a month on which 月間で is of the month before."""
_MONTHS_END = timedelta(1)
_MID_YEAR = (1, 15), (12, 25)
"""Days between which 年間で is not plainly of the year that ends or has ended."""
_CHANGED = re.compile(r"[高安](?![いくかけさ])")
"""What makes a number the move of the session: 1.2%高, not 1.2%高い."""
_SET_AGAINST = re.compile(r"[にと]比べ|対比")
_OF_A_TIME = re.compile(r"(?:週間|週次|月間|月次|四半期|年間|終値|日次)ベース")
"""What is told over a time or of closes, and not by a weighting: 週間ベースでは."""
_FROM_MEAN = re.compile(r"平均(?:値|レート|相場)?(?:より|よりも|に比べ|と比べ|に対し|から|比)")
"""Before a move from a mean, which no close is: 9月の平均より2円の円高."""
_FROM_LINE = re.compile(
    r"(?:^|[はがもで、])[0-9][0-9万,.]{0,10}(?:円|ドル|ポイント)(?:[0-9]{2}銭)?(?:の(?:大台|節目))?より(?:約|なお)?$"
)
"""Before an amount that a price lies from a line: 9万円より588円低い."""
_SUPPOSED = re.compile(
    r"(?:買|投資|投じ|購入|保有|持っ|積み?立て|仕込)[^、。]{0,12}(?:たら|れば|とすると|とすれば|場合)"
)
"""What is supposed to have been bought, at times that are not the move's: 毎月積み立てていたら."""
_IN_PERCENT = re.compile(
    r"(?:[強弱超]|近く|余り|あまり|ほど|以上|程度)?、?率(?:にして|では?|換算で)(?:約|およそ)?"
)


def paired_move(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim | None:
    """Give the claim on a move that shares a verb with its percentage: 60円、率にして1%の上昇."""
    text = fold_kept(analysis.article.text)
    found = _IN_PERCENT.match(text, quantity.end)
    if claim.metric != "close" or found is None:
        return None
    for each in inside(analysis.quantities, found.end(), found.end() + 1):
        if each.unit == "percent" and each.direction:
            return msgspec.structs.replace(
                claim, metric="price_change", direction=each.direction, basis=()
            )
    return None


def asked_move(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Give what a claim on a move asks for, or the reason why it cannot be looked up."""
    if entity is None:
        return Remark(code="no_entity")
    asked = _asked(analysis, claim, quantity, entity)
    if isinstance(asked, Remark) or asked.unsure or asked.apart:
        return asked
    text, start = fold_kept(analysis.article.text), claim.sentence[0]
    if not moves_price(analysis, text, start, quantity.start, entity):
        far = asked.start is not None or asked.topic.startswith("from_")
        return Remark(code="other_figure") if far else msgspec.structs.replace(asked, unsure=True)
    doubted = _of_a_forecast(analysis, claim, text)
    return msgspec.structs.replace(asked, unsure=True) if doubted else asked


def _of_a_forecast(analysis: Analysis, claim: Claim, text: str) -> bool:
    """Tell whether a sentence that names nobody follows one on a forecast or a target."""
    start, end = claim.sentence
    if inside(analysis.mentions, start, end):
        return False
    return says("forecast", text[sentence_before(text, start) : start])


def _asked(analysis: Analysis, claim: Claim, quantity: Quantity, entity: str) -> Asked | Remark:
    before, after = words_around(analysis, claim, quantity)
    if _is_other_move(analysis, claim, quantity, entity, before):
        return Remark(code="other_figure")
    reference = claim.reference.text if claim.reference else ""
    near = reference + (before if "extreme" in claim.basis else "")
    ranked = (says("peak", near) or says("trough", near)) and "年初来" not in (
        claim.metric_text or ""
    )
    start = claim.sentence[0]
    if ranked or any(told(analysis, start, quantity) for told in (peak_told, lacked_to_peak)):
        return from_extreme_asked(analysis, claim, quantity, entity, reference + before)
    lead = lead_told(analysis, claim.sentence[0], quantity)
    if lead is not None:
        return _excess(analysis, claim, quantity, lead)
    told = told_span(analysis, claim, quantity)
    if spanned := _spanned(analysis, claim, quantity, entity, told):
        return spanned
    intraday = is_within_day(analysis, claim, quantity, entity)
    topic = "yield_change" if claim.metric == "yield" else claim.metric or ""
    run = over_run(analysis, claim, quantity)
    back = run or ago(analysis, claim, quantity)
    base: Base = "ago" if back else _base(analysis, claim, quantity, reference)
    if base == "session" and not reference and (end := measured_from(before, _EARLIER_ENDS)):
        base = _BASES[end]  # 前の週末に比べて, of which no reference was made
    if base == "session" and (says("totals", before) or told.open):
        return Remark(code="other_figure")  # over a run, whose days are not said
    if base and base != "ago":
        topic = f"based_{topic}"
    if intraday:
        topic = f"intraday_{claim.metric}" if claim.metric != "yield" else topic
    flipped, unclear = side_of(analysis, claim, entity, after)
    loose = not intraday and not reference and _is_loose(analysis, claim, base, before, after)
    ended = end_told(analysis, claim, quantity, but=-1) if base == "ago" else Ended()
    if run and ended.day is None and is_dated(claim) and claim.period:
        told = Told(until=claim.period.start_date)
    earlier = "earlier" in claim.basis and claim.period is None
    return Asked(
        topic=topic,
        entity=entity,
        base=base,
        until=ended.day.start_date if ended.day else told.until if run else None,
        back=(back or "P1Y") if base == "ago" else "",
        flipped=flipped,
        intraday=intraday,
        unsure=unclear or loose or not (ended.sure or (run and told.until)) or earlier,
        run=bool(run),
    )


def _is_loose(analysis: Analysis, claim: Claim, base: Base, before: str, after: str) -> bool:
    """Tell whether a move without a day and a base of its own may be told over another time."""
    length = duration_of(claim.period) if claim.period else None
    if length is not None and (length.count, length.letter) == (1, "D"):
        return not says("day_before", sentence_of(analysis, claim))  # 1日の上昇率: of which day
    changed = base == "session" and _CHANGED.match(after)
    if not is_dated(claim) and _loose(analysis, claim, base, before) and not changed:
        return True
    if base != "session":
        return False
    sentence = sentence_of(analysis, claim)
    over = claim.period is None and says("over_time", sentence)
    as_of = claim.metric_text is not None and f"時点の{claim.metric_text}" in sentence
    return over or as_of or _set_against_else(before)


def _set_against_else(before: str) -> bool:
    """Tell whether a move is set against something that is no earlier session: 米国株に比べ."""
    return _SET_AGAINST.search(before) is not None and not says("session_before", before)


def _between(analysis: Analysis, claim: Claim, entity: str, told: Told, after: str) -> Asked:
    """Ask for a move whose beginning the sentence names: 年初から10日までに."""
    flipped, unclear = side_of(analysis, claim, entity, after)
    within = says("scene", after)
    return Asked(
        topic="yield_change" if claim.metric == "yield" else claim.metric or "",
        entity=entity,
        start=told.start,
        either=told.either,
        until=told.until,
        flipped=flipped,
        unsure=unclear or told.unsure or within,
    )


def _spanned(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str, told: Told
) -> Asked | None:
    """Ask for a move between two days that its sentence names, or the prices before it."""
    if told.start is not None:
        after = words_around(analysis, claim, quantity)[1]
        return _between(analysis, claim, entity, told, after)
    prices = between_prices(analysis, claim, quantity)
    return _between_prices(analysis, claim, quantity, entity, prices) if prices else None


def _between_prices(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str, prices: Between
) -> Asked:
    """Ask for a move between two prices; from a high that may be one of the hours, as from it."""
    ranked = entity.partition(":")[0] not in ("fx", "rate") and prices.ranked
    direction = claim.direction or quantity.direction
    if not ranked or direction is None:
        told = Told(start=prices.start, until=prices.until)
        return _between(analysis, claim, entity, told, "")
    return Asked(
        topic="from_peak" if direction == "down" else "from_trough", entity=entity,
        since=(prices.start, prices.start), until=prices.until, direction=direction,
    )  # fmt: skip


_PART_OF = re.compile(r"(?:うち|内)(?:の)?(?:約|およそ|実に|、)?$")
"""Before what part of a move was made in some of its time: 27%高、うち6割を6月だけで."""


def _is_other_move(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str, before: str
) -> bool:
    """Tell whether a move is not that of the entity's closes: of a future, from an opening."""
    if _FROM_MEAN.search(before) or _FROM_LINE.search(before):
        return True
    if quantity.unit in ("percent", "ratio") and _PART_OF.search(before):
        return True
    if claim.id and _SUPPOSED.search(sentence_of(analysis, claim)):
        return True  # but not what `claims_supposed` makes of both its days
    others = set(claim.basis) & (OTHER_FIGURES - {"earlier"})
    if others == {"excluding"} and leaves_out_dividends(analysis, claim, quantity):
        others = set()
    if others == {"weighting"} and _OF_A_TIME.search(sentence_of(analysis, claim)):
        others = set()
    if others or (entity.startswith("index:") and "futures" in claim.basis):
        return True
    if claim.metric == "price_change" and is_of_ratio(analysis, claim, quantity):
        return True
    reference = claim.reference
    if reference is not None and (
        reference.kind == "forecast"
        or first_said(("session_part", "quarter_before"), reference.text)
    ):
        return True
    return is_other_instrument(analysis, claim, entity, level=False)


def _base(analysis: Analysis, claim: Claim, quantity: Quantity, reference: str) -> Base:
    """Tell from which close a move is counted, where it is not the period that says so."""
    found = first_said(tuple(_BASES), reference)
    if found:
        return _BASES[found]
    if claim.period is not None and (span_of(claim.period) or duration_of(claim.period)):
        return "session" if is_dated(claim) and not _starting(analysis, claim) else ""
    sentence = timing_of(analysis, claim, quantity)
    period = claim.period
    undated = period is None or (period.start_date is None and period.timex is None)
    told = measured_from(sentence, tuple(_BASES)) if undated else ""
    if told:
        return _BASES[told]
    if says("weekly", sentence):
        return "weekly"
    if says("monthly", sentence):
        return "monthly"
    if says("yearly", sentence):
        return "yearly"
    bare = _BARE_SPAN.search(sentence)
    if bare is not None:
        return _BARE_SPANS[bare["span"]]
    return "" if claim.period is not None else "session"


_BARE_SPANS: dict[str, Base] = {"週間": "weekly", "月間": "monthly", "年間": "yearly"}
_BARE_SPAN = re.compile(
    r"(?<![0-9０-９一二三四五六七八九十半数カかヶケヵ箇])(?P<span>週間|月間|年間)(?:約|およそ|ほぼ)?[0-9０-９]"
)
"""A length right before its move: 月間2.8%上昇した."""


def _starting(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether the named day is where the move starts: 4月8日から20%上昇."""
    sentence = sentence_of(analysis, claim)
    text = claim.period.text if claim.period else ""
    at = sentence.find(text)
    return at >= 0 and bool(
        re.match(r".{0,6}?(?:から|比|以来|以降|に比べ)", sentence[at + len(text) :])
    )


_OF_SESSION = re.compile(
    r"[0-9](?:円|銭|ドル|セント|ポイント|%)[高安](?![いくかけさ])[^。0-9]{0,40}$"
)


_HOME = ("XTKS:", "index:nikkei225", "index:topix")
"""Owners whose close of the article's own day an article can know."""


def _follows_session(sentence: str, before: str) -> bool:
    """Tell whether a move goes along with one of the session: 日経平均は204円高で、TOPIXも."""
    sentence, at = fold_kept(sentence), fold_kept(sentence).find(fold_kept(before))
    return before.endswith("も") and at > 0 and _OF_SESSION.search(sentence[:at]) is not None


def _loose(analysis: Analysis, claim: Claim, base: Base, before: str) -> bool:
    """Tell whether another time than the last session, week or month may be meant.

    A week is told of at its end (an article of Saturday to Monday, or of Friday, after its close),
    a month in the days after it, a year about its end.
    """
    published = analysis.article.published
    if base == "weekly":
        home = (claim.entity or "").startswith(_HOME)
        return published is None or published.weekday() not in (5, 6, 0, *((4,) if home else ()))
    if base == "monthly":
        ended = published is not None and published.month != (published + _MONTHS_END).month
        return published is None or not (published.day <= _MONTHLY or ended)
    if base == "yearly":
        return published is None or _MID_YEAR[0] < (published.month, published.day) < _MID_YEAR[1]
    sentence = sentence_of(analysis, claim)
    if base == "session" and _follows_session(sentence, before):
        return False
    if base != "session" or says("daily", sentence) or says("day_before", sentence):
        return False
    return not _session_named_before(analysis, claim)


def _session_named_before(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether the sentence before is of the day before in the same market: 前日の米国株."""
    text, start = analysis.article.text, claim.sentence[0]
    before = text[sentence_before(text, start) : start]
    if not says("day_before", before) or not says("of_a_market", before):
        return False
    abroad = calendar_of(claim.entity or "") == "XNYS"
    return abroad == says("of_america", before)


def _excess(analysis: Analysis, claim: Claim, quantity: Quantity, lead: Lead) -> Asked:
    """Ask how far one thing's return was ahead of another's, over the time that is told."""
    claim = _with_time(analysis, claim, quantity)
    told = told_span(analysis, claim, quantity, across=True)
    base: Base = "" if told.start is not None else _base(analysis, claim, quantity, "")
    loose = bool(base) and not is_dated(claim) and _loose(analysis, claim, base, "")
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
        unsure=told.unsure or loose,
    )


def _with_time(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a lead whose sentence names no time with those before it, up to one that names any."""
    text, (start, end) = fold_kept(analysis.article.text), claim.sentence
    for _ in range(3):
        times = inside(analysis.quantities, start, quantity.start)
        if any(each.kind in ("date", "duration") for each in times):
            return msgspec.structs.replace(claim, sentence=(start, end))
        start = sentence_before(text, start)
    return claim


def side_of(analysis: Analysis, claim: Claim, entity: str, after: str) -> tuple[bool, bool]:
    """Tell whether the words speak of a pair's second currency, and whether that is unclear."""
    sided = says("currency_side", after) or says("currency_side", claim.metric_text or "")
    if not entity.startswith("fx:") or sided:
        return False, False
    named = mention_of(analysis, claim)
    if named is None:
        return False, True
    if analysis.article.text[max(0, named.start - 1) : named.start] == "対":
        return False, named.text not in _QUOTES.get(entity[6:9], ())  # ユーロは対円で5.1%上昇
    base = _QUOTES.get(entity[3:6], ())
    quote = _QUOTES.get(entity[6:9], ())
    name = named.text.removesuffix("相場")
    return name in quote, name not in quote and name in ("円", "ドル") and name not in base
