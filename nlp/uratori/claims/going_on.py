"""A number that goes on with the metric of the one before it: 「市場予想の49.8を下回った」.

What a number is measured against, what is said of another part, time or owner, and by how much it
grew is often told without naming the metric again. The words that show it are a table
(lexicon/goes_on.tsv); without one of them nothing goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ..lexicon import read_table
from ..records import Claim, Mention, Quantity
from ..text.lazy import lazy
from .growth import grown
from .measures import reading_of
from .metric_ties import MetricTie
from .metrics import Metric
from .metrics import metric as metric_row
from .multiples import judged
from .prices import pair_of_unit
from .readings import Reading
from .sentence import SentenceView

_REACH = 18
"""Characters before a number that can tell that it goes on."""
_AFTER = 10
_BESIDE, _FAR = 2, 45
"""Characters between a sentence and a claim that it goes on from; farther with a word of growth."""
_LAST = 5
"""Claims back to which a number may go on."""
_TOPIC = lazy(r"[はがも、]{1,2}$")
_MENTION = lazy(r"[)）」』]{0,2}[ 　]?(?:は|が|も|の平均は|の平均[(]|では)?、?[(]?")
_LISTED = lazy(r"[)）][、,・][^、。はがをにで()（）]{1,16}$")
"""What a list has between two of its numbers: 「…百万円(5%増)、国内向け」."""
_COMPARES = lazy(
    r"(?:同|比(?:で|べ|べて|較して)?|から|より|対し(?:て)?|に)、?(?:約|およそ|[^。、はがをもに0-9]{1,8})?$"
)
_SINCE = lazy(
    r"(?:前年同[期月]|前年度?|前期|前月|前四半期|前の[期月年]|同)(?:比(?:で|べ)?|から|に比べて?)、?$"
)
"""What a figure of results or of the economy is compared with, and no price is."""
_OVERTAKEN = lazy(
    r"(?:前年同[期月]|前年度?|前期|前の[期月年]|昨年|1年前|前四半期|前回調査)(?:の(?:水準|実績))?を$"
)
"""An earlier figure of the same that was exceeded: 285億ドルで、1年前を5.7%上回った."""
_CAUSE = lazy(
    r"(?:など|等)が?(?:あり|により|から)|によ[りる]|控除|した結果|を主因に|影響(?!を除)|ため、"
    r"|[がも](?:響|重荷|痛手|足かせ|追い風|逆風|効い|効き)"
)
"""What makes of the number before it the reason of what follows."""
_CORE = lazy(r"コア(?:指数)?[はがも]|を除(?:く|いた)[^、。はが]{0,6}[はがも]")
"""What makes of consumer prices their core."""
_ABOUT = lazy(r"(?:ほぼ|約|およそ|実に|わずか)$")
"""What tells how exact a number is, not of what."""
_OPENS = frozenset("はがも、にでばてらと年月期末度日")
"""What may end the words before a number that is of nothing they name."""
_THINKS = (
    "を想定",
    "と想定",
    "を見込",
    "と見込",
    "を予想",
    "と予想",
    "とみ",
    "を計画",
    "と予測",
    "を予測",
)
"""Verbs of who thinks so, whose subject is not what the number is of: 「会社は25%を想定する」."""
_OPENED = lazy(
    r"(?:前の?期|前年度?|前年同期|昨年度?|前回|今期|来期|通期|前四半期|[0-9]{2,4}年(?:度|[0-9]{1,2}月期)?)は、?"
    r"(?:[^。、はがを0-9]{1,16}[がを](?:[^。、はがを0-9]{1,10})(?:て|で|り|し|ため)、?)?"
)
"""A time that opens a sentence, perhaps with the reason of its figure."""
_YEAR = lazy(
    r"(?:通期|今期|来期|翌期|前の?期|[0-9]{2,4}年(?:度|[0-9]{1,2}月期))(?:について)?(?:は|では|も)、?(?:前期比)?"
)
"""What opens a sentence that goes on with the figure of a quarter told before."""
_BALANCE = lazy(r"の(?:最終|営業|経常)?[赤黒]字")
_TIMES = lazy(r"(?:の水準)?(?:に|へ|と|で|だ|、|。)")
"""What follows how many times what it was a figure came to: 出来高は…と前日の2.4倍に膨らんだ."""
_HEDGE = lazy(
    r"(?:台|前後|程度|近く|ほど|超|余り|弱|強)?(?:[増減]|の[増減]|の(?:増加|減少|上昇|低下))?"
)
_SWINGS = lazy(r"の?(?:改善|悪化)")
"""What sales do not: they grow and shrink."""
_TRADES = lazy(
    r"(?:[ほど程度]{2}|超|近く|弱|強)?(?:の)?(?:高|安|続[伸落]|反[発落]|急[騰落伸]|[上下]げ)"
)
"""What only a price does: 「B社も2.0%下げた」 behind a profit is of its share."""
_COUNTS = frozenset({"vehicles", "BTC", "ETH", "口座", "EH/s", "バレル", "バレル/日", "ブッシェル"})
"""Units of what is counted for one metric alone."""
_RATES = ("percent", "percentage_point", "points")
_BESIDE_RATES = frozenset({"spread", "real_rate", "breakeven"})
"""What is made of rates and is none itself: 「20年債との差は0.485%。10年債は1.495%」."""
_PROFIT = lazy(r"(?:[)）]|\([^()]{1,16}\))?の?(?:大幅な)?(?:増益|減益)")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(read_table("goes_on"))


@cache
def _words(side: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in _rows() if row["side"] == side)


def going_on(
    view: SentenceView,
    quantity: Quantity,
    before: Sequence[Claim],
    units: Mapping[str, str],
) -> MetricTie | None:
    """Give the metric that a number goes on with, None where nothing shows that it does.

    before: the claims just made, the last one last. units: the unit of each number by its id.
    """
    if not before or quantity.kind not in ("level", "change", "count"):
        return None
    far = _opens_with_growth(view, quantity) or _of_a_year(view, quantity)
    reach = _FAR if far else _BESIDE
    last = [claim for claim in before[-_LAST:] if claim.metric and _near(view, claim, reach)]
    if not last or quantity.value == 0 or _unclaimed(view, quantity, before):
        return None
    if _PROFIT.match(view.folded, quantity.end, view.sentence.end):
        last = [claim for claim in last if "profit" in (claim.metric or "")]
        return _first(view, reversed(last), quantity, units, 0.75, change=True)
    if tie := _came_to(view, quantity, last):
        return tie
    score, change = _shown(view, quantity)
    if not score and _balances(view, quantity, last[-1]):
        score = 0.68
    if not score:
        return _counted(view, quantity, last, units) or judged(view, quantity, last)
    if _TRADES.match(view.folded, quantity.end, view.sentence.end):
        last = [c for c in last if metric_row(c.metric or "").family not in ("results", "price")]
    if _SWINGS.match(view.folded, quantity.end):
        last = [claim for claim in last if claim.metric != "sales"]
    return _first(view, reversed(last), quantity, units, score, change=change)


def _balances(view: SentenceView, quantity: Quantity, last: Claim) -> bool:
    """Tell whether another part earned or lost so much: 「Aは7億円の赤字、Bは3億円の黒字」."""
    here = last.sentence[0] == view.sentence.start and "profit" in (last.metric or "")
    return here and _BALANCE.match(view.folded, quantity.end, view.sentence.end) is not None


def _counted(
    view: SentenceView, quantity: Quantity, last: Sequence[Claim], units: Mapping[str, str]
) -> MetricTie | None:
    """Go on with a count of what nothing else here counts: 「通年では163万台だった」."""
    if quantity.unit not in _COUNTS or quantity.direction or view.other_subject(quantity):
        return None
    same = [claim for claim in last if units.get(claim.quantity) == quantity.unit]
    return _first(view, reversed(same), quantity, units, 0.6, change=False)


def _came_to(view: SentenceView, quantity: Quantity, last: Sequence[Claim]) -> MetricTie | None:
    """Read what a change came to as a level of the same: 「前期比14%減収の3866億円」."""
    start = _figure_end(view, quantity)
    here = last[-1].sentence[0] == view.sentence.start
    opened = view.between(view.sentence.start, quantity.phrase[0]) in _words("amount")
    if quantity.kind != "level" or not (here or opened):
        return None
    if not opened and not view.between(start, quantity.phrase[0]).lstrip(")）").endswith(
        _words("result")
    ):
        return None
    row = metric_row(last[-1].metric or "")
    rate = row.family in ("rate", "macro")
    if row.family == "price" or quantity.unit not in row.units:
        return None
    if quantity.unit == "percent" and not rate:
        return None
    at = (quantity.start, quantity.start)
    return MetricTie(row, "level", 0.7, at, f"what {last[-1].quantity} came to")


def _unclaimed(view: SentenceView, quantity: Quantity, before: Sequence[Claim]) -> bool:
    """Tell whether the number just before, in the same sentence, is of no known metric.

    「海外収入は66億円(前期比5%増)」: 5% is of what 66億円 is of, not of what came before.
    """
    here = [
        q
        for q in view.quantities
        if q.end <= quantity.phrase[0] and q.kind not in ("count", "ordinal")
    ]
    return bool(here) and all(claim.quantity != here[-1].id for claim in before)


def _first(
    view: SentenceView,
    claims: Iterable[Claim],
    quantity: Quantity,
    units: Mapping[str, str],
    score: float,
    *,
    change: bool,
) -> MetricTie | None:
    """Take the nearest claim whose metric the number can be of."""
    for claim in claims:
        row = metric_row(claim.metric or "")
        reading = _reading(row, quantity, units.get(claim.quantity, ""), change=change)
        if reading is not None:
            if row.key == "core_cpi" and _is_item(view, quantity):
                row = metric_row("cpi")
            elif row.key == "cpi" and _CORE.search(
                view.folded, view.sentence.start, quantity.start
            ):
                row = metric_row("core_cpi")
            elif row.key in _BESIDE_RATES and _of_bond(view, quantity):
                row = metric_row("yield")
            here = (quantity.start, quantity.start)
            return MetricTie(
                row, reading, score, here, f"goes on from {claim.quantity}", source=claim.quantity
            )
    return None


def _is_item(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a number is of a part of consumer prices: 「電気代は…7.5%下がった」."""
    start = max(view.clause_start(quantity.start), _figure_end(view, quantity))
    subject = view.between(start, quantity.phrase[0])
    return any(f"{word}{mark}" in subject for word in _words("item") for mark in "はがも")


