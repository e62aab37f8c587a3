"""From a claim to what is asked of the data: its words say more than its metric.

``price_change`` with 一時 asks for the day's high or low, ``return`` with 高値から for a fall from
a peak, ``yield`` with 5bp for a change. Where two readings are as likely, the question says so and
nothing that fails under one of them is called wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..definitions.averages import OF_PERIOD
from ..definitions.plans import PLANNED
from ..definitions.policy_from import asked_before
from ..definitions.ranks import beside_record, of_record
from ..definitions.record_counts import METRIC as RECORD_COUNT
from ..definitions.since import METRIC as SINCE
from ..definitions.valuation import IMPLIED
from ..definitions.yield_gaps import (
    gap_of,
    is_cap,
    is_inverted,
    is_passed,
    is_set_beside,
    names_treasuries,
    spread_named,
)
from ..questions import Asked, Crossing, Remark
from ..reading.phrases import (
    OTHER_FIGURES,
    REACH,
    is_dated,
    is_other_instrument,
    is_within_day,
    sentence_of,
    words_around,
)
from ..reading.times_before import of_close_before
from ..reading.words import says
from .averages_told import average_gap, stands_at_line
from .bases_told import basis_before
from .behind_told import tells_behind
from .contexts import is_elsewhen
from .firsts_asked import asked_first
from .levels_told import is_gap, is_turn
from .moves_asked import asked_move, paired_move
from .other_month import day_elsewhere, names_weekday
from .own_time import of_its_time, plain_close
from .records_told import asked_count
from .runs_ahead_told import asked_ahead, began_on
from .runs_asked import asked_run
from .runs_said import names_average

_CHANGES = frozenset({"bp", "percentage_point", "points"})
_SIGNS = ("+", "-", "−", "▲", "△", "＋", "－")
_QUOTED = re.compile(r"と[^0-9]{0,8}[0-9]")
_ALIASES = {"fx:BTCUSD": "crypto:BTC", "fx:ETHUSD": "crypto:ETH"}
_COMPARED = re.compile(r"(?:に比べて?|と比べて?|比で?)、?(?:約|およそ)?$")
"""Before a number that is how far a price lies from another: 昨年末に比べ357円."""
_OWN_LOW = re.compile(r"(?:は|この日の|一時)[高安]値の?$")
"""Before a day's own high or low, from which it moved on: TOPIXは安値3,388から切り返し."""
_PASSED_LINE = re.compile(
    r"の?(?:大きな|心理的)?(?:節目|大台)を(?:(?P<up>上回|超え)|下回)(?:った|って(?:引け|終え|取引)|て(?:引け|終え|取引))"
)
"""Behind a line that a close stood beyond: 5万2500ドルの節目を上回って引けた."""
_CLOSING_AT = ("終値は", "終値では", "引け値は", "大引けは")
"""Right before a close that まで follows: 終値は3843円まで値を消した."""
_STRETCHED = re.compile(r"[上下]値を(?:伸ば|切り上|切り下|広げ|拡大)")
"""Behind a price that was met, and is none ahead: 6288円まで上値を伸ばした."""
_OF_THEN = re.compile(
    r"(?:台|前後|程度)?(?:だった|で推移していた|にすぎなかった)[^、。0-9]{0,4}"
    r"(?:(?:[0-9]{1,3}|半)(?:年|[かカヶ]月|週間|日)前|一?昨年|前年|当時|前回|[0-9]{4}年)"
)
"""Behind a price of long ago: 3万円台だった3年前."""
_LONG_AGO = re.compile(r"(?:[0-9]{1,3}|半)(?:年|[かカヶ]月|週間)前[はにの]")
_NO_YIELD = re.compile(
    r"政策金利[^、。0-9]{0,8}$|(?:との|の)(?:利回り)?(?:差|開き|格差)(?:が|は|も)?(?:約)?$"
)
"""Before a number beside a yield that is none: 政策金利の上限(3.75%)との差が0.36%."""
_RATE_GAP = re.compile(r"(?:政策)?金利(?:の)?(?:差|格差|開き)[^、。0-9]{0,16}$")
_PROPOSED = re.compile(r"提案|主張|求め|否決|反対|要望|べき|検討|議論")
_PAIR = re.compile(r"([0-9]{1,2})年(?:物|債|国債)*(?:と|-|−|・|から)([0-9]{1,2})年")
_TERM_BEFORE = re.compile(r"([0-9]{1,2})年(?:物|債|国債|金利){1,2}(?:では|で|が|は)(?:約)?$")
_TENORS = re.compile(r"2年.{0,4}10年|10年.{0,4}2年|(?<![0-9])2[-−–〜~・/]10年|2s10s")


