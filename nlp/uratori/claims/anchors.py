"""The times that a text names, kept while its sentences are read, with what was told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import msgspec

from ..lexicon import read_table
from ..records import Claim, Period, Quantity
from ..text.lazy import lazy
from .metrics import metric
from .periods import dated
from .regions import region_of
from .sentence import SentenceView
from .times import Grain, enclosed, grain_of, part_of
from .years import GROUPS

_WORDS = 14
"""Characters behind a day that tell whether a market report begins there."""
_MARKET_WORDS = lazy(
    r"[^、。]{0,8}?(?:市場|相場|大引け|終値|取引|株価|前場|後場|株は|円は|の売買|先物)"
)
_WHERE = lazy(
    r"(?P<other>欧州|ロンドン|香港|上海|中国|アジア|ドイツ|独|英)|(?P<us>米|ニューヨーク|NY)"
    r"|(?P<jp>東京|東証|国内|日本|大阪)"
)
"""In which country the market is that a day is said of."""
_NEXT = ("まで", "以降", "から", "以来", "予定", "め")
"""What follows a time that is none to go on with."""
_AS_OF = ("現在", "時点")
"""What follows a day on which things are counted."""
_REPORT = lazy(r"[^、。]{0,11}?(?:決算|業績|実績|統計|短観|月次|レポート)")
_PUBLISHED = lazy(r"(?:発表|公表)した(?:[^。\n、]{0,8}の)?$")
_PENDING = 6
"""Dates before a claim, since the claim before it, that it can still be of."""


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """A time that the text speaks of, and the claims that have taken it."""

    period: Period
    grain: Grain
    start: int
    block: int
    region: str = ""
    market: bool = False
    report: bool = False
    """Whether its words name a report: 1〜3月期決算, 1月の生産実績, or it heads a list."""
    keys: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What a text speaks of at one place: the last day, month or year, and month end named."""

    published: date | None = None
    read: int = 0
    """How many dates of the text have been taken in."""
    day: Anchor | None = None
    week: Anchor | None = None
    """The week that the day lies in, where the text speaks of a week."""
    span: Anchor | None = None
    part: Anchor | None = None
    """The last span that is no whole financial year: what progress is measured over."""
    point: Anchor | None = None
    said: Anchor | None = None
    fiscal: Anchor | None = None


