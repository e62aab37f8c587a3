"""What is told of the time to come by a plain verb, a question or a decision still to be made."""

from __future__ import annotations

from collections.abc import Collection

from ..records import Modality, Quantity
from ..text.lazy import lazy
from .sentence import SentenceView
from .stances import forecasts

COMING = lazy(
    r"来期|来年|翌期|再来|年内|先行き|今後|(?:年|年度)末(?:に|まで|の)|将来|次の(?:利|会合|[^、。]{1,6}幅)|次回"
)
COMING_WORDS = (
    "来期", "来年", "翌期", "再来", "年内", "先行き", "今後", "年末", "度末", "将来",
    "次の", "次回",
)  # fmt: skip
"""All that `COMING` finds holds one of these."""
COMES = lazy(
    r"(?:(?!たこと|た計算|たわけ)[^、。]){0,16}"
    r"(?:な|とどま|増え|減|上が|下が|達す|伸び|届|取れ|上回|下回|割り込|広が|縮|陥|転じ|す)"
    r"[るむく](?:。|」|と)"
)
"""What follows a number that a plain verb tells of."""
_GOES_ON = lazy(
    r"の?(?:増[益収配]?|減[益収配]?|上昇|低下|成長)(?:と|に)な(?:る|ります)。|[上下]回る(?:水準だ)?。"
)
_GOING = frozenset("の増減上低成を下")
"""How what `_GOES_ON` matches begins."""
_DECIDES = lazy(r"[増減]?(?:の[0-9.,億万兆]{1,12}[円%])?[とに]する。")
"""How a plan is told beside a forecast: 純利益は1200億円を見込み、配当は20円増の190円とする."""
_UNDECIDED = lazy(
    r"(?:[にへ]の?|まで|の)[^、。はがの0-9]{0,14}?"
    r"(?:[をもに](?:本格的に|前向きに)?検討(?!され?た|した|していた|の結果)|か(?:どうか|を判断|を決|、?検討)"
    r"|(?<!れ)[るう]か(?:について|を))"
)
"""What follows a number that somebody has yet to decide on: 10%への引き上げに踏み切るかについて."""
_LEADING = frozenset("にへまの")
_ASKS = lazy(r"か(?:[\s]|$)")
"""How a headline foresees: 日経平均は4万円か."""
_WHETHER = lazy(
    r"(?:の?(?:大台|節目|水準))?(?:[にをへ]|まで|台)[^、。「」0-9]{0,10}[るくう]か(?:どうか)?"
    r"(?:[。」\s]|$)"
)
"""How a sentence asks what will be: 年末に3%に届くか。"""
_WHETHER_LEADS = frozenset("にをへまの台")
_HELD_TO_BE = lazy(r"(?:程度|前後|台|超|以上)?としてい[るた]")
_YET = lazy(
    r"(?:(?:従来|当初|期初|これまで)(?:は|の)|(?:通期|今期|来期|翌期|今年度|来年度)(?:の|は))[^、。]{0,24}$"
)
"""What a figure that somebody holds to is of: 通期の売上高を8500億円としている."""
PROFITS = frozenset(
    {"sales", "operating_profit", "business_profit", "ordinary_profit", "net_profit", "eps"}
)
"""What a year's results tell, and nobody sets but as a forecast."""
_FROM = lazy(r"(?:程度|前後)?から")
_BEYOND = lazy(r"[上下]回る")
_PLANNED = lazy(r"(計画|予想|見通し|から)を?(?:[^、。はがを]{0,20}(?:[上下]回る)?)?$")
"""What a figure set anew is told from: 従来計画を200億円上回る, 7000億円から."""
_SETS = lazy(r"(?:程度|前後)?(?:に|へ|まで)と?(?:減額|増額|引き?[上下]げ|見直|修正)")
"""How a broker or a firm sets a forecast anew: 7000億円から6500億円に減額."""
_PAYS = lazy(
    r"(?:(?:[(（][^()（）]{1,20}[)）])?(?:で|を|に|へ|と(?:する)?|増|減|増配)?[^。、たはが]{0,16})?"
    r"(?:据え置く|据え置き|増やす|減らす|引き[上下]げる|維持する|予定|とする|積み増す|増配する)[。(（」]"
)
"""What follows a dividend that a firm has decided on and not paid yet."""
_BACK = 160
"""Characters before a sentence in which a forecast is looked for that it goes on from."""
_TOPIC_ROOM = 40
"""Characters before a number in which the year it is of is told."""


