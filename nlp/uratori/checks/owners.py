"""Whose a number is, by the words right before it: the firm's own, or another's that it is held to.

「営業利益率は8.0%と業界平均の7.5%を上回る」 tells one ratio of the firm and one of nobody's sales.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..text.lazy import lazy
from ..text.stops import sentence_start
from .cues import of_another
from .lines import ASIDE
from .operands import Operand, Pool

_REACH = 40
"""Characters before a number in which its owner stands."""
_NOUN = "[一-龠々ァ-ヺーA-Za-z&]"
_OWNER = lazy(rf"(?P<owner>{_NOUN}{{1,16}})(?:の|が|は|も|では|でも|[:、]|)(?:約|およそ|ほぼ)?\s?$")
"""The noun that stands last before a number."""
_POSSESSOR = lazy(rf"(?P<owner>{_NOUN}{{1,16}})の(?:売上高|予想|実績|株式|年間)?$")
"""The noun whose the named ratio is: 米国の実質金利, C社の営業利益率."""
_RATIO = lazy(
    "(?:率|金利|利回り|倍率|平均|年率|マージン|PER|PBR|ROE|ROA|EPS|BPS|CAGR|IRR|利益|収益力|実質)$"
)
"""The end of a ratio's own name."""
_NO_OTHER = lazy("年平均|過去最[高低大]|市場(?:規模|予想)")
"""Words that hold a word for others or for the past, and name neither."""
_MANY = lazy("[社行国人者店][のがはで]")
"""Behind a number of others: 競合3社の."""
_OWN = lazy(
    "(?:実質|名目|同社|当社|当行|同行|会社|全社|全体|連結|今回|現在|足元|現値|直近|株価|実際|実績|予想|会社予想|同予想"
    "|見込|計画|計算上|過去最高|過去最低|最高|最低|自社|単純計算|税引後|税引き後|合計|通期|水準"
    "|.{0,12}(?:[年期月日間度末頃時後比]|ベース|時点|割合))$"
)
"""A noun that makes a number nobody else's: 今期の, 過去最高の, 実績ベースの."""


def of_others(stated: Operand, chosen: Sequence[Operand], pool: Pool, folded: str) -> bool:
    """Tell whether the words before a number give it an owner that its operands do not have."""
    start = stated.quantity.phrase[0]
    left = max(start - _REACH, pool.last_end(start), sentence_start(folded, start))
    said = ASIDE.sub("", folded[left:start])
    if of_another(_NO_OTHER.sub("", said)) or _MANY.match(folded, left - 1):
        return True
    owner = _owner(said)
    if owner is None or _OWN.fullmatch(owner):
        return False
    first = min(min(o.quantity.start for o in chosen), left)
    return owner not in folded[sentence_start(folded, first) : left]


def _owner(said: str) -> str | None:
    """Give the noun that owns a number, None where its ratio's name stands alone before it."""
    named = _OWNER.search(said)
    if named is None:
        return None
    if _RATIO.search(named["owner"]) is None:
        return named["owner"]
    before = _POSSESSOR.search(said, 0, named.start("owner"))
    return None if before is None else before["owner"]
