"""Whether a mention can own a number at all, beyond what its type and the metric tell.

The rise of an index is no contribution of that index, a turnover is that of a market section or of
a share, and a price a tonne is no share's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..lexicon import read_table, split_cell
from ..records import Mention, Quantity
from ..text.lazy import lazy
from .metrics import Metric
from .prices import is_price, pair_of_unit
from .roles import Role
from .sentence import SentenceView

SECTIONS = frozenset({"index:prime_market", "index:standard_market", "index:growth_market"})
"""The sections of the Tokyo market, which have a turnover and numbers of issues."""
_BREADTH = frozenset(
    {"advancers", "decliners", "unchanged_issues", "new_highs", "new_lows", "limit_moves"}
)
_TURNOVER = frozenset({"turnover_value", "turnover_volume"})
_WHOLE_MARKET = 1_500_000_000_000
"""Yen of turnover that no single share reaches in a day."""
_QUOTED = frozenset({"close", "open", "high", "low", "price_change", "price_target"})
_SHARES = frozenset({"equity", "etf", "fund", "index", "group"})
_HOME = {"XTKS": "JPY", "XNAS": "USD", "XNYS": "USD", "ARCX": "USD", "BATS": "USD"}
"""The currency that an exchange quotes its shares in."""
_IN_MONEY = {"JPY": ("nikkei",), "USD": ("dow",)}
"""The indices whose level is told in money: 日経平均は402円高, ダウ平均は120ドル安."""
_ONLY_OF = {"tariff": "indicator", "bond_purchases": "institution"}
"""What is of things of one type alone: the bonds bought are the central bank's purchases."""
_OF_FIRMS = frozenset({"wage_rise"})
"""Figures of the economy that a firm has of its own."""
_NEVER_OF = frozenset({"fear_greed", "holdings", "net_buying"})
_OF_FUNDS = frozenset({"net_assets", "nav", "fund_flow", "expense_ratio", "tracking_error"})
"""What no index has: it is of the fund that follows one."""
_INVESTORS = frozenset({"org:gpif"})
_INVESTED = frozenset({"return", "net_assets", "assets_under_management"})
"""What an institution that invests has as a fund does."""
_RUN = lazy(r"運用|収益(?:率|額)")
_GAP = lazy(r"[のとは]?格?差")
"""What makes of the name of a yield only a side of a gap: 日米の10年債利回り差."""
_CUSTOMER = lazy(r"(?:社|など)?(?:向け|以下の)")
"""What makes of a firm another's buyer, or the head of its rivals: アップル向けが3割を占める."""
_LISTED = lazy(r"(?:第?[一二12]部|プライム|スタンダード|グロース)?(?:市場)?(?:に|へ)?上場")
"""What makes of an exchange only the place where a firm is listed: (東京証券取引所1部上場)."""
_PUBLISHES = lazy(r"が[^、。はが]{0,12}(?:発表|公表|集計|まとめ)し?た")
_HELD = lazy(r"(?:の|を)?(?:[^、。はが]{0,8}?)(?:保有|買い増|買い入|買い付|購入|取得|蓄積)")
_SPREAD = lazy(
    r"(?:利回り|金利|長短|内外|国債)[^、。はが]{0,8}差|スプレッド|社債[^、。はが]{0,6}上乗せ"
)
_PEERS = lazy(
    r"(?:同業|業界|業種|セクター|競合|他社|上場企業|構成企業)[^、。はがをも0-9]{0,10}"
    r"(?:平均|中央値)(?:値)?(?:の|は|が|で|[:、])?(?:約|およそ)?$"
)
_SEVERAL = lazy(r"(?:[2-9]|[0-9]{2,3}|数)銘柄(?:だけ|合計|合わせて)?(?:で|が)")
_TOGETHER = lazy(
    r"(?:[2-9]|[1-9][0-9])(?:社|行|銘柄)の?合(?:計|算)|両(?:社|行|銀行|グループ)(?:の|を|で)?(?:[^、。はが0-9]{0,6}[はが]?)?合(?:わせ|計|算)|統合後の"
)
_MARKET_WIDE = lazy(
    r"(?:全銘柄|市場全体|暗号資産全体|業界全体|上場企業全体|(?:時価総額|残高)は全体)(?:の|で|では|は)"
)
_FUNDS = lazy(r"ETF|投信|ファンド全体")
_BOTH = lazy(
    r"(?:両|[2-9])(?:社|行|指数|銘柄|ファンド)(?:とも(?:に)?|いずれも|そろって)[^、。はがを]{0,6}$"
)
_GROUPED = lazy(r"[業競他両統全弁銘社行]|セクター|共同|企業")
"""A sign that one of the patterns for a group can match: they are dear, and groups are rare."""
_JOINT = lazy(r"の(?:合弁|共同出資)(?:会社|企業|事業)?(?:の[^、。]{0,12}|は|が)$")
"""What firms own together has no id: AとBの合弁会社の売上高は."""
_INDUSTRY = lazy(r"(?<!同)業界(?:全体)?の[^、。はがを]{1,14}[はがを]?(?:約|およそ|年)?$")
_KIND = lazy(
    r"(?:を(?:超え|上回|下回|超す|割)[^、。はがをの0-9]{0,5}|(?:以上|以下|未満|超)の)"
    r"(?:(?:大型|中小型|小型|上場)?(?:会社|企業|銘柄|業種|ファンド)|株式?(?![0-9一-龯]))"
)
"""What makes of a number the mark of a kind: 「客単価の伸びが5%を超える会社ほど」."""
_REASON = lazy(
    r"(?:など|等)?に(?:より|よって|よる(?!と)|伴|ともな)|の?影響(?!を除)|を受け|を背景|を主因"
)
"""What makes of a name before it a reason."""
_REASON_NAMED = lazy(r"[^、。はが]{0,8}(?:高|安|下落|上昇|低下|高騰)[^、。はが]{0,6}(?:も|は)")
_MOVED = ("高", "安")
_WHOLE = lazy(r"(?:部門|グループ|事業|当社|全社|連結)全体(?:の|で)")
_FILER = lazy(r"当社|当行|当グループ|当連結|当事業年度|当会計|前連結会計|当期")
"""Words of a company that reports on itself."""
_CLOSE = 12
"""Characters from a name to a number of its own in a report of somebody else."""
_ROOM = 30
"""Characters before a number in which the words for a group without an id stand."""


