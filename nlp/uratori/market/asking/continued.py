"""Claims that go on from another: 前月比では0.5%の伸び of a CPI, 2年物は3.32% of a yield.

No claim is tied to such a number by its words, or it has no owner, so that it is given here what
the one before it speaks of, where that is one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ...records import CERTAIN, Analysis, Claim, Mention, Quantity, Reference
from ...text.fold import fold_kept
from ..definitions.yield_gaps import of_tenor
from ..places import back_from, dates_inside, days_inside, inside
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid
from .economy_continued import (
    Held,
    of_index,
    of_index_beside,
    of_index_itself,
    of_revised,
    told_last,
)
from .own_dates import of_session_before
from .shared_times import is_beaten

_TENOR = re.compile(
    r"(?P<years>[0-9]{1,2})年(?:物|債)(?:国債)?(?:の?(?:利回り|金利))?[はがも](?:前日比|約|逆に|反対に|対照的に|一方で?|むしろ|同じく|、){0,3}"
    r"(?:[0-9.]{1,5}(?:bp|%|ポイント|ベーシスポイント)(?:上昇|低下|高[いく]?|低[いく])[^、。0-9]{0,3}、?)?$"
)
_DECIDED = "policy_rate_change"
_FELL = re.compile(r"の?(?:下げ|上げ|低下|上昇|下が|上が)(?!幅)")
"""Behind a move of a bond's yield that is no bank's: 10年債は14bp下げ, not 25bpの利下げ."""
_ON_DAY = re.compile(r"(?:の終値)?(?:は|に|には)(?:約)?")
_OTHER_PAIR = re.compile("ユーロ|ポンド|豪ドル|元|ウォン|フラン")
_NOW = re.compile(r"(?:足元|現在|いま|今|直近|その後)(?:で)?は?[^、。0-9は]{0,8}(?:約)?$")
_FROM_THERE = re.compile(r"(?:台|前後|近辺)?から(?:約)?")
_RATIO_ON = re.compile(
    r"(?:時点|終値)?(?:に(?:は|も)?|の|は|では?|に(?:付け|つけ|記録し)た)、?(?:約)?"
    r"(?:(?:今[年月週期]|ことし|年初来|昨年来|年内|期間中|ここまで)の?)?(?:最[高低大小]|最も[高低]い)?"
    r"(?:値|水準)?(?:の|である|となる|、)?"
)
"""Between a day and the ratio that it had: 昨年末に23.06倍, 1月5日に付けた今年の最高、24.1倍."""
_NT = re.compile(
    r"NT(?:倍率|比率|レシオ)|日経平均(?:株価)?を(?:TOPIX|東証株価指数)(?:[(][^()]{1,8}[)])?で(?:割|除)"
)
_QUOTIENT = re.compile(
    r"日経平均(?:株価)?を(?:TOPIX|東証株価指数)(?:[(][^()]{1,8}[)])?で(?:割っ|除し)た(?:値|比率|倍率|数字|もの)"
    r"は、?(?:足元で|現在|いま|約){0,2}$"
)
"""Before the ratio of now, by what it is worked out of and no other name."""
_NOT_OF_NOW = frozenset({"earlier", "extreme"})
_PRICED = frozenset({"index", "equity", "etf", "commodity", "crypto"})
_RATE = re.compile(r"rate:([a-z]{2})[0-9]{1,2}y")
_GAPS = frozenset({"discount", "premium"})
_ITS = re.compile(r"(?:株|指数|ETF)?(?:の|[(（])(?:同)?(?:約)?")
_SET_BESIDE = re.compile(
    r"[)）]?(?:[高安]|の?(?:上昇|下落))?(?:に(?:は|も)?、?[^、。0-9]{0,6}?(?:見劣り|及ば|届[いかく]|劣[っらるり後]|後れ|追い付|追いつ"
    r"|水をあけ)|を[^、。0-9]{0,8}?(?:上回|下回|しの[いぐ]|凌|超え))"
)
"""Behind the move of another that a move before it is set against."""
_MOVED = re.compile(
    r"(?:も|超|強|近く)?(?:[高安]の|の(?:上昇|下落|値上がり|値下がり)(?:と(?:なっ|し)た|だった|を(?:記録|演じ)した)"
    r"|(?:上昇|下落|値上がり|値下がり)した|[上下]げた|伸びた|沈んだ|稼いだ)、?[米英独仏]?"
)
"""Between a move and the name behind it, of which it is."""
_SET_AGAINST = re.compile(
    r"(?:株|指数)?(?:に(?:は|も)?、?[^、。0-9]{0,6}?(?:見劣り|及ば|届[いかく]|劣[っらるり後]|後れ|比べ|対し|水をあけ)"
    r"|と比べ|を[^、。0-9]{0,8}?(?:上回|下回|しの[いぐ]|凌))"
)
_RIVAL_REACH = 16


def claims_continued(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each rate of change, or level, that goes on from the claim before it."""
    text = fold_kept(analysis.article.text)
    held = {each.quantity: each for each in analysis.claims if each.metric}
    found: list[Claim] = []
    for each in analysis.quantities:
        told = {**held, **{one.quantity: one for one in found}}
        if each.unit == "percent":
            found += _of_percent(analysis, held, text, each)
            found += of_index_beside(analysis, told, text, each) if each.id not in told else ()
        if each.id not in held and each.unit == "JPY":
            found += _of_rate(analysis, held, text, each)
        if each.unit in ("bp", "percentage_point", "points"):
            found += _of_tenor(analysis, held, text, each)
            found += _of_width(analysis, held, text, each)
        if each.id not in held and each.unit in ("", "index") and each.kind == "level":
            found += of_index_itself(analysis, told, text, each)
        if each.unit == "people" and (each.id not in held or "earlier" in held[each.id].basis):
            found += of_revised(analysis, held, text, each)
        own = held.get(each.id)
        if each.unit == "times" and (own is None or _is_earlier_ratio(own)):
            found += _of_ratio(analysis, text, each)
        if each.id not in held and each.kind == "level":
            found += _of_session_before(analysis, held, text, each)
    return tuple(found)


