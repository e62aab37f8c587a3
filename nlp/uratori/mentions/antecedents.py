"""Which earlier mention an anaphor stands for: 同社, 同指数, 両社.

The nearest earlier mention of a fitting type within a few sentences, or the only one of all.
Where another company that nobody knows stands between (A社は), or the nearest one is unknown
itself, there is no answer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from ..records import EntityType
from ..text import Text
from ..text.lazy import lazy
from .anaphors import Anaphor
from .boundaries import tails
from .entities import find_entity

REACH = 8
"""Sentences that an anaphor may look back over."""

_AND = ("と", "や", "、", "・", "及び", "および")
_SOME_COMPANY = lazy(r"社(?![員会長債内外説])|株式会社")
_BANKS = (
    *("銀", "フィナンシャル", "三井住友", "UFJ", "バンク"),
    *("JPモルガン", "シティ", "ファーゴ", "バークレイズ", "HSBC"),
)


class Named(msgspec.Struct, frozen=True):
    """An earlier mention: where, what kind of thing, and which (None when it is unknown)."""

    start: int
    end: int
    type: EntityType
    entity: str | None


_MANY = 200


def sentence_starts(text: Text) -> list[int]:
    """Give where each sentence starts, in order."""
    return [sentence.start for sentence in text.sentences]


def horizon(starts: Sequence[int], position: int) -> int:
    """Give the first place that an anaphor at `position` may look back to."""
    here = bisect_right(starts, position) - 1
    return starts[max(0, here - REACH)] if starts else 0


def nearest(folded: str, past: Sequence[Named], start: int, least: int, row: Anaphor) -> Named:
    """Give the antecedent; where there is none, one without an entity."""
    unknown = Named(start, start, row.types[0], None)
    speaker = _speaker(folded, past, start)
    fitting = (named for named in _fitting(past, least, row) if named.entity != speaker)
    found = next(fitting, None) or _only(past, row, speaker) or unknown
    if "equity" in row.types and _stranger_between(folded, found.end, start):
        return unknown
    return found


def _only(past: Sequence[Named], row: Anaphor, speaker: str | None) -> Named | None:
    """Give the one thing of its kind that the article has named at all, however far back.

    Of a text with hundreds of names the last ones are looked at.
    """
    fitting = [named for named in _fitting(past[-_MANY:], 0, row) if named.entity != speaker]
    return fitting[0] if len({named.entity for named in fitting}) == 1 else None


def _speaker(folded: str, past: Sequence[Named], start: int) -> str | None:
    """Give who speaks of another in JPモルガンは同社の目標株価を…; of itself it would say 自社."""
    if not past or start - past[-1].end > len("は、"):
        return None
    subject = folded[past[-1].end : start].rstrip("、") in ("は", "が", "も")
    return past[-1].entity if subject else None


def last_two(past: Sequence[Named], least: int, row: Anaphor) -> tuple[Named, Named] | None:
    """Give the two different things of one type that were named last, in order, or None."""
    if not past or past[-1].start < least:
        return None
    later = next(_fitting(past, least, row), None)
    for named in _fitting(past, least, row):
        if later and named.type == later.type and named.entity != later.entity:
            return (named, later) if named.entity and later.entity else None
    return None


def pair(folded: str, past: Sequence[Named], least: int, row: Anaphor) -> tuple[str, ...]:
    """Give two entities named side by side (トヨタとホンダは), or () where the last two are not."""
    later: Named | None = None
    for named in _fitting(past, least, row):
        if named.entity is None:
            return ()
        if later is None or named.entity == later.entity:
            later = named
            continue
        beside = later.start - named.end <= len("証券コード0000)と") + 4
        joined = beside and any(word in folded[named.end : later.start] for word in _AND)
        return (named.entity, later.entity) if joined and later.entity else ()
    return ()


def _fitting(past: Sequence[Named], least: int, row: Anaphor) -> Iterator[Named]:
    """Yield the earlier mentions that fit, nearest first, back to the horizon."""
    for named in reversed(past):
        if named.start < least:
            return
        if named.type in row.types and (row.candidates != ("bank",) or _is_bank(named)):
            yield named


def _is_bank(named: Named) -> bool:
    record = find_entity(named.entity)
    return record is not None and any(word in record.name for word in _BANKS)


def _stranger_between(folded: str, left: int, right: int) -> bool:
    """Tell whether a company outside the lexicon is spoken of between two places."""
    return any(
        match.start() > left
        and (match[0] == "株式会社" or not tails("no_company", folded, match.start()))
        for match in _SOME_COMPANY.finditer(folded, left, right)
    )