def of_nobody(view: SentenceView, quantity: Quantity, metric: Metric) -> bool:
    """Tell whether a number is of something that has no id: 同業平均の24倍, a gap of two yields."""
    begin = max(view.sentence.start, quantity.phrase[0] - _ROOM)
    before = view.between(begin, quantity.phrase[0])
    if metric.key == "spread":
        sentence = view.between(view.sentence.start, view.sentence.end)
        return _SPREAD.search(sentence) is not None
    if metric.key == "contribution" and _SEVERAL.search(before):
        return True
    if metric.key == "fund_flow" and _of_all_funds(view, before):
        return True
    if _KIND.match(view.folded, quantity.end, view.sentence.end):
        return True
    if _GROUPED.search(before) is None:
        return False
    industry = _INDUSTRY.search(before)
    if industry and not any(m.end > begin + industry.start() for m in _before(view, quantity)):
        return True
    groups = (_PEERS, _MARKET_WIDE, _TOGETHER, _BOTH, _JOINT)
    return any(group.search(before) is not None for group in groups)


def _of_all_funds(view: SentenceView, before: str) -> bool:
    """Tell whether a flow is of funds that are not named: 「現物ETFからの流出は35億ドル」."""
    named = any(m.type in ("etf", "fund") for m in view.mentions)
    return not named and _FUNDS.search(before) is not None


def _before(view: SentenceView, quantity: Quantity) -> Iterator[Mention]:
    return (mention for mention in view.mentions if mention.end <= quantity.start)


def in_passing(view: SentenceView, quantity: Quantity, mention: Mention, role: Role) -> bool:
    """Tell whether a name before a number only gives a reason, or a part of what it is of.

    「円高の影響により、売上高は…」, 「石炭価格の下落などにより10億円と…」; in a report of 当社
    another firm is its customer or its partner.
    """
    if role in ("topic", "subject") and not _REASON_NAMED.match(view.folded, mention.end):
        whole = role == "subject" and _WHOLE.search(view.folded, mention.end, quantity.start)
        return bool(whole)
    gap = view.between(mention.end, quantity.phrase[0])
    if gap[:1] in _MOVED and mention.type == "currency":
        return len(gap) > _CLOSE or "、" in gap
    if _REASON.search(gap.removeprefix("による")) is not None or _WHOLE.search(gap) is not None:
        return True
    filer = _FILER.search(view.folded, view.sentence.start, quantity.start)
    beside = role in ("genitive", "label", "direct") or len(gap) <= _CLOSE
    return bool(filer) and mention.type == "equity" and not beside


