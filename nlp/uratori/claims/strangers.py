"""What a sentence speaks of that has no id: an unlisted firm, a name the lists do not hold.

Their numbers are nobody's; a topic is not carried past them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..lexicon import read_table
from ..records import Quantity
from ..text.lazy import lazy
from .admission import SECTIONS
from .clauses import subject_at, topics_before
from .sentence import SentenceView

_NAME = r"[一-龯々〆ヶァ-ヴー・A-Za-z0-9&.]{2,20}"
_WORD = r"[^\s、。はがもをのにでとへや「」()（）0-9]{2,20}"
_LED = r"(?:一方で?、?|また、?|なお、?|ただ、?|同日、?)?"
_FIRST = lazy(rf"{_LED}({_NAME})(?:[(（][^()（）]{{1,20}}[)）])?(?:の|は)")
_PARALLEL = lazy(
    rf"[、。](?:一方で?、?)?({_WORD})(?:[(（][^()（）]{{1,16}}[)）])?(?:が|は|も)"
    r"(?:同|前[^、。0-9]{1,8}比|約|およそ|年)?$"
)
_BARE = lazy(rf"、({_WORD})$")
"""A name right before its number, as the known names before it stand: A亭110店舗、B屋21店舗."""
_NO_NAME = lazy(r"(?:比|約|率|計|高|安|増|減|数|額|平均|最大|最低|最高)$")
_OF_MARKET = lazy(
    rf"(?:市場)?(?:に(?:新規)?上場(?:する|した)|上場の|の)({_NAME})株?(?:が|は、?|も)"
)
"""A share that stands behind its market: 東証グロースのA社が."""
_FIRM = lazy(
    r"(?:証券|銀行|製作所|製薬|信用金庫|生命保険|損害保険|火災保険|ホールディングス|HD|フィナンシャルグループ)$"
)
_INTRODUCED = lazy(
    r"[ァ-ヴーA-Za-z・]{0,16}(?:社)?(?:[(（][^()（）]{1,20}[)）])?(?:」)?"
    r"(?:の(?:全?株式|発行済|買収|子会社化|完全子会社|事業を)|を[^、。]{0,16}?(?:買収|子会社|傘下|取得|吸収)"
    r"|[にへ](?:の)?(?:出資|TOB|投資|[^、。]{0,12}?出資)|と(?:の)?(?:資本|業務提携|経営統合|合併|統合))"
)
_SOMEBODY = lazy(
    r"(?:アナリスト|エコノミスト|ストラテジスト|担当者|幹部|首脳|証券|総研|研究所|氏|社長|会長|総裁|議長|自分|筆者|私|僕)$"
)
_TELLS = lazy(
    r"[^、。はが「」]{0,20}?(?:氏|さん|アナリスト|エコノミスト|ストラテジスト|担当者|幹部|首脳)(?:は|が|も|によ)"
    r"|(?:試算|推計|調べ|集計|調査|分析)(?:で|によ)"
)
"""What makes of a house one who only tells: 「マネックス証券の広木氏は「日経平均は…」と話す」."""
_WHEN = lazy(
    r"(?:予想|見通し|コンセンサス|計画|目標|実績|期|年度?|今回|前回|足元|先行き|今後|当面|[0-9]月|月間|年間|週間|末|時点|ベース|段階"
    r"|朝方|午[前後]|夕方|夜間|取引時間中|寄り付き|前場|後場|その後|これまで)$"
)
"""What tells the time, and is nobody's name: 「次の四半期は650億ドルの売上高を見込む」."""
_TICKER = lazy(
    r"(?!(?:C[A-Z]O|AI|EV|ETF|IPO|TOB|MBO|IR|EC|IT|DX)[^A-Z])([A-Z]{2,5})(?:株)?(?:は|も|が)"
)
_BACK = 800
"""Characters back to where a firm was introduced."""
_ROOM = 60
_ROW = 8
"""Numbers back to the one that a row of names begins with."""
_FUND = frozenset({"ファンド", "当ファンド", "本ファンド"})
_PART = "うち"
"""What makes of a noun a part of what was told before: うち飲食業が98件."""
_SIDE = frozenset(
    {"うち", "国内", "海外", "通期", "今期", "前期", "来期", "先行き", "全体", "一時", "終値"}
)


def stranger_at(view: SentenceView, quantity: Quantity) -> int | None:
    """Give where a name without an id begins whose a number is, None where there is none.

    「AがB%高、ニッケル先物は1トン1万6800ドル」, 「グリッドウェアの売上高は1億ドル」.
    """
    if quantity.start == view.sentence.start:
        return None
    if (title := _title_at(view, quantity)) is not None:
        return title
    if not any(m.end <= quantity.start for m in view.mentions) and (
        opens_with_stranger(view) or _opens_with_code(view)
    ):
        return view.sentence.start
    return _parallel(view, quantity)


