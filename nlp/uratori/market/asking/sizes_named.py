"""Sizes that stand beside the name of their one owner, and whose a size in a sentence can be.

A market value may come before what has it (53兆円だった3メガバンクの時価総額), and 純資産, a firm's
book value, is the net assets of a fund.
"""

from __future__ import annotations

import re

from ...records import CERTAIN, Analysis, Claim, Mention, Quantity
from ...text.fold import fold_kept
from ..definitions.size_changes import NOUNS
from ..places import dates_inside, inside
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around
from ..reading.sums_told import members_of

_NOUN = re.compile("|".join(sorted(NOUNS, key=len, reverse=True)))
CURRENCIES = frozenset({"JPY", "USD", "EUR", "GBP"})
"""Units of sizes."""
_SIZED = frozenset({"equity", "etf", "fund", "crypto", "group"})
"""Kinds of what has a market value or net assets."""


def claims_named(analysis: Analysis, text: str, quantity: Quantity) -> list[Claim]:
    """Give the size that the words make of its one owner, named behind or before it."""
    return _named_behind(analysis, text, quantity) or _owned(analysis, text, quantity)


_OF_WHAT = re.compile(
    r"(?P<then>(?:だった|であった|あった)[^、。0-9]{0,12})"
    r"|[—―–─…、。:]{1,3}(?:これ(?:が|は)、?)?(?:[^。0-9]{0,10}[0-9]{1,4}[年月日]){0,3}[^。0-9]{0,10}"
)
"""Between a size and what has it: 53兆円だった3メガバンク, 60兆円。これがトヨタの時価総額だ."""
_ENDS = re.compile(r"(?:の?(?:合計|規模|総額|額))?(?:だ|である|です|で、|。|$)")
_BEHIND = 60
"""Characters behind a number in which the noun of its size stands."""


def _named_behind(analysis: Analysis, text: str, quantity: Quantity) -> list[Claim]:
    """Give a size whose owner and noun stand behind it."""
    noun = _NOUN.search(text, quantity.end, quantity.end + _BEHIND)
    start, end = sentence_around(text, quantity)
    named = sized(analysis, quantity.end, noun.start()) if noun else []
    link = _OF_WHAT.fullmatch(text, quantity.end, named[0].start) if named else None
    if noun is None or link is None or quantity.unit not in CURRENCIES:
        return []
    first = not link["then"] and start == quantity.phrase[0]
    if not link["then"] and not (first and _ENDS.match(text, noun.end())):
        return []
    begin, until = (start, quantity.start) if link["then"] else (quantity.end, noun.start())
    dates = dates_inside(analysis, begin, until)
    if len(dates) != 1 or len({each.entity for each in named}) != 1:
        return []
    return [
        Claim(
            id="", sentence=(start, max(end, noun.end())), quantity=quantity.id,
            entity=named[0].entity, metric=NOUNS[noun[0]], metric_text=noun[0],
            period=period_of_day(dates[0]), confidence=CERTAIN,
        )
    ]  # fmt: skip


_MEMBERS = re.compile(r"(?:[0-9一二三四五六七八九十]{1,2}[社行])?[(][^()。]{1,80}[)]")
"""Behind a group, the members that only tell what it is made of: 3メガバンク(A、B、C)."""


def sized(analysis: Analysis, start: int, end: int) -> list[Mention]:
    """Give the things of a size that are named between two places, in order."""
    named = [
        each
        for each in inside(analysis.mentions, start, end)
        if each.entity and each.type in _SIZED
    ]
    text = fold_kept(analysis.article.text)
    groups = [each for each in named if each.type == "group"]
    told = {each.entity for each in named}
    listed = {
        member for each in groups for member in members_of(each.entity or "")
        if {*members_of(each.entity or "")} <= told
    }  # fmt: skip
    spans = [found.span() for each in groups if (found := _MEMBERS.match(text, each.end))]
    return [
        each
        for each in named
        if each.entity not in listed and not any(first < each.start < last for first, last in spans)
    ]


_OWN_NOUN = re.compile(
    r"[」』)）]?の(?P<noun>純資産(?:総額|残高|額)?|運用(?:残高|資産(?:残高|総額)?))(?:は|が|も)、?"
)
_OWN_TIME = re.compile(r"(?:[0-9]{1,4}[年月日]末?[^、。0-9はが前]{0,6}){0,3}(?:約|およそ)?")
_OF_BEFORE = re.compile(r"(?:程度|前後|台)?(?:から|より|だった|あった|を[上下]回)")


def _owned(analysis: Analysis, text: str, quantity: Quantity) -> list[Claim]:
    """Give the net assets of a fund, told by a firm's noun: SPYの純資産は10月末に6728億ドル."""
    start, end = sentence_around(text, quantity)
    named = sized(analysis, start, quantity.start)
    funds = [each for each in named if each.type in ("etf", "fund")]
    if len(named) != 1 or not funds or quantity.unit not in CURRENCIES or quantity.kind == "change":
        return []
    noun = _OWN_NOUN.match(text, funds[0].end)
    at = quantity.phrase[0]
    if noun is None or noun.end() > at or not _OWN_TIME.fullmatch(text, noun.end(), at):
        return []
    dates = dates_inside(analysis, start, quantity.start)
    if dates and dates[-1].start_date != dates[-1].end_date:
        return []
    if not dates and (noun.end() < at or _OF_BEFORE.match(text, quantity.phrase[1])):
        return []
    return [
        Claim(
            id="", sentence=(start, end), quantity=quantity.id, entity=funds[0].entity,
            metric="net_assets", metric_text=noun["noun"], confidence=CERTAIN,
            period=period_of_day(dates[-1]) if dates else None,
        )
    ]  # fmt: skip
