"""What an indicator's number is of where no other word tells: 「短観の先行きはプラス12だ」."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..lexicon import read_table
from ..records import Quantity
from ..text.lazy import lazy
from .carried import CARRY
from .entity_ties import Topic, entity_ties
from .metric_ties import MetricTie
from .metrics import Metric
from .metrics import metric as metric_row
from .readings import Reading
from .sentence import SentenceView

_HERE, _CARRIED = 0.7, 0.6
_COUNTRY_REACH = 40
_BESIDE = 8
_COUNTRY = lazy(
    r"(?:(?P<jp>日本|全国|わが国|日銀)|(?P<us>米国|FRB)|(?P<eu>ユーロ圏|ECB)|(?P<cn>中国)|(?P<uk>英国)"
    r"|(?P<de>ドイツ)|(?P<world>世界))(?:経済|全体)?(?:の|では|[はが]\Z|が(?=目標|掲)|税関|国家統計)"
)
"""Countries whose indicators have ids."""
_ANY = "unemployment"
"""A metric that indicators alone have."""


@cache
def _measures() -> dict[str, str]:
    return {row["entity"]: row["metric"] for row in read_table("measures")}


def measure_told(
    view: SentenceView, quantity: Quantity, topics: Sequence[Topic]
) -> MetricTie | None:
    """Give the metric that the indicator of a number measures, None where there is no such.

    Prices are none of an indicator's units, so that 「CPIの発表後、1ドル=150円」 is left alone.
    """
    if quantity.place is None or not _spoken_of(view, topics):  # 横ばい is no 0%
        return None
    ties = entity_ties(view, quantity, metric_row(_ANY), topics)
    if not ties or ties[0].mention.entity not in _measures():
        return None
    row = metric_row(_measures()[ties[0].mention.entity])
    reading = reading_of(row, quantity)
    if reading is None:
        return None
    here = view.sentence.start <= ties[0].mention.start
    score = (_HERE if here else _CARRIED) + (ties[0].score - 1) / 10
    return MetricTie(row, reading, score, (quantity.start,) * 2, "measured by the indicator")


def indicator_of_country(view: SentenceView, quantity: Quantity, key: str) -> str | None:
    """Give the indicator of the country named last before a number: 「日本の成長率は0.8%」.

    The country of a central bank counts too: 「日銀の掲げる2%の物価目標」 is of macro:jp.cpi. None
    where no country stands there or no indicator of it measures the metric.
    """
    begin = max(view.sentence.start, quantity.phrase[0] - _COUNTRY_REACH)
    found = list(_COUNTRY.finditer(view.folded, begin, quantity.phrase[0]))
    if not found or found[-1].lastgroup is None:
        return None
    return _by_country().get((found[-1].lastgroup, key))


def indicator_beside(view: SentenceView, quantity: Quantity, key: str) -> str | None:
    """Give the indicator of the country right before a number: …は2.6%と、米国の4.1%より低い."""
    begin = max(view.sentence.start, quantity.phrase[0] - _BESIDE)
    found = [*_COUNTRY.finditer(view.folded, begin, quantity.phrase[0])][-1:]
    if not found or found[0].end() != quantity.phrase[0] or found[0].lastgroup is None:
        return None
    return _by_country().get((found[0].lastgroup, key))


@cache
def _by_country() -> dict[tuple[str, str], str]:
    """Index the indicators by country and metric, the first of the table where two measure one."""
    table: dict[tuple[str, str], str] = {}
    for entity, key in _measures().items():
        table.setdefault((entity.removeprefix("macro:").partition(".")[0], key), entity)
    return table


def _spoken_of(view: SentenceView, topics: Sequence[Topic]) -> bool:
    """Tell whether an indicator stands here or among the last topics; far cheaper than a tie."""
    last = [topic.mention for topic in topics[-CARRY:] if topic.mention is not None]
    return "indicator" in [mention.type for mention in (*view.mentions, *last)]


def reading_of(row: Metric, quantity: Quantity) -> Reading | None:
    """Tell whether a number is a level or a change of a metric, or by its unit neither."""
    moved = quantity.direction is not None or quantity.kind == "change"
    if moved and quantity.unit in row.change_units:
        return "change"
    return "level" if quantity.unit in row.units else None