_JAPAN_US = re.compile(r"日米|日本と(?:米国|アメリカ)|(?:米国|アメリカ)と日本")
_BELOW = re.compile(
    r"(?:下方|下放れ|下への|マイナス)(?:に|の|方向の)?(?:大きく)?(?:乖離|かい離|カイリ)"
)
_BETWEEN = re.compile(r"高値と(?:の)?安値の?(?:の)?(?:開き|差|幅|値幅|差額)|値幅は")
"""What makes an amount the range of a day: 高値と安値の開きは1703円."""
_REACHED = re.compile(r"(?P<side>[高安])値(?:では?|は)(?:約|一時)?$")
"""Before a price that was the day's high or low: 高値で3201.12を付ける場面."""


def _before(analysis: Analysis, claim: Claim, quantity: Quantity) -> str:
    return fold_kept(analysis.article.text)[claim.sentence[0] : quantity.phrase[0]]


_OF_HOURS = frozenset({"high", "low"})
_FIRST_SINCE = re.compile(
    r"[はがも][^。、はがも]{2,20}(?:以来|ぶり)の?(?:最?[高安]値|高水準|低水準)"
)
"""Behind a close that is the highest since a day, and no high of the day: …円は3月以来の高値."""
"""Levels that are of the whole session unless the words say otherwise."""
_OF_CLOSES = re.compile(
    "終値(?:ベース|での|の)(?:の|での)?(?:最?[高安]値)|[(（](?:いずれも|ともに|どちらも)?終値(?:ベース)?[)）]"
)


def asked_of(analysis: Analysis, claim: Claim, quantity: Quantity) -> Asked | Remark:
    """Give what a claim asks for, or the reason why it cannot be looked up."""
    entity = _ALIASES.get(claim.entity or "", claim.entity)
    if entity is not None and (apart := average_gap(analysis, claim, quantity)) is not None:
        return Asked(topic="average_gap", entity=entity, direction=apart)
    if is_gap(analysis, claim, quantity):
        return Remark(code="other_figure")
    if PLANNED in claim.basis:
        return Asked(entity=entity, topic=PLANNED)
    handler = _HANDLERS.get(claim.metric or "")
    if handler is None:
        return _plain(analysis, claim, quantity, entity)
    asked = handler(analysis, claim, quantity, entity)
    named = isinstance(asked, Asked) and (asked.since or asked.start)
    stands = claim.metric == "policy_rate"  # until the next decision
    if (
        isinstance(asked, Asked)
        and not named
        and not stands
        and _is_elsewhen(analysis, claim, quantity)
    ):
        return msgspec.structs.replace(asked, unsure=True)
    if not isinstance(asked, Asked) or (asked.topic or claim.metric) not in _OF_HOURS:
        return asked
    closes = _speaks_of_closes(analysis, claim)
    return msgspec.structs.replace(asked, topic="close", intraday=False) if closes else asked