def _of_percent(analysis: Analysis, held: Held, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the claims on a percentage: of what another is set against, of an index, of a rate."""
    own = held.get(quantity.id)
    if own is None or own.negated or own.metric in _GAPS:
        yield from _of_beaten(analysis, held, text, quantity)
    yield from _of_rival(analysis, held, text, quantity)
    if own is None:
        yield from of_index(analysis, text, quantity)
        yield from _of_tenor(analysis, held, text, quantity)
        yield from _of_policy(analysis, held, text, quantity)
        yield from _of_day(analysis, held, text, quantity)


def _of_ratio(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the NT ratio of another day: NT倍率は17.33倍。9月28日には17.80倍だった."""
    start, end = sentence_around(text, quantity)
    days = days_inside(analysis, start, quantity.phrase[0])
    told = _NT.search(text, sentence_before(text, start), end) and quantity.value is not None
    if not told or is_unsaid(text, start, end, quantity):
        return
    dated = days and _RATIO_ON.fullmatch(text, days[-1].end, quantity.phrase[0])
    if dated or _QUOTIENT.search(text[start : quantity.phrase[0]]):
        yield Claim(
            id="", sentence=(start, end), quantity=quantity.id, metric="nt_ratio",
            period=period_of_day(days[-1]) if days else None, confidence=CERTAIN,
        )  # fmt: skip


def _is_earlier_ratio(claim: Claim) -> bool:
    """Tell whether a claim is on an NT ratio that its words make one of before, or a peak."""
    ratio = claim.metric == "nt_ratio" and claim.modality == "fact" and not claim.negated
    return ratio and not _NOT_OF_NOW.isdisjoint(claim.basis)


def _of_beaten(analysis: Analysis, held: Held, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the return of what another is said to have beaten: 年初来で32%高。B株の18%を上回る."""
    start, end = sentence_around(text, quantity)
    named = inside(analysis.mentions, start, end)
    before = sentence_before(text, start)
    number = told_last(analysis, held, quantity, "return", before)
    if number is None or number.start >= start or len(named) != 1 or not named[0].entity:
        return
    host, owner = held[number.id], named[0]
    if owner.type in _PRICED and is_beaten(analysis, start, quantity):
        yield msgspec.structs.replace(
            host, id="", sentence=(before, end), quantity=quantity.id, entity=owner.entity,
            mention=owner.id, basis=(),
        )  # fmt: skip


def _of_tenor(analysis: Analysis, held: Held, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the yield of another term told behind one of the same market: 2年物は3.32%."""
    start, end = sentence_around(text, quantity)
    term, own = _TENOR.search(text[start : quantity.phrase[0]]), held.get(quantity.id)
    if term is None or (own is not None and not _is_of_other_term(own, term["years"])):
        return
    if own is not None and own.metric == _DECIDED and not _FELL.match(text, quantity.end):
        return
    number = told_last(analysis, held, quantity, "yield", sentence_before(text, start))
    host = of_tenor(analysis, held[number.id], number) if number is not None else None
    market = _RATE.fullmatch(host.entity or "") if host is not None else None
    if host is None or market is None:
        return
    if _mentioned(analysis, start, quantity, market[1]):
        return
    entity = f"rate:{market[1]}{term['years']}y"
    yield msgspec.structs.replace(
        host, id="", sentence=(start, end), quantity=quantity.id, entity=entity, basis=(),
        direction=quantity.direction, reference=None,
    )  # fmt: skip


def _is_of_other_term(claim: Claim, years: str) -> bool:
    """Tell whether a number is held to be of another term than the one named right before it."""
    market = _RATE.fullmatch(claim.entity or "")
    if claim.metric == _DECIDED:
        return True
    if claim.metric != "yield" or market is None:
        return False
    return claim.entity != f"rate:{market[1]}{years}y"


_WIDTH = re.compile(r"(?:その)?(?:上昇|低下|悪化|改善)の?幅[はが](?:前月比|前の?月から|前月から)")


def _of_width(analysis: Analysis, held: Held, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give by how much the jobless rate of the sentence before has moved: 低下幅は前月比で."""
    start, end = sentence_around(text, quantity)
    number = told_last(analysis, held, quantity, "unemployment", sentence_before(text, start))
    free = quantity.id not in held and _WIDTH.match(text, start) is not None
    if number is not None and number.end <= start and free:
        yield msgspec.structs.replace(
            held[number.id], id="", sentence=(start, end), quantity=quantity.id, basis=(),
            reference=Reference(text="前月比", kind="period"), direction=None,
        )  # fmt: skip


def _of_rate(analysis: Analysis, held: Held, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the rate of a later day of a sentence: 160円67銭から、5月14日には164円04銭になった."""
    start, end = sentence_around(text, quantity)
    number = told_last(analysis, held, quantity, "close", start)
    if number is None or "銭" not in quantity.text:
        return
    host = held[number.id]
    if not (host.entity or "").startswith("fx:"):
        return
    if _FROM_THERE.fullmatch(text, number.phrase[1], quantity.phrase[0]):
        yield msgspec.structs.replace(
            host, id="", sentence=(start, end), quantity=quantity.id, basis=(), direction=None,
            period=None, reference=None,
        )  # fmt: skip
        return
    days = days_inside(analysis, number.end, quantity.start)
    later = text[number.end : quantity.start]
    between = inside(analysis.quantities, number.end, quantity.start)
    if any(each.kind == "level" for each in between):
        return
    if len(days) == 1 and "から" in later and not _OTHER_PAIR.search(later):
        yield msgspec.structs.replace(
            host, id="", sentence=(start, end), quantity=quantity.id, basis=(), direction=None,
            period=period_of_day(days[0]), reference=None,
        )  # fmt: skip


def _of_day(analysis: Analysis, held: Held, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the yield of another day told in the next sentence: 翌22日は3.91%で引けた."""
    start, end = sentence_around(text, quantity)
    days = days_inside(analysis, start, quantity.start)
    if len(days) != 1 or quantity.kind != "level":
        return
    opens = text[start : days[0].start] == ""
    if not opens or _ON_DAY.fullmatch(text, days[0].end, quantity.phrase[0]) is None:
        return
    number = told_last(analysis, held, quantity, "yield", sentence_before(text, start))
    if number is not None and held[number.id].entity is not None:
        yield msgspec.structs.replace(
            held[number.id], id="", sentence=(start, end), quantity=quantity.id, basis=(),
            direction=None, period=period_of_day(days[0]), reference=None,
        )  # fmt: skip


def _of_session_before(
    analysis: Analysis, held: Held, text: str, quantity: Quantity
) -> Iterator[Claim]:
    """Give the level that the one told before it came from: 31.60と、前営業日の30.08から上昇."""
    start, end = sentence_around(text, quantity)
    number = told_last(analysis, held, quantity, "close", sentence_before(text, start))
    if number is None or held[number.id].entity is None or not _alike(number, quantity):
        return
    host = msgspec.structs.replace(
        held[number.id], id="", sentence=(start, end), quantity=quantity.id, basis=(),
        direction=None, period=None, reference=None,
    )  # fmt: skip
    if of_session_before(analysis, host, quantity) is not None:
        yield host


def _of_rival(analysis: Analysis, held: Held, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the move of another that one is set against: 12.8%と、S&P500の19.7%には見劣りする."""
    start, end = sentence_around(text, quantity)
    own, rival = held.get(quantity.id), _rival_behind(analysis, text, quantity)
    if rival is None and (own is None or own.negated or own.metric in _GAPS):
        rival = _rival_before(analysis, text, start, quantity)
    if rival is None or (
        own is not None and own.entity == rival.entity and own.metric not in _GAPS
    ):
        return
    number = told_last(analysis, held, quantity, "return", sentence_before(text, start))
    host = held[number.id] if number is not None else None
    if number is None or host is None or host.entity in (None, rival.entity) or host.negated:
        return
    if dates_inside(analysis, number.end, quantity.start):
        return  # of a time of its own
    yield msgspec.structs.replace(
        host, id="", sentence=(host.sentence[0], end), quantity=quantity.id, reference=None,
        entity=rival.entity, mention=rival.id, direction=quantity.direction or host.direction,
    )  # fmt: skip


def _rival_before(analysis: Analysis, text: str, start: int, quantity: Quantity) -> Mention | None:
    near = next(back_from(analysis.mentions, quantity.phrase[0]), None)
    if near is None or not near.entity or near.start < start:
        return None
    own = _ITS.fullmatch(text, near.end, quantity.phrase[0])
    set_beside = _SET_BESIDE.match(text, max(quantity.end, quantity.phrase[1]))
    return near if own and set_beside else None


def _rival_behind(analysis: Analysis, text: str, quantity: Quantity) -> Mention | None:
    """Give the name behind a move that another is set against: 14.0%上げたS&P500に見劣りする."""
    end = max(quantity.end, quantity.phrase[1])
    for near in inside(analysis.mentions, end, end + _RIVAL_REACH)[:1]:
        moved = _MOVED.fullmatch(text, end, near.start)
        if near.entity and moved and _SET_AGAINST.match(text, near.end):
            return near
    return None


def _alike(number: Quantity, other: Quantity) -> bool:
    """Tell whether two prices are told in one unit, or in none."""
    plain = {"", "index", "points"}
    return number.unit == other.unit or {number.unit, other.unit} <= plain


def _mentioned(analysis: Analysis, start: int, quantity: Quantity, country: str) -> bool:
    """Tell whether a rate of another country is named in a sentence before a number."""
    return any(
        (each.entity or "").startswith("rate:")
        and not (each.entity or "").startswith(f"rate:{country}")
        for each in inside(analysis.mentions, start, quantity.start)
    )


def _of_policy(analysis: Analysis, held: Held, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the rate of now told behind an earlier one: 5.25〜5.50%をピークに、足元では3.50%."""
    start, end = sentence_around(text, quantity)
    number = told_last(analysis, held, quantity, "policy_rate", start)
    if number is None or quantity.kind != "level" or held[number.id].entity is None:
        return
    if _NOW.search(text[start : quantity.phrase[0]]) is None:
        return
    yield msgspec.structs.replace(
        held[number.id], id="", sentence=(start, end), quantity=quantity.id, period=None, basis=(),
        direction=None, reference=None,
    )  # fmt: skip