def dates_of(quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Give the dates of a text, in order."""
    return tuple([q for q in quantities if q.kind == "date"])


def read(frame: Frame, view: SentenceView, dates: Sequence[Quantity], end: int) -> Frame:
    """Take in the times up to an offset."""
    first = last = frame.read
    while last < len(dates) and dates[last].start < end:
        last += 1
    if last == first:
        return frame
    changed: dict[str, Anchor | None] = {}
    for time in dates[max(first, last - _PENDING) : last]:
        changed.update(_changed(frame, view, time, changed))
    return msgspec.structs.replace(frame, read=last, **changed)


def _changed(
    frame: Frame, view: SentenceView, time: Quantity, before: Mapping[str, Anchor | None]
) -> dict[str, Anchor | None]:
    """Give the anchors that a date sets anew; `before` holds those set since the frame."""
    part = part_of(view.folded, time)
    if part not in ("frame", "said"):
        return {}
    grain = grain_of(time)
    if grain == "none" or (part == "said" and grain != "day"):
        return {}
    passing = view.folded.startswith(_NEXT, time.end) or time.text.endswith("来")
    standing = grain == "day" and view.folded.startswith(_AS_OF, time.end)
    heading = (standing or grain not in ("day", "point")) and _heads(view, time)
    if passing or (enclosed(view.folded, time) and not heading):
        return {}
    anchor = _anchor(view, time, grain, frame.published)
    if part == "said":
        return {"said": anchor}
    if grain == "week":
        return {"day": anchor, "week": anchor}
    if grain == "day":
        point = {"point": anchor} if standing else {}
        week = before.get("week", frame.week)
        held = week is not None and _lies_in(week.period, anchor.period)
        return {"day": anchor, "week": week if held else None, **point}
    if grain == "point":
        return {"point": anchor}
    whole = grain == "year" or (grain == "fiscal" and (time.timex or "").count("-") == 1)
    changed: dict[str, Anchor | None] = {"span": anchor}
    if not whole:
        changed["part"] = anchor
    if grain == "fiscal":
        changed["fiscal"] = anchor
    return changed


def _anchor(view: SentenceView, time: Quantity, grain: Grain, published: date | None) -> Anchor:
    behind = view.folded[time.end : time.end + _WORDS].partition("\n")[0]
    short = grain in ("day", "week")
    where = _WHERE.search(behind) if short else None
    return Anchor(
        period=dated(view.folded, time, published),
        grain=grain,
        start=time.start,
        block=view.sentence.block - _blocks_between(view, time),
        region=where.lastgroup or "" if where else "",
        market=grain in ("day", "week", "month") and _MARKET_WORDS.match(behind) is not None,
        report=not short
        and (_REPORT.match(behind) is not None or _heads(view, time) or _is_told(view, time)),
    )


def _heads(view: SentenceView, time: Quantity) -> bool:
    """Tell whether a time ends a line that heads a list: ■A社 4〜12月期(連結)."""
    rest = view.folded[time.end : time.end + 2 * _WORDS].partition("\n")
    return bool(rest[1]) and "。" not in rest[0] and time.end < view.sentence.start


def _is_told(view: SentenceView, time: Quantity) -> bool:
    """Tell whether a sentence says only which report follows: 「30日発表した4〜12月期。」."""
    if not view.folded.startswith("。", time.end):
        return False
    return _PUBLISHED.search(view.folded, max(0, time.start - _WORDS), time.start) is not None


def _blocks_between(view: SentenceView, time: Quantity) -> int:
    """Count the lines that hold something from the one of a time to that of a sentence."""
    if time.end >= view.sentence.start:
        return 0
    lines = view.folded[time.end : max(time.end, view.sentence.start)].split("\n")
    return sum(not line.isspace() and line != "" for line in lines[1:-1]) + (len(lines) > 1)


def taken(frame: Frame, claim: Claim, block: int) -> Frame:
    """Note on the anchors which claims are of their time."""
    period, key = claim.period, claim.metric
    if period is None or period.start_date is None or key is None:
        return frame
    fresh: dict[str, Anchor] = {}
    for name in ("day", "week", "span", "part", "point"):
        anchor: Anchor | None = getattr(frame, name)
        if anchor is None or not _same(anchor.period, period):
            continue
        noted = key in anchor.keys and (claim.entity is None or claim.entity in anchor.entities)
        if not noted or anchor.block != block:
            fresh[name] = _noted(anchor, claim, key, block)
    return msgspec.structs.replace(frame, **fresh) if fresh else frame


def _noted(anchor: Anchor, claim: Claim, key: str, block: int) -> Anchor:
    group = GROUPS.get(metric(key).family)
    short = anchor.grain in ("day", "week")
    return msgspec.structs.replace(
        anchor,
        block=anchor.block if short or anchor.grain == "point" else block,
        market=anchor.market or holds_for(key) == "day",
        region=anchor.region or (region_of(claim.entity) if short else ""),
        keys=anchor.keys | {key},
        groups=anchor.groups | {group} if group else anchor.groups,
        entities=anchor.entities | {claim.entity} if claim.entity else anchor.entities,
    )


@cache
def _held_for() -> dict[str, str]:
    return {row["metric"]: row["time"] for row in read_table("holds")}


def holds_for(key: str) -> str:
    """Give which kind of time goes on holding for a metric, or nothing (lexicon/holds.tsv)."""
    return _held_for().get(key, "")


def _lies_in(week: Period, day: Period) -> bool:
    if week.start_date is None or week.end_date is None or day.start_date is None:
        return False
    return week.start_date <= day.start_date <= week.end_date


def _same(one: Period, other: Period) -> bool:
    return (one.start_date, one.end_date) == (other.start_date, other.end_date)