def comes(view: SentenceView, quantity: Quantity, hints: Collection[str]) -> bool:
    """Tell whether a verb without a cue speaks of what is to come: 年内の利下げは1回にとどまる.

    So does a sentence that goes on from a forecast: …と予想する。金融を除くと8%増となる.
    hints: which sorts of words the sentence holds, as `modality` looks them up.
    """
    start, end = quantity.phrase[1], view.sentence.end
    if _open(view, start) or _held_to_be(view, quantity):
        return True
    if "cue" in hints and _DECIDES.match(view.folded, start, end):
        return forecasts(view.between(view.sentence.start, quantity.start))
    if "coming" in hints and COMES.match(view.folded, start, end):
        clause = view.clause_start(quantity.start)
        if COMING.search(view.folded, clause, quantity.start):
            return True
    if view.folded[start : start + 1] not in _GOING or not _GOES_ON.match(view.folded, start, end):
        return False
    before = view.folded[max(0, view.sentence.start - _BACK) : view.sentence.start].rstrip()
    last = before[before.rfind("。", 0, -1) + 1 :]
    return forecasts(last)


def _open(view: SentenceView, start: int) -> bool:
    """Tell whether what follows a number leaves it to be asked or decided."""
    first, end = view.folded[start : start + 1], view.sentence.end
    if first in _LEADING and _UNDECIDED.match(view.folded, start, end):
        return True
    if first in _WHETHER_LEADS and _WHETHER.match(view.folded, start, end):
        return True
    return first == "か" and _ASKS.match(view.folded, start, start + 2) is not None


def _held_to_be(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether somebody holds to a figure of a year not over, or held to one he gave up."""
    if _HELD_TO_BE.match(view.folded, quantity.phrase[1], view.sentence.end) is None:
        return False
    begin = max(view.sentence.start, quantity.phrase[0] - _TOPIC_ROOM)
    return _YET.search(view.folded, begin, quantity.phrase[0]) is not None


def to_be_paid(view: SentenceView, quantity: Quantity, metric: str) -> bool:
    """Tell whether a dividend is to come by a verb of what is decided: 「配当は2円増やす。」."""
    if metric != "dps":
        return False
    return _PAYS.match(view.folded, quantity.end, view.sentence.end) is not None


def revised(view: SentenceView, quantity: Quantity, metric: str) -> Modality | None:
    """Give the mood of a profit that is set from one figure to another, None where it is not.

    Only a forecast can be: 7000億円から6500億円に減額. What is set by how far it lies above a
    plan is that plan: 従来計画を200億円上回る5800億円に引き上げた.
    """
    if metric not in PROFITS:
        return None
    behind = next((q for q in view.quantities if q.start >= quantity.end), None)
    if behind and _FROM.fullmatch(view.folded, quantity.end, behind.phrase[0]):
        return "forecast" if _SETS.match(view.folded, behind.end, view.sentence.end) else None
    last = quantity
    if behind and _BEYOND.fullmatch(view.folded, quantity.end, behind.phrase[0]):
        last = behind
    if _SETS.match(view.folded, last.end, view.sentence.end) is None:
        return None
    begin = max(view.sentence.start, quantity.phrase[0] - _TOPIC_ROOM)
    before = _PLANNED.search(view.folded, begin, quantity.phrase[0])
    if before is None:
        return None
    return "target" if before[1] == "計画" else "forecast"