def _is_elsewhen(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a claim may be of another time that is not looked up as well."""
    if day_elsewhere(analysis, claim, quantity) is not None:
        return False
    return not names_weekday(analysis, claim) and is_elsewhen(analysis, claim, quantity)


def _speaks_of_closes(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether a high may be one of closes: 終値ベースの高値は."""
    return _OF_CLOSES.search(sentence_of(analysis, claim)) is not None


def _plain(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    if entity is None:
        return Remark(code="no_entity")
    others = set(claim.basis) & (OTHER_FIGURES | {"extreme"})
    if others and not of_its_time(analysis, claim, quantity, others):
        return Remark(code="other_figure")
    implied = claim.metric == "eps" and entity.startswith("index:")
    return Asked(entity=entity, topic=IMPLIED if implied else "")


def _plainly(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    return _plain(analysis, claim, quantity, entity)


def _multiple(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Ask for the earnings that are named as a basis: 予想ベースでは9.6倍."""
    named = basis_before(_before(analysis, claim, quantity))
    if named is None:
        return _plain(analysis, claim, quantity, entity)
    basis = tuple(each for each in claim.basis if each not in ("weighting", "forward"))
    asked = _plain(analysis, msgspec.structs.replace(claim, basis=basis), quantity, entity)
    if isinstance(asked, Remark):
        return asked
    return msgspec.structs.replace(asked, topic=named)


def _policy(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    asked = asked_before(analysis, claim, quantity) or _plain(analysis, claim, quantity, entity)
    sentence = sentence_of(analysis, claim)
    if _RATE_GAP.search(_before(analysis, claim, quantity)):
        return Remark(code="other_figure")
    loose = claim.period is None and says("not_now", sentence)
    if isinstance(asked, Asked) and (loose or _PROPOSED.search(sentence)):
        return msgspec.structs.replace(asked, unsure=True)
    return asked


def _ranged(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Ask for the range of a day, whose own definition names a high and a low."""
    basis = tuple(each for each in claim.basis if each != "extreme")
    return _plain(analysis, msgspec.structs.replace(claim, basis=basis), quantity, entity)


def _averaged(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Ask for an average or a distance from one: that is no other basis of its figure."""
    basis = tuple(each for each in claim.basis if each != "average")
    asked = _plain(analysis, msgspec.structs.replace(claim, basis=basis), quantity, entity)
    below = claim.metric == "deviation" and _BELOW.search(_before(analysis, claim, quantity))
    if isinstance(asked, Remark) or not below or claim.direction or quantity.direction:
        return asked
    return msgspec.structs.replace(asked, direction="down")


def _level(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    if entity is None:
        return Remark(code="no_entity")
    before, after = words_around(analysis, claim, quantity)
    if claim.metric in _OF_HOURS and _FIRST_SINCE.match(after):
        return Asked(entity=entity, topic="close")
    if (of_hours := _of_hours(analysis, claim, entity, before, after)) is not None:
        return of_hours
    if names_average(before) or stands_at_line(analysis, quantity):
        return Asked(entity=entity, topic="moving_average", unsure="earlier" in claim.basis)
    if (move := paired_move(analysis, claim, quantity)) is not None:
        return asked_move(analysis, move, quantity, entity)
    then = _OF_THEN.match(after) and not tells_behind(claim, after)
    line = _LINE_APART.match(after) is not None and _BARE_LINE.search(before) is not None
    if line or _COMPARED.search(before) or then or _LONG_AGO.search(before):
        return Remark(code="other_figure")
    claim = plain_close(analysis, claim, quantity, before)
    dated = is_dated(claim) or of_its_time(analysis, claim, quantity, {"earlier"})
    named = beside_record(before)
    excluded = OTHER_FIGURES - ({"earlier"} if dated or named else set())
    if set(claim.basis) & excluded or (
        entity.startswith("index:") and {"futures", "real", "nominal"} & set(claim.basis)
    ):
        return Remark(code="other_figure")
    if is_other_instrument(analysis, claim, entity, level=True):
        return Remark(code="other_figure")
    words = before + (claim.metric_text or "") + after
    own = "" if _QUOTED.match(after) else after  # 1.995%と節目の2%を下回った
    turned = is_turn(analysis, quantity) or of_close_before(before)
    recovered, lost = (not turned and says(each, own) for each in ("recovered", "lost"))
    own = _STRETCHED.sub("", own)
    passed = None if turned else _PASSED_LINE.match(own)
    recovered = recovered or bool(passed and passed["up"])
    lost = lost or bool(passed and not passed["up"])
    line = says("threshold", before[-REACH:] + own) and not (recovered or lost)
    if line and not named:
        return Remark(code="threshold")
    within = is_within_day(analysis, claim, quantity, entity)
    loose = claim.period is None and says("another_time", after[:2]) and not within
    elsewhere = loose or (claim.period is None and says("not_now", sentence_of(analysis, claim)))
    crossing: Crossing = "up" if recovered else "down" if lost else ""
    held = Asked(
        entity=entity,
        topic="fx_close" if entity.startswith("fx:") and claim.metric == "close" else "",
        intraday=within,
        crossing="" if quantity.modifier else crossing,
        unsure=("earlier" in claim.basis and not _OWN_LOW.search(before))
        or (elsewhere and not says("closing", after) and not before.endswith(_CLOSING_AT)),
    )
    return of_record(analysis, claim, quantity, held, words)


def _of_hours(
    analysis: Analysis, claim: Claim, entity: str, before: str, after: str
) -> Asked | None:
    """Ask for a day's range, high or low that only the words before an amount make it."""
    if _BETWEEN.search(before):
        return Asked(entity=entity, topic="price_range")
    reached = _REACHED.search(before)
    if reached is None or not is_dated(claim):
        return None
    if not (says("within_hours", sentence_of(analysis, claim)) or says("scene", after)):
        return None
    return Asked(entity=entity, topic="high" if reached["side"] == "高" else "low")


def _yield(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    if is_cap(analysis, claim, quantity):
        return Remark(code="threshold")
    if gap := gap_of(analysis, claim, quantity):
        return gap
    apart = is_passed(analysis, claim, quantity)
    if apart or _NO_YIELD.search(_before(analysis, claim, quantity)):
        return Remark(code="other_figure")
    signed = quantity.unit in _CHANGES and quantity.text[:1] in _SIGNS
    turned = claim.direction is not None or quantity.direction is not None or signed
    against = claim.reference is not None and not is_set_beside(analysis, claim, quantity)
    if quantity.unit in _CHANGES or against or quantity.kind == "change":
        return (
            asked_move(analysis, claim, quantity, entity) if turned else Remark(code="other_figure")
        )
    return _level(analysis, claim, quantity, entity)


def _spread(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    sentence = unicodedata.normalize("NFKC", sentence_of(analysis, claim))
    if entity is None and _JAPAN_US.search(sentence):
        entity = "rate:us_jp_10y"
    entity = entity or spread_named(analysis, claim, quantity)
    abroad = "米" in sentence or ("FRB" in analysis.article.text)
    abroad = abroad or names_treasuries(analysis, claim)
    terms = _TENORS.search(sentence) and not says("of_japan", sentence)
    pairs = _PAIR.findall(unicodedata.normalize("NFKC", _before(analysis, claim, quantity)))
    if entity is None and pairs and {*pairs[-1]} != {"2", "10"}:
        return Remark(code="no_entity")
    bare = terms and not abroad
    if terms and (abroad or bare) and entity in (None, "rate:jp_2s10s"):
        entity = "rate:us_2s10s"
    if entity is None:
        return Remark(code="no_entity")
    term = _TERM_BEFORE.search(_before(analysis, claim, quantity))
    if entity == "rate:us_jp_10y" and term is not None and term[1] != "10":
        return Remark(code="no_entity")
    beside = is_set_beside(analysis, claim, quantity)
    if (claim.reference is not None and not beside) or claim.basis:
        return Remark(code="other_figure")
    termless = "10年" not in sentence and "長期金利" not in sentence
    unsure = (entity == "rate:us_jp_10y" and termless) or bool(bare)
    return Asked(entity=entity, unsure=unsure, flipped=is_inverted(claim))


def _ratio(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    if claim.reference is not None or set(claim.basis) & (OTHER_FIGURES | {"extreme"}):
        return Remark(code="other_figure")
    return Asked(entity="index:nt")


def _run_beyond(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Ask for a run beyond an average, of which the words may name the first session."""
    asked = _plain(analysis, claim, quantity, entity)
    start = began_on(analysis, claim, quantity)
    if isinstance(asked, Remark) or start is None:
        return asked
    until = claim.period.start_date if claim.period else None
    return msgspec.structs.replace(asked, start=start, until=until)


_LINE_APART = re.compile(
    r"(?:の(?:大台|節目))?より(?:約|なお)?[0-9][0-9万,.]{0,10}(?:円|ドル|ポイント)(?:[0-9]{2}銭)?"
    r"(?:ほど|余り)?の?(?:[高低]|上|下)"
)
_BARE_LINE = re.compile(r"(?:^|[はがもで、])$")
"""Round a line, no price, that another lies so far from: 9万円より588円低い."""

Handler = Callable[[Analysis, Claim, Quantity, str | None], Asked | Remark]
_HANDLERS: dict[str, Handler] = {
    "drawdown": _plainly,
    "moving_average": _averaged,
    OF_PERIOD: _plainly,
    "deviation": _averaged,
    "price_range": _ranged,
    "close": _level,
    "high": _level,
    "low": _level,
    "open": _level,
    "return": asked_move,
    "price_change": asked_move,
    "yield": _yield,
    "policy_rate": _policy,
    "per": _multiple,
    "per_forward": _multiple,
    "spread": _spread,
    "nt_ratio": _ratio,
    "streak": asked_run,
    "outperformance_streak": asked_ahead,
    "average_streak": _run_beyond,
    SINCE: asked_first,
    RECORD_COUNT: asked_count,
}
