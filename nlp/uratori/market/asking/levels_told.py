"""Levels that words round them make something else of: 3630円を天井に, 1兆ドル近い開きがある."""

from __future__ import annotations

import re

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..definitions.size_changes import CHANGE, OVER_BOND
from ..places import inside
from ..reading.policy_spans import POLICY_MOVES

_TURN = re.compile(
    r"(?:台|近辺|前後)?を?(?:の|今年の|年初来の|昨年来の|直近の|目先の)?"
    r"(?:天井|大底|底値?|頂点|ピーク|ボトム|起点|境|高値|安値)に"
    r"|(?:という|の)(?:最?高値|最?安値|ピーク|天井|頂点|大?底|底値|ボトム)(?:から|と?比|より|に比べ|以降|のあと|の後)"
)
_FROM_TURN = re.compile(
    r"(?:台)?(?:の|という|との)(?:史上|過去|今年の?|年初来の?|昨年来の?|上場来の?|直近の?|戻り){0,2}"
    r"(?:最高値|最安値|高値|安値|ピーク|天井|頂点|頂上|大?底値?|ボトム|節目|高み)"
    r"(?:から|より|を起点|を境|に比べ|と比べ|比|をつけた後|を付けた後)"
)
"""Behind a price that a move is told from by its rank: 7月の13万ドルのピークから."""
_FROM_HERE = re.compile(r"から(?:は|の)?(?:約|およそ)?[0-9.]{1,6}%")
"""Behind a price that a move is told from: 165ドルから22%上昇し、202ドルまで."""
_GAP = re.compile(
    r"(?:近い|近く|程度|ほど|余り|弱|強|超|以上|もの|も)?の?(?:大きな|大きい)?"
    r"(?:開き|差(?!し)|差額|隔たり|格差|へだたり)"
)
_GAP_BEFORE = re.compile(
    r"(?:との|の)(?:差|開き|差額|格差|隔たり)は?(?:なお|まだ|約|およそ|ほぼ|、){0,2}$"
)
_STILL_TO_GO = re.compile(r"(?:まで(?:は|に|には)?、?)(?:あと|残り)(?:約|およそ)?$")
_RANGE = re.compile(r"高値と(?:の)?安値")
_OF_A_DAY = re.compile(r"(?:日|末)(?:の終値|時点)?の$")
_REACHED = re.compile(
    r"(?:台)?(?:(?:まで|へ)(?!と?(?:下|上)げ幅)|(?:から|より|を起点に)(?!の[上下]げ幅))"
)
_SPREADS = frozenset(
    {
        "spread", "price_range", "return", "outperformance_streak", "policy_rate_gap", "size_gap",
        "deviation", OVER_BOND}
)  # fmt: skip

_SIZES = frozenset({"market_cap", "net_assets"})
_SIZE_LEADS = re.compile(
    r"(?:ほど|近く|程度|以上|超|強|弱|余り|も){0,2}の?"
    r"(?:差|開き|上回[るりっ]|下回[るりっ]|大き[いくか]|小さ[いくか]|多[いくか]|少な[いくか]|及ば|足り)"
)
"""Behind an amount by which one size is more than another: トヨタより20兆円小さい."""
_SIZE_SINCE = re.compile(
    r"(?:末|年|月|日|前|初)(?:時点)?(?:から|比で?|に比べて?|と比べて?|より)、?[^、。0-9はが]{0,6}$"
)
"""Before an amount by which a size has changed: 昨年末から10兆円、率にして."""


def is_turn(analysis: Analysis, quantity: Quantity) -> bool:
    """Tell whether a price is where a move began or turned: 3630円を天井に下げ続け."""
    text = fold_kept(analysis.article.text)
    return quantity.kind == "level" and _TURN.match(text, quantity.end) is not None