def can_own(view: SentenceView, quantity: Quantity, metric: Metric, mention: Mention) -> bool:
    """Tell whether a mention can be the owner of a number of this metric."""
    if not metric.admits(mention.type):
        return _invests(view, quantity, metric, mention)
    if _other_side(view, metric, mention):
        return False
    if metric.key in _BREADTH:
        return mention.entity in SECTIONS
    if metric.key in _TURNOVER:
        return _trades(quantity, mention)
    if metric.key == "contribution":
        return mention.type != "index"
    if metric.key in _ONLY_OF:
        return mention.type == _ONLY_OF[metric.key]
    if metric.key in _NEVER_OF:
        return not _only_beside(view, metric, mention)
    if metric.family == "macro" and mention.type in ("indicator", "commodity", "equity"):
        return _measures(metric.key, mention)
    if metric.key in _QUOTED and mention.type in _SHARES:
        return not is_price(quantity.unit) or pair_of_unit(quantity.unit) is not None
    return True


def _other_side(view: SentenceView, metric: Metric, mention: Mention) -> bool:
    """Tell whether a name is a customer, a fund's index, a side of a gap, what a currency is in.

    Or only where a firm is listed.
    """
    if mention.type == "institution" and _LISTED.match(view.folded, mention.end):
        return True
    if mention.entity in SECTIONS:  # グロース市場のA社 has earnings, the section has none
        return metric.family == "results"
    if mention.type == "equity":
        return _CUSTOMER.match(view.folded, mention.end, view.sentence.end) is not None
    if metric.key in _OF_FUNDS:
        return mention.type == "index"
    if metric.key == "yield":
        return _GAP.match(view.folded, mention.end, view.sentence.end) is not None
    return mention.type == "currency" and _opposite(view, mention)


def _invests(view: SentenceView, quantity: Quantity, metric: Metric, mention: Mention) -> bool:
    """Tell whether a number is what an institution earned or holds: GPIFの運用収益率は5%."""
    if mention.entity not in _INVESTORS or metric.key not in _INVESTED:
        return False
    return _RUN.search(view.folded, view.sentence.start, quantity.start) is not None


def _opposite(view: SentenceView, mention: Mention) -> bool:
    """Tell whether a currency is what another before it is measured in: 円の対ドルの下落率."""
    if view.folded[mention.start - 1 : mention.start] != "対":
        return False
    before = (m for m in view.mentions if m.type == "currency" and m.end < mention.start)
    return any(view.folded[m.start - 1 : m.start] != "対" for m in before)


def _only_beside(view: SentenceView, metric: Metric, mention: Mention) -> bool:
    """Tell whether a name is what is held, whose mood is told, or who publishes a table."""
    if metric.key == "net_buying":
        return _PUBLISHES.match(view.folded, mention.end, view.sentence.end) is not None
    if metric.key == "fear_greed":
        return mention.type == "crypto"
    held = mention.entity and _HELD.match(view.folded, mention.end, view.sentence.end)
    return mention.type in ("crypto", "commodity") and bool(held)


def in_its_currency(quantity: Quantity, metric: Metric, mention: Mention) -> bool:
    """Tell whether a price can be that of a share by its currency: 150ドル is none in Tokyo."""
    if metric.key not in _QUOTED or quantity.unit not in _IN_MONEY:
        return True
    kind, _, name = (mention.entity or "").partition(":")
    if kind == "index":
        return name.startswith(_IN_MONEY[quantity.unit])
    home = _HOME.get(kind)
    return home is None or home == quantity.unit


def _trades(quantity: Quantity, mention: Mention) -> bool:
    if mention.type == "index":
        return mention.entity in SECTIONS
    large = quantity.value is not None and quantity.value >= _WHOLE_MARKET
    return not (large and quantity.unit == "JPY" and mention.type in ("equity", "etf"))


@cache
def _measured() -> dict[str, frozenset[str]]:
    rows = read_table("indicator_owners")
    return {row["metric"]: frozenset(split_cell(row["indicators"])) for row in rows}


def _measures(key: str, mention: Mention) -> bool:
    """Tell whether an indicator measures a metric: no CPI is a savings rate."""
    if mention.type == "equity":
        return key in _OF_FIRMS
    known = _measured().get(key)
    if known is None or mention.entity is None:
        return mention.type == "indicator"
    return mention.entity.partition(".")[2] in known
