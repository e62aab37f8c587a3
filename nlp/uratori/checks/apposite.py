"""Whether two numbers can be set against each other, by the words beside them."""

from __future__ import annotations

from collections.abc import Sequence

from ..claims import metric
from ..text.stops import sentence_start
from .cues import compiled, ends
from .lines import one_kind
from .operands import Operand, can_be_of_one
from .schema import Stretch

_MARK = 24
"""Characters before a number in which its mark stands."""
_MOVED = "(?:の|も|ほど|程度){0,2}(?:<growing>|<shrinking>|<above>|<below>|[高安](?!値)|取り崩し)"
_JOINTS = "(?:、|・|[(]|、[(]| |)(率(?:で|にして)は?)?"
_DATED = "[0-9]{2,4}年(?:度|[0-9]{1,2}月期)?(?:は|に|の|末)|[0-9]{1,2}月末"
_TOPIC = (
    "(?<=[^ぁ-ん])(?<![率幅額分差年月期日回合])(?<!シェア)(?<!純[増減]数)(?<!その)(?<!損益)(?<!収支)は"
    "|(?<=[^ぁ-ん])(?<![率幅額分差合上下広])が|(?<=[^ぁ-ん])も(?!と)"
)
"""What the next words are about, where it is no change and no time."""
_BASE = (
    "(<earlier>|前の[日週月年期]|(?<![0-9])[0-9]{1,2}月(?:末|分)?|[0-9]{1,2}年前|半年前)"
    "(?:の?(?:水準|時点|同じ[月期日]))?"
    "(?:比|より|から|を|に比べ|と比べ)[^。、%0-9]{0,8}$"
    "|(計画|予想|見通し)(?:を|より|比|に比べ|との比較で)[はも]?(?:なお|まだ)?約?$"
)
"""Before a change, what it is measured from: 前日より595円高い, 8月から0.1ポイント."""
_APART = 6
"""Times that a figure changes by at most, where its change is told as an amount."""
_OF_AMOUNT = 3
"""Times that a figure is larger than what it has grown by, at least."""


def comparable(base: Operand, other: Operand) -> bool:
    """Tell whether two figures are of one order of size."""
    low, high = sorted((base.value("plain"), other.value("plain")))
    return high < low * _APART


def can_be_set(
    stretch: Stretch, stated: Operand, pair: Sequence[Operand], folded: str, left: int
) -> bool:
    """Tell whether two numbers can be set against each other, and one has its part told."""
    if not all(is_plain(each, folded) for each in pair):
        return False
    first, second = pair
    tied = not (first.bare() or second.bare())
    hindered = (
        first.quantity.value == second.quantity.value
        or (stretch.amount and not _may_be_change(stated, pair))
        or not _of_one_sort(stretch, first, second, folded)
        or (tied and stretch.one_metric and not of_one_kind(first, second))
        or (tied and stretch.two_metrics and first.claim.metric == second.claim.metric)
        or (tied and not can_be_of_one(first, second))
        or (bool(stretch.of) and any(_of_other(stretch, each) for each in pair))
        or _of_else(stretch, stated, pair, folded)
        or _in_list(stated, pair, folded)
        or _named_apart(stretch, stated, pair, folded, left)
        or (stretch.apart and _has_amount(stated, pair, folded))
        or _grown_itself(stretch, pair, stated, folded)
        or _measured(pair, stated, folded)
        or _by_others(stretch, pair, stated, folded, left)
    )
    if hindered:
        return False
    right = max(each.quantity.end for each in (*pair, stated)) + _MARK
    says = not stretch.says or compiled(stretch.says).search(folded, left, right) is not None
    return says and _one_marked(stretch, pair, stated, folded, left)


def _in_list(stated: Operand, pair: Sequence[Operand], folded: str) -> bool:
    """Tell whether numbers of one unit stand in a list: 32bp、42bp、68bp."""
    follows = [each for each in pair if each.quantity.start > stated.quantity.start]
    if not follows or follows[0].quantity.unit != stated.quantity.unit:
        return False
    return folded[stated.quantity.phrase[1] : follows[0].quantity.phrase[0]] in ("、", "・", "と")