def turned_at(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a claim on a turn or an end as one on a price, which its verb moves from or to."""
    if claim.metric != "price_change":
        return claim
    began = _is_ranked(analysis, quantity) or is_turn(analysis, quantity)
    if not began and not _is_reached(analysis, quantity):
        return claim
    basis = tuple(each for each in claim.basis if each != "earlier")
    return msgspec.structs.replace(claim, metric="close", direction=None, basis=basis)


def _is_ranked(analysis: Analysis, quantity: Quantity) -> bool:
    """Tell whether a price is one that a move began at, told with its rank: 5483円の高値から."""
    text = fold_kept(analysis.article.text)
    return quantity.kind == "level" and _FROM_TURN.match(text, quantity.end) is not None


def _is_reached(analysis: Analysis, quantity: Quantity) -> bool:
    """Tell whether a price is that of a day up to which, or from which, a move went.

    15日の6万6918円まで下落; 3月3日の161円20銭から円高が続く.
    """
    text = fold_kept(analysis.article.text)
    return (
        quantity.kind == "level"
        and _REACHED.match(text, quantity.end) is not None
        and _OF_A_DAY.search(text[max(0, quantity.phrase[0] - 10) : quantity.phrase[0]]) is not None
    )


def ranked_elsewhere(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a price that another number parts from 最高値 as no high: 最高値の4万円から3万円まで."""
    named = claim.metric_text or ""
    if claim.metric == "close" and "extreme" in claim.basis and not named:
        return _ranked_before(analysis, claim, quantity)
    if claim.metric not in ("high", "low") or not named:
        return claim
    text = analysis.article.text
    at = text.rfind(named, claim.sentence[0], quantity.start)
    parted = at >= 0 and any(
        each.kind == "level" for each in inside(analysis.quantities, at, quantity.start)
    )
    behind = text[quantity.end : quantity.end + 12]
    if not parted or named in behind:
        return claim
    basis = tuple(each for each in claim.basis if each != "extreme")
    return msgspec.structs.replace(claim, metric="close", metric_text=None, basis=basis)


def _ranked_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a price as no high where that is another's: 6日に9ドルの最高値、19日に6ドル."""
    text = fold_kept(analysis.article.text)
    ranks = [*_RANK.finditer(text, claim.sentence[0], quantity.start)]
    if not ranks or _RANK.search(text, quantity.end, quantity.end + _NEAR):
        return claim
    own = _OF_NUMBER.search(text, claim.sentence[0], ranks[-1].end())
    told = inside(analysis.quantities, ranks[-1].end(), quantity.start)
    dated = any(each.kind == "date" and each.start_date is not None for each in told)
    if not dated or own is None or own.end() != ranks[-1].start():
        return claim
    basis = tuple(each for each in claim.basis if each != "extreme")
    return msgspec.structs.replace(claim, basis=basis)


_RANK = re.compile(r"最?[高安]値|ピーク|天井|大底|ボトム")
_OF_NUMBER = re.compile(
    r"[0-9](?:円|ドル|ポイント|銭|セント|%)?の(?:年初来|昨年来|上場来|史上|過去)?(?=最?[高安]値|ピーク|天井|大底|ボトム)"
)
_NEAR = 12


def behind_turn(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether the day of a claim is that of a turn before its number.

    3月24日の3630円を天井に下げ、2408円で終えた: 2408円 is the close of another day.
    """
    if claim.period is None or is_turn(analysis, quantity):
        return False
    if claim.metric == CHANGE or claim.metric in POLICY_MOVES:
        return False  # what changed since then names both its ends
    told = inside(analysis.quantities, claim.sentence[0], quantity.start)
    text = fold_kept(analysis.article.text)
    priced = quantity.kind == "level" and quantity.unit != "percent"
    turns = [
        at
        for at, each in enumerate(told)
        if is_turn(analysis, each)
        or (priced and each.kind == "level" and _FROM_HERE.match(text, each.end))
    ]
    if not turns:
        return False
    return not any(each.kind == "date" for each in told[turns[-1] :])


def is_gap(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether an amount is how far two things lie apart: 首位とは1兆ドル近い開きがある."""
    if claim.metric in _SPREADS or quantity.kind != "level":
        return False
    if claim.metric == "price_change" and "extreme" in claim.basis:
        return False  # 最高値まであと1200円
    text = fold_kept(analysis.article.text)
    before = text[claim.sentence[0] : quantity.phrase[0]]
    if _STILL_TO_GO.search(before):
        return True
    if _GAP_BEFORE.search(before) and not _RANGE.search(before):
        return True
    if claim.metric in _SIZES and _is_size_apart(text, before, quantity):
        return True
    return _GAP.match(text, max(quantity.end, quantity.phrase[1])) is not None


def _is_size_apart(text: str, before: str, quantity: Quantity) -> bool:
    """Tell whether an amount beside a size is how far it lies from another, or has come."""
    leads = _SIZE_LEADS.match(text, max(quantity.end, quantity.phrase[1]))
    return leads is not None or _SIZE_SINCE.search(before) is not None
