"""What makes an everyday word a company's name: メタ株, 米ターゲット, ディスコが3.4%高.

`names` keeps a weak name where the article names its entity otherwise too, or where what stands
around it says so. The words are classes of boundaries.tsv.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..text.lazy import lazy
from .boundaries import heads, script, words
from .entities import rows

if TYPE_CHECKING:
    from .names import Name

# メタ株が, GM株、; not 株主 and 株式会社.
_SHARES = lazy(r"株(?![式主価券元分])|株価|株式(?!会社|市場|指数)")
_COMPANY = lazy(r"社(?=[はがのもをとに、。])|(?:最高経営責任者|CEO|CFO)|決算(?![期日書報])")
# シャープの業績, ディスコの2027年3月期の営業利益; not ターゲットの年齢.
_OF = lazy(r"の(?P<said>[^、。\n]{1,32})")
# ディスコが3.4%高, ブロックは株価が; not ターゲットは営業利益20億円.
_SAID = lazy(r"(?:は|が|も|、)(?P<said>[^。\n]{1,48})")
# さくらが5%高, ディスコも一時3.2%安; not さくらが5本.
_HIGHER = lazy(r"[はがも](?:一時)?\d[\d.]{0,5}%[高安]")
# SOLは150ドル, イーサが2%高; not SOLは電柱.
_PRICED = lazy(r"[はがもの、][^。\n]{0,8}?\d[\d.,万]*(?:ドル|円|%)")
# リップルの建玉, イーサのステーキング利回り: what only a coin has.
_OF_COIN = lazy(
    r"の[^、。\n]{0,8}?(?:建玉|資金調達率|ステーキング|ガス代|オンチェーン|現物ETF|現物上場)"
)
# リップルは前日比4%上昇; not リップルは前日比で客が増えた.
_COIN_MOVED = lazy(r"[はがも、][^。\n]{0,6}?\d[\d.]*%(?:高|安|上昇|下落)[^。\n]{0,12}?\dドル")
_MOVED = lazy(r"\d ?%(?:超|強|弱|近く)?(?:高|安|上昇|下落|急[騰落]|上げ|下げ)")
# アップルが3兆9100億ドル、アルファベットが3兆7900億ドル; not アップルが述べた.
_AMOUNT = lazy(r"(?P<particle>は|が) ?(?:約|マイナス|▲)?\d")
# メタの2兆1210億ドル, メタ(2兆ドル), みずほ12兆円: what only companies are worth, or sell.
_WORTH = lazy(r"[のはがも、(]?(?:約)?\d[\d,.]{0,6}兆[\d,.億]{0,8}(?:ドル|円)")
# M7の時価総額, S&P500に占めるM7; not M7の地震.
_OF_STOCKS = lazy(r"時価総額|S&P|ナスダック|テック|銘柄|大型株|株価|米国?株")
# 10月末のメタの時価総額: a time, and no line of business.
_OF_TIME = lazy(r"(?:[年月週期]末|\d[年月日]|時点|足元|現在|直近)の$")
_ROUND = 40
_LISTED = frozenset("、・と/や,")
_COMPARED = frozenset({"より", "よりも", "および", "及び"})
_CLAUSE = frozenset("、。「『(・:;/ \n\t◇■▼▽○●】〕>はがもとや")
_LONGEST_CLAUSE = 60


def borne_out(folded: str, names: Sequence[Name]) -> set[int]:
    """Give the places in `names` of weak names that their surroundings bear out."""
    coins = any(name.type == "crypto" and not name.weak for name in names) or any(
        word in folded for word in words("coin_sign")
    )
    weak = [at for at, name in enumerate(names) if name.weak and _may_be(folded, name, coins)]
    found = {at for at in weak if said_of(folded, names[at])}
    for order in (weak, weak[::-1]):
        found.update(
            at for at in order if at not in found and _in_company(folded, names, at, found)
        )
    return found


def _may_be(folded: str, name: Name, coins: bool) -> bool:
    """Tell whether a name of a company begins where it stands: not 昭和シェル, but 米シェル.

    coins: crypto-assets are spoken of, so that イーサ and SOL may be some.
    """
    left = script(folded, name.start - 1)
    if name.type == "crypto":
        own = not folded[name.start : name.end].isascii() and _speaks_of_coin(folded, name)
        return (coins or own) and left in ("hiragana", "other")
    if name.type in ("index", "group"):
        return left in ("hiragana", "other")
    return name.type == "equity" and (left in ("hiragana", "other") or _abroad(folded, name))


def _speaks_of_coin(folded: str, name: Name) -> bool:
    """Tell whether what follows is said of coins only, whatever else the article names."""
    return any(pattern.match(folded, name.end) for pattern in (_OF_COIN, _COIN_MOVED))


def said_of(folded: str, name: Name, *, explained: bool = False) -> bool:
    """Tell whether what stands right before or behind a name is said of companies only.

    explained: the article gives the name in full too, so that less will do.
    """
    if name.type == "crypto":
        return _PRICED.match(folded, name.end) is not None or _speaks_of_coin(folded, name)
    if name.type == "index":
        return _HIGHER.match(folded, name.end) is not None
    if name.type == "group":
        return _speaks_of_stocks(folded, name)
    plain = not folded[name.start : name.end].isascii()
    if _SHARES.match(folded, name.end) or _COMPANY.match(folded, name.end):
        return plain or name.end - name.start > 1
    if _abroad(folded, name):
        return True
    inside = name.start and folded[name.start - 1] not in _CLAUSE and not _leads(folded, name)
    if (
        inside
        and not explained
        and not _OF_TIME.search(folded[max(0, name.start - 6) : name.start])
    ):
        return False
    if _HIGHER.match(folded, name.end) or (plain and _WORTH.match(folded, name.end)):
        return True
    if not explained and name.candidates[0] not in rows():
        return False
    of = _OF.match(folded, name.end) if plain else None
    if of and any(word in of["said"] for word in words("company_has")):
        return True
    said = _SAID.match(folded, name.end)
    return said is not None and (
        _MOVED.search(said["said"]) is not None
        or (plain and any(word in said["said"] for word in words("company_does")))
        or (explained and any(word in said["said"] for word in words("company_has")))
    )


def _speaks_of_stocks(folded: str, name: Name) -> bool:
    """Tell whether the words round a group's short name speak of stocks."""
    before = folded[max(0, name.start - _ROUND) : name.start].rpartition("。")[2]
    behind = folded[name.end : name.end + _ROUND].partition("。")[0]
    return _OF_STOCKS.search(before) is not None or _OF_STOCKS.search(behind) is not None