def _reading(row: Metric, quantity: Quantity, unit: str, *, change: bool) -> Reading | None:
    if change:
        return "change" if quantity.unit in row.change_units else None
    if row.key == "price_change" and quantity.direction is None:
        return None
    bare = quantity.unit == "" and unit in ("index", "points", "times")
    pair = pair_of_unit(unit) is not None and quantity.unit == unit.partition("/")[0]
    if bare or pair or quantity.unit.removesuffix("/share") == unit.removesuffix("/share"):
        return reading_of(row, quantity) or ("level" if row.kind == "level" else None)
    return None


def _opens_with_growth(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a sentence opens with what its number is against: 「前月比では0.2%上昇した」."""
    before = view.between(view.sentence.start, quantity.phrase[0])
    return before.removesuffix("、") in _words("growth")


def _of_a_year(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a sentence opens with the year of its figure: 「通期では4700億円を見込む」."""
    return _YEAR.fullmatch(view.folded, view.sentence.start, quantity.phrase[0]) is not None


def _near(view: SentenceView, claim: Claim, reach: int) -> bool:
    """Tell whether a claim stands in this sentence or in one just before, of one paragraph."""
    if claim.sentence[0] == view.sentence.start:
        return True
    gap = view.between(claim.sentence[1], view.sentence.start)
    return len(gap) <= reach and "\n\n" not in gap


def _shown(view: SentenceView, quantity: Quantity) -> tuple[float, bool]:
    """Give how sure it is that a number goes on, 0 for not at all, and whether as a change."""
    start = max(view.sentence.start, quantity.phrase[0] - _REACH, _figure_end(view, quantity))
    plain = view.between(start, quantity.phrase[0])
    before = _ABOUT.sub("", plain).removesuffix("、")
    after = view.between(quantity.end, min(quantity.end + _AFTER, view.sentence.end))
    hedge = _HEDGE.match(after)
    rest = after[hedge.end() :] if hedge else after
    if before.endswith(_words("growth")):
        return 0.76, quantity.kind == "change" or quantity.unit in _RATES
    told = before.endswith(_words("before")) or _opened(view, quantity)
    behind = after.startswith(_words("after")) or rest.startswith(_words("after"))
    moved = quantity.direction is not None and (
        grown(view, quantity) or _SINCE.search(before) is not None
    )
    if moved and _CAUSE.search(view.between(_figure_end(view, quantity), quantity.phrase[0])):
        return 0.0, True
    if quantity.unit == "percent" and _of_prices(view) and _is_item(view, quantity):
        return 0.84, moved or quantity.direction is not None
    if moved and _OVERTAKEN.search(before):
        return 0.79, True
    if moved:
        known = told or _COMPARES.search(before) is not None or _part_told(view, quantity, before)
        return (0.7 if known or not view.other_subject(quantity) else 0.0), True
    if told:
        return (0.8 if behind else 0.72), quantity.unit == "times" and _TIMES.match(
            after
        ) is not None
    if _part_told(view, quantity, before):
        return 0.68, False
    if behind and (not plain or plain[-1] in _OPENS):
        thought = after.startswith(_THINKS) or rest.startswith(_THINKS)
        return (0.64 if thought or not view.other_subject(quantity) else 0.0), False
    return 0.0, False


def _opened(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a sentence opens with the time of a figure: 「前期は…が響いて868億円」."""
    if quantity.direction is not None or view.quantities[0] is not quantity:
        return False
    return _OPENED.fullmatch(view.folded, view.sentence.start, quantity.phrase[0]) is not None


def _of_prices(view: SentenceView) -> bool:
    """Tell whether consumer prices are what the text speaks of."""
    keys = {row.key for cue in (*view.heard, *view.cues) for row, _ in cue.readings}
    return not keys.isdisjoint(("cpi", "core_cpi"))


def _part_told(view: SentenceView, quantity: Quantity, before: str) -> bool:
    """Tell whether a number is of another part or owner: 「海外は」, 「ソラナは」, 「、その他」."""
    if topic := _TOPIC.search(before):
        if before[: topic.start()].endswith(_words("subject")):
            return True
    elif before.endswith(_words("subject")):
        return True
    if _mention_before(view, quantity) is not None:
        return True
    listed = view.between(max(view.sentence.start, quantity.phrase[0] - 20), quantity.phrase[0])
    return _LISTED.search(listed) is not None


def _mention_before(view: SentenceView, quantity: Quantity) -> Mention | None:
    """Give the name that a number stands right behind: 「ソラナは」."""
    near = [m for m in view.mentions if m.end <= quantity.phrase[0]]
    if near and _MENTION.fullmatch(view.between(near[-1].end, quantity.phrase[0])):
        return near[-1]
    return None


def _of_bond(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a number stands right behind a bond or a rate: 「10年債は1.495%」."""
    named = _mention_before(view, quantity)
    return named is not None and named.type in ("rate", "bond")


def _figure_end(view: SentenceView, quantity: Quantity) -> int:
    """Give where the last number before this one ends."""
    ends = [q.end for q in view.quantities if q.end <= quantity.phrase[0]]
    return max(ends, default=view.sentence.start)
