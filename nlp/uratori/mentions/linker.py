"""Names -> mentions: which entity each stands for, and what 同社 and 小型株指数 mean here.

Order: an alias of one entity, an adjacent code, the bracket that abbreviates it; then of
indicators, rates and bonds the country (`countries`), of the rest what the article names elsewhere;
else the entity stays None and the candidates are kept.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from ..records import EntityType, Mention
from ..text import Text
from .anaphors import Found, find_anaphors
from .antecedents import Named, horizon, last_two, nearest, pair, sentence_starts
from .countries import TYPES, Told, by_country, country_of, is_local, market_of, of_another
from .currencies import currencies
from .entities import find_entity, is_known
from .goods import find_goods, spoken_of
from .names import Name
from .peers import peers

_JOINTS = frozenset({"", "(", "<", "【", "〈", "《", "(<", "(〈", " (", " <", " 〈"})


class _Link(msgspec.Struct, frozen=True):
    """A name and the entity it was tied to."""

    name: Name
    entity: str | None


class _Places(msgspec.Struct, frozen=True):
    """Where the article names each entity without doubt; `proxies` by a fund that tracks it."""

    named: dict[str, list[int]]
    proxies: dict[str, list[int]]
    explained: dict[str, str]
    """What a name of several things means once a code stood behind it: ソフトバンク(9434)."""


def link_mentions(text: Text, names: Sequence[Name]) -> tuple[Mention, ...]:
    """Link names and anaphors of one article; ids m1, m2 ... in order of position."""
    names = _with_spoken(text.folded, names)
    found = find_anaphors(text.folded)
    if not (names or found):
        return ()
    places = _places(text.folded, names)
    links = _linked(text, names, places)
    taken = [(name.start, name.end) for name in names]
    anaphors = [a for a in found if _free(a.start, a.end, taken)]
    drafts = [_mention(text, link) for link in links]
    drafts += _resolved(text, links, anaphors, places)
    drafts.sort(key=lambda mention: mention.start)
    return tuple(
        msgspec.structs.replace(mention, id=f"m{number}")
        for number, mention in enumerate(drafts, start=1)
    )


def _with_spoken(folded: str, names: Sequence[Name]) -> list[Name]:
    """Add 円, ドル, 金 ... where they are spoken of; they hold no digit, so they mask nothing."""
    spoken = _currencies(folded) + _goods(folded, names)
    if not spoken:
        return list(names)
    taken = [(name.start, name.end) for name in names]
    free = [name for name in spoken if _free(name.start, name.end, taken)]
    return sorted([*names, *free], key=lambda name: name.start)


def _currencies(folded: str) -> list[Name]:
    return [
        Name(start=start, end=end, type="currency", form="alias", candidates=(entity_id,))
        for start, end, entity_id in currencies(folded)
    ]


def _goods(folded: str, names: Sequence[Name]) -> list[Name]:
    def named() -> set[str]:
        return spoken_of({name.candidates[0] for name in names if len(name.candidates) == 1})

    return [
        Name(start=one.start, end=one.end, type="commodity", form="alias", candidates=one.good.ids)
        for one in find_goods(folded, named)
    ]


def _free(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    after = bisect_left(taken, (start, start))
    before_clear = after == 0 or taken[after - 1][1] <= start
    return before_clear and (after == len(taken) or taken[after][0] >= end)


def _places(folded: str, names: Sequence[Name]) -> _Places:
    named: dict[str, list[int]] = {}
    proxies: dict[str, list[int]] = {}
    for name in names:
        if len(name.candidates) != 1:
            continue
        named.setdefault(name.candidates[0], []).append(name.start)
        record = find_entity(name.candidates[0])
        if record and record.tracks:
            proxies.setdefault(record.tracks, []).append(name.start)
    return _Places(named, proxies, dict(_explained(folded, names)))


def _explained(folded: str, names: Sequence[Name]) -> Iterator[tuple[str, str]]:
    for name, after in itertools.pairwise(names):
        if len(name.candidates) > 1 and (entity := _by_code(folded, name, after)):
            yield folded[name.start : name.end], entity


# --- names -----------------------------------------------------------------------------------


def _linked(text: Text, names: Sequence[Name], places: _Places) -> list[_Link]:
    links: list[_Link] = []
    told: list[Told] = []
    for position, name in enumerate(names):
        before = links[-1] if links else None
        after = names[position + 1] if position + 1 < len(names) else None
        link = _Link(name, _entity(text, name, before, after, places, told))
        links.append(link)
        if link.entity and (country := country_of(link.entity) or market_of(link.entity)):
            told.append(Told(name.start, _type(link), country))
    return links


def _entity(
    text: Text,
    name: Name,
    before: _Link | None,
    after: Name | None,
    places: _Places,
    told: Sequence[Told],
) -> str | None:
    if name.type == "indicator" and is_local(text.folded, name.start):
        return None
    if len(name.candidates) == 1:
        only = name.candidates[0]
        elsewhere = name.type == "indicator" and of_another(text.folded, name.start, only)
        return None if elsewhere else only
    if not name.candidates:
        return _fund_by_code(text.folded, name, after)
    beside = _by_code(text.folded, name, after) or _by_bracket(text.folded, name, before)
    beside = beside or places.explained.get(text.folded[name.start : name.end])
    if beside or name.type not in TYPES:
        return beside or _by_article(name.candidates, places) or _by_peers(name.candidates, places)
    return by_country(text, name.start, name.candidates, told)


def _by_code(folded: str, name: Name, after: Name | None) -> str | None:
    """Take the entity of the code right behind the name: ソフトバンク(9434)."""
    if after and after.form == "code" and folded[name.end : after.start] in _JOINTS:
        return next((i for i in after.candidates if i in name.candidates), None)
    return None


def _fund_by_code(folded: str, name: Name, after: Name | None) -> str | None:
    """Take the entity of the code right behind a fund that no list has: S&P500ETF(SPY)."""
    if after and after.form == "code" and folded[name.end : after.start] in _JOINTS:
        return next(iter(after.candidates), None) if name.type in ("etf", "fund") else None
    return None


def _by_bracket(folded: str, name: Name, before: _Link | None) -> str | None:
    """Take the entity of the name that a bracket abbreviates: 米消費者物価指数(CPI)."""
    beside = before and folded[before.name.end : name.start] in ("(", " (")
    return before.entity if before and beside and before.entity in name.candidates else None


def _by_article(candidates: Sequence[str], places: _Places) -> str | None:
    """Take the only candidate that the article names; failing that, names by a fund on it."""
    for known in (places.named, places.proxies):
        found = [candidate for candidate in candidates if candidate in known]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _by_peers(candidates: Sequence[str], places: _Places) -> str | None:
    """Take the only candidate whose peers the article names: ソフトバンク beside KDDI and NTT."""
    found = [one for one in candidates if any(peer in places.named for peer in peers(one))]
    return found[0] if len(found) == 1 else None


# --- anaphors --------------------------------------------------------------------------------


def _resolved(
    text: Text, links: Sequence[_Link], anaphors: Sequence[Found], places: _Places
) -> list[Mention]:
    """Resolve anaphors in one sweep over the article, each as what the next may point to."""
    starts = sentence_starts(text)
    past: list[Named] = []
    drafts: list[Mention] = []
    done = 0
    for found in anaphors:
        while done < len(links) and links[done].name.start < found.start:
            past.append(_named(links[done]))
            done += 1
        mention = _stand_in(text, found, past, horizon(starts, found.start), places)
        if mention is None:
            continue
        if found.anaphor.kind not in ("former", "latter"):  # 後者 is the other one's neighbour
            past.append(Named(found.start, found.end, mention.type, mention.entity))
        drafts.append(mention)
    return drafts


def _named(link: _Link) -> Named:
    return Named(link.name.start, link.name.end, _type(link), link.entity)


def _stand_in(
    text: Text, found: Found, past: Sequence[Named], least: int, places: _Places
) -> Mention | None:
    row = found.anaphor
    if row.kind == "part":
        return _draft(text, found.start, found.end, row.types[0], row.candidates[0], ())
    if row.kind == "whole":
        named = any(one.entity in row.candidates for one in past)
        first = row.candidates[0]
        return _draft(text, found.start, found.end, row.types[0], first, ()) if named else None
    if row.kind == "descriptor":
        entity = _nearest(found.start, row.candidates, places)
        return _draft(text, found.start, found.end, row.types[0], entity, row.candidates)
    if row.kind == "pair":
        both = pair(text.folded, past, least, row)
        return _draft(text, found.start, found.end, "group", None, both)
    if row.kind in ("former", "latter"):
        return _one_of_two(text, found, past, least)
    origin = nearest(text.folded, past, found.start, least, row)
    return _draft(text, found.start, found.end, origin.type, origin.entity, ())


def _one_of_two(text: Text, found: Found, past: Sequence[Named], least: int) -> Mention | None:
    """Give what 前者 or 後者 stands for, of the two things named last; None where nothing does."""
    two = last_two(past, least, found.anaphor)
    if not two:
        return None
    origin = two[0] if found.anaphor.kind == "former" else two[1]
    return _draft(text, found.start, found.end, origin.type, origin.entity, ())


def _nearest(start: int, candidates: Sequence[str], places: _Places) -> str | None:
    """Give the candidate named last before a place, else the one named first after it."""
    for known in (places.named, places.proxies):
        earlier: list[tuple[int, str]] = []
        later: list[tuple[int, str]] = []
        for candidate in candidates:
            starts = known.get(candidate, [])
            at = bisect_left(starts, start)
            earlier += [(starts[at - 1], candidate)] if at else []
            later += [(starts[at], candidate)] if at < len(starts) else []
        if earlier:
            return max(earlier)[1]
        if later:
            return min(later)[1]
    return None


# --- records ---------------------------------------------------------------------------------


def _type(link: _Link) -> EntityType:
    record = find_entity(link.entity)
    return record.type if record else link.name.type


def _mention(text: Text, link: _Link) -> Mention:
    name = link.name
    several = name.candidates if len(name.candidates) > 1 else ()
    draft = _draft(text, name.start, name.end, _type(link), link.entity, several)
    if is_known(link.entity):
        return draft
    return msgspec.structs.replace(
        draft, symbol=name.symbol, exchange=name.exchange, name=name.label
    )


def _draft(
    text: Text,
    start: int,
    end: int,
    kind: EntityType,
    entity: str | None,
    candidates: Sequence[str],
) -> Mention:
    record = find_entity(entity)
    return Mention(
        id="",
        start=start,
        end=end,
        text=text.original[start:end],
        type=record.type if record else kind,
        entity=entity,
        symbol=record.symbol if record else None,
        exchange=record.exchange if record else None,
        name=record.name if record else None,
        candidates=tuple(candidates),
    )
