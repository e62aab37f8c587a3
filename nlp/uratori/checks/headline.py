"""Checks of a number that is told twice: in headline and body, with another scale word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

import msgspec

from ..records import Interval, Modality, Period, Quantity
from ..text.lazy import lazy
from .cues import ends
from .operands import Operand, headline_end
from .remarks import Page, Remark
from .titles import told_of_noun

_MOST = 20
"""Earlier figures of the same digits that one is compared with."""
_SIZE = 1000
"""Times over which two figures are not of the same thing, whatever the slip."""
_TELLING = 3
"""Digits that two figures hardly share by chance."""
_NOUN_BEFORE = lazy(r"(?P<noun>[一-龥ァ-ヶー]{3,8})(?:は|が|を|も|の|として)?$")
_NOUN_AGAIN = lazy(r"の(?P<noun>[一-龥ァ-ヶー]{2,8})(?:のうち|は|を|に)")
_OPENING = lazy(
    r"(?:^|[。、「\n])(?:この|その|同社の|同社は|今回の|連結)?(?P<word>[^。、はがを「」]{2,9})?[はがを]?$"
)
_AHEAD = lazy("今期|来期|通期|今年度|来年度")
_REVISED = lazy(r"[へに](?:上方|下方)修正")
_NO_UNIT = frozenset({"", "index", "points"})
_CLOSED = lazy(r"^$|[。、「\n]")
"""What stands before a number that opens its clause."""
_OPENS = 20
_VERB = lazy(r"[をで]([^\Wぁ-ん]{1,2})")
"""A verb behind a number, as far as a noun begins so: 345億円を投じる, 3450億円の投資."""
_SHARES = frozenset({"percent", "ratio", "times", "bp", "percentage_point"})


def restatement(page: Page) -> Iterator[Remark]:
    """Hold each number of the headline against the one number of the body that says the same.

    「営業利益18%増」 over a body that knows one growth of operating profit, 28%. Two of them, or
    another period, mood or entity, and nothing is said; nor where the body says the very number.
    """
    end = headline_end(page.text)
    if not end:
        return
    for head in (o for o in page.pool.operands if o.quantity.end <= end):
        if any(start > end for start, _ in head.places):
            continue
        by_claim = _judged(page, head, end) if head.claim.metric else None
        if (remark := by_claim or _by_noun(page, head, end)) is not None:
            yield remark


def _judged(page: Page, head: Operand, end: int) -> Remark | None:
    """Hold a claim of the headline against the body's claims that say the same."""
    mood = _mood(page.text, head)
    body = [
        o
        for o in page.pool.operands
        if o.claim.metric
        and o.quantity.start > end
        and _same(head, o, mood)
        and not _of_before(page.text, o)
        and _of_one_size(head, o)
    ]
    agreeing = [o for o in body if _of_one_value(head, o)]
    named = [o for o in body if o.claim.metric_text] or body
    if agreeing:
        return _restated(head, agreeing[0], True)
    if len(named) == 1 and not _told_again(head, page.quantities, end):
        return _restated(head, named[0], False)
    return None


def _by_noun(page: Page, head: Operand, end: int) -> Remark | None:
    """Hold a number of the headline against the body by the noun that stands with both."""
    other = None if _told_again(head, page.quantities, end) else told_of_noun(page, head, end)
    if other is None or _of_before(page.text, other) or _of_one_value(head, other):
        return None
    return _restated(head, other, False)


def _of_one_value(head: Operand, body: Operand) -> bool:
    """Tell whether two numbers can be one; of a limit the limit itself counts."""
    one, other = head.quantity, body.quantity
    if _bounded(one) and _bounded(other):
        return other.core.meets(_written(head))
    return _apart(one, other) <= max(one.place or 0, other.place or 0)


def _bounded(quantity: Quantity) -> bool:
    """Tell whether a number is no limit that somebody sets: 上限421億円."""
    return quantity.modifier not in ("at_most", "at_least")


