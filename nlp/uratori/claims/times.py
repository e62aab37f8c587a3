"""Which part a time plays in its sentence: what it frames, compares with, or only dates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from ..records import Quantity
from ..text.lazy import lazy

Part = Literal["frame", "beside", "own", "basis", "since", "said", "aside"]
"""``frame``: numbers speak of it; ``beside``: those of its own clause do (前年同期は赤字);
``own``: only the number behind it does (2月の2.6%から); ``basis``: something is compared with it
(前期比); ``since``: something is measured from it (昨年末から); ``said``: the day of saying or of
publication (26日発表した); ``aside``: no number speaks of it (2020年=100, 2010年以来)."""
Grain = Literal["day", "week", "month", "point", "quarter", "year", "fiscal", "none"]
"""``point`` is the end of a longer time (9月末); ``none`` is too loose to go on with (17時)."""

_REACH = 28
"""Characters behind a time that tell its part."""
_TAIL = 24
"""Characters at the end of a sentence in which its verb of saying stands."""
_ASIDE = lazy(
    r"に[^、。0-9]{1,22}?[たるい](?:こと(?:により|によって|で|から)|ため|ので|影響で)"
    r"|[にの][^、。0-9]{0,30}反動|=|を基準|以来|ぶり|\)?を100|第[0-9]週|の[^、。]{0,10}?(?<!前)後(?!半|場)|(?:計画|予想|見通し|目標)(?:に対|の[0-9]|比)"
)
_SAID = lazy(
    r"(?:[のに]?(?:取引終了後|引け後|大引け後|夕方|午[前後]|夜)に?|までに|に|付で?)?"
    r"(?:発表|公表|開示|公開|まとめ|集計|報じ|明らかに)"
    r"|に[^、。]{1,18}?(?:疑惑|疑い|不正|粉飾|流出|水増し|問題)が(?:明らか|発覚|判明|表面化|浮上)"
    r"|に[^、。はが]{1,20}?[にへ](?:上方|下方)修正"
    r"|の(?:[^、。0-9]{0,8})?(?:講演|会見|国会|インタビュー|説明会|取材|リポート|レポート|寄稿|証言|談話)"
)
_SAYING = lazy(
    r"(?:発表し|明らかにし|公表し|公表す|述べ|語っ|話し|指摘し|表明し|示し|報じ|強調し|と発表|との見方)"
)
_BEFORE_COMMA = lazy(r"(?:の?(?:取引終了後|引け後|夜|夕|朝|午前|午後))?(?:に)?、|までに")
_FIGURE = r"(?:約|およそ|同)?(?:プラス|マイナス|[▲△+\-$])?[0-9]"
_OWN = lazy(rf"(?:時点)?の(?={_FIGURE})")
_EXCEEDED = lazy(
    rf"(?:時点)?の(?={_FIGURE})[^、。はが]{{1,16}}?"
    r"(?:から|を[^、。]{0,8}?(?:上回|下回|超|割|しの)|に(?:比べ|対し|届|及|並)|と(?:比べ|比較|同)|より)"
)
_BASIS = lazy(
    r"(?:の[^、。0-9はがを]{1,12}|実績|調査|時点|終値)?"
    r"(?:比(?!率|較的|重)|対比|に比べ|と比べ|と比較|に対し|並み|より)|の[^、。0-9はがを]{1,12}から"
)
_SINCE = lazy(r"から|以降|より|を起点|を境")
_FRAMES = lazy(r"(?:に(?!比べ|対し|並|及|届|続)|では|には|は)")
_NAMED = lazy(r"の[^0-9、。]{1,14}(?:は|が)")
_BARE_DAY = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CUT = lazy(r"[、。0-9]")
"""What parts a time from a number that is no longer its own: 前日の24%から15%に."""
_AMONG = ("うちの", "うち", "内の", "うち、")
"""Before a length of time: so much of a longer one, ending nowhere known."""
_SPENT = lazy(r"(?:中|も)?(?:走|歩|働|待|並|粘|過ご|立)[っいんち]?[てし]も?")
"""What one does for a length of time that is no window of a figure."""
_STOP = lazy(r"[。\n]")


def part_of(folded: str, time: Quantity) -> Part:
    """Tell which part a date plays; offsets of the folded text."""
    if folded.startswith("比", time.end) and folded[time.start] == "前":
        return "basis"
    return _part(folded, time.start, time.end, time.timex or "")


@lru_cache(maxsize=1 << 6)
def _part(folded: str, start: int, end: int, timex: str) -> Part:
    """Tell the part of the time at a place; each is asked for by several numbers."""
    if folded.startswith("前回の", start - 3) or folded.startswith("前回", start - 2):
        return "basis"
    behind = folded[end : end + _REACH].partition("\n")[0]
    if _ASIDE.match(behind):
        return "aside"
    if _SAID.match(behind):
        return "said"
    if behind.startswith("までの") and _BARE_DAY.fullmatch(timex):
        return "aside"  # 27日までの来客数 is of no single day
    part = _leaning(behind) if folded[start] == "前" else _plain(behind)
    if part == "frame" and _BEFORE_COMMA.match(behind) and _BARE_DAY.match(timex):
        return "said" if _told(folded, end) else part
    return part


def _plain(behind: str) -> Part:
    if _EXCEEDED.match(behind):
        return "own"
    if _BASIS.match(behind):
        return "basis"
    if _SINCE.match(behind):
        return "since"
    return "beside" if behind.startswith("分") else "frame"


def _leaning(behind: str) -> Part:
    """Tell the part of a time that leans on another one: 前期, 前日, 前年同月."""
    if _OWN.match(behind):
        return "own"
    if _BASIS.match(behind):
        return "basis"
    if _FRAMES.match(behind):
        return "frame" if behind.startswith("に") and not behind.startswith("には") else "beside"
    return "beside" if _NAMED.match(behind) else "basis"


def _told(folded: str, start: int) -> bool:
    """Tell whether the sentence ends in a verb of saying: 「15日、…だったと発表した」."""
    stop = _STOP.search(folded, start)
    end = stop.start() if stop else len(folded)
    return _SAYING.search(folded, max(start, end - _TAIL), end) is not None


def counted(folded: str, length: Quantity) -> bool:
    """Tell whether a length of time is only counted, no window: そのうちの4か月は, 1日走っても."""
    start = length.phrase[0]
    among = folded.endswith(_AMONG, max(0, start - 4), start)
    return among or _SPENT.match(folded, length.phrase[1]) is not None


def owns(folded: str, time: Quantity, quantity: Quantity) -> bool:
    """Tell whether a time stands right before a number with の: 前期の280億円."""
    return (
        time.end < quantity.start <= time.end + 6
        and _OWN.match(folded, time.end) is not None
        and _CUT.search(folded, time.end, quantity.start) is None
    )


def grain_of(time: Quantity) -> Grain:
    """Tell how long a time is, from its TIMEX3 value."""
    timex = time.timex or ""
    if time.start_date is None or time.end_date is None or timex.startswith("T"):
        return "none"
    if timex[4:] in ("-SP", "-SU", "-FA", "-WI"):
        return "none"
    if time.mod in ("START", "END") and time.start_date == time.end_date:
        return "point"
    if "-W" in timex or (_BARE_DAY.match(timex) and time.start_date != time.end_date):
        return "week"
    if _BARE_DAY.match(timex):
        return "day"
    if timex.startswith("FY"):
        return "fiscal"
    months = (time.end_date.year - time.start_date.year) * 12
    months += time.end_date.month - time.start_date.month + 1
    return "month" if months == 1 else "year" if months >= 12 else "quarter"


def bracket_around(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the offsets of the brackets that a span stands in, or None."""
    opened = folded.rfind("(", max(0, start - 60), start)
    if opened < 0 or folded.find(")", opened, start) >= 0 or folded.find("\n", opened, start) >= 0:
        return None
    closed = folded.find(")", end, end + 60)
    return None if closed < 0 else (opened, closed)


def own_bracket(folded: str, times: Sequence[Quantity], quantity: Quantity) -> Quantity | None:
    """Give the date that brackets right behind a number hold alone: 24%(2023年), 23%(2024年)."""
    end = quantity.phrase[1]
    if not folded.startswith("(", end):
        return None
    return next(
        (
            each
            for each in times
            if each.start == end + 1 and each.kind == "date" and folded.startswith(")", each.end)
        ),
        None,
    )


def enclosed(folded: str, time: Quantity) -> bool:
    """Tell whether brackets hold a time and more: (前の期は1624億円の赤字), not (4〜6月)."""
    found = bracket_around(folded, time.start, time.end)
    return found is not None and not (found[0] + 1 == time.start and found[1] - time.end <= 2)


_GROWING = ("results", "business")
"""Families whose multiple of an earlier time is a growth."""


def is_base(folded: str, time: Quantity, quantity: Quantity, family: str) -> bool:
    """Tell whether a time is only what a multiple is of: 前年同期の1.2倍."""
    if quantity.unit != "times" or family not in _GROWING or time.text[0] not in "前昨":
        return False
    return folded[time.end : quantity.phrase[0]] in ("の", "の約", "のほぼ", "のおよそ")
