"""Which fixing of a currency the words name: 東京17時, ECBの参照レート."""

from __future__ import annotations

import re

import msgspec

from ...records import Quantity
from .sentences import sentence_around, sentence_before
from .words import says

_FIXINGS = re.compile(
    r"(?P<tokyo_17>(?:午後[5五]時|(?<![0-9])17時|十七時)(?![台半0-9]))"
    r"|(?P<ecb_reference>(?:ECB|欧州中央銀行|欧州中銀)[^。]{0,24}?(?:参照|参考|基準)(?:為替)?(?:レート|相場|値))"
)
_ABROAD = re.compile(r"ニューヨーク|NY|ロンドン|シドニー|海外|欧米|欧州市場|米国市場")
_WITHIN = re.compile(r"一時|場面|瞬間|午前|朝方|早朝|けさ|今朝|昼|序盤|寄り付き|未明|深夜")


class Fixing(msgspec.Struct, frozen=True, kw_only=True):
    """A fixing and the sentence that names it."""

    definition: str
    """As `Fact.definition` has it: ``tokyo_17``, ``ecb_reference``."""
    start: int
    end: int


def fixing_said(text: str, quantity: Quantity) -> Fixing | None:
    """Give the fixing that the words round a number name; None where they name none or two.

    It is the last named before it in its sentence, else the first behind it there, else that of
    the sentence before or behind: 前日比26銭の円安。17時時点では1ドル=150円25銭だった. A number of
    another market, or of within the day, is of none that other words name.
    """
    start, end = sentence_around(text, quantity)
    clause = text[start : quantity.end].rpartition("、")[2]
    clause += text[quantity.end : end].partition("、")[0]
    if _WITHIN.search(clause) or says("within_hours", clause):
        return None
    before = [*_FIXINGS.finditer(text, start, quantity.start)][-1:]
    own = before or [*_FIXINGS.finditer(text, quantity.end, end)][:1]
    abroad = _ABROAD.search(text, start, end) is not None
    if own and not (abroad and own[0]["tokyo_17"] and "東京" not in text[start:end]):
        return _one(own, start, end)
    if abroad:
        return None
    since = sentence_before(text, start)
    if _ABROAD.search(text, since, start):
        return None
    until = text.find("。", end + 1)
    behind = end if until < 0 or text.startswith("\n", end + 1) else until
    ahead = _one([*_FIXINGS.finditer(text, since, start)], since, start)
    return ahead or _one([*_FIXINGS.finditer(text, end, behind)], end, behind)


def _one(found: list[re.Match[str]], start: int, end: int) -> Fixing | None:
    """Give the one fixing that the words of a sentence name; None where they name none or two."""
    named = {each.lastgroup for each in found if each.lastgroup}
    return Fixing(definition=named.pop(), start=start, end=end) if len(named) == 1 else None
