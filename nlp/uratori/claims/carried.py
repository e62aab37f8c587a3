"""What a sentence that names nobody goes on speaking of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from functools import cache

from ..lexicon import read_table
from ..records import Claim, Mention, Quantity
from ..text.lazy import lazy
from .admission import can_own, in_its_currency
from .deals import buys
from .metrics import Metric
from .onlookers import is_broker
from .prices import PRICES, is_price
from .roles import Role
from .sentence import SentenceView
from .series import listed
from .strangers import opens_with_stranger, speaks_of_other
from .ties import FARTHEST, EntityTie, Topic

CARRY = 8
"""Sentences over which a topic is carried when a sentence names nobody."""
_HELD = 6
"""Sentences over which a topic outlasts names that are only mentioned in passing."""
_LEAST = 0.5
_MAIN, _PASSING, _ASIDE = 1.0, 0.6, 0.4
_DEMONSTRATIVE = ("これ", "それ", "この", "その", "こうした", "そうした", "同")
_RIVAL = lazy(
    r"(?:競合|ライバル|同業|競争相手|比較対象|取引先|顧客|納入先|仕入れ先|調達先|供給先|提携先)(?:の|である|する|となる)?(?:米|独|中国)?$"
)
"""What makes of a name one only compared with: 「競合のAMDの粗利率は52%だ」."""
_ROOM = 10
_MARKS = frozenset("■●◆◇□○【▼▽")
"""How the headings of parts begin that each tell of one name."""
_OF_THE_SENTENCE = frozenset({"net_buying", "liquidations"})
"""What is of the thing bought in its own sentence, or of none: 海外投資家は3200億円買い越した."""
_FORMULA = lazy(r"を(?:掛け|かけ|乗じ)(?:た|て|る|合わせ)|で割(?:った|って|る|り)")
_SUPPOSED = lazy(r"なら|とすると|とすれば|であれば|の場合")
_INDEX = lazy(
    r"(?<![一-龯々ァ-ヴー])(?!同|本|当|両|この|主要|各|株価指数|総合指数)"
    r"([一-龯々ァ-ヴーA-Za-z&・]{2,14}指数)[はがも][^、。はがも]{0,16}$"
)
_CONTRASTED = lazy(r"が[^。はが]{1,40}?(?:のに対し|のに比べ|のと比べ)")
"""What makes of a name one that the topic is only set against: Bが32%上げたのに対し、17%高."""
_OUR_FUND = lazy(
    r"[当本同]ファンド|(?:保有|組み?入れ?)銘柄|設定(?:来|以来)|信託報酬|分配金|基準価額|ベンチマーク"
)
_ALL_OF_THEM = lazy(
    r"(?:日本)?全国(?:平均|の)|全国[^、。はが]{0,16}平均|(?:業界|大手|元売り?|メーカー|国内|日本)(?:の)?"
    r"(?:各社|全体|全企業)|各社の"
)
"""What makes of a figure that of all firms of a kind, and not of the one spoken of."""
_ASSUMED = "assumed_fx"
"""The one rate between currencies that is a firm's own."""
_PRESENTED = lazy(
    r"[」』]?(?:なら|という(?:手|選択肢|方法|銘柄|商品|投信|ファンド|ETF)|(?:も|が)(?:ある|選択肢|候補))"
)
"""What makes of a name in no role what the next sentences speak of: 「VTIという手もある」."""
_FUNDS = frozenset({"etf", "fund"})
_LED = 10
_BESIDE_DOLLAR = frozenset({"currency:EUR", "currency:GBP", "currency:AUD", "currency:CNY"})
"""Currencies whose rate in yen is told beside the dollar's, and not gone on with for long."""
_MACRO = frozenset({"indicator", "institution", "bond", "rate"})
"""What a figure of the economy can be carried from: no share and no commodity."""


