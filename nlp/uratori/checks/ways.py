"""Whether two levels go the way that the verb behind them says: 4.5%から4.2%へ上昇した."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..records import Quantity
from ..text.lazy import lazy
from .remarks import Page, Remark

_FROM = lazy(r"から、?(?:約|およそ)?")
_SAHEN = r"(?=し|す|[、。)]|$)"
_WAY = lazy(
    r"(?:へと|に|へ|まで)(?P<by>約?[0-9.,万]{1,9}(?:円|銭|%|ポイント){1,2})?"
    r"(?:(?P<of>円|ドル|ユーロ)[がは])?(?:大幅に|小幅に?|わずかに|一気に|急に|さらに|やや){0,2}"
    rf"(?:(?P<up>(?:上昇|値上がり|急騰|急伸|高騰|増加){_SAHEN}|上がっ|上がり|上げ(?=[たて、。る])|増え(?=[たて、。る])"
    r"|引き上げ(?=[たてら、。る])|高ま(?=[っり])|増やし)"
    rf"|(?P<down>(?:下落|低下|値下がり|急落|減少){_SAHEN}|下がっ|下がり|下げ(?=[たて、。る])|減っ|減らし"
    r"|引き下げ(?=[たてら、。る])|落ち込|落ちた))"
)
"""Behind the second level: the verb, and whose it is where that is told there."""
_TOPIC = lazy(r"(?P<of>[^ぁ-ん、。0-9]{1,8}?)(?:相場)?(?:は[^。はがも]*|[がも][^。、はがも]*)$")
"""What is told last to rise or fall."""
_RATE = re.compile(r"(?P<quoted>[A-Z]{3})/(?P<base>[A-Z]{3})")
_NAMES = {"ドル": "USD", "ユーロ": "EUR", "ポンド": "GBP", "豪ドル": "AUD", "円": "JPY"}
_TURNED = lazy("順位|ランキング|赤字|損失|債券?(?:相場|価格)?[はが]")
"""Of these a smaller number may be the higher one."""
_MONEY = frozenset(("JPY", *_NAMES.values()))
_ABROAD = lazy("為替|対(?:ドル|ユーロ|円)|に対し|円相場|円[高安]|通貨")
"""Where exchange rates are spoken of, money may be the price of either side."""
_KINDS = frozenset({"date", "duration", "ordinal", "change"})
_MODIFIERS = (None, "approx", "range")
_BEFORE = 60
"""Characters before the levels in which their owner stands."""


class _Move(NamedTuple):
    first: Quantity
    last: Quantity
    word: str
    rises: bool


def way(page: Page) -> Iterator[Remark]:
    """Hold two levels against the verb that joins them: what rises from 4.5% is no 4.2%."""
    if not page.says("から"):
        return
    for first, last in zip(page.quantities, page.quantities[1:], strict=False):
        move = _moved(page.text, first, last)
        if move is not None:
            yield _remark(move)


def _moved(text: str, first: Quantity, last: Quantity) -> _Move | None:
    """Give the move that two neighbours tell; None where its verb or its way is not sure."""
    if not _are_levels(first, last) or _FROM.fullmatch(text, first.end, last.start) is None:
        return None
    said = _WAY.match(text, last.phrase[1])
    if said is None or _parted(first, last) is None:
        return None
    start = max(text.rfind(mark, 0, first.start) for mark in "。\n") + 1
    before = text[max(start, first.start - _BEFORE) : first.start]
    turned = _is_turned(before, said["of"], first.unit)
    if turned is None or (said["by"] and not turned and _RATE.fullmatch(first.unit) is None):
        return None  # what it moves by tells its way in another check
    rises = (said["up"] is not None) != turned
    return _Move(first, last, said["up"] or said["down"], rises)


def _are_levels(first: Quantity, last: Quantity) -> bool:
    """Tell whether two numbers are plain levels of one unit."""
    alike = first.unit.partition("/")[0] == last.unit.partition("/")[0]
    pair = (first, last)
    return (
        alike
        and all(each.kind not in _KINDS and each.modifier in _MODIFIERS for each in pair)
        and all(each.core.low is not None and each.core.low > 0 for each in pair)
    )


def _parted(first: Quantity, last: Quantity) -> bool | None:
    """Tell whether the second level is above the first; None where they may be equal."""
    low, high = first.core.low, first.core.high
    least, most = last.core.low, last.core.high
    if low is None or high is None or least is None or most is None:
        return None
    return True if least >= high else False if most <= low else None


def _is_turned(before: str, owner: str | None, unit: str) -> bool | None:
    """Tell whether what moves rises where the figure falls: the yen; None where it is not told."""
    if _TURNED.search(before):
        return None
    topic = _TOPIC.search(before)
    named = owner or (topic["of"] if topic else "")
    rate = _RATE.fullmatch(unit)
    if rate is None and named != "円":
        return None if unit in _MONEY and (not named or _ABROAD.search(before)) else False
    if rate is None:
        return True
    sides = {rate["quoted"]: True, rate["base"]: False}
    return sides.get(_NAMES.get(named, ""))


def _remark(move: _Move) -> Remark:
    right = _parted(move.first, move.last) == move.rises
    first, last = move.first.text, move.last.text
    return Remark(
        check="direction",
        right=right,
        quantity=move.last,
        against=(move.first,),
        formula=f"{last} {'>' if move.rises else '<'} {first}",
        ja=f"「{first}」から「{last}」へと「{move.word}」は向きが{'合う' if right else '逆'}。",
        en=f"{first} to {last} {'goes' if right else 'does not go'} the way of {move.word}.",
        mend_ja=f"「{move.word}」か、2つの水準のどちらかを直す。",
        mend_en=f"Correct {move.word} or one of the two levels.",
    )
