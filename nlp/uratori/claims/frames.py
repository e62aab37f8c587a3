"""The time that a text goes on speaking of: named once, it holds until another is named.

「26日の東京市場で日経平均は…」: the numbers of the next sentences are of the 26th too. A day holds
for the prices of a market report, a month for the indicators of a release, a financial year for the
figures of a company; a mark to reach, a forecast of a price and a valuation take none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import msgspec

from ..records import Claim, Period, Quantity
from ..text.lazy import lazy
from .anchors import Anchor, Frame, holds_for, read, taken
from .coming import COMES, PROFITS
from .metrics import metric
from .periods import NOW, unframed
from .regions import region_of
from .sentence import SentenceView
from .years import GROUPS, coming, whole_year

_NEAR = 16
"""Characters before a number that tell that it is of now or a mark to reach."""
_OTHER_TIME = lazy(
    r"から|以来|年来|週間|カ月|か月|ヶ月|年間|ぶり|期間|累計|ここ|過去|時間外|夜間|翌|今[週年月期]|"
    r"昨|年初|高値|安値|ピーク|通算|先週|来週|前週末|前[年月週期四]|前の|以降|以後|最高|従来|直近|足元|現在"
)
"""What says that a change is of another time than the day the text speaks of."""
_AHEAD = lazy(r"先行き|目標|中立")
_SETTLED = ("rate", "technical", "fund", "money", "crypto", "price", "bond", "internals")
"""Families that a day holds for within its own sentence."""
_UNSURE = ("hypothetical", "opinion")
_BLOCKS = 2
"""Paragraphs back to the last figure of a month or a year that one still is of."""
_EXCEEDED = lazy(
    r"(?:高|安|増|減|上昇|下落)?(?:を[^、。]{0,6}?(?:上回|下回|しの|超)|に(?:対し|比べ|届|及))"
)
_RELEASED = lazy(r"(?:[^、。]{0,12})(?:発表|公表|決定|結果)(?:の?後|を受け)")
_LISTS = lazy(r"(?:発表|公表)した[^、。]{1,16}価格は")
_WEEKLY = lazy(r"(?<!\d)週間(?:で|の)[^、。]{0,8}$")
_STANDS = lazy(r"[0-9][年月日]末?現在")
"""A day on which something is counted, not now."""
_SUPPOSED = ("もし", "仮に")
_MEASURED = frozenset({"close", "yield", "gdp", "cpi", "core_cpi", "diffusion_index"})
"""What nobody decides and everybody can only foretell."""
_OVER = lazy(
    r"[^。]{0,40}?(?:(?<!引き上げ)(?<!引き下げ)(?<!修正し)(?<!据え置い)た|だった|でした)(?:[。」、]|が、|$)|[^。]{0,8}$"
)
"""What tells that a number is known, whatever its date is taken for: 月末は4.41%でした."""
_CHANGES = ("return", "price_change", "price_range")


def in_frame(
    view: SentenceView, claims: Sequence[Claim], frame: Frame, dates: Sequence[Quantity]
) -> tuple[list[Claim], Frame]:
    """Give the claims of a sentence the time that the text goes on speaking of, where none is said.

    frame: as the sentence before left it. dates: those of the whole text. Returns the claims and
    the frame for the next sentence.
    """
    if not (claims and (dates or any(_spans_a_day(claim) for claim in claims))):
        return list(claims), frame  # the dates of a sentence wait until a claim asks for them
    numbers = {q.id: q for q in view.quantities}
    settled: list[Claim] = []
    for claim in claims:
        if not _can_go_on(claim):
            settled.append(claim)
            continue
        number = numbers[claim.quantity]
        frame = read(frame, view, dates, number.start)
        own = claim.period is not None
        claim = _framed(view, number, claim, frame, settled[-1] if settled else None)
        if _foretold(view, number, claim, frame.published, own=own):
            claim = msgspec.structs.replace(claim, modality="forecast")
        frame = taken(frame, claim, view.sentence.block)
        settled.append(claim)
    return settled, frame


def _can_go_on(claim: Claim) -> bool:
    """Tell whether any time of the text can go on holding for a claim: a PER takes none."""
    key = claim.metric or ""
    if _spans_a_day(claim) or (claim.period is not None and claim.period.timex == "FYXXXX"):
        return True
    return bool(key) and (holds_for(key) in ("day", "meeting", "end") or _takes(key))


def _spans_a_day(claim: Claim) -> bool:
    return claim.period is not None and claim.period.timex == "P1D"


@cache
def _takes(key: str) -> bool:
    family = metric(key).family
    return family in GROUPS or family in _SETTLED or family == "volatility"


_FRIDAY = 4


def _foretold(
    view: SentenceView, number: Quantity, claim: Claim, published: date | None, *, own: bool
) -> bool:
    """Tell whether a number is of a time after the article: 2030年に200億ドルになる.

    own: its own sentence tells the time, and more than a bare day of the month, which may be of the
    month before. What is measured when that is over is then foretold by
    whatever words; of all else a plain verb must tell that it comes.
    """
    first = claim.period.start_date if claim.period else None
    last = claim.period.end_date if claim.period else None
    if claim.modality != "fact" or published is None or first is None or last is None:
        return False
    if first == last:  # an end of a month on a Sunday has come with the Friday before
        first = last = first - timedelta(max(0, first.weekday() - _FRIDAY))
    running = own and claim.metric in PROFITS and last > published
    if first <= published and not running:
        return False
    start, end = number.phrase[1], view.sentence.end
    if COMES.match(view.folded, start, end):
        return True
    if first <= published:
        return False
    bare = (
        claim.period is not None and "月" not in claim.period.text and "年" not in claim.period.text
    )
    measured = own and not bare and (claim.metric in PROFITS or claim.metric in _MEASURED)
    return measured and _OVER.match(view.folded, start, end) is None


def _framed(
    view: SentenceView, number: Quantity, claim: Claim, frame: Frame, last: Claim | None
) -> Claim:
    if claim.metric is None:
        return claim
    if claim.period is not None:
        fresh = _resolved(view, number, claim, frame)
    elif claim.modality in _UNSURE:
        return claim
    else:
        fresh = (
            _with_last(view, number, claim, last)
            or _day(view, number, claim, frame)
            or _span(view, number, claim, frame)
        )
    if fresh is claim.period or (claim.period is None and _own_mark(view, number, claim)):
        return claim
    return msgspec.structs.replace(claim, period=fresh)


def _resolved(view: SentenceView, number: Quantity, claim: Claim, frame: Frame) -> Period | None:
    """Give a period that its own words leave open its days: 通期, 1日で, 6月 of what is to come."""
    period = claim.period
    if period is None or frame.published is None:
        return period
    if period.timex == "FYXXXX" and frame.fiscal is not None:
        return whole_year(frame.fiscal.period, period) or period
    if period.text == "期末" and period.start_date is None and frame.span is not None:
        last = frame.span.period.end_date if frame.span.block == view.sentence.block else None
        return msgspec.structs.replace(period, start_date=last, end_date=last, anchor="text")
    if period.timex == "P1D":
        if claim.modality in _UNSURE:
            return msgspec.structs.replace(period, start_date=None, end_date=None)
        return _day(view, number, claim, frame) or period
    return coming(period, claim, frame.published)


def _with_last(
    view: SentenceView, number: Quantity, claim: Claim, last: Claim | None
) -> Period | None:
    """Give a return that another is set against the time of that one: 金の17%高をしのぐ."""
    if last is None or last.period is None:
        return None
    if _listed(view, number, claim, last):
        return last.period
    if last.metric != claim.metric or claim.metric != "return":
        return None
    return last.period if _EXCEEDED.match(view.folded, number.phrase[1]) else None


def _listed(view: SentenceView, number: Quantity, claim: Claim, last: Claim) -> bool:
    """Tell whether a figure stands beside the like of another name, or of another risk.

    「売上高は前者が4680億円、後者が1930億円」, 「過去3年のリターンは14%、標準偏差は17%」.
    """
    if last.modality != claim.modality:
        return False
    before = [q for q in view.quantities if q.id == last.quantity]
    if not before:
        return False
    family = metric(claim.metric or "").family
    if claim.metric == last.metric == "move_probability":
        return last.entity == claim.entity
    if any(before[0].end <= t.start < number.start for t in view.times):
        return False
    if last.entity == claim.entity:
        window = last.period is not None and (last.period.timex or "").startswith("P")
        return window and family == "volatility"
    return last.metric == claim.metric and family in GROUPS


def _own_mark(view: SentenceView, number: Quantity, claim: Claim) -> bool:
    """Tell whether a number is of now, or a mark to reach, and of no time of the text."""
    before = view.between(max(view.sentence.start, number.start - _NEAR), number.start)
    if any(word in before for word in NOW) and not _STANDS.search(before):
        return True
    supposed = view.folded.startswith(_SUPPOSED, view.sentence.start)
    return supposed or unframed(view, number, metric(claim.metric or ""))


def _day(view: SentenceView, number: Quantity, claim: Claim, frame: Frame) -> Period | None:
    """Give the day of a market report, where a number can be of it."""
    key, day = claim.metric or "", frame.day
    if claim.modality != "fact":
        return None
    if holds_for(key) == "day" and _after_release(view, number, frame.said):
        return frame.said.period if frame.said else None
    if frame.week is not None and key in _CHANGES and _over_a_week(view, number):
        return frame.week.period
    if day is None or not _held(view, claim, frame, day):
        return None
    change = metric(key).kind != "level" or number.direction is not None
    week = frame.week is not None and change and key in _CHANGES
    reached = claim.reference.text if claim.reference else ""
    if week and frame.week is not None and not reached.startswith(("前日", "前営業日")):
        day = frame.week
    return day.period if _of_day(view, number, claim, day) else None


def _after_release(view: SentenceView, number: Quantity, said: Anchor | None) -> bool:
    """Tell whether a price is of the day of a publication: its own, or one that moved it."""
    if said is None or _published(view, number, said):
        return said is not None
    before = view.between(view.sentence.start, number.start)
    return _RELEASED.match(before) is not None


def _published(view: SentenceView, number: Quantity, said: Anchor) -> bool:
    """Tell whether a price is of the day of its own publication: 20日発表した金の小売価格は."""
    if said.start < view.sentence.start:
        return False
    return _LISTS.search(view.between(said.start, number.start)) is not None


def _over_a_week(view: SentenceView, number: Quantity) -> bool:
    begin = max(view.clause_start(number.start), number.start - _NEAR)
    return _WEEKLY.search(view.between(begin, number.start)) is not None


def _held(view: SentenceView, claim: Claim, frame: Frame, day: Anchor) -> bool:
    """Tell whether what a claim is about goes on with the day that the text names last."""
    key = claim.metric or ""
    if day.start >= view.sentence.start:
        return holds_for(key) in ("day", "meeting") or metric(key).family in _SETTLED
    near = view.sentence.block == day.block
    if not _beside(day.region, claim.entity):
        return False
    if key in day.keys and near:
        return True
    if holds_for(key) == "meeting":
        return near and any(holds_for(said) == "meeting" for said in day.keys)
    today = day.period.start_date == day.period.end_date == frame.published
    return holds_for(key) == "day" and (day.market or today)


def _of_day(view: SentenceView, number: Quantity, claim: Claim, day: Anchor) -> bool:
    """Tell whether a change is of the day itself: not one since a high, not one over a month."""
    begin = max(view.sentence.start, day.start + len(day.period.text))
    before = view.between(begin, number.start)
    if metric(claim.metric or "").kind == "level" and number.direction is None:
        futures = "先物" in before and (claim.entity or "").startswith(("index:", "X"))
        return not futures and "時間外" not in before
    reached = claim.reference.text if claim.reference else ""
    if reached.startswith("前週末"):
        return _first_of_week(day)
    return _OTHER_TIME.search(before) is None


def _first_of_week(day: Anchor) -> bool:
    """Tell whether 前週末比 is the change of the day itself: on a Monday it is."""
    last = day.period.start_date
    return last is not None and (day.grain == "week" or last.weekday() == 0)


def _beside(region: str, entity: str | None) -> bool:
    """Tell whether an entity trades in the market that a day was said of."""
    own = region_of(entity)
    return not region or not own or region == own


def _span(view: SentenceView, number: Quantity, claim: Claim, frame: Frame) -> Period | None:
    """Give the month, quarter or year that a figure or an indicator is of."""
    key = claim.metric or ""
    if holds_for(key) == "end":
        return _point(view, claim, frame.point)
    span = frame.part if key == "progress" else frame.span
    if holds_for(key) == "beside" or span is None:
        return None
    month = span.market and key in ("return", "price_change")
    if (month or key in span.keys) and metric(key).family in ("price", "fund"):
        return span.period if _goes_on(view, number, claim, span) else None
    group = "macro" if _of_economy(claim) else GROUPS.get(metric(key).family)
    here = span.start >= view.sentence.start
    if group is None or not (here or _spoken(view, span, group)):
        return None
    if group == "macro" and _AHEAD.search(view.between(view.sentence.start, number.start)):
        return None
    if group == "results" and not here and not _one_company(view, claim, span):
        return None
    return span.period


def _of_economy(claim: Claim) -> bool:
    """Tell whether a figure that firms have too is an economy's: 設備投資, 寄与度 of the GDP."""
    return (claim.entity or "").startswith("macro:")