def _title_at(view: SentenceView, quantity: Quantity) -> int | None:
    """Give where a title opens that has a number and no name: 『灯油10円値上げ』."""
    opened = view.folded.rfind("『", view.sentence.start, quantity.start)
    closed = view.folded.rfind("』", view.sentence.start, quantity.start)
    if opened <= closed or any(opened < m.start < quantity.start for m in view.mentions):
        return None
    return opened


def opens_with_stranger(view: SentenceView) -> bool:
    """Tell whether a sentence speaks from its first word on of a firm that has no id."""
    if _is_listed_one(view):
        return True
    first = _FIRST.match(view.folded, view.sentence.start, view.sentence.end)
    if first is None or any(m.start < first.end() for m in view.mentions):
        return False
    if _TELLS.match(view.folded, first.end(), view.sentence.end):
        return False
    return _introduced(view, first[1]) or (
        view.folded[first.end() - 1] == "の" and _FIRM.search(first[1]) is not None
    )


def _is_listed_one(view: SentenceView) -> bool:
    """Tell whether a sentence is about an unknown share of a market: 東証グロースのA社が."""
    for mention in view.mentions:
        if mention.entity not in SECTIONS:
            continue
        found = _OF_MARKET.match(view.folded, mention.end, view.sentence.end)
        if found is None:
            continue
        left, right = found.span(1)
        spans = [(m.start, m.end) for m in view.mentions]
        spans += [(q.start, q.end) for q in (*view.quantities, *view.times)]
        spans += [(cue.start, cue.end) for cue in view.cues]
        if not any(start < right and end > left for start, end in spans):
            return _NO_NAME.search(found[1]) is None
    return False


def speaks_of_other(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether the clause of a number speaks of something that no topic carried can be.

    Who only says it (市場は, 岡三証券は「…) does not count.
    """
    if not view.other_subject(quantity):
        return False
    known = {mention.end for mention in view.mentions} | {cue.end for cue in view.cues}
    for topic in reversed(topics_before(view.folded, view.sentence, quantity.start)):
        end = None if topic in known else subject_at(view.folded, view.sentence, topic)
        if end is not None and end not in known and not _no_owner(view, end):
            return True
    return False


def _parallel(view: SentenceView, quantity: Quantity) -> int | None:
    begin = max(view.sentence.start, quantity.phrase[0] - _ROOM)
    words = view.between(begin, quantity.phrase[0])
    found = _PARALLEL.search(words)
    bare = found is None
    if found is None:
        found = _BARE.search(words)
    if (
        found is None
        or found[1] in _SIDE
        or found[1].startswith(_PART)
        or (bare and _NO_NAME.search(found[1]))
    ):
        return None
    left, right = begin + found.start(1), begin + found.end(1)
    spans = [(m.start, m.end) for m in view.mentions] + [(c.start, c.end) for c in view.cues]
    spans += [(q.start, q.end) for q in (*view.times, *view.quantities)]
    if any(start < right and end > left for start, end in spans):
        return None
    before = [q for q in view.quantities if q.end <= left]
    alike = _bare_before if bare else _alike
    return left if before and (found[1] in _FUND or alike(view, before)) else None


def _bare_before(view: SentenceView, before: Sequence[Quantity]) -> bool:
    """Tell whether the row of names and numbers begins with a known name right at its number."""
    ends = {m.end for m in view.mentions}
    return any(number.phrase[0] in ends for number in before[-_ROW:])


def _alike(view: SentenceView, before: Sequence[Quantity]) -> bool:
    """Tell whether the number before is one of a row of names: トヨタは3%高、…."""
    last = before[-1]
    left = [m.end for m in view.mentions if m.end <= last.start]
    gap = view.between(left[-1], last.phrase[0]) if left else ""
    first = gap.lstrip(")）")[:1]
    return (
        bool(left)
        and (first in ("が", "は", "も") or first.isdigit() or not gap)
        and (sum(mark in gap for mark in "はがも") <= 1)
    )


def _opens_with_code(view: SentenceView) -> bool:
    """Tell whether a sentence is about letters that no list holds: 「VTは全世界株に投資し、…」."""
    code = _TICKER.match(view.folded, view.sentence.start, view.sentence.end)
    return code is not None and all(c.start >= code.end(1) for c in view.cues)


def _introduced(view: SentenceView, name: str) -> bool:
    """Tell whether a name was that of a firm bought, or joined with, just before."""
    begin = max(0, view.sentence.start - _BACK)
    place = view.folded.find(name, begin, view.sentence.start)
    return place >= 0 and _INTRODUCED.match(view.folded, place + len(name)) is not None


@cache
def _speakers() -> tuple[str, ...]:
    sorts = ("whole", "person", "title", "broker")
    return tuple(row["word"] for row in read_table("speakers") if row["sort"] in sorts)


def _no_owner(view: SentenceView, end: int) -> bool:
    """Tell whether the noun that ends here can only say what a number is, or when it is so."""
    before = view.between(max(view.sentence.start, end - 12), end)
    if before.endswith(_speakers()) or _SOMEBODY.search(before) is not None:
        return True
    return _WHEN.search(before) is not None
