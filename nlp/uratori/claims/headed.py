"""The mood that the heading of a list, or a sentence that is one, gives to what follows."""

from __future__ import annotations

from ..records import Modality, Quantity
from ..text.lazy import lazy
from .coming import PROFITS
from .sentence import SentenceView

_LINES, _LONGEST = 20, 60
"""Items up to the heading of their list; characters of a heading."""
_INSIDE = lazy(r"\((?:カッコ|かっこ|括弧)内は([^()]{1,14})\)")
_FORECAST = lazy(r"(?:予想|見通し|見込み|ガイダンス)(?:値|額|一覧)?$")
_TARGET = lazy(r"(?:計画|目標)(?:値|額|一覧)?$")
_MARKET = "市場"
_ANEW = lazy(
    r"(?:(?:今期|通期|来期|業績|会社|利益|純利益|営業利益|配当|年間)[^。\n0-9]{0,12}?)"
    r"(?:予想|見通し)を?"
    r"[^。\n0-9]{0,8}?"
    r"(?:(?:上方|下方)?修正|引き[上下]げ|上げ|下げ|増額|減額|据え置[いきく]|公表|発表)[^。\n0-9]{0,8}。?$"
)
"""A sentence that says only that a forecast was set; the next one says to what."""
_VIEW = lazy(r"(?:相場|株価|為替|市場|業績|今期|来期|年|月|週)の?(?:予想|見通し|予測)[。:：]?$")
"""A sentence without a verb that is the heading of a forecast: 2026年の相場予想。"""
_ENDS = lazy(r"(?:た|です|ます|だった)[。」]?$")
_PRICES = frozenset({"close", "high", "low", "return", "price_change", "yield"})
_FIRM = frozenset({"dps", "eps", "payout", "roe", "operating_margin", "capex"})
_FURTHER = 2
"""Sentences behind such a one that it holds for."""


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


def foretold_before(view: SentenceView, quantity: Quantity, metric: str) -> bool:
    """Tell whether a sentence before says that a forecast follows: 「今期予想を増額。売上高は…」.

    Not for what is told in the past, nor of another time, nor as a comment of its own (…です).
    """
    if metric not in PROFITS and metric not in _FIRM and metric not in _PRICES:
        return False
    start, end = view.sentence.start, view.sentence.end
    if _ENDS.search(view.folded, max(start, end - 5), end):
        return False
    if any(time.kind == "date" and time.start < quantity.start for time in view.times):
        return False
    block = view.folded.rfind("\n", 0, start) + 1
    earlier = view.folded[block:start].rstrip().split("。")
    if earlier and not earlier[-1]:
        earlier.pop()
    pattern = _VIEW if metric in _PRICES else _ANEW
    return any(pattern.search(sentence) for sentence in earlier[-_FURTHER:])


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
