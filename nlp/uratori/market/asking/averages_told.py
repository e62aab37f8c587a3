"""Numbers told beside a moving average: 25日線を80円下回る, 下方乖離は27日に8.9%へ広がった."""

from __future__ import annotations

import re
from typing import Literal

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..reading.sentences import owner_of, sentence_around
from ..reading.unsaid import is_unsaid
from .moves_told import day_of

_OTHER_METRICS = frozenset({"return", "price_change", "close"})
_LENGTH = re.compile(r"[0-9]{1,3}(?:日|週)(?:間)?(?:の)?(?:移動)?(?:平均|線)")
_APART = re.compile(r"(?:乖離|かい離|カイリ|離れ)[^0-9。]{0,24}$")
_BELOW = re.compile(r"下方|下へ|下に|マイナス|下放れ|売られ過ぎ")
_ABOVE = re.compile(r"上方|上へ|上に|プラス|上放れ|買われ過ぎ")
_OFF_AVERAGE = re.compile(
    r"(?:ほど|程度|近く|以上|余り|超|も|強|弱)?(?:の?(?:大きく|大幅に))?"
    r"(?:(?P<up>上回|上に|上方|高[いくか])|下回|下に|下方|低[いくか]|割り込)"
)
_AT_LINE = re.compile(
    r"(?:近辺|付近|前後)?(?:の|に(?:位置する|ある|控える|走る|通る))"
    r"(?=[0-9]{1,3}(?:日|週)(?:間)?(?:の)?(?:移動)?(?:平均|線))"
)


def average_gap(
    analysis: Analysis, claim: Claim, quantity: Quantity
) -> Literal["up", "down"] | None:
    """Give on which side of an average a price lies by a number: 25日線を80円ほど下回った."""
    if claim.metric not in ("moving_average", "deviation") or quantity.unit == "percent":
        return None
    text = fold_kept(analysis.article.text)
    ends = (max(quantity.end, quantity.phrase[1]), quantity.end)
    found = next((each for end in ends if (each := _OFF_AVERAGE.match(text, end))), None)
    return None if found is None else "up" if found["up"] else "down"


def stands_at_line(analysis: Analysis, quantity: Quantity) -> bool:
    """Tell whether a price is that of an average named behind it: 6万7851円に位置する25日線."""
    return _AT_LINE.match(fold_kept(analysis.article.text), quantity.end) is not None


def claims_off_average(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim for each percentage that is how far a price stands from its average."""
    text = fold_kept(analysis.article.text)
    held = {each.quantity: each for each in analysis.claims if each.metric}
    made = (
        _claim(analysis, text, each)
        for each in analysis.quantities
        if each.unit == "percent"
        and (each.id not in held or held[each.id].metric in _OTHER_METRICS)
    )
    return tuple(each for each in made if each is not None)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    before = text[start : quantity.phrase[0]]
    apart = _APART.search(re.sub(r"[0-9]{1,2}月?[0-9]{0,2}日", "_", before))
    owner = owner_of(analysis, start, end)
    if apart is None or owner is None or not _LENGTH.search(before):
        return None
    if is_unsaid(text, start, end, quantity):
        return None
    near = before[-32:] + text[quantity.start : quantity.end + 12]
    below, above = _BELOW.search(near) is not None, _ABOVE.search(near) is not None
    return Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=owner, metric="deviation",
        direction=None if below == above else "down" if below else "up",
        period=day_of(analysis, start, end, quantity),
        confidence=CERTAIN,
    )  # fmt: skip