def _named_apart(
    stretch: Stretch, stated: Operand, pair: Sequence[Operand], folded: str, left: int
) -> bool:
    """Tell whether the name of a share has a noun that stands nowhere with the two.

    「171社のうち113社が買った。中国向けの比率は47%」.
    """
    start = stated.quantity.phrase[0]
    named = compiled(stretch.named).search(folded[max(left, start - _MARK) : start])
    if not stretch.named or named is None or not named[1]:
        return False
    ended = max((each.quantity.end for each in pair if each.quantity.end <= start), default=left)
    return named[1] not in folded[left:ended]


def _of_other(stretch: Stretch, operand: Operand) -> bool:
    return not operand.bare() and operand.claim.metric not in stretch.of


def _by_others(
    stretch: Stretch, pair: Sequence[Operand], stated: Operand, folded: str, left: int
) -> bool:
    """Tell whether one of two numbers is of others: 市場の予想, not 予想をAからBに."""
    if not stretch.unless or _from_to(pair, folded):
        return False
    return any(_before(stretch.unless, each, [*pair, stated], folded, left) for each in pair)


def _from_to(pair: Sequence[Operand], folded: str) -> bool:
    first, second = sorted(pair, key=lambda operand: operand.quantity.start)
    between = folded[first.quantity.phrase[1] : second.quantity.phrase[0]]
    return compiled("(?:<from>|を)[^。]{0,12}").fullmatch(between) is not None


def _of_one_sort(stretch: Stretch, first: Operand, second: Operand, folded: str) -> bool:
    """Tell whether two numbers are both levels, or both changes where the check takes them.

    The rates of growth of a figure that is no rate are.
    """
    name = first.claim.metric
    if name and name == second.claim.metric and _is_rate(name, first.quantity.unit):
        return True
    moving = moves(first, folded)
    return moving == moves(second, folded) and not (moving and stretch.levels)


def of_one_kind(first: Operand, second: Operand) -> bool:
    """Tell whether two figures are of one metric, or both are prices: 初値 and 公開価格."""
    names = (first.claim.metric, second.claim.metric)
    prices = all(name is not None and metric(name).family == "price" for name in names)
    return prices or one_kind(first, second)


def _is_rate(name: str, unit: str) -> bool:
    """Tell whether a number of a metric is its growth, and not its level."""
    row = metric(name)
    return row.kind == "change" or unit not in row.units


def names_another(between: str) -> bool:
    """Tell whether words name what the number behind them is of, and that is no change."""
    return compiled(_TOPIC).search(between) is not None


def _of_else(stretch: Stretch, stated: Operand, pair: Sequence[Operand], folded: str) -> bool:
    """Tell whether words between two numbers and what follows them make it another thing's.

    「赤字が42億円から15億円に縮み、売上高が2.4倍になった」; a name of the change itself is none.
    """
    ended = [o.quantity.phrase[1] for o in pair if o.quantity.end <= stated.quantity.start]
    if not stretch.one_topic:
        return False
    later = max(pair, key=lambda operand: operand.quantity.start).quantity.phrase[0]
    opened = sentence_start(folded, later)
    opening = folded[opened:later] if opened > min(o.quantity.start for o in pair) else ""
    marks = "|".join(filter(None, (stretch.marks, stretch.weak)))
    if names_another(opening) and (not marks or not compiled(marks).search(opening)):
        return True
    if not ended:
        ahead = folded[stated.quantity.phrase[1] : min(o.quantity.phrase[0] for o in pair)]
        return "。" not in ahead and "\n" not in ahead and names_another(ahead)
    if len(ended) < len(pair):
        return False
    return names_another(folded[max(ended) : stated.quantity.phrase[0]])


def _may_be_change(stated: Operand, pair: Sequence[Operand]) -> bool:
    """Tell whether an amount is of the size of what two others can differ by."""
    low, high = sorted(each.value("plain") for each in pair)
    return stated.value("plain") < high and high < low * _APART


def _has_amount(stated: Operand, pair: Sequence[Operand], folded: str) -> bool:
    """Tell whether a number is the amount of the rate right behind it: 30億円、7.1%の増加."""
    low, high = sorted(pair, key=lambda operand: operand.quantity.value or 0)
    between = folded[low.quantity.phrase[1] : stated.quantity.phrase[0]]
    joint = compiled(_JOINTS).fullmatch(between)
    small = low.value("plain") * _OF_AMOUNT < high.value("plain")
    return joint is not None and (small or joint[1] is not None)


