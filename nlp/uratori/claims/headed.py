"""The mood that the heading of a list gives to its items."""

from __future__ import annotations

from ..records import Modality, Quantity
from ..text.lazy import lazy
from .sentence import SentenceView

_LINES, _LONGEST = 20, 60
"""Items up to the heading of their list; characters of a heading."""
_INSIDE = lazy(r"\((?:カッコ|かっこ|括弧)内は([^()]{1,14})\)")
_FORECAST = lazy(r"(?:予想|見通し|見込み|ガイダンス)(?:値|額|一覧)?$")
_TARGET = lazy(r"(?:計画|目標)(?:値|額|一覧)?$")
_MARKET = "市場"


def headed(view: SentenceView, quantity: Quantity) -> tuple[Modality, str | None] | None:
    """Give the mood and the speaker that a list's heading names for an item's number, or None.

    「■業績予想(カッコ内は前回予想)」 makes both numbers of 「・売上高 1兆円(9800億円)」 forecasts,
    「来週の予定(かっこ内は市場予想)」 only those in brackets, and says whose they are.
    """
    if (heading := _heading(view)) is None:
        return None
    inside = _INSIDE.search(heading)
    if inside and _bracketed(view, quantity) and (mood := _mood(inside[1])):
        return mood, _MARKET if inside[1].startswith(_MARKET) else None
    mood = _mood(_INSIDE.sub("", heading).rstrip(" :】]"))
    return (mood, None) if mood else None


def _mood(words: str) -> Modality | None:
    if _FORECAST.search(words):
        return "forecast"
    return "target" if _TARGET.search(words) else None


def _heading(view: SentenceView) -> str | None:
    """Give the line above a list, whose items all begin alike."""
    mark = view.folded[view.sentence.start]
    end = view.folded.rfind("\n", 0, view.sentence.start)
    for _ in range(_LINES):
        begin = view.folded.rfind("\n", 0, max(0, end)) + 1
        line = view.folded[begin : max(0, end)].strip()
        if not line or not line.startswith(mark):
            break
        end = begin - 1
    else:
        return None
    return line if line and len(line) <= _LONGEST and not line.endswith("。") else None


def _bracketed(view: SentenceView, quantity: Quantity) -> bool:
    opened = view.folded.rfind("(", view.sentence.start, quantity.start)
    return opened > view.folded.rfind(")", view.sentence.start, quantity.start)