def _spoken(view: SentenceView, span: Anchor, group: str) -> bool:
    """Tell whether the text was just speaking of figures of a span, or its report of them."""
    if view.sentence.block - span.block > _BLOCKS and view.sentence.role != "item":
        return False
    return group in span.groups or (span.report and not span.groups)


def _point(view: SentenceView, claim: Claim, point: Anchor | None) -> Period | None:
    """Give the month end that what is counted on a day is of."""
    if point is None or claim.modality != "fact":
        return None
    near = view.sentence.block - point.block <= 1 or view.sentence.role == "item"
    return point.period if near else None


def _one_company(view: SentenceView, claim: Claim, span: Anchor) -> bool:
    """Tell whether a span named of one company holds for the company of a claim too."""
    if claim.entity is None or not span.entities or claim.entity in span.entities:
        return True
    if span.grain == "month" and claim.metric in span.keys:
        return True  # monthly sales are told firm by firm
    return view.sentence.role == "item"


def _goes_on(view: SentenceView, number: Quantity, claim: Claim, span: Anchor) -> bool:
    """Tell whether a return is of the time that the return before it was of."""
    near = span.block == view.sentence.block
    before = view.between(max(view.sentence.start, span.start + 1), number.start)
    said = (span.market or claim.metric in span.keys) and claim.modality == "fact"
    return near and said and _OTHER_TIME.search(before) is None