def _leads(folded: str, name: Name) -> bool:
    """Tell whether its line of business or its group stands before: 装置大手のディスコ."""
    return folded.endswith(_LEADS, 0, name.start)


_LEADS = (
    "大手の", "大手", "メーカーの", "子会社の", "傘下の", "投資先の", "出資先の",
    "のうち", "の中で",
)  # fmt: skip


def _abroad(folded: str, name: Name) -> bool:
    """Tell whether the country stands before a foreign company: 米ターゲット; not 南米ブロック."""
    foreign = not name.candidates[0].startswith("XTKS:")
    at = name.start - 1
    return foreign and heads("country_mark", folded, at) and script(folded, at - 1) != "kanji"


def _in_company(folded: str, names: Sequence[Name], at: int, found: set[int]) -> bool:
    """Tell whether a name stands among companies, in a list or in a row of like clauses."""
    name = names[at]
    neighbours = [i for i in (at - 1, at + 1) if 0 <= i < len(names)]
    sure = [names[i] for i in neighbours if _is_sure(names[i], i in found)]
    return any(_listed(folded, name, other) or _alike(folded, name, other) for other in sure)


def _is_sure(name: Name, found: bool) -> bool:
    return name.type == "equity" and (found or not name.weak)


def _listed(folded: str, name: Name, other: Name) -> bool:
    first, second = sorted((name, other), key=lambda one: one.start)
    between = folded[first.end : second.start]
    if between in _COMPARED:
        return True
    return len(between) <= 2 and bool(between) and between[0] in _LISTED and not between[1:].strip()


def _alike(folded: str, name: Name, other: Name) -> bool:
    first, second = sorted((name, other), key=lambda one: one.start)
    between = folded[first.end : second.start]
    if len(between) > _LONGEST_CLAUSE or "。" in between or "\n" in between:
        return False
    one, two = _AMOUNT.match(folded, first.end), _AMOUNT.match(folded, second.end)
    return one is not None and two is not None and one["particle"] == two["particle"]