def _apart(one: Quantity, other: Quantity) -> Fraction:
    return abs((one.value or Fraction(0)) - (other.value or Fraction(0)))


def _written(head: Operand) -> Interval:
    """Give what a headline's number may stand for: headlines round and cut off."""
    outer, value, place = head.quantity.outer, head.quantity.value, head.quantity.place
    if head.quantity.modifier is not None or value is None or place is None or outer.high is None:
        return outer
    return msgspec.structs.replace(outer, high=max(outer.high, value + place), high_open=True)


def _of_one_size(head: Operand, body: Operand) -> bool:
    """Tell whether two amounts can be one: a total of 410億円 is no price of 2560円."""
    one, other = head.quantity.value, body.quantity.value
    return not one or not other or 1 / _SIZE <= abs(one / other) <= _SIZE


def _mood(text: str, head: Operand) -> Modality:
    """Give the mood of a headline's number: 「今期純利益320億円」 is a forecast."""
    ahead = _REVISED.match(text, head.quantity.phrase[1]) or _AHEAD.search(
        text, 0, head.quantity.start
    )
    return "forecast" if ahead and head.family() == "results" else head.claim.modality


def _of_before(text: str, operand: Operand) -> bool:
    """Tell whether a number is what was said before: 従来予想の260億円."""
    start = operand.quantity.phrase[0]
    return ends(
        "(?:従来|前回|これまで|<earlier>(?=[はの(]))(?:[(][^()]{1,12}[)])?<word>{0,6}",
        text[max(0, start - _OPENS) : start],
    )


def _told_again(head: Operand, quantities: tuple[Quantity, ...], end: int) -> bool:
    """Tell whether the body says the headline's number as finely, of whatever it says it."""
    return any(
        q.start > end
        and (q.unit == head.quantity.unit or {q.unit, head.quantity.unit} <= _NO_UNIT)
        and _meets(q, head.quantity)
        and (q.place or 0) <= (head.quantity.place or 0)
        for q in quantities
    )


def _meets(one: Quantity, head: Quantity) -> bool:
    if not (_bounded(one) and _bounded(head)):
        return abs(one.value or 0) == abs(head.value or 0)
    return one.core.meets(head.outer) or (-one.core).meets(head.outer)


def scale_slip(page: Page) -> Iterator[Remark]:
    """Find one figure told twice with the same digits and another scale: 943億円 and 9.43兆円.

    Three digits at least must be the same, and nothing else may tell the two figures apart.
    """
    told: dict[str, list[Operand]] = defaultdict(list)
    for later in page.pool.operands:
        alike = told[digits] if (digits := _digits(later)) else []
        for first in alike[-_MOST:]:
            if not _rescaled(first, later):
                continue
            tied = first.claim.metric and later.claim.metric
            noun = None if tied else _one_noun(page.text, first, later)
            same = _same(first, later) if tied else noun is not None
            if same and _spoken_of(page.text, later, noun):
                yield _slipped(first, later)
        alike.append(later)


def _slipped(first: Operand, later: Operand) -> Remark:
    return Remark(
        check="scale_slip",
        right=False,
        quantity=later.quantity,
        against=(first.quantity,),
        formula=f"{first.quantity.text} = {later.quantity.text}",
        computed=first.quantity.value,
        ja=f"「{first.phrase}」と「{later.phrase}」は同じ数字で桁だけが違う。",
        en=f"{first.phrase} and {later.phrase} have the same digits and another scale.",
        mend_ja="どちらかの桁か位(万・億・兆)を直す。",
        mend_en="Correct the scale of one of them.",
    )


def _spoken_of(text: str, later: Operand, noun: str | None) -> bool:
    """Tell whether a clause opens with the number or its noun, so that no other owner is named.

    「この売上高9.43兆円は」, 「3450億円の建設費のうち」; 「南工場の投資額は」 is of another owner.
    """
    start, end = later.quantity.phrase
    opening = _OPENING.search(text[max(0, start - _OPENS) : start])
    if opening is None or opening["word"] not in (None, later.claim.metric_text, noun):
        return False
    return _CLOSED.search(text[max(0, start - 1) : start]) is None or (
        _NOUN_AGAIN.match(text, end) is not None
    )


