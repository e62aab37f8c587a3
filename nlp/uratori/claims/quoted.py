"""A price that no word names: 「日経平均は5万円を割った」 is a close by owner, unit and context.

Which units and sizes are prices of what is a table (lexicon/quotes.tsv), and so are the words
around a price (lexicon/quoting.tsv). An amount of money, 「ビットコインを3億円購入した」, is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

import msgspec

from ..lexicon import read_table
from ..records import Mention, Quantity
from ..text.lazy import lazy
from .cells import stands_in_list
from .dated_prices import told_of_a_day
from .entity_ties import EntityTie, Topic, entity_ties
from .metric_ties import MetricTie
from .metrics import Cue
from .metrics import metric as metric_row
from .readings import Reading
from .sentence import SentenceView
from .strangers import speaks_of_other

_BEFORE, _AFTER = 16, 8
"""Characters before and behind a number that can tell that it is a price."""
_SHARES = ("equity", "etf")
_SURE, _LIKELY = 0.87, 0.74
_NEAR = 0.7
"""The score of an owner that needs no word beside its price."""
_HEDGED = lazy(r"(?:台|前後|程度|近辺|付近|近く|ちょうど|ほど|超|あたり|辺り|の?(?:高値|安値))")
_OWNED = lazy(
    r"[)）」』]?(?:は|が|も|の|を|:|：|[ 　]|、)"
    r"(?:[^。、はがもを「」()]{0,12}(?:[にでのはを]|は、|[時分]点で))?"
)
"""What may stand between the owner and its price where no other word tells it."""
_STOCK = lazy(r"[)）」』]?株価?(?:は|が|も)、?(?:一時|終値で|[0-9]{1,2}日[にの]?)?")
_IS = lazy(r"(?:[、。で(]|だ|と[^、。]{0,6}(?:安|高|下|上))")
_TRADING = lazy(
    r"株価|の株|株[がはをも]|終値|[高安]値|続[伸落]|反[発落]|急[騰落伸]|買い[増付]|買い(?![手物])|売り(?!上)"
    r"|空売り|ショート|利確|含み|下値|上値|戻り"
)
"""Words of the market in shares."""
_DEALT = lazy(
    r"(?:前後|近辺)?で(?:[0-9,]{1,7}万?株(?:を|だけ|ほど)?(?:[、。]|[追購買売約拾仕取利])|追加|仕込|買い増|約定)"
)
"""What follows the price at which somebody bought or sold: 1,740円で300株."""
_TALK = 100
"""Characters before a sentence in which they are looked for."""
_DAILY = lazy(
    r"(?:前日|前営業日|前週末|先週末|前週|前月末|前期末|前回|前年末|昨年末|週間)"
    r"(?:終値)?比?[でのは:]?[ ]?$"
)
"""What a move since the last close stands behind: 前日比▲312円."""
_SINCE = lazy(
    r"(?:前日|前営業日|前週末|先週末|前週|前月末|前年末|昨年末|清算値|終値|同時点|前回)"
    r"(?:の?(?:清算値|終値|同時点|終わり値))?(?:[(][^()]{1,14}[)])?"
    r"(?:を|より|から|に比べて?|と比べて?|に対し|比(?:で)?)、?$"
)
"""What the move of a price is since where a verb tells it: 前日の清算値を190円下回った."""
_DIFFERS = lazy(
    r"(?:ほど|程度|あまり|近く|も)?(?:[上下]回|[上下]が|高|安|低|の?(?:[上下]げ|上昇|下落))"
)
_CROSSES = ("を割り込", "を割った", "を回復", "を突破", "の大台を", "割れ", "台を回復", "台を割")
_SIGNED_OWNED = lazy(r"(?:[(（][^()（）]{1,10}[)）])?[)）]?(?:の|は|が|も|[:： 　])(?:わずか|約)?")
_RETURNS = lazy(r"(?:騰落率|リターン|上昇率|下落率|運用成績|パフォーマンス|運用実績)")
_TABLE = 160
"""Characters back to the head of a table."""
_SIGNED = "+-±▲△−－＋プマ"
_BY_PERIOD = lazy(
    r"(?:\n|[|、・/])[・●\- ]?(?:過去|直近)?(?:年初来|設定来|月間|年間|当月|前月|今月|通算"
    r"|[0-9]{1,3}(?:年|[カかヶケ]月|週|日|営業日)間?)[:： 　|]{0,2}\Z"
)
"""What stands before each figure of a table of returns: 過去6カ月 +9.1%."""
_STILL = ("で終え", "で引け", "で取引", "で大引け", "だった", "となった", "で始ま", "で推移", ")")
_BEATS = lazy(
    r"(?:ほど|近く|以上|も)?の?(?:[上下]回|負け|勝|劣後|劣|しの|凌|アウトパフォーム"
    r"|アンダーパフォーム|リード|超過|出遅れ|先行)"
)
_BEYOND = lazy(r"(?:ほど|近く|以上|も)?(?:高|低)[いくか]")
"""How one return lies above another: 年初来の上昇率はS&P500より5ポイント高い."""
_BEATEN = lazy(
    r"[)）]{0,2}(?:[(（][^()（）]{1,12}[)）])?(?:の(?:騰落率|上昇率|下落率|リターン|パフォーマンス))?(?:の?(?:[+\-−▲]|プラス|マイナス)?[0-9]{1,3}(?:\.[0-9]{1,2})?%)?(?:を|に|より|に対し)[^、。はが]{0,6}"
)
_AVERAGE = lazy(r"(?:参考指数|ベンチマーク|市場平均|相場全体|平均株価|指数)(?:を|に)$")
_PRICED = ("index", "etf", "fund", "equity", "group", "commodity", "crypto")
_FLAT = ("横ばい", "変わらず", "もみ合い")


class Quote(msgspec.Struct, frozen=True):
    """The range, in one unit, within which a number can be a price."""

    least: Fraction
    most: Fraction


class Words(msgspec.Struct, frozen=True):
    """The words on one side of a price."""

    anything: tuple[str, ...]
    """For whatever has a price."""
    traded: tuple[str, ...]
    """For all but shares."""
    told: tuple[str, ...]
    """Those of them that are for a share too, where its price was told before."""
    none: tuple[str, ...]
    """Of no price."""


@cache
def _quotes() -> dict[tuple[str, str], Quote]:
    return {
        (row["entity"], row["unit"]): Quote(Fraction(row["least"]), Fraction(row["most"]))
        for row in read_table("quotes")
    }


@cache
def _units() -> frozenset[str]:
    return frozenset(unit for _, unit in _quotes())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(read_table("quoting"))


@cache
def _words(side: str) -> Words:
    said = [(row["word"], row["owners"]) for row in _rows() if row["side"] == side]
    anything, traded, told, none = (
        tuple(word for word, owners in said if owners in kinds)
        for kinds in (("any",), ("traded", "told"), ("told",), ("none",))
    )
    return Words(anything, traded, told, none)


def price_told(view: SentenceView, quantity: Quantity, topics: Sequence[Topic]) -> MetricTie | None:
    """Give the tie of a price, of its move in money, or of no move; None where nothing tells.

    「VIXは16.2」 and 「節目の5万円」 are a close, 「前日比▲312円」 a price_change, 「DAXは横ばい」
    a return.
    """
    if _against(view, quantity):
        return _tie(quantity, "return", _SURE)
    if _is_signed_return(view, quantity):
        return _tie(quantity, "return", _SURE)
    if _moved(view, quantity):
        named = _owners(view, quantity, topics) or any(_of_fund(cue) for cue in view.cues)
        return _tie(quantity, "price_change", _SURE) if named else None
    if not (view.mentions or topics):
        return None
    if quantity.kind == "change" and quantity.value == 0:
        return _unmoved(view, quantity, topics)
    if quantity.direction is not None:
        return None
    if quantity.kind != "level" or quantity.text[0] in "+-±▲△−－＋プマ":
        return None
    return _level(view, quantity, topics)


def _level(view: SentenceView, quantity: Quantity, topics: Sequence[Topic]) -> MetricTie | None:
    around = _around(view, quantity) if quantity.unit in _units() else None
    if around is None:
        return None
    before, after, rest = around
    for owner in _owners(view, quantity, topics):
        if not _fits(owner.mention, quantity):
            continue
        traded = owner.mention.type not in _SHARES
        if _told(before, after, rest, traded=traded):
            return _tie(quantity, "close", _SURE)
        if rest.startswith(_CROSSES) and _owns(view, owner, quantity):
            return _tie(quantity, "close", _SURE)
        if stands_in_list(view, owner.mention, quantity):
            return _tie(quantity, "close", _LIKELY)
        if not traded and _of_share(view, owner.mention, quantity, before, after, rest):
            return _tie(quantity, "close", _LIKELY)
        if told_of_a_day(view, owner.mention, quantity):
            return _tie(quantity, "close", _LIKELY)
        if traded and owner.score >= _NEAR and _owns(view, owner, quantity):
            return _tie(quantity, "close", _LIKELY)
    return None


def _of_share(
    view: SentenceView, mention: Mention, quantity: Quantity, before: str, after: str, rest: str
) -> bool:
    """Tell whether a sum is the price of a share though its firm has many other amounts.

    Either the name itself is that of the share (A株は1,705円と), or the text speaks of trading.
    """
    if _DEALT.match(view.folded, quantity.end, view.sentence.end):
        return True
    if view.sentence.start <= mention.end <= quantity.phrase[0]:
        gap = view.between(mention.end, quantity.phrase[0])
        if _STOCK.fullmatch(gap):
            return True
        if gap in ("は", "が", "は、") and _IS.match(rest) and _trades(view):
            return True
    elif any(m.type in _PRICED and m.entity != mention.entity for m in view.mentions):
        return False
    share = _told(before, after, rest, traded=False, share=True)
    return share and _trades(view) and not speaks_of_other(view, quantity)


def _trades(view: SentenceView) -> bool:
    """Tell whether a sentence, or what stands before it, is of buying and selling shares."""
    start = max(0, view.sentence.start - _TALK)
    return _TRADING.search(view.folded, start, view.sentence.end) is not None


def _around(view: SentenceView, quantity: Quantity) -> tuple[str, str, str] | None:
    """Give the text before a number, behind it, and behind its hedge; None beside an amount."""
    start = max(view.sentence.start, quantity.phrase[0] - _BEFORE)
    after = view.between(quantity.end, min(view.sentence.end, quantity.end + _AFTER))
    hedge = _HEDGED.match(after)
    rest = after[hedge.end() :] if hedge else after
    if after.startswith(_words("after").none) or rest.startswith(_words("after").none):
        return None
    return view.between(start, quantity.phrase[0]), after, rest


def stands_as_price(view: SentenceView, quantity: Quantity, *, share: bool = False) -> bool:
    """Tell whether a number stands where a price does: 「160円に乗せれば」, 「節目の5万円」.

    share: of a firm, which has many other amounts.
    """
    around = _around(view, quantity)
    return around is not None and _told(*around, traded=not share, share=share)


def _told(before: str, after: str, rest: str, *, traded: bool, share: bool = False) -> bool:
    ahead, behind = _words("before"), _words("after")
    if before.endswith(ahead.anything) or rest.startswith(behind.anything):
        return True
    if not (traded or share):
        return False
    leading, following = (ahead.told, behind.told) if share else (ahead.traded, behind.traded)
    return before.endswith(leading) or after.startswith(following) or rest.startswith(following)


def _owns(view: SentenceView, owner: EntityTie, quantity: Quantity) -> bool:
    """Tell whether a price stands behind its owner with nothing else between."""
    end = owner.mention.end
    if not view.sentence.start <= end <= quantity.phrase[0]:
        return False
    return _OWNED.fullmatch(view.between(end, quantity.phrase[0])) is not None


def _moved(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a sum is a move since the last close: 前日比▲312円05銭, 前日を12円上回る."""
    if quantity.unit not in metric_row("price_change").units and quantity.unit not in ("", "index"):
        return False
    start = max(view.sentence.start, quantity.phrase[0] - _BEFORE)
    before = view.between(start, quantity.phrase[0])
    if quantity.text[0] in _SIGNED[:-2]:
        return _DAILY.search(before) is not None
    if not (quantity.direction or quantity.unit == "" or quantity.kind == "level"):
        return False
    differs = _DIFFERS.match(view.folded, quantity.end, view.sentence.end) is not None
    return differs and _SINCE.search(before) is not None