def carried(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> list[EntityTie]:
    """Give the topic of the sentences before; 「これは…」 points at the last number's entity."""
    if metric.key in _OF_THE_SENTENCE:
        return []
    topic = _topic(view, quantity, metric, topics)
    if topic is None or topic.mention is None or speaks_of_other(view, quantity):
        return []
    if topic.mention.type == "equity" and _ALL_OF_THEM.search(
        view.folded, view.sentence.start, quantity.start
    ):
        return []
    if buys(view, metric, topic.mention) or _of_an_index(view, quantity, metric):
        return []
    if not view.mentions and _worked_example(view):
        return []
    distance = view.index - topic.sentence
    pointing = view.folded.startswith(_DEMONSTRATIVE, view.sentence.start)
    score = (0.86 if pointing and distance == 1 else 0.78) - 0.04 * distance
    if topic.weight < _MAIN:
        score -= 0.1
    return [EntityTie(topic.mention, score, f"carried from {topic.mention.text}")]


def _of_an_index(view: SentenceView, quantity: Quantity, metric: Metric) -> bool:
    """Tell whether a move is of an index that has no id: 「自動車株指数は0.5%上げた」."""
    if metric.family != "price":
        return False
    found = _INDEX.search(view.between(view.sentence.start, quantity.start))
    return found is not None and all(
        m.end != view.sentence.start + found.end(1) for m in view.mentions
    )


def _worked_example(view: SentenceView) -> bool:
    """Tell whether a sentence shows how a figure is computed: PBRはROEにPERを掛けた値で、…なら…."""
    start, end = view.sentence.start, view.sentence.end
    told = _FORMULA.search(view.folded, start, end) is not None
    return told and _SUPPOSED.search(view.folded, start, end) is not None


def _topic(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> Topic | None:
    """Take the last thing spoken of; a name in passing only where nothing else is near."""
    passing: Topic | None = None
    for topic in _fitting(view, quantity, metric, topics):
        if topic.weight >= _MAIN or topic.mention is None:
            near = view.index - topic.sentence <= _HELD
            return topic if near or passing is None else passing
        passing = passing or topic
    return passing


def _fitting(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> Iterator[Topic]:
    begin = view.sentence.start
    fund = _OUR_FUND.search(view.folded, begin, min(begin + _LED, quantity.start)) is not None
    for topic in reversed(topics):
        if view.index - topic.sentence > CARRY:
            return
        mention = topic.mention
        if mention is None:
            yield topic
            continue
        if _closed(view, mention):
            return
        if topic.weight < _LEAST or not _rate_of(view, quantity, metric, topic):
            continue
        if is_price(quantity.unit) and mention.type == "equity" and metric.key != _ASSUMED:
            continue
        if fund and mention.type not in _FUNDS:
            continue
        if metric.family == "macro" and mention.type not in _MACRO:
            continue
        if can_own(view, quantity, metric, mention) and in_its_currency(quantity, metric, mention):
            yield topic


@cache
def _rates() -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    return {
        (row["entity"], row["unit"]): (Fraction(row["least"]), Fraction(row["most"]))
        for row in read_table("quotes")
    }


def _rate_of(view: SentenceView, quantity: Quantity, metric: Metric, topic: Topic) -> bool:
    """Tell whether what is spoken of can have a number, if it is a currency: only a rate, 160円."""
    entity = (topic.mention.entity if topic.mention else None) or ""
    if not entity.startswith("currency:"):
        return True
    if metric.key not in PRICES or quantity.value is None or quantity.direction is not None:
        return False
    if quantity.unit == "JPY" and entity in _BESIDE_DOLLAR and view.index - topic.sentence > 1:
        return False
    least, most = _rates().get((entity, quantity.unit), (1, 0))
    return least <= quantity.value <= most


def _closed(view: SentenceView, mention: Mention) -> bool:
    """Tell whether a heading of the same rank, here without a known name, ends what one opened."""
    if mention.end >= view.sentence.start:
        return False
    begin = max(view.folded.rfind("\n", 0, mention.start) + 1, 0)
    mark = view.folded[begin : begin + 1]
    if mark not in _MARKS or begin + 1 < mention.start - 1:
        return False
    return view.folded.find(f"\n{mark}", mention.end, view.sentence.start) >= 0


def forget(topics: list[Topic], view: SentenceView) -> None:
    """Drop the topics, which are in order, that are too far back to be gone on with."""
    first = view.index - FARTHEST
    del topics[: bisect_left(topics, first, key=lambda topic: topic.sentence)]


def topics_of(view: SentenceView, claims: Sequence[Claim], topics: Sequence[Topic]) -> list[Topic]:
    """Give what the next sentences may go on with: topics last, so that they are found first.

    topics: those of the sentences before; one that a number here was tied to is spoken of still.
    What a topic is only measured against (PERは60倍と、B社の18倍より高い) is no topic of its own.
    """
    if opens_with_stranger(view):
        return [Topic(view.index, None, _MAIN)]
    owners = {claim.mention for claim in claims}
    members = listed(view)
    passing: list[Topic] = []
    spoken: list[Topic] = []
    led = False
    for mention, role in zip(view.mentions, view.roles, strict=True):
        main = mention.id in owners or (_leads(view, mention, role) and mention.id not in members)
        main = main and not _RIVAL.search(view.folded, mention.start - _ROOM, mention.start)
        main = main and not (led and role in ("genitive", "reference"))
        compared = role in ("genitive", "reference") and view.compared(mention)
        compared = (
            compared or _CONTRASTED.match(view.folded, mention.end, view.sentence.end) is not None
        )
        main = main and not compared
        led = led or (main and role == "topic")
        rater = main and mention.id not in owners and is_broker(mention)
        aside = rater or compared or (role == "reference" and not main)
        weight = _ASIDE if aside else _MAIN if main else _PASSING
        (spoken if main and not rater else passing).append(Topic(view.index, mention, weight))
    return [*_spoken_still(view, owners, topics), *passing, *spoken]


def _leads(view: SentenceView, mention: Mention, role: Role) -> bool:
    """Tell whether a name is what its sentence is about, by its role or by how it is presented."""
    if role in ("topic", "subject"):
        return True
    return _PRESENTED.match(view.folded, mention.end, view.sentence.end) is not None


def _spoken_still(
    view: SentenceView, owners: Collection[str | None], topics: Sequence[Topic]
) -> list[Topic]:
    """Give the topic before that a number of this sentence was tied to."""
    here = {mention.id for mention in view.mentions}
    for topic in reversed(topics):
        if view.index - topic.sentence > CARRY:
            break
        mention = topic.mention
        if mention is not None and mention.id in owners and mention.id not in here:
            return [Topic(view.index, mention, topic.weight)]
    return []