def _one_noun(text: str, first: Operand, later: Operand) -> str | None:
    """Give the noun of two numbers of no metric: 建設費が345億円, 3450億円の建設費.

    A verb is as good: 345億円で受注し, 3450億円の受注額.
    """
    if first.quantity.unit != later.quantity.unit:
        return None
    told, again = _noun_before(text, first), _noun_before(text, later)
    if again is None and (found := _NOUN_AGAIN.match(text, later.quantity.phrase[1])):
        again = found["noun"]
    if again is not None and told is not None and told.startswith(again) | told.endswith(again):
        return again  # 投資額は3480億円, 3480億円の投資
    if again is not None:
        verb = _VERB.match(text, first.quantity.phrase[1])
        if verb is not None and again.startswith(verb[1]):
            return again
    return again if again == told else None


def _noun_before(text: str, operand: Operand) -> str | None:
    start = operand.quantity.phrase[0]
    found = _NOUN_BEFORE.search(text[max(0, start - _OPENS) : start])
    return found["noun"] if found else None


def _digits(operand: Operand) -> str:
    """Give the digits of a number that tell it from others; empty for a round one."""
    value, place = operand.quantity.value, operand.quantity.place
    if operand.quantity.unit in _SHARES or value is None or not place:
        return ""
    figure, rest = divmod(
        abs(value.numerator) * place.denominator, value.denominator * place.numerator
    )
    digits = str(figure).rstrip("0")
    return digits if len(digits) >= _TELLING and not rest else ""


def _rescaled(first: Operand, later: Operand) -> bool:
    one, other = first.quantity.value, later.quantity.value
    return one is not None and other is not None and one != other and one * other > 0


def _same(head: Operand, body: Operand, mood: Modality | None = None) -> bool:
    """Tell whether two claims say the same; `mood` is another that the later may have."""
    one, other = head.claim, body.claim
    owners = {one.entity, other.entity} - {None}
    return (
        one.metric == other.metric
        and len(owners) <= 1
        and one.subject == other.subject
        and head.quantity.unit == body.quantity.unit
        and head.kind.reading == body.kind.reading
        and other.modality in (one.modality, mood)
        and one.direction == other.direction
        and _told_basis(head) == _told_basis(body)
        and (_one_time(one.period, other.period) or _this_year(head, body))
    )


def _this_year(head: Operand, body: Operand) -> bool:
    """Tell whether a headline says 今期 of results, whose days it leaves to the body."""
    one, other = head.claim.period, body.claim.period
    untold = one is not None and one.start_date is None and one.text == "今期"
    return untold and head.family() == "results" and other is not None and _is_fiscal(other)


def _is_fiscal(period: Period) -> bool:
    timex = period.timex or ""
    return timex.startswith("FY") and "Q" not in timex and "H" not in timex


def _told_basis(operand: Operand) -> set[str]:
    """Give the basis but for what a headline leaves out: figures of a group are consolidated."""
    return set(operand.claim.basis) - {"consolidated"}


def _one_time(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None:
        return True
    return (one.start_date, one.end_date) == (other.start_date, other.end_date)


def _restated(head: Operand, body: Operand, right: bool) -> Remark:
    return Remark(
        check="restatement",
        right=right,
        quantity=head.quantity,
        against=(body.quantity,),
        formula=f"{head.quantity.text} = {body.quantity.text}",
        computed=body.quantity.value,
        ja=f"見出しの「{head.phrase}」は本文の「{body.phrase}」と"
        f"{'合う' if right else '食い違う'}。",
        en=f"The headline's {head.phrase} {'agrees' if right else 'does not agree'} with "
        f"the body's {body.phrase}.",
        mend_ja="見出しか本文のどちらかを直す。",
        mend_en="Correct either the headline or the body.",
    )