def _of_fund(cue: Cue) -> bool:
    """Tell whether a word is of a price that a fund has: 基準価額."""
    return any(row.key == "nav" for row, _ in cue.readings)


def _is_signed_return(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a signed rate is of a price: 「TOPIXの+4.6%」, 「過去6カ月 +9.1%」.

    In a table the word for what it measures stands in its head.
    """
    if quantity.unit != "percent" or quantity.text[0] not in _SIGNED:
        return False
    near = [m for m in view.mentions if m.end <= quantity.phrase[0]]
    if near and near[-1].type in ("index", "etf", "fund", "crypto"):
        gap = view.between(near[-1].end, quantity.phrase[0])
        if _SIGNED_OWNED.fullmatch(gap):
            return True
    start = max(0, quantity.phrase[0] - 2 * _BEFORE)
    if _BY_PERIOD.search(view.folded, start, quantity.phrase[0]) is None:
        return False
    head = view.folded.rfind("\n\n", 0, quantity.start)
    head = max(head, quantity.start - _TABLE)
    return _RETURNS.search(view.folded, head, quantity.start) is not None


def _against(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether points are those by which one beats another: 「TOPIXを3ポイント上回る」."""
    if quantity.unit not in ("percentage_point", "points"):
        return False
    beyond = _BEYOND.match(view.folded, quantity.end, view.sentence.end)
    if not (beyond or _BEATS.match(view.folded, quantity.end, view.sentence.end)):
        return False
    if _AVERAGE.search(view.between(quantity.phrase[0] - _BEFORE, quantity.phrase[0])):
        return True
    near = [m for m in view.mentions if m.end <= quantity.phrase[0]]
    if not near or near[-1].type not in _PRICED:
        return False
    gap = view.between(near[-1].end, quantity.phrase[0])
    if beyond and not (gap.startswith("より") and _RETURNS.search(_before_of(view, near[-1]))):
        return False
    return _BEATEN.fullmatch(gap) is not None


def _before_of(view: SentenceView, mention: Mention) -> str:
    """Give the text of the sentence before a name."""
    return view.between(view.sentence.start, mention.start)


def _unmoved(view: SentenceView, quantity: Quantity, topics: Sequence[Topic]) -> MetricTie | None:
    """Read 「CAC40はほぼ横ばいだった」 as a return of nothing, 「売上高は横ばい」 not."""
    if quantity.unit != "percent" or not quantity.text.startswith(_FLAT):
        return None
    start = max(view.sentence.start, quantity.phrase[0] - _BEFORE)
    daily = _DAILY.search(view.between(start, quantity.phrase[0])) is not None
    after = view.between(quantity.end, quantity.end + _AFTER)
    for owner in _owners(view, quantity, topics):
        plain = view.between(owner.mention.end, quantity.phrase[0]).lstrip(")）")
        beside = len(plain) <= 3 and plain[:1] in ("は", "が", "も") and after.startswith(_STILL)
        share = owner.mention.type in _SHARES and not after.startswith(_STILL[:4])
        if daily or (beside and not share):
            return _tie(quantity, "return", _LIKELY)
    return None


def _owners(view: SentenceView, quantity: Quantity, topics: Sequence[Topic]) -> list[EntityTie]:
    return entity_ties(view, quantity, metric_row("close"), topics)


def _fits(mention: Mention, quantity: Quantity) -> bool:
    """Tell whether a number is of the unit and the size in which a thing is quoted."""
    low, high, value = quantity.core.low, quantity.core.high, quantity.value
    if value is not None:
        low = high = value
    quote = next(_quoted_as(mention, quantity.unit), None)
    if quote is None or low is None or high is None:
        return False
    return quote.least <= low and high <= quote.most


def _quoted_as(mention: Mention, unit: str) -> Iterator[Quote]:
    quotes = _quotes()
    for key in (mention.entity or "", mention.type):
        if (key, unit) in quotes:
            yield quotes[key, unit]


def _tie(quantity: Quantity, key: str, score: float) -> MetricTie:
    here = (quantity.start, quantity.start)
    reading: Reading = "level" if key == "close" else "change"
    return MetricTie(metric_row(key), reading, score, here, "a price by its owner")