def _grown_itself(stretch: Stretch, pair: Sequence[Operand], stated: Operand, folded: str) -> bool:
    """Tell whether the figure of before has the rate itself: 前期は2133億円と34%増え."""
    return any(
        is_marked(stretch, each, [*pair, stated], folded, 0)
        and folded[each.quantity.phrase[1] : stated.quantity.phrase[0]] == "と"
        for each in pair
    )


def _measured(pair: Sequence[Operand], stated: Operand, folded: str) -> bool:
    """Tell whether the rate names a base that is neither.

    「AからBに修正した(前期比3%増)」, 「従来計画を40億円下回る」.
    """
    start = stated.quantity.phrase[0]
    base = compiled(_BASE).search(folded[max(0, start - _MARK) : start])
    if base is None or (_from_to(pair, folded) and _goes_on(pair, stated, folded)):
        return False
    word = base[1][:2] if base[1] else base[2]
    return not any(_before(word, each, [*pair, stated], folded, 0) for each in pair)


def _goes_on(pair: Sequence[Operand], stated: Operand, folded: str) -> bool:
    """Tell whether a rate follows its two figures in one phrase: AからBへと前年同月比で14%減."""
    ended = max(each.quantity.phrase[1] for each in pair)
    between = folded[ended : stated.quantity.phrase[0]]
    return (
        compiled("(?:へと|に|へ|まで)、?<earlier>(?:比|より|に比べ)で?は?約?").fullmatch(between)
        is not None
    )


def is_plain(operand: Operand, folded: str) -> bool:
    """Tell whether a number is a figure with two ends, no average, base or split: 2020年=100."""
    core, value = operand.quantity.core, operand.quantity.value or 0
    start = operand.quantity.phrase[0]
    limit = operand.quantity.modifier in ("at_most", "at_least")
    bounded = value > 0 and (limit or None not in (core.low, core.high))
    own = ends("=|(?<!予想)平均(?:で|は)?<about>", folded[max(0, start - _MARK) : start])
    split = compiled(
        "[^。、]{0,6}分割|の[^。、0-9]{0,8}(?:目安|節目|大台|基準|境目|分かれ目)"
    ).match(folded, operand.quantity.phrase[1])
    return bounded and operand.quantity.modifier != "range" and not own and split is None


def moves(operand: Operand, folded: str) -> bool:
    """Tell whether a number is itself a change: 13円安, 350億円の上積み, 上げ幅は2000億円."""
    start, end = operand.quantity.phrase
    return (
        operand.quantity.kind == "change"
        or compiled(_MOVED).match(folded, end) is not None
        or ends("<width>[はがも]?<about>", folded[max(0, start - _MARK) : start])
    )


def _one_marked(
    stretch: Stretch, pair: Sequence[Operand], stated: Operand, folded: str, left: int
) -> bool:
    """Tell whether a mark stands with one of the two only, or dates with both."""
    if not stretch.marks:
        return True
    told = [*pair, stated]
    marked = [is_marked(stretch, operand, told, folded, left) for operand in pair]
    if stretch.weak and not any(marked):
        marked = [_before(stretch.weak, operand, told, folded, left) for operand in pair]
    if stretch.whole and sum(marked) == 1:
        part, whole = sorted(pair, key=lambda each: marked[pair.index(each)])
        return part.value("plain") < whole.value("plain")
    dated = [_before(_DATED, operand, told, folded, left) for operand in pair]
    return sum(marked) == 1 or (not any(marked) and stretch.dated and all(dated))


def is_marked(
    stretch: Stretch, operand: Operand, told: Sequence[Operand], folded: str, left: int
) -> bool:
    """Tell whether the words beside a number give it its part: 前年の, 96社だった前年を."""
    ends_at = {operand.quantity.end, operand.quantity.phrase[1]}  # を上限 is of the phrase
    behind = stretch.behind and any(compiled(stretch.behind).match(folded, at) for at in ends_at)
    return bool(behind) or _before(stretch.marks, operand, told, folded, left)


def _before(marks: str, operand: Operand, told: Sequence[Operand], folded: str, left: int) -> bool:
    """Tell whether the words between a number and the one before it in its clause have a mark."""
    start = operand.quantity.phrase[0]
    ended = [o.quantity.phrase[1] for o in told if o.quantity.phrase[1] <= start]
    before = folded[max(left, start - _MARK, *ended) : start]
    return ends(f"(?:{marks})[^。、%]{{0,12}}", before)
